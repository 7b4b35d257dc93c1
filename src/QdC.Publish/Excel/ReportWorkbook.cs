using ClosedXML.Excel;
using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Publish.Excel;

/// <summary>Writes a report as a workbook: a cover, then its sheets with named tables, ready to be printed or passed on.</summary>
public static class ReportWorkbook
{
    /// <summary>The most rows a sheet takes.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>The most columns a sheet takes.</summary>
    public const int MostColumns = 16_384;

    private const int FirstRow = 5;
    private const int CardRows = 3;

    /// <summary>Writes the workbook.</summary>
    /// <exception cref="ReportTooLarge">A sheet would have more rows or columns than the format takes; nothing is written.</exception>
    public static void Write(ReportDocument report, Stream to)
    {
        Check(report);
        var texts = ReportTexts.In(report.Language);
        using var workbook = new XLWorkbook();
        workbook.Style.Font.FontName = "Calibri";
        workbook.Style.Font.FontSize = 10;
        workbook.Properties.Title = $"{report.Title} · {report.AreaName} · {report.Period}";
        workbook.Properties.Author = "QdC.Analytics";
        ReportCover.Write(workbook.AddWorksheet(texts.Cover), report, texts);
        foreach (var sheet in report.Sheets)
        {
            Write(workbook, sheet, report, texts);
        }
        workbook.SaveAs(to, new SaveOptions { EvaluateFormulasBeforeSaving = true }); // a preview that does not calculate shows the totals too
    }

    private static void Write(XLWorkbook workbook, ReportSheet sheet, ReportDocument report, ReportTexts texts)
    {
        var to = workbook.AddWorksheet(sheet.Name);
        to.ShowGridLines = false;
        ReportStyle.Heading(to.Cell(1, 1), sheet.Name, 16);
        to.Row(1).Height = 24;
        to.Cell(2, 1).Text($"{report.AreaName} · {report.Period} · {texts.Version} {report.Version}").Style.Font.SetFontColor(ReportStyle.Muted);
        to.Cell(3, 1).Text(report.IsInternal ? texts.Internal : texts.Public).Style.Font.SetItalic().Font.SetFontColor(report.IsInternal ? ReportStyle.Warning : ReportStyle.Muted);
        var tables = sheet.Blocks.Select(b => b.Table).OfType<ReportTable>().ToList();
        var widths = Widths(sheet, tables);
        for (var c = 0; c < widths.Count; c++)
        {
            to.Column(c + 1).Width = widths[c];
        }
        var row = FirstRow;
        foreach (var block in sheet.Blocks)
        {
            row = (block.Table is { } table ? ReportTableWriter.Write(to, row, table, widths) : Cards(to, row, block.Cards)) + 2;
        }
        // One table: its head stays and is repeated. Several: the sheet's does.
        var head = sheet.Blocks is [{ Table: not null }] ? FirstRow + 1 : FirstRow - 2;
        to.SheetView.Freeze(head, tables.Count > 0 ? 1 : 0);
        to.PageSetup.SetRowsToRepeatAtTop(1, head);
        ReportStyle.Page(to, widths.Sum() > 95 ? XLPageOrientation.Landscape : XLPageOrientation.Portrait, report, texts);
        foreach (var table in tables.Where(t => t.Pivot is not null))
        {
            ReportPivotWriter.Write(workbook, to, table, report, texts);
        }
    }

    private static List<double> Widths(ReportSheet sheet, List<ReportTable> tables)
    {
        var most = Math.Max(tables.Max(t => (int?)t.Columns.Count) ?? 0, sheet.Blocks.Any(b => b.Cards.Count > 0) ? 7 : 0);
        return [.. Enumerable.Range(0, most).Select(c => tables.Where(t => t.Columns.Count > c).Max(t => (double?)t.Columns[c].Width) ?? (c == 0 ? 30 : 15))];
    }

    /// <summary>Four in a row: the first as wide as the first column, the others two columns each.</summary>
    private static int Cards(IXLWorksheet sheet, int row, IReadOnlyList<ReportCard> cards)
    {
        const int InARow = 4;
        for (var i = 0; i < cards.Count; i++)
        {
            var top = row + i / InARow * (CardRows + 1);
            var (from, to) = i % InARow == 0 ? (1, 1) : (i % InARow * 2, i % InARow * 2 + 1);
            var card = sheet.Range(top, from, top + CardRows - 1, to);
            card.Style.Fill.SetBackgroundColor(ReportStyle.Pale).Border.SetOutsideBorder(XLBorderStyleValues.Medium).Border.SetOutsideBorderColor(XLColor.White);
            for (var line = 0; line < CardRows && to > from; line++)
            {
                sheet.Range(top + line, from, top + line, to).Merge();
            }
            sheet.Cell(top, from).Text(cards[i].Label).Style.Font.SetFontColor(ReportStyle.Muted).Alignment.SetWrapText();
            ReportTableWriter.Put(sheet.Cell(top + 1, from), cards[i].Value);
            sheet.Cell(top + 1, from).Style.Font.SetFontSize(18).Font.SetBold().Font.SetFontColor(ReportStyle.Ink);
            sheet.Cell(top + 2, from).Text(cards[i].Change).Style.Font.SetFontSize(9).Font.SetFontColor(ReportStyle.Muted);
            card.Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Left).Alignment.SetIndent(1).Alignment.SetVertical(XLAlignmentVerticalValues.Center);
            (sheet.Row(top).Height, sheet.Row(top + 1).Height, sheet.Row(top + 2).Height, sheet.Row(top + 3).Height) = (28, 28, 16, 6);
        }
        return row + (cards.Count + InARow - 1) / InARow * (CardRows + 1) - 1;
    }

    private static void Check(ReportDocument report)
    {
        foreach (var sheet in report.Sheets)
        {
            var rows = FirstRow + sheet.Blocks.Sum(b => b.Table is { } t ? t.Rows.Count + 5L : b.Cards.Count + CardRows + 3L);
            var columns = sheet.Blocks.Max(b => b.Table?.Columns.Count ?? 0);
            if (rows > MostRows || columns > MostColumns)
            {
                throw new ReportTooLarge(report.Report, sheet.Name, rows, columns);
            }
        }
    }
}

/// <summary>A sheet would be larger than the format of workbooks allows.</summary>
public sealed class ReportTooLarge(string report, string sheet, long rows, int columns)
    : TerminalException(new Problem(
        "A sheet of the report would be larger than a workbook takes",
        Where: $"{report}, {sheet}",
        Received: $"{rows} rows, {columns} columns",
        Allowed: $"{ReportWorkbook.MostRows} rows, {ReportWorkbook.MostColumns} columns",
        NextStep: "Ask for a longer kind of period or for one area; nothing was written."));
