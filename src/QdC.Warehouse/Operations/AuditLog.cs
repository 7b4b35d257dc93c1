using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QdC.Warehouse;

/// <summary>How something that was tried came out.</summary>
public enum AuditOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Not allowed.</summary>
    Refused,

    /// <summary>Allowed, but it failed.</summary>
    Failed,
}

/// <summary>Something that somebody did, or was refused.</summary>
/// <param name="What">What, as one of a few words: <c>sign_in</c>, <c>export</c> …</param>
/// <param name="By">Who.</param>
/// <param name="Area">In which area; null where it is about none.</param>
/// <param name="Detail">What is needed to understand it; never a value of a person who is attended.</param>
/// <param name="Outcome">How it came out. Default: done.</param>
public sealed record AuditEvent(string What, string By, string? Area = null, string? Detail = null, AuditOutcome Outcome = AuditOutcome.Done);

/// <summary>An event as it was recorded.</summary>
/// <param name="Id">Its number, from 1, without gaps.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Event">What happened.</param>
public sealed record RecordedEvent(long Id, DateTimeOffset At, AuditEvent Event);

/// <summary>
/// Who did what and when, in all areas: appended to <c>ops.sqlite</c> and never changed. Each entry holds a hash of itself and of the one before it,
/// so that what was altered or taken out from outside is found by <see cref="FirstAltered"/>. Safe to use from several threads and processes.
/// </summary>
public sealed class AuditLog
{
    private const int Longest = 400;
    private const string Columns = "event_id, at, what, by, area, detail, outcome";
    private readonly Lazy<SqliteDatabase> _database;
    private readonly TimeProvider _clock;

    /// <summary>The log of a home. Nothing is created before it is used.</summary>
    public AuditLog(QdcHome home, TimeProvider clock)
    {
        _clock = clock;
        _database = new(() => Open(home));
    }

    /// <summary>Appends an event.</summary>
    public void Note(AuditEvent happened)
    {
        var at = _clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        object?[] cells = [at, Clean(happened.What), Clean(happened.By), Clean(happened.Area), Clean(happened.Detail), happened.Outcome.ToString().ToLowerInvariant()];
        _database.Value.InTransaction(run =>
        {
            var last = run("SELECT event_id, hash FROM audit_event ORDER BY event_id DESC LIMIT 1", []).FirstOrDefault() ?? [0L, Array.Empty<byte>()];
            var id = (long)last[0]! + 1;
            run("INSERT INTO audit_event (event_id, at, what, by, area, detail, outcome, hash) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)", [id, .. cells, Hash((byte[])last[1]!, [id, .. cells])]);
        });
    }

    /// <summary>The events, newest first.</summary>
    /// <param name="areas">Only of these areas; null for all, and for what is about none.</param>
    /// <param name="what">Only of this kind; null for all.</param>
    /// <param name="before">Only those before this number, to go on; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<RecordedEvent> Events(IReadOnlyCollection<string>? areas = null, string? what = null, long? before = null, int limit = 100) =>
        [
            .. _database.Value.Rows(
                $"SELECT {Columns} FROM audit_event WHERE ($0 IS NULL OR area IN (SELECT value FROM json_each($0))) AND ($1 IS NULL OR what = $1) AND ($2 IS NULL OR event_id < $2) ORDER BY event_id DESC LIMIT $3",
                areas is null ? null : JsonSerializer.Serialize(areas), what, before, limit).Select(Read),
        ];

    /// <summary>The kinds of events there are.</summary>
    public IReadOnlyList<string> Kinds() => [.. _database.Value.Rows("SELECT DISTINCT what FROM audit_event ORDER BY what").Select(r => (string)r[0]!)];

    /// <summary>The number of the first event that is not as it was recorded, or after which one is missing; null when all are.</summary>
    public long? FirstAltered()
    {
        var (before, expected) = (Array.Empty<byte>(), 1L);
        foreach (var row in _database.Value.Rows($"SELECT {Columns}, hash FROM audit_event ORDER BY event_id"))
        {
            var hash = Hash(before, row[..^1]);
            if ((long)row[0]! != expected || !hash.AsSpan().SequenceEqual((byte[])row[^1]!))
            {
                return expected;
            }
            (before, expected) = (hash, expected + 1);
        }
        return null;
    }

    private static SqliteDatabase Open(QdcHome home)
    {
        QdcHome.Ensure(home.Root);
        var database = new SqliteDatabase(home.Operations);
        database.InTransaction(run => run(
            """
            CREATE TABLE IF NOT EXISTS audit_event (
              event_id INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, by TEXT NOT NULL, area TEXT, detail TEXT, outcome TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
            CREATE TRIGGER IF NOT EXISTS audit_event_is_not_changed BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit log is only appended to'); END;
            CREATE TRIGGER IF NOT EXISTS audit_event_is_not_deleted BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit log is only appended to'); END;
            """, []));
        return database;
    }

    private static RecordedEvent Read(object?[] r) =>
        new((long)r[0]!, DateTimeOffset.Parse((string)r[1]!, CultureInfo.InvariantCulture), new((string)r[2]!, (string)r[3]!, (string?)r[4], (string?)r[5], Enum.Parse<AuditOutcome>((string)r[6]!, ignoreCase: true)));

    private static byte[] Hash(byte[] before, IEnumerable<object?> cells) => SHA256.HashData([.. before, .. Encoding.UTF8.GetBytes(JsonSerializer.Serialize(cells))]);

    /// <summary>One line of bounded length: what comes from outside can neither forge an entry nor fill the log.</summary>
    private static string? Clean(string? text)
    {
        var line = text is null ? null : string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));
        return line is { Length: > Longest } ? line[..Longest] + "…" : line;
    }
}
