using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Portal.Operations;

/// <summary>How the promise of an area's freshness stands.</summary>
public enum FreshnessState
{
    /// <summary>It has never been published.</summary>
    Never,

    /// <summary>As promised.</summary>
    Fresh,

    /// <summary>Older than its file warns of.</summary>
    Old,

    /// <summary>Older than is promised.</summary>
    Stale,
}

/// <summary>How old what an area serves is: since the last run that ended well began, whether or not it found anything new.</summary>
/// <param name="Area">The area.</param>
/// <param name="Now">When this was read.</param>
/// <param name="Since">When the last run that ended well began, UTC; null when none did.</param>
/// <param name="LastRun">The last run of all; null when it never ran.</param>
public sealed record Freshness(AreaFile Area, DateTimeOffset Now, DateTimeOffset? Since, RunRecord? LastRun)
{
    private const int LookedAt = 50;

    /// <summary>How the promise stands.</summary>
    public FreshnessState State =>
        Since is not { } since ? LastRun is null ? FreshnessState.Never : FreshnessState.Stale
        : Now - since > Area.StopAfter ? FreshnessState.Stale
        : Now - since > Area.WarnAfter ? FreshnessState.Old
        : FreshnessState.Fresh;

    /// <summary>How old it is; null where nothing is served.</summary>
    public TimeSpan? Age(DateTimeOffset now) => now - Since;

    /// <summary>The freshness of an area now.</summary>
    public static Freshness Of(QdcHome home, AreaFile area, TimeProvider clock)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area.Area), clock);
        return Of(area, log?.Runs(LookedAt) ?? [], clock.GetUtcNow());
    }

    /// <summary>The freshness of an area by its runs, the last one first.</summary>
    public static Freshness Of(AreaFile area, IReadOnlyList<RunRecord> runs, DateTimeOffset now) =>
        new(area, now, runs.FirstOrDefault(r => r.Outcome is RunOutcome.Published or RunOutcome.Unchanged)?.StartedAt, runs.Count == 0 ? null : runs[0]);
}
