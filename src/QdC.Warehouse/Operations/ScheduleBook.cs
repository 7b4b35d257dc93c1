using System.Globalization;

namespace QdC.Warehouse;

/// <summary>What a steward said of an area's schedule; what is null is as its file says.</summary>
/// <param name="Area">The area.</param>
/// <param name="Cron">When it is refreshed instead.</param>
/// <param name="TimeZone">The IANA time zone of <paramref name="Cron"/>.</param>
/// <param name="Paused">True while it is refreshed only when somebody asks.</param>
/// <param name="ChangedBy">Who said so.</param>
/// <param name="ChangedAt">When, UTC.</param>
public sealed record ScheduleOverride(string Area, string? Cron, string? TimeZone, bool Paused, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>Schedules that stewards changed or paused, and the times that were seen to: in <c>ops.sqlite</c>, safe to use from several threads and processes.</summary>
public sealed class ScheduleBook
{
    private readonly Lazy<SqliteDatabase> _database;
    private readonly TimeProvider _clock;

    /// <summary>The book of a home. Nothing is created before it is used.</summary>
    public ScheduleBook(QdcHome home, TimeProvider clock)
    {
        _clock = clock;
        _database = new(() => Open(home));
    }

    /// <summary>What was said, by area.</summary>
    public IReadOnlyDictionary<string, ScheduleOverride> All() =>
        _database.Value.Rows("SELECT area, cron, time_zone, paused, changed_by, changed_at FROM area_schedule WHERE changed_by IS NOT NULL")
            .Select(r => new ScheduleOverride((string)r[0]!, (string?)r[1], (string?)r[2], (long)r[3]! == 1, (string)r[4]!, DateTimeOffset.Parse((string)r[5]!, CultureInfo.InvariantCulture)))
            .ToDictionary(o => o.Area);

    /// <summary>Changes when an area is refreshed; null for both takes what its file says.</summary>
    public void Change(string area, string? cron, string? timeZone, string by) => Say(area, by, "cron = $3, time_zone = $4", cron, timeZone);

    /// <summary>Pauses an area, or goes on with it.</summary>
    public void Pause(string area, bool paused, string by) => Say(area, by, "paused = $3", paused ? 1 : 0);

    /// <summary>
    /// True for the one caller, of however many at once, that is to see to the refreshes of an area due until a moment. The first ever asked for an
    /// area is told no: nothing was due before somebody kept a schedule.
    /// </summary>
    public bool TakeDue(string area, DateTimeOffset until)
    {
        var taken = false;
        _database.Value.InTransaction(run =>
        {
            var isKnown = run("SELECT due_until FROM area_schedule WHERE area = $0 AND due_until IS NOT NULL", [area]).Count == 1;
            taken = run("INSERT INTO area_schedule (area, due_until) VALUES ($0, $1) ON CONFLICT (area) DO UPDATE SET due_until = excluded.due_until WHERE due_until IS NULL OR due_until < excluded.due_until RETURNING area", [area, Text(until)]).Count == 1 && isKnown;
        });
        return taken;
    }

    /// <summary>Until when the refreshes of an area were seen to; null when none were.</summary>
    public DateTimeOffset? DueUntil(string area) =>
        _database.Value.Rows("SELECT due_until FROM area_schedule WHERE area = $0", area) is [[string until]] ? DateTimeOffset.Parse(until, CultureInfo.InvariantCulture) : null;

    private void Say(string area, string by, string what, params object?[] values) =>
        _database.Value.InTransaction(run =>
        {
            run("INSERT INTO area_schedule (area) VALUES ($0) ON CONFLICT (area) DO NOTHING", [area]);
            run($"UPDATE area_schedule SET changed_by = $1, changed_at = $2, {what} WHERE area = $0", [area, by, Text(_clock.GetUtcNow()), .. values]);
        });

    private static SqliteDatabase Open(QdcHome home)
    {
        QdcHome.Ensure(home.Root);
        var database = new SqliteDatabase(home.Operations);
        database.InTransaction(run => run(
            """
            CREATE TABLE IF NOT EXISTS area_schedule (
              area TEXT PRIMARY KEY, cron TEXT, time_zone TEXT, paused INTEGER NOT NULL DEFAULT 0, changed_by TEXT, changed_at TEXT, due_until TEXT) STRICT;
            """, []));
        return database;
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
