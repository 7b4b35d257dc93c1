using System.Globalization;
using ExcelDataReader;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.SentBack;

/// <summary>A value that a council filled in for a finding.</summary>
/// <param name="Row">The row of the workbook, from 1.</param>
/// <param name="FindingId">The finding; null where no number stands.</param>
/// <param name="Value">What was filled in, as Excel holds it: a text, a number or a date.</param>
internal sealed record FilledIn(int Row, long? FindingId, Personal<object> Value);

/// <summary>A workbook of findings that came back.</summary>
/// <param name="Area">The area it was made for.</param>
/// <param name="WrittenOn">The day it was made.</param>
/// <param name="Values">The lines with a value.</param>
internal sealed record ReturnedWorkbook(string Area, DateOnly? WrittenOn, IReadOnlyList<FilledIn> Values)
{
    private const int RowsSearchedForHeader = 50;

    /// <summary>Reads the workbook; null when it has no sheet of ours, so that it is something else.</summary>
    /// <exception cref="ExtractUnreadable">It is one of ours, or no workbook at all, and cannot be read.</exception>
    public static ReturnedWorkbook? Read(string path, string file)
    {
        using var bytes = Workbook.Load(File.OpenRead(path), file, new WorkbookLimits());
        var facts = Facts(bytes, file);
        if (facts is null)
        {
            return null;
        }

        var form = facts.GetValueOrDefault(SentBackForm.Form);
        if (form != SentBackForm.Version)
        {
            throw new ExtractUnreadable(
                "The workbook of findings has another form than this program reads", file, allowed: SentBackForm.Version,
                nextStep: "Export the findings again with `qdc rejects` and fill them in there.");
        }

        var written = DateOnly.TryParseExact(facts.GetValueOrDefault(SentBackForm.WrittenOn), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        return new ReturnedWorkbook(facts.GetValueOrDefault(SentBackForm.Area) ?? "", written ? day : null, Filled(bytes, file, facts));
    }

    private static Dictionary<string, string>? Facts(MemoryStream bytes, string file)
    {
        bytes.Position = 0;
        var excel = Workbook.Open(bytes, file);
        if (!Go(excel, file, SentBackForm.HiddenSheet))
        {
            return null;
        }

        var facts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (Workbook.Guard(file, excel.Read))
        {
            if (Text(excel, 0) is { Length: > 0 } key)
            {
                facts[key] = Text(excel, 1);
            }
        }

        return facts;
    }

    private static List<FilledIn> Filled(MemoryStream bytes, string file, Dictionary<string, string> facts)
    {
        bytes.Position = 0;
        var excel = Workbook.Open(bytes, file);
        var (id, value) = (facts.GetValueOrDefault(SentBackForm.IdHeader) ?? "", facts.GetValueOrDefault(SentBackForm.ValueHeader) ?? "");
        if (!Go(excel, file, facts.GetValueOrDefault(SentBackForm.Sheet) ?? ""))
        {
            throw Changed(file, "the sheet of findings");
        }

        int idAt = -1, valueAt = -1;
        var values = new List<FilledIn>();
        while (Workbook.Guard(file, excel.Read))
        {
            if (idAt < 0 || valueAt < 0)
            {
                // Rows may have been put above the header, and columns moved: both are found by their names.
                (idAt, valueAt) = (Column(excel, id), Column(excel, value));
                if ((idAt < 0 || valueAt < 0) && excel.Depth >= RowsSearchedForHeader)
                {
                    break;
                }

                continue;
            }

            if (valueAt < excel.FieldCount && excel.GetValue(valueAt) is { } filled && !string.IsNullOrWhiteSpace(filled.ToString()))
            {
                values.Add(new FilledIn(excel.Depth + 1, Id(excel, idAt), new Personal<object>(filled)));
            }
        }

        return idAt >= 0 && valueAt >= 0 ? values : throw Changed(file, $"the columns \"{Masking.ColumnName(id)}\" and \"{Masking.ColumnName(value)}\"");
    }

    private static ExtractUnreadable Changed(string file, string missing) =>
        new("The form of the workbook of findings was changed", file, $"{missing} cannot be found",
            nextStep: "Export the findings again with `qdc rejects` and fill in only the column of right values.");

    private static bool Go(IExcelDataReader excel, string file, string sheet)
    {
        do
        {
            if (string.Equals(excel.Name, sheet, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        while (Workbook.Guard(file, excel.NextResult));

        return false;
    }

    private static int Column(IExcelDataReader excel, string name)
    {
        for (var i = 0; i < excel.FieldCount; i++)
        {
            if (name.Length > 0 && string.Equals(Text(excel, i), name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static long? Id(IExcelDataReader excel, int column) =>
        column < excel.FieldCount
            ? excel.GetValue(column) switch
            {
                double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => (long)number,
                int number => number,
                string text when long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
                _ => null,
            }
            : null;

    private static string Text(IExcelDataReader excel, int column) =>
        column < excel.FieldCount
            ? excel.GetValue(column) switch
            {
                null => "",
                string text => text.Trim(),
                DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
            }
            : "";
}
