using System.Globalization;
using ClosedXML.Excel;
using QdC.Metrics;

namespace QdC.Publish.Excel;

/// <summary>Writes a pivot table on a sheet of its own.</summary>
internal static class ReportPivotWriter
{
    public static void Write(XLWorkbook workbook, IXLWorksheet from, ReportTable table, ReportDocument report, ReportTexts texts)
    {
        var sheet = workbook.AddWorksheet(SheetNames.Fit(from.Name, texts.Pivot));
        ReportStyle.Heading(sheet.Cell(1, 1), table.Title, 16);
        sheet.Cell(2, 1).Text(string.Format(CultureInfo.InvariantCulture, texts.PivotHint, from.Name)).Style.Font.SetFontColor(ReportStyle.Muted);
        var pivot = sheet.PivotTables.Add(table.Name + "_pivot", sheet.Cell(4, 1), Data(from, table));
        foreach (var row in table.Pivot!.Rows)
        {
            pivot.RowLabels.Add(row);
        }
        foreach (var column in table.Pivot.Columns)
        {
            pivot.ColumnLabels.Add(column);
        }
        foreach (var value in table.Pivot.Values)
        {
            pivot.Values.Add(value, $"Σ {value}").SetSummaryFormula(XLPivotSummary.Sum);
        }
        pivot.SetRefreshDataOnOpen();
        sheet.Column(1).Width = 44;
        var across = table.Columns.Select((c, i) => (c, i)).Where(x => table.Pivot.Columns.Contains(x.c.Header)).Select(x => x.i).ToList();
        var members = table.Rows.Select(r => string.Join('\n', across.Select(c => r[c].Text))).Distinct().Count();
        sheet.Columns(2, table.Pivot.Rows.Count + members + 1).Width = 18;
        ReportStyle.Page(sheet, XLPageOrientation.Landscape, report, texts);
    }

    /// <summary>Headers and rows without the total, which a pivot table would count once more.</summary>
    private static IXLRange Data(IXLWorksheet sheet, ReportTable table)
    {
        var head = sheet.Table(table.Name).RangeAddress.FirstAddress.RowNumber;
        return sheet.Range(head, 1, head + table.Rows.Count, table.Columns.Count);
    }
}
