using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QdC.Metrics;
using QdC.Pipeline.Report;
using QdC.Portal.Access;
using QdC.Portal.Web;
using QdC.Publish.Excel;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Reports;

/// <summary>Makes reports, as <c>qdc report</c> does. What leaves the area's figures is noted in its log and in the audit log.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="files">The declarative files.</param>
/// <param name="clock">The clock.</param>
/// <param name="audit">The audit log.</param>
public sealed class Reporting(QdcHome home, PortalFiles files, TimeProvider clock, AuditLog audit)
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Adds the address of the workbooks.</summary>
    internal static void Map(IEndpointRouteBuilder app) => app.MapGet("/informes/{area}/{report}/llibre", Download).WithMetadata(new NeedsAttribute(Right.Reports));

    /// <summary>Fills a report.</summary>
    public ReportDocument Fill(ReportRequest request) => new ReportFill(home, files.Jobs, files.Metrics, clock) { Rudel = files.Rudel }.Fill(request);

    private static IResult Download(HttpContext context, string area, string report, Viewer viewer, Preferences reader, Reporting reporting) => reporting.Give(context, area, report, viewer, reader);

    private IResult Give(HttpContext context, string area, string report, Viewer viewer, Preferences reader)
    {
        var file = viewer.Area(Right.Reports, area);
        if (files.Reports.Reports.GetValueOrDefault(report) is not { } definition)
        {
            return Results.NotFound();
        }
        ReportDocument document;
        try
        {
            document = Fill(ReportAsk.Of(context.Request.Query, reader.Language).Of(definition, file));
        }
        catch (QdcException e) when (e is not SqlFailed and not StoreDamaged)
        {
            return Failures.Page(e, $"/informes/{file.Area}/{definition.Name}");
        }
        var workbook = new MemoryStream();
        ReportWorkbook.Write(document, workbook);
        workbook.Position = 0;
        if (document.IsInternal)
        {
            using var log = AreaLog.Open(home, AreaCode.Parse(file.Area), clock);
            log.NoteExport(viewer.Id, $"report {document.Report}", document.Version, 0);
        }
        audit.Note(new AuditEvent("export", viewer.Id, file.Area, $"report {document.Report}, {document.Period}, version {document.Version}{(document.IsInternal ? "" : ", public")}"));
        return Results.File(workbook, Workbook, $"{document.Report}-{file.Area}-v{document.Version}.xlsx");
    }
}
