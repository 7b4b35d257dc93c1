using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace QdC.Publish.Excel;

/// <summary>What ClosedXML cannot write: charts, and heads that are repeated on every page. The one place that touches a workbook's parts.</summary>
internal static class ReportPackage
{
    /// <summary>Elements that stand behind a sheet's drawing.</summary>
    private static readonly Type[] Behind = [typeof(LegacyDrawing), typeof(LegacyDrawingHeaderFooter), typeof(Picture), typeof(OleObjects), typeof(Controls), typeof(WebPublishItems), typeof(TableParts), typeof(WorksheetExtensionList)];

    /// <summary>Finishes a workbook that was saved.</summary>
    /// <param name="saved">The workbook; changed in place.</param>
    /// <param name="charts">Its charts.</param>
    public static void Finish(Stream saved, IReadOnlyList<PlacedChart> charts)
    {
        saved.Position = 0;
        using var package = SpreadsheetDocument.Open(saved, isEditable: true);
        var workbook = package.WorkbookPart!;
        foreach (var name in workbook.Workbook.DefinedNames?.Elements<DefinedName>().Where(n => n.Name == "_xlnm.Print_Titles") ?? [])
        {
            name.Text = Absolute(name.Text);
        }
        workbook.Workbook.Save();
        foreach (var sheet in charts.GroupBy(c => c.Sheet))
        {
            var id = workbook.Workbook.Sheets!.Elements<Sheet>().Single(s => s.Name == sheet.Key).Id!.Value!;
            Add((WorksheetPart)workbook.GetPartById(id), [.. sheet]);
        }
    }

    private static void Add(WorksheetPart sheet, IReadOnlyList<PlacedChart> charts)
    {
        var drawing = sheet.AddNewPart<DrawingsPart>();
        var parts = charts
            .Select(chart =>
            {
                var part = drawing.AddNewPart<ChartPart>();
                Feed(part, ReportChartXml.Chart(chart));
                return (chart, drawing.GetIdOfPart(part));
            })
            .ToList();
        Feed(drawing, ReportChartXml.Drawing(parts));
        var element = new Drawing { Id = sheet.GetIdOfPart(drawing) };
        var behind = sheet.Worksheet.ChildElements.FirstOrDefault(e => Behind.Contains(e.GetType()));
        if (behind is null)
        {
            sheet.Worksheet.AppendChild<OpenXmlElement>(element);
        }
        else
        {
            sheet.Worksheet.InsertBefore<OpenXmlElement>(element, behind);
        }
        sheet.Worksheet.Save();
    }

    private static void Feed(OpenXmlPart part, XDocument xml)
    {
        using var stream = new MemoryStream();
        xml.Save(stream, SaveOptions.DisableFormatting);
        stream.Position = 0;
        part.FeedData(stream);
    }

    /// <summary>Rows as the format wants them: <c>Sheet!$1:$6</c>, where ClosedXML writes <c>Sheet!1:6</c>, which no program repeats.</summary>
    private static string Absolute(string rows)
    {
        var at = rows.LastIndexOf('!') + 1;
        return rows[..at] + string.Join(':', rows[at..].Split(':').Select(r => r.StartsWith('$') ? r : "$" + r));
    }
}
