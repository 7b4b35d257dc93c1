using ClosedXML.Excel;
using QdC.Metrics;

namespace QdC.Publish.Excel;

/// <summary>Writes a table of a report: its title, a named table with typed cells, its total.</summary>
internal static class ReportTableWriter
{
    private const int FilterFrom = 8;
    private const int LongText = 60;

    /// <summary>Writes it from a row on, with what its signs mean below it, and gives back its last row.</summary>
    public static int Write(IXLWorksheet sheet, int row, ReportTable table, IReadOnlyList<double> widths, string language)
    {
        ReportStyle.Heading(sheet.Cell(row, 1), table.Title, 12);
        var columns = table.Columns.Count;
        var head = row + 1;
        for (var c = 0; c < columns; c++)
        {
            sheet.Cell(head, c + 1).Text(table.Columns[c].Header);
        }
        var at = head;
        foreach (var line in table.Rows)
        {
            at++;
            for (var c = 0; c < columns; c++)
            {
                Put(sheet.Cell(at, c + 1), line[c]);
            }
            sheet.Row(at).Height = line.Select((cell, c) => ReportStyle.HeightOf(cell.Text, widths[c])).Max();
        }
        if (at == head)
        {
            at++; // a table has a row, or it asks to be repaired
            sheet.Cell(at, 1).Text("–");
        }
        var made = sheet.Range(head, 1, at, columns).CreateTable(table.Name);
        made.Theme = XLTableTheme.None;
        made.ShowAutoFilter = table.Rows.Count >= FilterFrom;
        Style(sheet, head, at, table, widths, made.ShowAutoFilter);
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
