using ClosedXML.Excel;
using QdC.Metrics;

namespace QdC.Publish.Excel;

/// <summary>Writes a table of a report: its title, a named table with typed cells, its total.</summary>
internal static class ReportTableWriter
{
    private const int FilterFrom = 8;
    private const int LongText = 60;

    /// <summary>Writes it from a row on, with what its signs mean below it, and gives back its last row.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="row">The row of its title.</param>
    /// <param name="table">The table.</param>
    /// <param name="widths">The sheet's columns.</param>
    /// <param name="language">ca, es or en.</param>
    /// <param name="longs">Where its rows go when they are to be written once the workbook is saved; null for at once.</param>
    public static int Write(IXLWorksheet sheet, int row, ReportTable table, IReadOnlyList<double> widths, string language, List<LongRows>? longs = null)
    {
        ReportStyle.Heading(sheet.Cell(row, 1), table.Title, 12);
        var columns = table.Columns.Count;
        var head = row + 1;
        for (var c = 0; c < columns; c++)
        {
            sheet.Cell(head, c + 1).Text(table.Columns[c].Header);
        }
        var shown = longs is null ? table.Rows : Long(sheet.Name, head + 1, table, widths, longs);
        var at = head;
        foreach (var line in shown)
        {
            at++;
            for (var c = 0; c < columns; c++)
            {
                Put(sheet.Cell(at, c + 1), line[c]);
            }
            sheet.Row(at).Height = HeightOf(line, widths);
        }
        var drawn = at;
        at = head + table.Rows.Count;
        if (at == head)
        {
            drawn = ++at; // a table has a row, or it asks to be repaired
            sheet.Cell(at, 1).Text("–");
        }
        var made = sheet.Range(head, 1, at, columns).CreateTable(table.Name);
        made.Theme = XLTableTheme.None;
        made.ShowAutoFilter = table.Rows.Count >= FilterFrom;
        Style(sheet, head, drawn, table, widths, made.ShowAutoFilter);
        if (table.Total is not null)
        {
            at = Total(sheet, made, at, table);
        }
        for (var c = 0; c < columns; c++)
        {
            if (table.Columns[c].HasBars && table.Rows.Count > 0) // after the total, which would stretch them
            {
                sheet.Range(head + 1, c + 1, head + table.Rows.Count, c + 1).AddConditionalFormat().DataBar(ReportStyle.Bar).Minimum(XLCFContentType.Number, 0).HighestValue();
            }
        }
        foreach (var note in table.Note is { } only ? table.Signs(language).Append(only) : table.Signs(language))
        {
            at++;
            var across = table.Chart is null ? widths.Count : columns; // a chart may stand beside it
            sheet.Range(at, 1, at, across).Merge().FirstCell().Text(note).Style.Font.SetItalic().Font.SetFontColor(ReportStyle.Muted).Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
            sheet.Row(at).Height = ReportStyle.HeightOf(note, widths.Take(across).Sum());
        }
        return at;
    }

    /// <summary>Puts a cell's value, in its format and with its mark.</summary>
    public static void Put(IXLCell cell, ReportCell value)
    {
        if (value.Day is { } day)
        {
            cell.Day(day);
        }
        else if (value.Number is { } number)
        {
            cell.SetValue(number);
            cell.Style.NumberFormat.Format = value.Mark == FigureMark.Provisional ? string.Join(';', value.Format!.Split(';').Select(f => f + $"\" {FigureMarks.ProvisionalSign}\"")) : value.Format;
        }
        else
        {
            cell.Text(value.Text);
        }
        if (value.Mark == FigureMark.Provisional)
        {
            cell.Style.Font.SetItalic();
        }
        else if (value.Mark != FigureMark.None)
        {
            cell.Style.Font.SetFontColor(ReportStyle.Muted).Alignment.SetHorizontal(XLAlignmentHorizontalValues.Right);
        }
    }

    /// <summary>Leaves the rows for later. Gives back those that show how each column's cells look.</summary>
    private static List<IReadOnlyList<ReportCell>> Long(string sheet, int first, ReportTable table, IReadOnlyList<double> widths, List<LongRows> longs)
    {
        static (string?, FigureMark, bool, bool) Kind(ReportCell cell) => (cell.Format, cell.Mark, cell.Day is not null, cell.Text is { } text && Cells.LooksLikeFormula(text));
        var kinds = Enumerable.Range(0, table.Columns.Count).Select(c => table.Rows.Select(r => r[c]).DistinctBy(Kind).ToList()).ToList();
        var numbers = kinds.ConvertAll(k => k.Select((cell, i) => (Kind(cell), i)).ToDictionary());
        var looks = kinds.Max(k => k.Count);
        longs.Add(new(sheet, first, looks, kinds.Count, table.Rows.Select(r => new LongRow(HeightOf(r, widths), [.. r.Select((cell, c) => (ValueOf(cell), numbers[c][Kind(cell)]))]))));
        return [.. Enumerable.Range(0, looks).Select(l => (IReadOnlyList<ReportCell>)[.. kinds.Select(k => k[Math.Min(l, k.Count - 1)])])];
    }

