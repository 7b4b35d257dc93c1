using ClosedXML.Excel;
using QdC.Metrics;

namespace QdC.Publish.Excel;

/// <summary>Writes the workbook in which a planner types what was returned; <c>ReturnFile</c> reads it back.</summary>
public static class ReturnTemplate
{
    private const int Head = 4;
    private static readonly double[] Widths = [32, 46, 26, 9, 17, 40];
    private static readonly XLColor Fill = XLColor.FromHtml("#FFF4C2");

    private static readonly (string Ca, string Es, string En) Title = ("Declaració anual", "Declaración anual", "Yearly return");

    private static readonly (string Ca, string Es, string En) HowTo = (
        "Ompliu les columnes grogues de les xifres que es van declarar; les altres files es deixen buides. Una fila nova pot filtrar: people_attended sex=D",
        "Rellene las columnas amarillas de las cifras que se declararon; las demás filas se dejan vacías. Una fila nueva puede filtrar: people_attended sex=D",
        "Fill in the yellow columns of the figures that were returned, and leave the others empty. A new line may filter: people_attended sex=D"
    );

    /// <summary>Writes it.</summary>
    /// <param name="lines">The figures that may have been returned.</param>
    /// <param name="year">The year to write beside each; null leaves it open.</param>
    /// <param name="language">ca, es or en.</param>
    /// <param name="to">Where to.</param>
    public static void Write(IReadOnlyList<ReturnLine> lines, int? year, string language, Stream to)
    {
        using var workbook = new XLWorkbook();
        workbook.Style.Font.FontName = "Calibri";
        workbook.Style.Font.FontSize = 10;
        workbook.Properties.Title = Title.In(language);
        workbook.Properties.Author = "QdC.Analytics";
        var sheet = workbook.AddWorksheet(Title.In(language));
        ReportStyle.Heading(sheet.Cell(1, 1), Title.In(language), 16);
        sheet.Range(2, 1, 2, Widths.Length).Merge();
        sheet.Cell(2, 1).Text(HowTo.In(language)).Style.Font.SetFontColor(ReportStyle.Muted).Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
        sheet.Row(2).Height = ReportStyle.HeightOf(HowTo.In(language), Widths.Sum());
        for (var c = 0; c < Widths.Length; c++)
        {
            sheet.Column(c + 1).Width = Widths[c];
            sheet.Cell(Head, c + 1).Text(ReturnForm.Columns[c].In(language));
        }
        for (var i = 0; i < lines.Count; i++)
        {
            var (row, line) = (Head + 1 + i, lines[i]);
            sheet.Cell(row, 1).Text(line.Variable).Style.Font.SetFontColor(ReportStyle.Muted);
            sheet.Cell(row, 2).Text(line.Label);
            sheet.Cell(row, 3).Text(line.Unit).Style.Font.SetFontColor(ReportStyle.Muted);
            if (year is { } of)
            {
                sheet.Cell(row, 4).SetValue(of);
            }
            sheet.Cell(row, 5).Style.NumberFormat.Format = line.Format;
            sheet.Range(row, 4, row, Widths.Length).Style.Fill.SetBackgroundColor(Fill).Border.SetInsideBorder(XLBorderStyleValues.Hair).Border.SetBottomBorder(XLBorderStyleValues.Hair);
        }
        var table = sheet.Range(Head, 1, Head + lines.Count, Widths.Length).CreateTable("declaracio");
        table.Theme = XLTableTheme.None;
        var header = sheet.Range(Head, 1, Head, Widths.Length);
        header.Style.Font.SetBold().Font.SetFontColor(XLColor.White).Fill.SetBackgroundColor(ReportStyle.Ink);
        sheet.SheetView.FreezeRows(Head);
        sheet.PageSetup.PaperSize = XLPaperSize.A4Paper;
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.SetRowsToRepeatAtTop(1, Head);
        workbook.SaveAs(to);
    }
}
