using System.Globalization;
using ClosedXML.Excel;
using QdC.Metrics;

namespace QdC.Publish.Excel;

/// <summary>Writes the first sheet of a report: what it is, of which data, how to read it, what is missing, what the figures mean.</summary>
internal static class ReportCover
{
    private const int Last = 4;
    private static readonly double[] Widths = [3, 30, 17, 62];

    public static void Write(IXLWorksheet sheet, ReportDocument report, ReportTexts texts)
    {
        sheet.ShowGridLines = false;
        for (var c = 1; c <= Widths.Length; c++)
        {
            sheet.Column(c).Width = Widths[c - 1];
        }
        sheet.Cell(2, 2).Text(report.Title).Style.Font.SetFontSize(22).Font.SetBold().Font.SetFontColor(ReportStyle.Ink);
        sheet.Row(2).Height = 32;
        sheet.Cell(3, 2).Text(report.AreaName).Style.Font.SetFontSize(14).Font.SetFontColor(ReportStyle.Ink);
        var row = Paragraph(sheet, 4, report.Description, ReportStyle.Muted) + 1;
        if (report.Warning is { } warning)
        {
            Paragraph(sheet, row, warning, ReportStyle.Warning);
            sheet.Range(row, 2, row, Last).Style.Font.SetBold().Fill.SetBackgroundColor(ReportStyle.Pale);
            row += 2;
        }
        (string What, string Is)[] facts =
        [
            (texts.Area, report.AreaName),
            (texts.Period, report.Period),
            (texts.Version, report.HeldAs is { } name ? $"{report.Version}, {string.Format(CultureInfo.InvariantCulture, texts.Held, name)}" : $"{report.Version}"),
            (texts.Data, Dates(report, texts)),
            (texts.Filters, report.Filters ?? texts.NoFilters),
            .. report.Corrections is { } corrections ? [(texts.Corrections, corrections)] : Array.Empty<(string, string)>(),
        ];
        foreach (var (what, value) in facts)
        {
            sheet.Cell(row, 2).Text(what).Style.Font.SetBold();
            sheet.Range(row, 3, row, Last).Merge();
            sheet.Cell(row, 3).Text(value).Style.Alignment.SetWrapText();
            sheet.Row(row).Height = ReportStyle.HeightOf(value, Widths[2] + Widths[3]);
            Rule(sheet, row++);
        }
        sheet.Cell(row, 2).Text(report.IsInternal ? texts.Internal : texts.Public).Style.Font.SetBold().Font.SetFontColor(report.IsInternal ? ReportStyle.Warning : ReportStyle.Ink);
        row = Contents(sheet, row + 2, report, texts);
        row = Marks(sheet, row + 1, report, texts);
        row = Lacking(sheet, row + 1, report, texts);
        Definitions(sheet, row + 1, report, texts);
        ReportStyle.Page(sheet, XLPageOrientation.Portrait, report, texts);
        ReportPages.Gather(sheet, Widths.Sum());
    }

    private static int Contents(IXLWorksheet sheet, int row, ReportDocument report, ReportTexts texts)
    {
        ReportStyle.Heading(sheet.Cell(row, 2), texts.Contents);
        foreach (var listed in report.Sheets)
        {
            row++;
            sheet.Cell(row, 2).Text(listed.Name);
            sheet.Cell(row, 2).Hyperlink = new XLHyperlink($"'{listed.Name.Replace("'", "''", StringComparison.Ordinal)}'!A1");
            sheet.Cell(row, 2).Style.Font.SetFontColor(ReportStyle.Ink).Font.SetUnderline(XLFontUnderlineValues.Single);
            sheet.Range(row, 3, row, Last).Merge();
            var titles = string.Join(" · ", listed.Blocks.Select(b => b.Table?.Title).OfType<string>().Distinct());
            sheet.Cell(row, 3).Text(titles).Style.Font.SetFontColor(ReportStyle.Muted).Alignment.SetWrapText();
            sheet.Row(row).Height = ReportStyle.HeightOf(titles, Widths[2] + Widths[3]);
            Rule(sheet, row);
        }
        return row + 1;
    }

    private static int Marks(IXLWorksheet sheet, int row, ReportDocument report, ReportTexts texts)
    {
        var signs = report.Signs;
        if (signs.Count == 0)
        {
            return row - 1;
        }
        ReportStyle.Heading(sheet.Cell(row, 2), texts.Marks);
        foreach (var sign in signs)
        {
            row = Paragraph(sheet, row + 1, sign, XLColor.Black) - 1;
        }
        return row + 1;
    }

    private static int Lacking(IXLWorksheet sheet, int row, ReportDocument report, ReportTexts texts)
    {
        ReportStyle.Heading(sheet.Cell(row, 2), texts.Lacking);
        if (report.Lacking.Count == 0)
        {
            return Paragraph(sheet, row + 1, texts.NothingLacks, XLColor.Black);
        }
        foreach (var (what, why) in report.Lacking)
        {
            row++;
            sheet.Cell(row, 2).Text(why).Style.Font.SetBold();
            sheet.Range(row, 3, row, Last).Merge();
            sheet.Cell(row, 3).Text(what);
            sheet.Range(row, 2, row, Last).Style.Alignment.SetWrapText();
            sheet.Row(row).Height = Math.Max(ReportStyle.HeightOf(why, Widths[1]), ReportStyle.HeightOf(what, Widths[2] + Widths[3]));
            Rule(sheet, row);
        }
        return row + 1;
    }

    private static void Definitions(IXLWorksheet sheet, int row, ReportDocument report, ReportTexts texts)
    {
        if (report.Definitions.Count == 0)
        {
            return;
        }
        ReportStyle.Heading(sheet.Cell(row, 2), texts.Definitions);
        foreach (var (name, unit, description) in report.Definitions)
        {
            row++;
            sheet.Cell(row, 2).Text(name).Style.Font.SetBold();
            sheet.Cell(row, 3).Text(unit).Style.Font.SetFontColor(ReportStyle.Muted);
            sheet.Cell(row, 4).Text(description);
            sheet.Range(row, 2, row, Last).Style.Alignment.SetWrapText();
            sheet.Row(row).Height = Math.Max(ReportStyle.HeightOf(name, Widths[1]), ReportStyle.HeightOf(description, Widths[3]));
            Rule(sheet, row);
        }
    }

    private static int Paragraph(IXLWorksheet sheet, int row, string text, XLColor color)
    {
        sheet.Range(row, 2, row, Last).Merge();
        sheet.Cell(row, 2).Text(text).Style.Font.SetFontColor(color).Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
        sheet.Row(row).Height = ReportStyle.HeightOf(text, Widths[1] + Widths[2] + Widths[3]);
        return row + 1;
    }

    private static void Rule(IXLWorksheet sheet, int row) =>
        sheet.Range(row, 2, row, Last).Style.Border.SetBottomBorder(XLBorderStyleValues.Hair).Border.SetBottomBorderColor(ReportStyle.Hairline).Alignment.SetVertical(XLAlignmentVerticalValues.Top);

    private static string Dates(ReportDocument report, ReportTexts texts)
    {
        static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        return report.DataDates switch
        {
            [] => "–",
            [var only] => Day(only),
            [var first, .., var last] => string.Format(CultureInfo.InvariantCulture, texts.Between, Day(first), Day(last)),
        };
    }
}
