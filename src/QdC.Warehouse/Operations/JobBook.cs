using System.Globalization;

namespace QdC.Warehouse;

/// <summary>
/// The jobs of all areas, in <c>ops.sqlite</c>: ordered, carried out, ended. A queue may forget or deliver twice; the book does neither. Of each
/// kind an area has one job at most that has not ended, and one process at a time carries it out: its fencing token is the number of the try.
/// Safe to use from several threads and processes.
/// </summary>
public sealed class JobBook
{
    private const string Columns = "job_id, area, kind, asked_by, asked_at, from_day, holder, seen_at, tries, started_at, step, about, rows, stop_by, ended_at, outcome, run_id, version, error";
    private readonly Lazy<SqliteDatabase> _database;
    private readonly TimeProvider _clock;

    /// <summary>The book of a home. Nothing is created before it is used.</summary>
    public JobBook(QdcHome home, TimeProvider clock)
    {
        _clock = clock;
        _database = new(() => Open(home));
    }

    /// <summary>Orders a job; gives back the one that waits or runs already where there is one.</summary>
    /// <param name="area">The area.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="by">Who orders it; null for the schedule.</param>
    /// <param name="from">The first day of a backfill.</param>
    public AreaJob Order(string area, JobKind kind, string? by, DateOnly? from = null)
    {
        IReadOnlyList<object?[]> open = [];
        _database.Value.InTransaction(run =>
        {
            run("INSERT INTO area_job (area, kind, asked_by, asked_at, from_day) VALUES ($0, $1, $2, $3, $4) ON CONFLICT (area, kind) WHERE ended_at IS NULL DO NOTHING",
                [area, Word(kind), by, Now(), from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
            open = run($"SELECT {Columns} FROM area_job WHERE area = $0 AND kind = $1 AND ended_at IS NULL", [area, Word(kind)]);
        });
        return Read(open[0]);
    }

    /// <summary>Begins a job: gives back the fencing token, or null when it has ended or another process that lives carries it out.</summary>
    /// <param name="id">The job.</param>
    /// <param name="holder">This process.</param>
    /// <param name="lostAfter">How long after its last sign of life a process is taken for dead.</param>
    public int? Begin(long id, string holder, TimeSpan lostAfter) =>
        _database.Value.Rows(
            """
            UPDATE area_job SET holder = $1, seen_at = $2, started_at = $2, tries = tries + 1, step = NULL, about = NULL, rows = NULL
            WHERE job_id = $0 AND ended_at IS NULL AND (holder IS NULL OR seen_at < $3) RETURNING tries
            """, id, holder, Now(), Text(_clock.GetUtcNow() - lostAfter)) is [[long token]] ? (int)token : null;

    /// <summary>A sign of life, with how far it is. Gives back the job, or null when it is another's by now.</summary>
    public AreaJob? See(long id, int token, string? step, string? about, long? rows) =>
        _database.Value.Rows($"UPDATE area_job SET seen_at = $2, step = $3, about = $4, rows = $5 WHERE job_id = $0 AND tries = $1 AND ended_at IS NULL RETURNING {Columns}", id, token, Now(), step, about, rows) is [var row] ? Read(row) : null;

    /// <summary>Gives a job back that did not end, for whoever takes it up next.</summary>
    public void Release(long id, int token) => _database.Value.Rows("UPDATE area_job SET holder = NULL, seen_at = NULL WHERE job_id = $0 AND tries = $1 AND ended_at IS NULL", id, token);

    /// <summary>Ends a job. False when it is another's by now: then nothing is written.</summary>
    public bool End(long id, int token, JobOutcome outcome, long? runId = null, int? version = null, string? error = null) =>
        _database.Value.Rows(
            "UPDATE area_job SET holder = NULL, ended_at = $2, outcome = $3, run_id = $4, version = $5, error = $6 WHERE job_id = $0 AND tries = $1 AND ended_at IS NULL RETURNING job_id",
            id, token, Now(), Word(outcome), runId, version, error).Count == 1;

    /// <summary>Asks for a job to be stopped; one that nobody has begun has ended therewith. False when there is none to stop.</summary>
    public bool Stop(long id, string by) =>
        _database.Value.Rows(
            """
            UPDATE area_job SET stop_by = $1, ended_at = CASE WHEN holder IS NULL THEN $2 END, outcome = CASE WHEN holder IS NULL THEN 'stopped' END
            WHERE job_id = $0 AND ended_at IS NULL RETURNING job_id
            """, id, by, Now()).Count == 1;

    /// <summary>The jobs that wait or run, the oldest first.</summary>
    public IReadOnlyList<AreaJob> Open() => [.. _database.Value.Rows($"SELECT {Columns} FROM area_job WHERE ended_at IS NULL ORDER BY job_id").Select(Read)];

    /// <summary>The jobs of an area, the newest first.</summary>
    public IReadOnlyList<AreaJob> Of(string area, int limit = 20) => [.. _database.Value.Rows($"SELECT {Columns} FROM area_job WHERE area = $0 ORDER BY job_id DESC LIMIT $1", area, limit).Select(Read)];

    /// <summary>A job; null when there is none of that number.</summary>
    public AreaJob? Find(long id) => _database.Value.Rows($"SELECT {Columns} FROM area_job WHERE job_id = $0", id) is [var row] ? Read(row) : null;

    private static SqliteDatabase Open(QdcHome home)
    {
        QdcHome.Ensure(home.Root);
        var database = new SqliteDatabase(home.Operations);
        database.InTransaction(run => run(
            """
            CREATE TABLE IF NOT EXISTS area_job (
              job_id INTEGER PRIMARY KEY AUTOINCREMENT, area TEXT NOT NULL, kind TEXT NOT NULL, asked_by TEXT, asked_at TEXT NOT NULL, from_day TEXT,
              holder TEXT, seen_at TEXT, tries INTEGER NOT NULL DEFAULT 0, started_at TEXT, step TEXT, about TEXT, rows INTEGER, stop_by TEXT,
              ended_at TEXT, outcome TEXT, run_id INTEGER, version INTEGER, error TEXT) STRICT;
            CREATE UNIQUE INDEX IF NOT EXISTS area_job_is_open_once ON area_job (area, kind) WHERE ended_at IS NULL;
            CREATE INDEX IF NOT EXISTS area_job_of_area ON area_job (area, job_id);
            """, []));
        return database;
    }

    private static AreaJob Read(object?[] r) =>
        new((long)r[0]!, (string)r[1]!, Enum.Parse<JobKind>((string)r[2]!, ignoreCase: true), (string?)r[3], Moment(r[4])!.Value)
        {
            From = r[5] is string day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Holder = (string?)r[6],
            SeenAt = Moment(r[7]),
            Tries = (int)(long)r[8]!,
            StartedAt = Moment(r[9]),
            Step = (string?)r[10],
            About = (string?)r[11],
            Rows = (long?)r[12],
            StopBy = (string?)r[13],
            EndedAt = Moment(r[14]),
            Outcome = r[15] is string word ? Enum.Parse<JobOutcome>(word, ignoreCase: true) : null,
            RunId = (long?)r[16],
            Version = (int?)(long?)r[17],
            Error = (string?)r[18],
        };

    private string Now() => Text(_clock.GetUtcNow());

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static DateTimeOffset? Moment(object? text) => text is string t ? DateTimeOffset.Parse(t, CultureInfo.InvariantCulture) : null;

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
