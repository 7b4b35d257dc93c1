using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QdC.Portal.Access;
using QdC.Warehouse;

namespace QdC.Portal.Operations;

/// <summary>
/// Whether the portal lives (<c>/health</c>) and whether it can do its work (<c>/health/ready</c>, 503 when not). Anybody may ask; what is wrong is
/// told by a word, and in full to an operator of all areas.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="settings">What the portal was started with.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="clock">The clock.</param>
internal sealed class Health(QdcHome home, PortalSettings settings, JobBook jobs, TimeProvider clock)
{
    private const double LeastGigabytes = 0.5;
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    /// <summary>Adds the addresses.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/health/{what?}", (string? what, Health health, Viewer viewer) => health.Answer(what, viewer)).AllowAnonymous();

    private IResult Answer(string? what, Viewer viewer)
    {
        if (what is null)
        {
            return Results.Text("ok");
        }
        if (what != "ready")
        {
            return Results.NotFound();
        }
        var found = new[] { Look("home", Home), Look("operations", Operations), Look("scheduler", Scheduler), Look("freshness", Fresh) };
        var failing = found.Where(f => f is { Wrong: not null, Name: not "freshness" }).ToList();
        var status = failing.Count > 0 ? "failing" : found.Any(f => f.Wrong is not null) ? "degraded" : "ok";
        var told = found.Where(f => f.Wrong is not null).Select(f => viewer.May(Right.Queue) ? $"{f.Name}: {f.Wrong}" : f.Name);
        return Results.Json(new { status, wrong = told }, statusCode: failing.Count > 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static (string Name, string? Wrong) Look(string name, Func<string?> look)
    {
        try
        {
            return (name, look());
        }
        catch (Exception e)
        {
            return (name, e is QdcException ? e.Message : e.GetType().Name);
        }
    }

    private string? Home()
    {
        QdcHome.Ensure(home.Root);
        using (new FileStream(Path.Combine(home.Root, $".qdc-health-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { }
        var free = new DriveInfo(home.Root).AvailableFreeSpace / 1e9;
        return free < LeastGigabytes ? string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GB are free on the disk of {home.Root}; a run needs about three times the largest version of an area") : null;
    }

    private string? Operations()
    {
        _ = jobs.Open();
        return null;
    }

    private string? Scheduler()
    {
        if (settings.Jobs is null)
        {
            return null;
        }
        var last = Heartbeat.LastOf(home) is { } at && at > _started ? at : _started;
        return clock.GetUtcNow() - last > Heartbeat.Longest ? string.Create(CultureInfo.InvariantCulture, $"no sign of life since {last:u}; restart the portal, and look at its log") : null;
    }

    private string? Fresh()
    {
        var stale = settings.Files.Jobs.Areas.Values.Where(a => !a.OnRequest && Freshness.Of(home, a, clock).State == FreshnessState.Stale).Select(a => a.Area).ToList();
        return stale.Count == 0 ? null : $"data older than promised: {string.Join(", ", stale)}";
    }
}
