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
    private const int ChartRows = 15;
    private const double WidestChart = 100;
    private const double NarrowestChart = 48;
    private const double PortraitWidth = 95;
    private const double PortraitWidthOfMany = 150;

    /// <summary>Writes the workbook of one area.</summary>
    /// <inheritdoc cref="Write(IReadOnlyList{ReportDocument}, Stream)"/>
    public static void Write(ReportDocument report, Stream to) => Write([report], to);

    /// <summary>Writes the workbook: a cover and sheets for each area; of several, the sheets' names say whose they are.</summary>
    /// <param name="reports">The same report of one area or several.</param>
    /// <param name="to">Where to.</param>
    /// <exception cref="ReportTooLarge">A sheet would have more rows or columns than the format takes; nothing is written.</exception>
    public static void Write(IReadOnlyList<ReportDocument> reports, Stream to)
    {
        foreach (var report in reports)
        {
            Check(report);
        }
        using var workbook = new XLWorkbook();
        workbook.Style.Font.FontName = "Calibri";
        workbook.Style.Font.FontSize = 10;
        workbook.Properties.Title = $"{reports[0].Title} · {string.Join(", ", reports.Select(r => r.AreaName))} · {reports[0].Period}";
        workbook.Properties.Author = "QdC.Analytics";
        var (charts, longs) = (new List<PlacedChart>(), new List<LongRows>());
        foreach (var report in reports.Select(r => reports.Count == 1 ? r : OfArea(r)))
        {
            var texts = ReportTexts.In(report.Language);
            ReportCover.Write(workbook.AddWorksheet(reports.Count == 1 ? texts.Cover : SheetNames.Fit(texts.Cover, report.Area)), report, texts);
            foreach (var sheet in report.Sheets)
            {
                Write(workbook, sheet, report, texts, charts, longs);
            }
        }
        using var saved = new MemoryStream();
        workbook.SaveAs(saved, new SaveOptions { EvaluateFormulasBeforeSaving = true }); // a preview that does not calculate shows the totals too
        ReportPackage.Finish(saved, charts);
        LongRows.Copy(saved, longs, to);
    }

    /// <summary>The report with sheets and tables that are called after its area, so that another area's may stand beside them.</summary>
    private static ReportDocument OfArea(ReportDocument report)
    {
        ReportTable? Named(ReportTable? table) => table is null ? null : table with { Name = $"{report.Area.Replace('-', '_')}_{table.Name}" };
        return report with
        {
            Sheets = [.. report.Sheets.Select(s => new ReportSheet(SheetNames.Fit(s.Name, report.Area), [.. s.Blocks.Select(b => b with { Table = Named(b.Table) })]))],
        };
    }

    private static void Write(XLWorkbook workbook, ReportSheet sheet, ReportDocument report, ReportTexts texts, List<PlacedChart> charts, List<LongRows> longs)
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
        // A table alone on its sheet may have as many rows as there are faults; all others are short.
        var isLong = sheet.Blocks is [{ Table: { Rows.Count: > 0, Total: null, Chart: null, Pivot: null } only }] && !only.Columns.Any(c => c.HasBars);
        var row = FirstRow;
        var blocks = new List<PageBlock>();
        foreach (var block in sheet.Blocks)
        {
            var first = row;
            row = block.Table is { } table ? ReportTableWriter.Write(to, row, table, widths, report.Language, isLong ? longs : null) : Cards(to, row, block.Cards);
            if (block.Table?.Chart is not null)
            {
                row = Chart(sheet.Name, block.Table, first, row, widths, charts, blocks);
            }
            else
            {
                blocks.Add(new(first, row));
            }
            row += 2;
        }
        // One table: its head stays and is repeated. Several: the sheet's does.
        var isOne = sheet.Blocks is [{ Table: { Chart: null } }]; // above a chart a table's head says nothing
        var head = isOne ? FirstRow + 1 : FirstRow - 1;
        to.SheetView.Freeze(head, tables.Count > 0 ? 1 : 0);
        to.PageSetup.SetRowsToRepeatAtTop(1, head);
        ReportStyle.Page(to, widths.Sum() > (isOne ? PortraitWidth : PortraitWidthOfMany) ? XLPageOrientation.Landscape : XLPageOrientation.Portrait, report, texts);
        ReportPages.Break(to, blocks, head, widths.Sum());
        foreach (var table in tables.Where(t => t.Pivot is not null))
        {
            ReportPivotWriter.Write(workbook, to, table, report, texts);
        }
    }

    /// <summary>Places a table's chart beside it where there is room, else below it. Gives back the last row of both.</summary>
    private static int Chart(string sheet, ReportTable table, int first, int last, List<double> widths, List<PlacedChart> charts, List<PageBlock> blocks)
    {
        var beside = widths.Skip(table.Columns.Count).Sum() - 2;
        if (beside >= NarrowestChart)
        {
            charts.Add(new PlacedChart(sheet, table, first + 1, first + 1, table.Columns.Count, ChartRows, Math.Min(WidestChart, beside)));
            last = Math.Max(last, first + 1 + ChartRows);
            blocks.Add(new(first, last));
            return last;
        }
        charts.Add(new PlacedChart(sheet, table, first + 1, last + 2, 0, ChartRows, Math.Min(WidestChart, widths.Sum())));
        blocks.Add(new(first, last + 1 + ChartRows) { MayBreakBefore = last + 2 });
        return last + 1 + ChartRows;
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
            var rows = FirstRow + sheet.Blocks.Sum(b => b.Table is { } t ? t.Rows.Count + 9L + (t.Chart is null ? 0 : ChartRows + 1) : b.Cards.Count + CardRows + 3L);
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
