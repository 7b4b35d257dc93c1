using ClosedXML.Excel;
using QdC.Warehouse;

namespace QdC.IntegrationTests.SentBack;

/// <summary>A workbook of findings as a council sends it back: written as the export writes it, with values in the last column.</summary>
internal sealed class FilledForm(string area, IEnumerable<RecordedFinding> findings)
{
    private readonly Dictionary<long, object> _values = [];

    public string Form { get; init; } = SentBackForm.Version;

    public string Date { get; init; } = "2025-04-01";

    /// <summary>Lines put in beside those exported: a finding's number as it stands in the cell, and a value.</summary>
    public List<(object Number, object Value)> Extra { get; } = [];

    public FilledForm Fill(RecordedFinding finding, object value)
    {
        _values[finding.FindingId] = value;
        return this;
    }

    public void Save(string path)
    {
        using var workbook = new XLWorkbook();
        var cover = workbook.AddWorksheet("Portada");
        cover.Cell(2, 2).Value = "Incidències de les dades";
        var sheet = workbook.AddWorksheet("Incidències");
        (sheet.Cell(1, 1).Value, sheet.Cell(1, 2).Value, sheet.Cell(1, 3).Value) = ("Número", "Regla", "Valor correcte");
        var row = 1;
        foreach (var finding in findings)
        {
            row++;
            sheet.Cell(row, 1).SetValue(finding.FindingId);
            sheet.Cell(row, 2).SetValue(finding.Finding.Rule);
            if (_values.TryGetValue(finding.FindingId, out var value))
            {
                Set(sheet.Cell(row, 3), value);
            }
        }

        foreach (var (number, value) in Extra)
        {
            row++;
            Set(sheet.Cell(row, 1), number);
            Set(sheet.Cell(row, 3), value);
        }

        var mark = workbook.AddWorksheet(SentBackForm.HiddenSheet);
        (string Key, string Value)[] marks =
        [
            (SentBackForm.Form, Form), (SentBackForm.Area, area), (SentBackForm.WrittenOn, Date), (SentBackForm.Sheet, "Incidències"),
            (SentBackForm.HeaderRow, "1"), (SentBackForm.IdHeader, "Número"), (SentBackForm.ValueHeader, "Valor correcte"),
        ];
        foreach (var ((key, value), i) in marks.Select((m, i) => (m, i)))
        {
            Set(mark.Cell(i + 1, 1), key);
            Set(mark.Cell(i + 1, 2), value);
        }

        mark.Visibility = XLWorksheetVisibility.Hidden;
        workbook.SaveAs(path);
    }

    private static void Set(IXLCell cell, object value)
    {
        switch (value)
        {
            case string text:
                cell.SetValue(text);
                cell.SetDataType(XLDataType.Text);
                break;
            case DateTime date:
                cell.SetValue(date);
                break;
            case long number:
                cell.SetValue(number);
                break;
            case double number:
                cell.SetValue(number);
                break;
        }
    }
}
