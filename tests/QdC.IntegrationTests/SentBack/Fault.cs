using System.IO.Enumeration;
using System.Text;
using ClosedXML.Excel;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;

namespace QdC.IntegrationTests.SentBack;

/// <summary>Puts a fault into a cell of a council's files, wherever the column stands and however it is called that month.</summary>
/// <param name="council">The council.</param>
/// <param name="area">Its area.</param>
/// <param name="system">The system whose files they are, where several tell of a subject. Default: the first that does.</param>
internal sealed class Fault(Council council, string area, string? system = null)
{
    private readonly JobSet _jobs = council.Jobs();

    /// <summary>Writes a text into a record's cell of the delivery of a date, and gives what stood there.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="field">The field; its key column for the key.</param>
    /// <param name="record">Which record of the file, from 0.</param>
    /// <param name="text">The faulty text.</param>
    /// <param name="date">A part of the file's name. Default: the last delivery.</param>
    public string Plant(string subject, string field, int record, string text, string date = "2025*03*")
    {
        var source = _jobs.Areas[area].Sources.First(s => (system ?? s.System) == s.System && _jobs.Systems[s.System].Extracts.Any(e => e.Subject == subject));
        var extract = _jobs.Systems[source.System].Extracts.First(e => e.Subject == subject);
        var path = Directory.EnumerateFiles(source.Folder).Single(p => new FilePattern(extract.File).Matches(Path.GetFileName(p), out _) && FileSystemName.MatchesSimpleExpression("*_" + date, Path.GetFileName(p)));
        var names = extract.Columns[field].From.Select(n => TextFold.Header(n)).ToList();
        return extract.Csv is { } dialect ? Csv(path, dialect, names, record, text) : Xlsx(path, extract, names, record, text);
    }

    private static string Csv(string path, CsvDialect dialect, List<string> names, int record, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(dialect.Encoding);
        var lines = File.ReadAllLines(path, encoding);
        var column = Array.FindIndex(lines[0].Split(dialect.Delimiter), h => names.Contains(TextFold.Header(h)));
        var cells = lines[record + 1].Split(dialect.Delimiter);
        var was = cells[column];
        cells[column] = text;
        lines[record + 1] = string.Join(dialect.Delimiter, cells);
        File.WriteAllLines(path, lines, encoding);
        return was;
    }

    private static string Xlsx(string path, ExtractDefinition extract, List<string> names, int record, string text)
    {
        using var workbook = new XLWorkbook(path);
        var sheet = workbook.Worksheets.First(w => extract.Xlsx!.Sheets.Any(s => FileSystemName.MatchesSimpleExpression(s, w.Name)));
        var header = sheet.RowsUsed().First(r => r.CellsUsed().Any(c => names.Contains(TextFold.Header(c.GetString()))));
        var cell = sheet.Cell(header.RowNumber() + 1 + record, header.CellsUsed().First(c => names.Contains(TextFold.Header(c.GetString()))).Address.ColumnNumber);
        var was = cell.GetString();
        cell.SetValue(text);
        cell.SetDataType(XLDataType.Text);
        workbook.SaveAs(path);
        return was;
    }
}
