using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Portal.Pages;

/// <summary>How an area stands.</summary>
/// <param name="Area">The area.</param>
/// <param name="Version">The version that is served; null when none is.</param>
/// <param name="LastRun">Its last run; null when it never ran.</param>
public sealed record AreaState(AreaFile Area, int? Version, RunRecord? LastRun);

/// <summary>Reads how areas stand.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="clock">The clock.</param>
public sealed class AreaOverview(QdcHome home, TimeProvider clock)
{
    /// <summary>How an area stands now.</summary>
    public AreaState Of(AreaFile area)
    {
        var code = AreaCode.Parse(area.Area);
        using var log = AreaLog.OpenRead(home, code, clock);
        return new AreaState(area, new AreaStore(home, code, clock).Current, log?.Runs(1).FirstOrDefault());
    }
}
