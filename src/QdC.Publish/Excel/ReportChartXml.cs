using System.Globalization;
using System.Xml.Linq;
using QdC.Metrics;

namespace QdC.Publish.Excel;

/// <summary>A chart on a sheet, of cells of the same sheet.</summary>
/// <param name="Sheet">The sheet's name.</param>
/// <param name="Table">The table it draws.</param>
/// <param name="Head">The row of the table's headers, from 1.</param>
/// <param name="At">The row it begins at, from 1.</param>
/// <param name="Beside">The columns to its left.</param>
/// <param name="Rows">The rows it is high.</param>
/// <param name="Width">Its width in characters of a column.</param>
internal sealed record PlacedChart(string Sheet, ReportTable Table, int Head, int At, int Beside, int Rows, double Width);

/// <summary>Writes the parts of a chart: what it draws, with the numbers it was made of, and where it stands.</summary>
internal static class ReportChartXml
{
    private const long EmuPerPoint = 12_700;
    private const long EmuPerCharacter = 66_675;
    private const double PointsPerRow = 15;
    private const string Ink = "1F3A4D";
    private const string Grid = "D5DDE3";
    private static readonly string[] Palette = ["1F3A4D", "7FA8C2", "C58B4E", "7A9E7E", "8A3B12", "9A8FB0", "B8C7D1", "D9B36C"];
    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace D = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";

    /// <summary>The chart itself.</summary>
    public static XDocument Chart(PlacedChart placed)
    {
        var (table, chart) = (placed.Table, placed.Table.Chart!);
        var isDonut = chart.Kind == VisualKind.Donut;
        var series = chart.Columns.Select((column, i) => Series(placed, column, i, isDonut)).ToList();
        var drawn = chart.Kind switch
        {
            VisualKind.Donut => El("doughnutChart", Val("varyColors", 1), series, Val("firstSliceAng", 0), Val("holeSize", 58)),
            VisualKind.Line => El("lineChart", Val("grouping", "standard"), Val("varyColors", 0), series, Val("marker", 1), Val("axId", 1), Val("axId", 2)),
            _ => El(
                "barChart",
                Val("barDir", chart.Kind == VisualKind.Bars ? "bar" : "col"),
                Val("grouping", chart.IsStacked ? "stacked" : "clustered"),
                Val("varyColors", 0),
                series,
                Val("gapWidth", 60),
                chart.IsStacked ? Val("overlap", 100) : null,
                Val("axId", 1),
                Val("axId", 2)
            ),
        };
        return new XDocument(
            new XElement(
                C + "chartSpace",
                new XAttribute(XNamespace.Xmlns + "c", C),
                new XAttribute(XNamespace.Xmlns + "a", A),
                new XAttribute(XNamespace.Xmlns + "r", R),
                Val("roundedCorners", 0),
                El(
                    "chart",
                    Val("autoTitleDeleted", 1),
                    El("plotArea", El("layout"), drawn, isDonut ? null : Axes(chart, Format(table, chart.Columns[0]), IsFromZero(table, chart))),
                    isDonut || table.Columns.Count > 2 ? El("legend", Val("legendPos", isDonut ? "r" : "b"), Val("overlay", 0), Text(9)) : null,
                    Val("plotVisOnly", 1),
                    Val("dispBlanksAs", "gap")
                ),
                El("spPr", new XElement(A + "noFill"), new XElement(A + "ln", new XElement(A + "noFill")))
            )
        );
    }

    /// <summary>Where the charts of a sheet stand; each is the chart part of that relationship.</summary>
    public static XDocument Drawing(IReadOnlyList<(PlacedChart Placed, string Part)> charts) =>
        new(
            new XElement(
                D + "wsDr",
                new XAttribute(XNamespace.Xmlns + "xdr", D),
                new XAttribute(XNamespace.Xmlns + "a", A),
                charts.Select((c, i) =>
                    new XElement(
                        D + "oneCellAnchor",
                        new XElement(D + "from", new XElement(D + "col", c.Placed.Beside), new XElement(D + "colOff", c.Placed.Beside > 0 ? EmuPerCharacter : 0), new XElement(D + "row", c.Placed.At - 1), new XElement(D + "rowOff", 0)),
                        new XElement(D + "ext", new XAttribute("cx", (long)(c.Placed.Width * EmuPerCharacter)), new XAttribute("cy", (long)(c.Placed.Rows * PointsPerRow * EmuPerPoint))),
                        new XElement(
                            D + "graphicFrame",
                            new XAttribute("macro", ""),
                            new XElement(
                                D + "nvGraphicFramePr",
                                new XElement(D + "cNvPr", new XAttribute("id", i + 2), new XAttribute("name", c.Placed.Table.Name + "_chart"), new XAttribute("descr", c.Placed.Table.Title)),
                                new XElement(D + "cNvGraphicFramePr")
                            ),
                            new XElement(D + "xfrm", new XElement(A + "off", new XAttribute("x", 0), new XAttribute("y", 0)), new XElement(A + "ext", new XAttribute("cx", 0), new XAttribute("cy", 0))),
                            new XElement(A + "graphic", new XElement(A + "graphicData", new XAttribute("uri", C.NamespaceName), new XElement(C + "chart", new XAttribute(XNamespace.Xmlns + "c", C), new XAttribute(XNamespace.Xmlns + "r", R), new XAttribute(R + "id", c.Part))))
                        ),
                        new XElement(D + "clientData")
                    )
                )
            )
        );

