using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>When an area is refreshed: as a steward said, else as its file says.</summary>
/// <param name="Area">The area.</param>
/// <param name="Times">The times; null for one that runs on request only.</param>
/// <param name="Paused">True while it is refreshed only when somebody asks.</param>
/// <param name="Changed">What a steward said; null when nobody said anything.</param>
public sealed record AreaSchedule(AreaFile Area, RefreshSchedule? Times, bool Paused, ScheduleOverride? Changed)
{
    /// <summary>True when its times are not those of its file.</summary>
    public bool IsOwn => Changed?.Cron is not null;

    /// <summary>True when refreshes come by themselves.</summary>
    public bool IsActive => Times is not null && !Paused;

    /// <summary>The schedule of an area.</summary>
    public static AreaSchedule Of(AreaFile area, ScheduleOverride? changed) =>
        new(
            area,
            changed?.Cron is { } cron ? RefreshSchedule.Of(cron, changed.TimeZone ?? area.TimeZone) : area.OnRequest ? null : RefreshSchedule.Of(area.Cron, area.TimeZone),
            changed?.Paused ?? false,
            changed
        );
}
