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
/// <param name="State">How the promise stands.</param>
/// <param name="Since">When the last run that ended well began, UTC.</param>
/// <param name="LastRun">The last run of all.</param>
public sealed record Freshness(FreshnessState State, DateTimeOffset? Since, RunRecord? LastRun)
{
    private const int LookedAt = 50;

    /// <summary>How old it is; null where nothing is served.</summary>
    public TimeSpan? Age(DateTimeOffset now) => now - Since;

    /// <summary>The freshness of an area now.</summary>
    public static Freshness Of(QdcHome home, AreaFile area, TimeProvider clock)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area.Area), clock);
        var runs = log?.Runs(LookedAt) ?? [];
        var good = runs.FirstOrDefault(r => r.Outcome is RunOutcome.Published or RunOutcome.Unchanged);
        var age = clock.GetUtcNow() - good?.StartedAt;
        return new(
            good is null ? (runs.Count == 0 ? FreshnessState.Never : FreshnessState.Stale) : age > area.StopAfter ? FreshnessState.Stale : age > area.WarnAfter ? FreshnessState.Old : FreshnessState.Fresh,
            good?.StartedAt,
            runs.Count == 0 ? null : runs[0]);
    }
}
