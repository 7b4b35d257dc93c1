using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QdC.Pipeline.Jobs;
using QdC.Portal.Access;
using QdC.Portal.Jobs;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Schedule;

/// <summary>What the buttons of the schedule's page do. Each is noted in the audit log.</summary>
internal static class ScheduleRoutes
{
    private const string Path = "/programacio";

    /// <summary>Adds the addresses.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet($"{Path}/estat", () => new RazorComponentResult<ScheduleStates>()).WithMetadata(new NeedsAttribute(Right.Schedule));
        var area = app.MapGroup($"{Path}/{{area}}").WithMetadata(new NeedsAttribute(Right.Schedule));
        area.MapPost("/ara", (HttpContext http, string area, [FromForm] string? torna) => Do(http, area, "ara", "refresh_order", torna, (desk, file, by) => $"job {desk.Order(file.Area, JobKind.Refresh, by).Id}"));
        area.MapPost("/recarrega", (HttpContext http, string area, [FromForm] string? des) => Reload(http, area, des));
        area.MapPost("/atura", (HttpContext http, string area, [FromForm] long feina) => Stop(http, area, feina));
        area.MapPost("/pausa", (HttpContext http, string area, [FromForm] string? torna) => Do(http, area, "pausa", "schedule_pause", torna, (desk, file, by) => { desk.Pause(file, true, by); return null; }));
        area.MapPost("/represa", (HttpContext http, string area, [FromForm] string? torna) => Do(http, area, "represa", "schedule_resume", torna, (desk, file, by) => { desk.Pause(file, false, by); return null; }));
        area.MapPost("/horari", (HttpContext http, string area, IFormCollection form) => Change(http, area, (string?)form["cron"] ?? Expression(form["hora"], [.. form["dies"].OfType<string>()]), form["zona"]));
        area.MapPost("/fitxer", (HttpContext http, string area, [FromForm] string? torna) => Do(http, area, "fitxer", "schedule_change", torna, (desk, file, by) => { desk.Change(file, null, null, by); return "as the area's file says"; }));
    }

    private static IResult Reload(HttpContext http, string area, string? from)
    {
        DateOnly? day = string.IsNullOrEmpty(from) ? null : DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : throw new BadHttpRequestException("no day");
        return Do(http, area, "recarrega", "backfill_order", null, (desk, file, by) => $"job {desk.Order(file.Area, JobKind.Backfill, by, day).Id} from {day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "the first"}");
    }

    private static IResult Stop(HttpContext http, string area, long job)
    {
        var book = http.RequestServices.GetRequiredService<JobBook>();
        return book.Find(job)?.Area != area ? throw new NotThere() : Do(http, area, "atura", "job_stop", null, (_, _, by) => book.Stop(job, by) ? $"job {job}" : $"job {job} had ended");
    }

    private static IResult Change(HttpContext http, string area, string? cron, string? zone)
    {
        if (cron is not { Length: > 0 and <= 100 } || RefreshSchedule.Fault(cron) is not null || zone is null || !RefreshSchedule.HasZone(zone))
        {
            return Results.LocalRedirect($"{Path}?error={Uri.EscapeDataString(area)}#{Uri.EscapeDataString(area)}");
        }
        return Do(http, area, "horari", "schedule_change", null, (desk, file, by) =>
        {
            desk.Change(file, cron, zone, by);
            return $"{cron} {zone}";
        });
    }

    /// <summary>The expression of a time and the days of the week; null when they make none.</summary>
    private static string? Expression(string? time, string[] days) =>
        TimeOnly.TryParseExact(time, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && days is { Length: > 0 } && days.All(d => d is [>= '1' and <= '7'])
            ? string.Create(CultureInfo.InvariantCulture, $"{at.Minute} {at.Hour} * * {(days.Distinct().Count() == 7 ? "*" : string.Join(',', days.Order()))}")
            : null;

    private static IResult Do(HttpContext http, string area, string done, string what, string? form, Func<JobDesk, AreaFile, string, string?> act)
    {
        _ = form; // a form's field makes the endpoint check where the form comes from
        var services = http.RequestServices;
        var viewer = services.GetRequiredService<Viewer>();
        var file = viewer.Area(Right.Schedule, area);
        var desk = services.GetService<JobDesk>() ?? throw new NotThere();
        var detail = act(desk, file, viewer.Id);
        services.GetRequiredService<AuditLog>().Note(new AuditEvent(what, viewer.Id, area, detail));
        return Results.LocalRedirect($"{Path}?fet={done}#{area}");
    }
}
