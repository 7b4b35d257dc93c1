using System.Globalization;
using System.Text;
using QdC.Publish.Excel;

namespace QdC.Publish.Csv;

/// <summary>Writes faults as CSV after RFC 4180: UTF-8 with byte order mark, CRLF; no text can become a formula.</summary>
public static class RejectCsv
{
    private static readonly string[] Header =
        ["area", "finding", "severity", "rule", "sentence", "extract", "file", "sheet", "line", "column", "record", "received", "allowed", "state", "first_seen"];

    /// <summary>Writes the lines of several areas.</summary>
    public static void Write(IEnumerable<RejectReport> forms, Stream to)
    {
        using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', Header));
        foreach (var form in forms)
        {
            foreach (var line in form.Lines)
            {
                string?[] fields =
                [
                    form.Area,
                    line.FindingId.ToString(CultureInfo.InvariantCulture),
                    line.IsError ? "error" : "query",
                    line.Rule,
                    line.Sentence,
                    line.Extract,
                    line.File,
                    line.Sheet,
                    line.Line?.ToString(CultureInfo.InvariantCulture),
                    line.Column,
                    line.RecordNo,
                    line.Received,
                    line.Allowed,
                    line.State,
                    line.FirstSeen.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ];
                writer.WriteLine(string.Join(',', fields.Select(Field)));
            }
        }
    }

    /// <summary>One field: quoted where need be, and led by an apostrophe where a spreadsheet would take it for a formula.</summary>
    public static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }
        var inert = Cells.LooksLikeFormula(text) && !IsNumber(text) ? "'" + text : text;
        return inert.AsSpan().IndexOfAny(",\"\r\n\t\0;'") >= 0 || inert[0] == ' ' || inert[^1] == ' '
            ? "\"" + inert.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : inert;
    }

    /// <summary>Negative numbers stay numbers.</summary>
    private static bool IsNumber(string text) =>
        text[0] is '-' or '+' && text.Length > 1 && text.AsSpan(1).IndexOfAnyExcept("0123456789.,") < 0;
}
