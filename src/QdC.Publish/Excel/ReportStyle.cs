using ClosedXML.Excel;
using QdC.Metrics;

namespace QdC.Publish.Excel;

/// <summary>How reports look: colours, heights, the page.</summary>
internal static class ReportStyle
{
    public static readonly XLColor Ink = XLColor.FromHtml("#1F3A4D");
    public static readonly XLColor Pale = XLColor.FromHtml("#E8EEF2");
    public static readonly XLColor Bar = XLColor.FromHtml("#A9C6D8");
    public static readonly XLColor Hairline = XLColor.FromHtml("#D5DDE3");
    public static readonly XLColor Muted = XLColor.FromHtml("#6B7780");
    public static readonly XLColor Warning = XLColor.FromHtml("#8A3B12");
    private const double Line = 13.5;
    private const double Wide = 55;

    /// <summary>The height a wrapped text takes, in points, told from its length for want of fonts; words leave gaps in narrow columns.</summary>
    public static double HeightOf(string? text, double width) => Line * Math.Clamp(Math.Ceiling((text?.Length ?? 0) * (width > Wide ? 0.84 : 0.97) / width), 1, 20) + 2;

    /// <summary>A heading inside a sheet.</summary>
    public static void Heading(IXLCell cell, string text, double size = 13) => cell.Text(text).Style.Font.SetFontSize(size).Font.SetBold().Font.SetFontColor(Ink);

    /// <summary>The page: A4, as wide as one sheet of paper, with who, what and which page.</summary>
    public static void Page(IXLWorksheet sheet, XLPageOrientation orientation, ReportDocument report, ReportTexts texts)
    {
        var page = sheet.PageSetup;
        page.PaperSize = XLPaperSize.A4Paper;
        page.PageOrientation = orientation;
        page.FitToPages(1, 0);
        page.Margins.SetLeft(0.5).SetRight(0.5).SetTop(0.7).SetBottom(0.7).SetHeader(0.3).SetFooter(0.3);
        page.CenterHorizontally = true;
        page.Header.Left.AddText(Escaped(report.AreaName));
        page.Header.Right.AddText(Escaped(report.Title));
        page.Footer.Left.AddText(Escaped($"{report.Period} · {texts.Version} {report.Version}"));
        page.Footer.Center.AddText(Escaped(report.IsInternal ? texts.Internal.Split(':')[0] : ""));
        var parts = texts.Page.Split("{0}", 2);
        page.Footer.Right.AddText(parts[0]);
        page.Footer.Right.AddText(XLHFPredefinedText.PageNumber);
        page.Footer.Right.AddText(parts[1].Replace("{1}", "", StringComparison.Ordinal));
        page.Footer.Right.AddText(XLHFPredefinedText.NumberOfPages);
    }

    private static string Escaped(string text) => text.Replace("&", "&&", StringComparison.Ordinal);
}
