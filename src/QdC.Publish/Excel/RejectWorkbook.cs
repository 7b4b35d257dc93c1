using System.Globalization;
using ClosedXML.Excel;
using QdC.Warehouse;

namespace QdC.Publish.Excel;

/// <summary>Writes the faults of an area as a workbook that the council fills in and sends back.</summary>
public static class RejectWorkbook
{
    private const int HeaderRow = 1;
    private const int SeverityColumn = 1;
    private static readonly int[] Centred = [1, 8];
    private static readonly XLColor Ink = XLColor.FromHtml("#1F3A4D");
    private static readonly XLColor Pale = XLColor.FromHtml("#E8EEF2");
    private static readonly XLColor Fill = XLColor.FromHtml("#FFF4C2");
    private static readonly XLColor FillHead = XLColor.FromHtml("#F2C94C");
    private static readonly XLColor Hairline = XLColor.FromHtml("#D5DDE3");

    /// <summary>Widths of the columns, in characters: a headless server has no fonts to measure with. Together they are read on a sheet of paper, so what is longer is wrapped.</summary>
    private static readonly double[] Widths = [8, 10, 18, 32, 11, 14, 9, 7, 12, 9, 12, 14, 9, 11, 13];

    /// <summary>Those of the cover; the first is a margin.</summary>
    private static readonly double[] CoverWidths = [3, 14, 24, 58, 12];

    /// <summary>Writes the workbook.</summary>
    /// <exception cref="TooManyRejects">The form has more lines than a workbook takes.</exception>
    public static void Write(RejectReport form, Stream to)
    {
        if (form.Lines.Count > RejectReport.MostLines)
        {
            throw new TooManyRejects(form.Area, form.Lines.Count);
        }
        var texts = RejectTexts.In(form.Language);
        using var workbook = new XLWorkbook();
        workbook.Style.Font.FontName = "Calibri";
        workbook.Style.Font.FontSize = 10;
        workbook.Properties.Title = texts.Title;
        workbook.Properties.Author = "QdC.Analytics";
        WriteCover(workbook.AddWorksheet(texts.CoverSheet), form, texts);
        var lines = WriteLines(workbook.AddWorksheet(texts.LineSheet), form, texts);
        WriteMark(workbook.AddWorksheet(SentBackForm.HiddenSheet), form, texts);
        using var saved = new MemoryStream();
        workbook.SaveAs(saved);
        LongRows.Copy(saved, [lines], to);
    }

    private static void WriteCover(IXLWorksheet sheet, RejectReport form, RejectTexts texts)
    {
        sheet.ShowGridLines = false;
        for (var c = 0; c < CoverWidths.Length; c++)
        {
            sheet.Column(c + 1).Width = CoverWidths[c];
        }
        sheet.Cell(2, 2).Text(texts.Title).Style.Font.SetFontSize(20).Font.SetBold().Font.SetFontColor(Ink);
        sheet.Cell(3, 2).Text(form.AreaName).Style.Font.SetFontSize(13).Font.SetFontColor(Ink);
        sheet.Cell(4, 2).Text(texts.Internal).Style.Font.SetItalic().Font.SetFontColor(XLColor.Gray);
        sheet.Cell(6, 2).Text(texts.Made).Style.Font.SetBold();
        sheet.Cell(6, 3).Day(form.Date);
        sheet.Cell(7, 2).Text(texts.Lines).Style.Font.SetBold();
        sheet.Cell(7, 3).Number(form.Lines.Count).Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Left);

        var row = 9;
        sheet.Cell(row, 2).Text(texts.HowTo).Style.Font.SetFontSize(13).Font.SetBold().Font.SetFontColor(Ink);
        foreach (var (step, i) in texts.Steps.Select((s, i) => (string.Format(CultureInfo.InvariantCulture, s, form.FileName), i)))
        {
            row++;
            sheet.Range(row, 2, row, 5).Merge();
            sheet.Cell(row, 2).Text($"{i + 1}.  {step}").Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
            sheet.Row(row).Height = ReportStyle.HeightOf(step, CoverWidths.Skip(1).Sum()) + 3;
        }

