using QdC.Pipeline.Jobs;
using QdC.Portal.Jobs;
using QdC.Portal.Operations;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Schedule;

/// <summary>What the page says of an area: when it is refreshed, what it does now, how it ended last.</summary>
/// <param name="Area">The area.</param>
/// <param name="Schedule">When it is refreshed.</param>
/// <param name="Open">Its job that runs or waits, the one that runs first.</param>
/// <param name="Last">Its last refresh that ended, from the portal.</param>
/// <param name="Freshness">How old what it serves is.</param>
/// <param name="Now">Now, in the schedule's time zone.</param>
public sealed record AreaLine(AreaFile Area, AreaSchedule Schedule, AreaJob? Open, AreaJob? Last, Freshness Freshness, DateTimeOffset Now)
{
    private const int NextTimes = 5;

    /// <summary>True when its last refresh failed and none has ended well since.</summary>
    public bool HasFailed => Last is { Outcome: JobOutcome.Failed } && !(Freshness.Since > Last.EndedAt);

    /// <summary>The next times.</summary>
    public IReadOnlyList<DateTimeOffset> Next => Schedule is { IsActive: true, Times: { } times } ? times.Next(Now, NextTimes) : [];

    /// <summary>Changes whenever buttons or badge do.</summary>
    public string Sign => $"{Open?.Id}-{Open?.IsRunning}-{Open?.StopBy}-{Last?.Id}-{Schedule.Paused}-{Freshness.State}-{HasFailed}";

    /// <summary>What comes first on the page: what runs, then what needs somebody, then what is well, then what was never loaded.</summary>
    public int Place =>
        Open is not null ? 0
        : HasFailed || Freshness.State == FreshnessState.Stale ? 1
        : Freshness.State == FreshnessState.Old ? 2
        : Freshness.State == FreshnessState.Fresh ? 3
        : 4;

    /// <summary>A moment in the time zone of the schedule.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => moment.ToOffset(Now.Offset) is var near && Schedule.Times is { } times ? times.Local(moment) : near;
}

/// <summary>Reads what the page says.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="schedules">What stewards said.</param>
/// <param name="book">The jobs.</param>
/// <param name="clock">The clock.</param>
public sealed class ScheduleOverview(QdcHome home, ScheduleBook schedules, JobBook book, TimeProvider clock)
{
    private const int LookedAt = 20;

    /// <summary>The lines of areas, what needs attention first.</summary>
    public IReadOnlyList<AreaLine> Lines(IReadOnlyList<AreaFile> areas)
    {
        var changed = schedules.All();
        var open = book.Open();
        return
        [
            .. areas.Select(area =>
            {
                var schedule = AreaSchedule.Of(area, changed.GetValueOrDefault(area.Area));
                return new AreaLine(
                    area,
                    schedule,
                    open.Where(j => j.Area == area.Area && j.Kind is not JobKind.Network).OrderByDescending(j => j.IsRunning).ThenBy(j => j.Id).FirstOrDefault(),
                    book.Of(area.Area, LookedAt).FirstOrDefault(j => j is { EndedAt: not null, Kind: JobKind.Refresh or JobKind.Backfill }),
                    Freshness.Of(home, area, clock),
                    (schedule.Times ?? RefreshSchedule.Of(area.Cron, area.TimeZone)).Local(clock.GetUtcNow()));
            }).OrderBy(l => l.Place),
        ];
    }

    /// <summary>The newest jobs of some areas.</summary>
    public IReadOnlyList<AreaJob> Recent(IEnumerable<string> areas) => [.. areas.SelectMany(a => book.Of(a, LookedAt)).OrderByDescending(j => j.Id).Take(LookedAt)];
}
