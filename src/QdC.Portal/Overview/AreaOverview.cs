using QdC.Pipeline.Jobs;
using QdC.Portal.Figures;
using QdC.Portal.Jobs;
using QdC.Portal.Operations;
using QdC.Warehouse;

namespace QdC.Portal.Overview;

/// <summary>Reads how areas stand.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="versions">The versions that pages read from.</param>
/// <param name="schedules">What stewards said of schedules.</param>
/// <param name="clock">The clock.</param>
public sealed class AreaOverview(QdcHome home, ServedVersions versions, ScheduleBook schedules, TimeProvider clock)
{
    private const int RunsLookedAt = 200;

    /// <summary>How areas stand now.</summary>
    public async Task<IReadOnlyList<AreaState>> Of(IReadOnlyList<AreaFile> areas)
    {
        var changed = schedules.All();
        var states = new List<AreaState>();
        foreach (var area in areas)
        {
            states.Add(await Of(area, AreaSchedule.Of(area, changed.GetValueOrDefault(area.Area))));
        }
        return states;
    }

    private async Task<AreaState> Of(AreaFile area, AreaSchedule schedule)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area.Area), clock);
        var runs = log?.Runs(RunsLookedAt) ?? [];
        using var pinned = versions.Pin(area);
        var served = pinned is null ? null : await pinned.Remember("served", Served.Read);
        var publishing = pinned is null ? null : runs.FirstOrDefault(r => r.Version == pinned.Version);
        var steps = publishing is null ? [] : log!.Steps(publishing.RunId);
        var open = log?.FindingGroups(new FindingFilter { State = FindingState.Open }) ?? [];
        var now = clock.GetUtcNow();
        return new AreaState(area, now)
        {
            Freshness = Freshness.Of(area, runs, now),
            Version = pinned?.Version,
            PublishedAt = publishing?.EndedAt,
            DataAsOf = served?.DataAsOf,
            Records = served?.Records ?? 0,
            Rejected = served?.Rejected ?? 0,
            OpenErrors = open.Where(g => g.Severity == Severity.Error).Sum(g => g.Count),
            OpenQueries = open.Where(g => g.Severity != Severity.Error).Sum(g => g.Count),
            Stuck = log?.Stuck().Count ?? 0,
            TestsOver = [.. steps.Where(s => s.Step.Step == "test" && s.Step.Balance["offending"] > 0).Select(s => s.Step.Extract!.Split(' ')[^1])],
            NextRun = schedule is { IsActive: true, Times: { } times } && times.Next(times.Local(now), 1) is [var next] ? next : null,
        };
    }

    /// <summary>What a version says of itself.</summary>
    private sealed record Served(DateOnly? DataAsOf, long Records, long Rejected)
    {
        public static Served Read(AreaVersion version) =>
            version.Session.Query(
                "SELECT max(effective_date), coalesce(sum(records), 0)::BIGINT, coalesce(sum(rejected), 0)::BIGINT FROM meta.delivery",
                r => new Served(r.IsDBNull(0) ? null : r.GetFieldValue<DateOnly>(0), r.GetInt64(1), r.GetInt64(2)))[0];
    }
}