    private static XElement Series(PlacedChart placed, int column, int index, bool isDonut)
    {
        var (table, kind) = (placed.Table, placed.Table.Chart!.Kind);
        var count = table.Rows.Count;
        var color = Fill(Palette[index % Palette.Length]);
        return El(
            "ser",
            Val("idx", index),
            Val("order", index),
            El("tx", El("strRef", El("f", Cells(placed, column, 0, 0)), El("strCache", Val("ptCount", 1), Point(0, table.Columns[column].Header)))),
            kind == VisualKind.Line ? El("spPr", new XElement(A + "ln", new XAttribute("w", 28_575), color))
                : isDonut ? null
                : El("spPr", color),
            kind == VisualKind.Line ? El("marker", Val("symbol", "none")) : null,
            isDonut ? Enumerable.Range(0, count).Select(i => El("dPt", Val("idx", i), Val("bubble3D", 0), El("spPr", Fill(Palette[i % Palette.Length])))) : null,
            kind is VisualKind.Bars or VisualKind.Columns ? Val("invertIfNegative", 0) : null,
            isDonut ? El("dLbls", Text(9, "FFFFFF"), Val("showLegendKey", 0), Val("showVal", 0), Val("showCatName", 0), Val("showSerName", 0), Val("showPercent", 1), Val("showBubbleSize", 0), Val("showLeaderLines", 0)) : null,
            El("cat", El("strRef", El("f", Cells(placed, 0, 1, count)), El("strCache", Val("ptCount", count), table.Rows.Select((r, i) => Point(i, r[0].Text ?? ""))))),
            El(
                "val",
                El(
                    "numRef",
                    El("f", Cells(placed, column, 1, count)),
                    El("numCache", El("formatCode", Format(table, column)), Val("ptCount", count), table.Rows.Select((r, i) => r[column].Number is { } n ? Point(i, n.ToString("R", CultureInfo.InvariantCulture)) : null))
                )
            ),
            kind == VisualKind.Line ? Val("smooth", 0) : null
        );
    }

    /// <summary>True where nothing is below zero: then numbers begin there, so that a bar twice as long is twice as much.</summary>
    private static bool IsFromZero(ReportTable table, ReportChart chart) => !table.Rows.Any(r => chart.Columns.Any(c => r[c].Number < 0));

    /// <summary>Names on one axis, numbers on the other; bars begin at the top, as the table does.</summary>
    private static IEnumerable<XElement> Axes(ReportChart chart, string format, bool isFromZero)
    {
        var isBars = chart.Kind == VisualKind.Bars;
        yield return El(
            "catAx",
            Val("axId", 1),
            El("scaling", Val("orientation", isBars ? "maxMin" : "minMax")),
            Val("delete", 0),
            Val("axPos", isBars ? "l" : "b"),
            Val("majorTickMark", "none"),
            Val("minorTickMark", "none"),
            Val("tickLblPos", "low"),
            El("spPr", new XElement(A + "ln", Fill(Grid))),
            Text(9),
            Val("crossAx", 2),
            Val("crosses", "autoZero")
        );
        yield return El(
            "valAx",
            Val("axId", 2),
            El("scaling", Val("orientation", "minMax"), isFromZero ? Val("min", 0) : null),
            Val("delete", 0),
            Val("axPos", isBars ? "b" : "l"),
            El("majorGridlines", El("spPr", new XElement(A + "ln", Fill(Grid)))),
            new XElement(C + "numFmt", new XAttribute("formatCode", format.Replace("0.00", "0", StringComparison.Ordinal)), new XAttribute("sourceLinked", 0)),
            Val("majorTickMark", "none"),
            Val("minorTickMark", "none"),
            Val("tickLblPos", "nextTo"),
            El("spPr", new XElement(A + "ln", new XElement(A + "noFill"))),
            Text(9),
            Val("crossAx", 1),
            Val("crosses", isBars ? "max" : "autoZero")
        );
    }

    private static string Format(ReportTable table, int column) => table.Rows.Select(r => r[column].Format).FirstOrDefault(f => f is not null) ?? "General";

    /// <summary>A range of the table's column, rows counted from its headers.</summary>
    private static string Cells(PlacedChart placed, int column, int from, int to)
    {
        var letters = ClosedXML.Excel.XLHelper.GetColumnLetterFromNumber(column + 1);
        var range = from == to ? $"${letters}${placed.Head + from}" : $"${letters}${placed.Head + from}:${letters}${placed.Head + to}";
        return $"'{placed.Sheet.Replace("'", "''", StringComparison.Ordinal)}'!{range}";
    }

    private static XElement Point(int index, string value) => new(C + "pt", new XAttribute("idx", index), El("v", value));

    private static XElement Fill(string color) => new(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", color)));

    private static XElement Text(int points, string color = Ink) =>
        El(
            "txPr",
            new XElement(A + "bodyPr"),
            new XElement(A + "p", new XElement(A + "pPr", new XElement(A + "defRPr", new XAttribute("sz", points * 100), Fill(color))), new XElement(A + "endParaRPr", new XAttribute("lang", "ca")))
        );

    private static XElement El(string name, params object?[] content) => new(C + name, content);

    private static XElement Val(string name, object value) => new(C + name, new XAttribute("val", value));
}
