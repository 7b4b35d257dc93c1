using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Jobs.Mapping;
using QdC.Pipeline.Link;
using QdC.Pipeline.Validate;
using QdC.Portal.Access;
using QdC.Portal.Web;
using QdC.Publish.Excel;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>What the links and buttons of the pages of quality do. What leaves and what is decided is noted in the audit log.</summary>
internal static class QualityRoutes
{
    /// <summary>The most bytes of a workbook that comes back.</summary>
    public const long MostBytes = 20 << 20;

    private const long Around = 1 << 20; // what a form adds, and room to say that a file is too big
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Adds the addresses.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var area = app.MapGroup("/qualitat/{area}").WithMetadata(new NeedsAttribute(Right.Quality));
        area.MapGet("/llibre", Download);
        area.MapPost("/motiu", Justify);
        area.MapPost("/retorn", TakeBack).WithMetadata(new RequestSizeLimitAttribute(MostBytes + Around));
        area.MapPost("/persones", Decide);
        area.MapPost("/codis", MapCode);
        area.MapPost("/canvis", AcceptChange);
        app.MapPost("/qualitat/nou-sistema", DraftSystem).WithMetadata(new NeedsAttribute(Right.Quality), new RequestSizeLimitAttribute(NewSystem.MostBytes + Around));
    }

    private static IResult Download(HttpContext http, string area, Viewer viewer, Preferences reader, PortalFiles files, QdcHome home, TimeProvider clock, AuditLog audit)
    {
        var file = viewer.Area(Right.Quality, area);
        var code = AreaCode.Parse(file.Area);
        using var read = AreaLog.OpenRead(home, code, clock);
        if (read is null)
        {
            return Results.NotFound();
        }
        var form = RejectForm.Of(file, read, FindingAsk.Of(http.Request.Query).Filter, new FindingText(files.Jobs.CodeLists, reader.Language), reader.Language, clock);
        var workbook = new MemoryStream();
        try
        {
            RejectWorkbook.Write(form, workbook);
        }
        catch (TooManyRejects e)
        {
            return Failures.Page(e, $"/qualitat/{file.Area}");
        }
        workbook.Position = 0;
        using (var log = AreaLog.Open(home, code, clock))
        {
            log.NoteExport(viewer.Id, "rejects", new AreaStore(home, code, clock).Current ?? 0, form.Lines.Count);
        }
        audit.Note(new AuditEvent("export", viewer.Id, file.Area, $"rejects, {form.Lines.Count} findings"));
        return Results.File(workbook, Workbook, form.FileName);
    }

    private static IResult Justify(string area, Viewer viewer, QdcHome home, TimeProvider clock, AuditLog audit, [FromForm] long[] id, [FromForm] string? motiu, [FromForm] string? torna)
    {
        var file = viewer.Area(Right.Quality, area);
        var back = torna is not null && Addresses.IsLocal(torna) && torna.StartsWith($"/qualitat/{file.Area}/", StringComparison.Ordinal) ? torna : $"/qualitat/{file.Area}/incidencies";
        if (id.Length is 0 or > FindingAsk.PageSize || string.IsNullOrWhiteSpace(motiu))
        {
            return Results.BadRequest();
        }
        using var log = AreaLog.Open(home, AreaCode.Parse(file.Area), clock);
        try
        {
            var reason = ReasonText.Of(motiu);
            foreach (var finding in id)
            {
                log.Justify(finding, reason, viewer.Id);
                audit.Note(new AuditEvent("finding_justify", viewer.Id, file.Area, $"finding {finding}")); // the reason stands in the area's own log
            }
        }
        catch (QdcException e)
        {
            return Failures.Page(e, back);
        }
        return Results.LocalRedirect(Addresses.With(back, ("fet", id.Length.ToString(CultureInfo.InvariantCulture))));
    }

    private static IResult TakeBack(string area, Viewer viewer, PortalFiles files, QdcHome home, TimeProvider clock, AuditLog audit, IFormCollection form)
    {
        var file = viewer.Area(Right.Quality, area);
        ReturnAnswer answer;
        try
        {
            answer = new WorkbookReturn(file, files.Jobs, home, clock).Take(form.Files["llibre"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            answer = new ReturnAnswer(ReturnFault.NotWritten);
        }
        audit.Note(new AuditEvent("workbook_return", viewer.Id, file.Area, answer.Detail, answer.File is null ? AuditOutcome.Refused : AuditOutcome.Done));
        return new RazorComponentResult<ReturnedPage>(new { Area = file, Answer = answer }) { StatusCode = answer.File is null ? StatusCodes.Status409Conflict : StatusCodes.Status200OK };
    }

    private static async Task<IResult> Decide(string area, Viewer viewer, PairReview review, QdcHome home, TimeProvider clock, AuditLog audit, [FromForm] string? parella, [FromForm] string? decisio, [FromForm] string? motiu)
    {
        var file = viewer.Area(Right.Quality, area);
        if (string.IsNullOrWhiteSpace(motiu) || motiu.Length > 300 || string.IsNullOrEmpty(parella) || decisio is not ("same" or "different"))
        {
            return Results.BadRequest();
        }
        if (await review.Records(file, parella) is not { } records)
        {
            return Results.NotFound();
        }
        try
        {
            using var log = AreaLog.Open(home, AreaCode.Parse(file.Area), clock);
            PersonDecisions.Take(log, PersonDecisions.Pair(records.A, records.B, decisio == "same"), ReasonText.Of(motiu), viewer.Id);
        }
        catch (QdcException e) when (e is DecisionContradicts or ReasonTellsWho)
        {
            return Failures.Page(e, $"/qualitat/{file.Area}/persones");
        }
        audit.Note(new AuditEvent("person_decision", viewer.Id, file.Area, $"pair {parella}: {decisio}")); // the reason stands in the area's own log
        return Results.LocalRedirect($"/qualitat/{file.Area}/persones?fet={parella}");
    }

    private static IResult MapCode(string area, Viewer viewer, CodeMappings mappings, AuditLog audit, [FromForm] string? llista, [FromForm] string? sistema, [FromForm] string? valor, [FromForm] string? codi)
    {
        var file = viewer.Area(Right.Quality, area);
        if (string.IsNullOrEmpty(llista) || string.IsNullOrEmpty(sistema) || string.IsNullOrWhiteSpace(valor) || string.IsNullOrEmpty(codi) || !file.Sources.Any(s => s.System == sistema))
        {
            return Results.BadRequest();
        }
        if (!mappings.MayMap(viewer, llista, sistema))
        {
            throw new NotForViewer();
        }
        var answer = mappings.Map(llista, sistema, valor, codi == CodeMappings.Unknown ? "" : codi);
        // A code of a field about persons may be no code at all: the audit log holds it as findings do.
        audit.Note(new AuditEvent("code_mapping", viewer.Id, file.Area, $"{llista}.{sistema}: {mappings.Shown(file, llista, sistema, valor)} → {codi}: {answer}", answer == MappingAnswer.Written ? AuditOutcome.Done : AuditOutcome.Refused));
        return Results.LocalRedirect($"/qualitat/{file.Area}/codis?fet={answer}");
    }

    private static IResult DraftSystem(Viewer viewer, PortalFiles files, AuditLog audit, IFormCollection form)
    {
        var answer = NewSystem.Draft(form["sistema"], form.Files, files.Jobs);
        audit.Note(new AuditEvent("system_draft", viewer.Id, null, $"{answer.System}: {(answer.Fault is { } fault ? $"{fault}" : $"{answer.Draft!.Tables.Count} tables")}", answer.Draft is null ? AuditOutcome.Refused : AuditOutcome.Done));
        return answer.Draft is not null && form["com"] == "zip"
            ? Results.File(NewSystem.Zip(answer), "application/zip", $"{answer.System}.zip")
            : new RazorComponentResult<NewSystemAnswer>(new { Answer = answer }) { StatusCode = answer.Draft is null ? StatusCodes.Status409Conflict : StatusCodes.Status200OK };
    }

    private static IResult AcceptChange(string area, Viewer viewer, PortalFiles files, QdcHome home, TimeProvider clock, [FromForm] long? canvi, [FromForm] string? motiu, [FromForm] string? ara)
    {
        var file = viewer.Area(Right.Quality, area);
        if (canvi is not { } drift || string.IsNullOrWhiteSpace(motiu) || motiu.Length > 300)
        {
            return Results.BadRequest();
        }
        try
        {
            new DriftDesk(home, files.Jobs, clock).Accept(file.Area, drift, viewer.Id, ReasonText.Of(motiu), string.IsNullOrEmpty(ara) ? null : ara); // it notes itself in the audit log
        }
        catch (QdcException e) when (e is DriftNotAcceptable or ReasonTellsWho)
        {
            return Failures.Page(e, $"/qualitat/{file.Area}/canvis");
        }
        return Results.LocalRedirect($"/qualitat/{file.Area}/canvis?fet={drift}");
    }
}
