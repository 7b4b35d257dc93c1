namespace QdC.Warehouse;

/// <summary>What a steward said of an area's schedule; what is null is as its file says.</summary>
/// <param name="Area">The area.</param>
/// <param name="Cron">When it is refreshed instead.</param>
/// <param name="TimeZone">The IANA time zone of <paramref name="Cron"/>.</param>
/// <param name="Paused">True while it is refreshed only when somebody asks.</param>
/// <param name="ChangedBy">Who said so.</param>
/// <param name="ChangedAt">When, UTC.</param>
public sealed record ScheduleOverride(string Area, string? Cron, string? TimeZone, bool Paused, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>Schedules that stewards changed or paused, and the times that were seen to. Safe to use from several threads and processes.</summary>
/// <param name="database">Where they are kept.</param>
public sealed class ScheduleBook(IOperationsDatabase database)
{
    /// <summary>What was said.</summary>
    internal const string Said = "SELECT area, cron, time_zone, paused, changed_by, changed_at FROM ops.area_schedule WHERE changed_by IS NOT NULL";

    /// <summary>An area's row, before anything was said of it.</summary>
    internal const string First = "INSERT INTO ops.area_schedule (area, paused) SELECT @area, 0 WHERE NOT EXISTS (SELECT 1 FROM ops.area_schedule WHERE area = @area)";

    /// <summary>Other times.</summary>
    internal const string Changed = "UPDATE ops.area_schedule SET changed_by = @by, changed_at = @now, cron = @cron, time_zone = @zone WHERE area = @area";

    /// <summary>Paused or not.</summary>
    internal const string IsPaused = "UPDATE ops.area_schedule SET changed_by = @by, changed_at = @now, paused = @paused WHERE area = @area";

    /// <summary>Until when the refreshes of an area were seen to.</summary>
    internal const string Until = "SELECT due_until FROM ops.area_schedule WHERE area = @area";

    /// <summary>They are seen to until later.</summary>
    internal const string SeenTo = "UPDATE ops.area_schedule SET due_until = @until WHERE area = @area AND (due_until IS NULL OR due_until < @until)";

    /// <summary>The book of a home, or the one it shares with others. Nothing is created before it is used.</summary>
    public ScheduleBook(QdcHome home, TimeProvider clock)
        : this(home.Shared ?? new SqliteOperations(home, clock)) { }

    /// <summary>What was said, by area.</summary>
    public IReadOnlyDictionary<string, ScheduleOverride> All() =>
        database.Read(run => run.Rows(Said).Select(r => new ScheduleOverride(r.Text(0)!, r.Text(1), r.Text(2), r.Number(3) == 1, r.Text(4)!, r.Moment(5)!.Value)).ToDictionary(o => o.Area));

    /// <summary>Changes when an area is refreshed; null for both takes what its file says.</summary>
    public void Change(string area, string? cron, string? timeZone, string by) => Say(Changed, area, by, ("cron", cron), ("zone", timeZone));

    /// <summary>Pauses an area, or goes on with it.</summary>
    public void Pause(string area, bool paused, string by) => Say(IsPaused, area, by, ("paused", paused ? 1 : 0));

    /// <summary>
    /// True for the one caller, of however many at once, that is to see to the refreshes of an area due until a moment. The first ever asked for an
    /// area is told no: nothing was due before somebody kept a schedule.
    /// </summary>
    public bool TakeDue(string area, DateTimeOffset until) =>
        database.Write(run =>
        {
            run.Run(First, ("area", area));
            var isKnown = run.Rows(Until, ("area", area))[0].Moment(0) is not null;
            return run.Run(SeenTo, ("area", area), ("until", until)) == 1 && isKnown;
        });

    /// <summary>Until when the refreshes of an area were seen to; null when none were.</summary>
    public DateTimeOffset? DueUntil(string area) => database.Read(run => run.Rows(Until, ("area", area)) is [var row] ? row.Moment(0) : null);

    private void Say(string what, string area, string by, params (string, object?)[] values) =>
        database.Write(run =>
        {
            run.Run(First, ("area", area));
            return run.Run(what, [("area", area), ("by", by), ("now", run.Now), .. values]);
        });
}