        row += 2;
        sheet.Cell(row, 2).Text(texts.ByRule).Style.Font.SetFontSize(13).Font.SetBold().Font.SetFontColor(Ink);
        foreach (var bySeverity in form.Lines.GroupBy(l => l.IsError).OrderByDescending(g => g.Key))
        {
            row++;
            var heading = sheet.Range(row, 2, row, 5);
            heading.Style.Fill.SetBackgroundColor(Pale).Font.SetBold();
            sheet.Cell(row, 2).Text(bySeverity.Key ? texts.Errors : texts.Queries);
            sheet.Cell(row, 5).Number(bySeverity.Count());
            foreach (var rule in bySeverity.GroupBy(l => (l.Rule, l.RuleSentence)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Rule, StringComparer.Ordinal))
            {
                row++;
                sheet.Range(row, 2, row, 3).Merge();
                sheet.Cell(row, 2).Text(rule.Key.Rule).Style.Font.SetFontColor(XLColor.Gray);
                sheet.Cell(row, 4).Text(rule.Key.RuleSentence).Style.Alignment.SetWrapText();
                sheet.Cell(row, 5).Number(rule.Count());
                sheet.Range(row, 2, row, 5).Style.Border.SetBottomBorder(XLBorderStyleValues.Hair).Border.SetBottomBorderColor(Hairline).Alignment.SetVertical(XLAlignmentVerticalValues.Top);
                sheet.Row(row).Height = ReportStyle.HeightOf(rule.Key.RuleSentence, CoverWidths[3]);
            }
        }
        Page(sheet, XLPageOrientation.Portrait, texts, form);
        ReportPages.Gather(sheet, CoverWidths.Sum());
    }

    /// <summary>Writes the sheet of lines, but for these, which are given back to be written once the workbook is saved.</summary>
    private static LongRows WriteLines(IXLWorksheet sheet, RejectReport form, RejectTexts texts)
    {
        var columns = texts.Headers.Length;
        for (var c = 1; c <= columns; c++)
        {
            sheet.Cell(HeaderRow, c).Text(texts.Headers[c - 1]);
            sheet.Column(c).Width = Widths[c - 1];
        }
        var header = sheet.Range(HeaderRow, 1, HeaderRow, columns);
        header.Style.Font.SetBold().Font.SetFontColor(XLColor.White).Fill.SetBackgroundColor(Ink);
        header.Style.Alignment.SetVertical(XLAlignmentVerticalValues.Center).Alignment.SetWrapText();
        foreach (var number in Centred)
        {
            sheet.Cell(HeaderRow, number).Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Center);
        }
        sheet.Row(HeaderRow).Height = 30;
        sheet.Cell(HeaderRow, columns).Style.Fill.SetBackgroundColor(FillHead).Font.SetFontColor(XLColor.Black);

        Looks(sheet, columns, form.Date);
        sheet.Range(HeaderRow, 1, HeaderRow + Math.Max(1, form.Lines.Count), columns).SetAutoFilter();
        sheet.SheetView.Freeze(HeaderRow, 1);
        sheet.PageSetup.SetRowsToRepeatAtTop(HeaderRow, HeaderRow);
        Page(sheet, XLPageOrientation.Landscape, texts, form);
        return new(sheet.Name, HeaderRow + 1, 2, columns, form.Lines.Select(line => Row(line, texts)));
    }

    /// <summary>A line as it stands on the sheet: the second look is that of a query's severity, and of what would be a formula if it was typed.</summary>
    private static LongRow Row(RejectLine line, RejectTexts texts)
    {
        object?[] values =
        [
            line.FindingId, line.IsError ? texts.Error : texts.Query, line.Rule, line.Sentence, line.Extract, line.File, line.Sheet, line.Line,
            line.Column, line.RecordNo, line.Received, line.Allowed, texts.States.GetValueOrDefault(line.State, line.State), line.FirstSeen.ToDateTime(TimeOnly.MinValue), null,
        ];
        return new(
            values.Select((v, c) => ReportStyle.HeightOf(v as string, Widths[c])).Max(),
            [.. values.Select((v, c) => (v is "" ? null : v, c == SeverityColumn ? (line.IsError ? 0 : 1) : v is string text && Cells.LooksLikeFormula(text) ? 1 : 0))]);
    }

    /// <summary>Two rows that show how the lines look.</summary>
    private static void Looks(IXLWorksheet sheet, int columns, DateOnly day)
    {
        var (first, second) = (HeaderRow + 1, HeaderRow + 2);
        var all = sheet.Range(first, 1, second, columns);
        all.Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
        Framed(all, XLBorderStyleValues.Hair, Hairline);
        all.Column(3).Style.Font.SetFontColor(XLColor.Gray);
        foreach (var number in Centred)
        {
            all.Column(number).Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Center);
        }
        sheet.Cell(first, 14).Day(day);
        all.Column(columns).Style.Fill.SetBackgroundColor(Fill).NumberFormat.SetFormat("@"); // what the council types stays as typed
        Framed(all.Column(columns), XLBorderStyleValues.Thin, FillHead);
        sheet.Range(second, 1, second, columns).Style.IncludeQuotePrefix = true;
        sheet.Cell(second, SeverityColumn + 1).Style.IncludeQuotePrefix = false;
        sheet.Cell(first, SeverityColumn + 1).Style.Font.SetFontColor(XLColor.FromHtml("#B3261E")).Font.SetBold();
    }

    private static void Framed(IXLRangeBase range, XLBorderStyleValues line, XLColor color) =>
        range.Style.Border.SetOutsideBorder(line).Border.SetOutsideBorderColor(color).Border.SetInsideBorder(line).Border.SetInsideBorderColor(color);

    /// <summary>What the workbook is, for the program that takes it back.</summary>
    private static void WriteMark(IXLWorksheet sheet, RejectReport form, RejectTexts texts)
    {
        (string Key, string Value)[] marks =
        [
            (SentBackForm.Form, SentBackForm.Version),
            (SentBackForm.Area, form.Area),
            (SentBackForm.WrittenOn, form.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            (SentBackForm.Sheet, texts.LineSheet),
            (SentBackForm.HeaderRow, HeaderRow.ToString(CultureInfo.InvariantCulture)),
            (SentBackForm.IdHeader, texts.Headers[0]),
            (SentBackForm.ValueHeader, texts.Headers[^1]),
        ];
        for (var i = 0; i < marks.Length; i++)
        {
            sheet.Cell(i + 1, 1).Text(marks[i].Key);
            sheet.Cell(i + 1, 2).Text(marks[i].Value);
        }
        sheet.Visibility = XLWorksheetVisibility.Hidden;
    }

    private static void Page(IXLWorksheet sheet, XLPageOrientation orientation, RejectTexts texts, RejectReport form)
    {
        sheet.PageSetup.PaperSize = XLPaperSize.A4Paper;
        sheet.PageSetup.PageOrientation = orientation;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.Margins.SetLeft(0.4).SetRight(0.4).SetTop(0.5).SetBottom(0.6);
        sheet.PageSetup.Footer.Left.AddText($"{texts.Title} · {form.AreaName.Replace("&", "&&", StringComparison.Ordinal)}");
        sheet.PageSetup.Footer.Right.AddText(XLHFPredefinedText.PageNumber);
    }
}

/// <summary>A form would have more lines than a workbook takes.</summary>
public sealed class TooManyRejects(string area, int lines)
    : TerminalException(new Problem(
        "There are more faults than one workbook takes",
        Where: area,
        Received: $"{lines}",
        Allowed: $"{RejectReport.MostLines}",
        NextStep: "Narrow them with --extract or --rule, or export them as .csv."));
