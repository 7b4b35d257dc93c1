using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using QdC.Pipeline.Validate;
using QdC.Portal.Access;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Runs;

/// <summary>Publishes a copy of an older version, as <c>qdc rollback</c> does.</summary>
internal static class StepBack
{
    /// <summary>Adds the address.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/execucions/{area}/tornada", Do).WithMetadata(new NeedsAttribute(Right.RollBack));

    private static IResult Do(string area, Viewer viewer, QdcHome home, TimeProvider clock, AuditLog audit, [FromForm] int to, [FromForm] string reason, [FromForm] string confirm)
    {
        var file = viewer.Area(Right.RollBack, area);
        if (confirm.Trim() != file.Area || string.IsNullOrWhiteSpace(reason))
        {
            return Results.BadRequest();
        }
        var store = new AreaStore(home, AreaCode.Parse(file.Area), clock);
        try
        {
            var why = ReasonText.Of(reason);
            using var lease = store.TakeLease();
            var done = store.RollBack(lease, to, viewer.Id, why);
            audit.Note(new AuditEvent("roll_back", viewer.Id, file.Area, $"to {to}, now {done.Version}: {why}"));
            return Results.LocalRedirect($"/execucions/{file.Area}?fet={done.Version}");
        }
        catch (QdcException e)
        {
            audit.Note(new AuditEvent("roll_back", viewer.Id, file.Area, $"to {to}: {e.Problem.What}", AuditOutcome.Failed));
            return Failures.Page(e, $"/execucions/{file.Area}");
        }
    }
}
