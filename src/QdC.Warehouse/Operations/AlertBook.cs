using System.Globalization;

namespace QdC.Warehouse;

/// <summary>Something that somebody is told of.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Area">The area.</param>
/// <param name="Kind">What, as one of a few words: <c>data_stale</c>, <c>job_failed</c> …</param>
/// <param name="About">What tells it from others of its kind; never a value of a person who is attended.</param>
/// <param name="RaisedAt">When, UTC.</param>
public sealed record AreaAlert(long Id, string Area, string Kind, string About, DateTimeOffset RaisedAt);

/// <summary>What somebody is told of, in <c>ops.sqlite</c>: each thing once, whoever finds it, and until it has been told. Safe to use from several threads and processes.</summary>
public sealed class AlertBook
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Lazy<SqliteDatabase> _database;
    private readonly TimeProvider _clock;

    /// <summary>The book of a home. Nothing is created before it is used.</summary>
    public AlertBook(QdcHome home, TimeProvider clock)
    {
        _clock = clock;
        _database = new(() => Open(home));
    }

    /// <summary>Raises an alert; one that was raised already is not raised again.</summary>
    public void Raise(string area, string kind, string about) =>
        _database.Value.Rows("INSERT INTO area_alert (area, kind, about, raised_at) VALUES ($0, $1, $2, $3) ON CONFLICT (area, kind, about) DO NOTHING", area, kind, about, Text(_clock.GetUtcNow()));

    /// <summary>The last alert of an area of some kinds; null when there is none.</summary>
    public AreaAlert? Last(string area, params IReadOnlyList<string> kinds) =>
        _database.Value.Rows($"SELECT alert_id, area, kind, about, raised_at FROM area_alert WHERE area = $0 AND kind IN ({string.Join(',', kinds.Select((_, i) => $"${i + 1}"))}) ORDER BY alert_id DESC LIMIT 1", [area, .. kinds]) is [var row] ? Read(row) : null;

    /// <summary>Takes alerts that nobody has told yet: they are this caller's to tell for some minutes.</summary>
    public IReadOnlyList<AreaAlert> Take() =>
        [
            .. _database.Value.Rows("UPDATE area_alert SET taken_at = $0 WHERE told_at IS NULL AND (taken_at IS NULL OR taken_at < $1) RETURNING alert_id, area, kind, about, raised_at", Text(_clock.GetUtcNow()), Text(_clock.GetUtcNow() - Patience))
                .Select(Read).OrderBy(a => a.Id),
        ];

    /// <summary>An alert has been told.</summary>
    public void Told(long id) => _database.Value.Rows("UPDATE area_alert SET told_at = $1 WHERE alert_id = $0", id, Text(_clock.GetUtcNow()));

    private static SqliteDatabase Open(QdcHome home)
    {
        QdcHome.Ensure(home.Root);
        var database = new SqliteDatabase(home.Operations);
        database.InTransaction(run => run(
            """
            CREATE TABLE IF NOT EXISTS area_alert (
              alert_id INTEGER PRIMARY KEY AUTOINCREMENT, area TEXT NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL, raised_at TEXT NOT NULL,
              taken_at TEXT, told_at TEXT, UNIQUE (area, kind, about)) STRICT;
            """, []));
        return database;
    }

    private static AreaAlert Read(object?[] r) => new((long)r[0]!, (string)r[1]!, (string)r[2]!, (string)r[3]!, DateTimeOffset.Parse((string)r[4]!, CultureInfo.InvariantCulture));

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