    private static object? ValueOf(ReportCell cell) => (object?)cell.Day?.ToDateTime(TimeOnly.MinValue) ?? (object?)cell.Number ?? (cell.Text is "" ? null : cell.Text);

    private static double HeightOf(IReadOnlyList<ReportCell> line, IReadOnlyList<double> widths) => line.Select((cell, c) => ReportStyle.HeightOf(cell.Text, widths[c])).Max();

    private static void Style(IXLWorksheet sheet, int head, int last, ReportTable table, IReadOnlyList<double> widths, bool filtered)
    {
        var columns = table.Columns.Count;
        var header = sheet.Range(head, 1, head, columns);
        header.Style.Font.SetBold().Font.SetFontColor(XLColor.White).Fill.SetBackgroundColor(ReportStyle.Ink);
        header.Style.Alignment.SetVertical(XLAlignmentVerticalValues.Center).Alignment.SetWrapText();
        sheet.Row(head).Height = Math.Max(20, table.Columns.Select((c, i) => ReportStyle.HeightOf(c.Header, widths[i] - (filtered ? 5 : 1))).Max() + 4);
        if (last > head)
        {
            sheet.Range(head + 1, 1, last, columns).Style.Alignment.SetVertical(XLAlignmentVerticalValues.Top).Border.SetInsideBorder(XLBorderStyleValues.Hair).Border.SetInsideBorderColor(ReportStyle.Hairline)
                .Border.SetBottomBorder(XLBorderStyleValues.Hair).Border.SetBottomBorderColor(ReportStyle.Hairline);
        }
        for (var c = 0; c < columns; c++)
        {
            if (!table.Columns[c].IsNumber && c > 0 && table.Columns[c - 1].IsNumber)
            {
                sheet.Range(head, c + 1, Math.Max(last, head), c + 1).Style.Alignment.SetIndent(1);
            }
            if (table.Columns[c].IsNumber)
            {
                sheet.Cell(head, c + 1).Style.Alignment.SetHorizontal(filtered ? XLAlignmentHorizontalValues.Left : XLAlignmentHorizontalValues.Right);
            }
            else if (last > head && (c == 0 || table.Rows.Any(r => r[c].Text?.Length > LongText / 4)))
            {
                sheet.Range(head + 1, c + 1, last, c + 1).Style.Alignment.SetWrapText();
            }
        }
    }

    /// <summary>
    /// The total. Where every column adds up it is the table's own, whose formulas follow its filter; else a row of its own below the
    /// table, with the figures of the whole.
    /// </summary>
    private static int Total(IXLWorksheet sheet, IXLTable made, int last, ReportTable table)
    {
        var numbers = table.Columns.Select((c, i) => (c, i)).Where(x => x.c.IsNumber).ToList();
        var at = last + 1;
        if (table.Rows.Count > 0 && numbers.TrueForAll(x => x.c.Adds))
        {
            made.ShowTotalsRow = true;
            made.Field(0).TotalsRowLabel = table.Total![0].Text!;
            foreach (var (_, i) in numbers)
            {
                made.Field(i).TotalsRowFunction = XLTotalsRowFunction.Sum;
                var sum = sheet.Cell(at, i + 1);
                sum.FormulaA1 = $"SUBTOTAL(9,{sheet.Range(at - table.Rows.Count, i + 1, last, i + 1).RangeAddress})"; // [Column] alone is no name to LibreOffice
                sum.Style.NumberFormat.Format = table.Total[i].Format;
                _ = sum.Value; // worked out now, so that it is saved with its result
            }
        }
        else
        {
            for (var c = 0; c < table.Columns.Count; c++)
            {
                Put(sheet.Cell(at, c + 1), table.Total![c]);
            }
        }
        sheet.Range(at, 1, at, table.Columns.Count).Style.Font.SetBold().Fill.SetBackgroundColor(ReportStyle.Pale).Border.SetTopBorder(XLBorderStyleValues.Thin).Border.SetTopBorderColor(ReportStyle.Ink);
        return at;
    }
}
