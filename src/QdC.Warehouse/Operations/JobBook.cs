namespace QdC.Warehouse;

/// <summary>
/// The jobs of all areas: ordered, carried out, ended, and kept as the index of what ran. A queue may forget or deliver twice; the book does
/// neither. Of each kind an area has one job at most that has not ended, and one process at a time carries it out: its fencing token is the
/// number of the try. Safe to use from several threads and processes.
/// </summary>
/// <param name="database">Where it is kept.</param>
public sealed class JobBook(IOperationsDatabase database)
{
    private const string Columns = "job_id, area, kind, asked_by, asked_at, from_day, holder, seen_at, tries, started_at, step, about, rows, stop_by, ended_at, outcome, run_id, version, error";
    private const string Mine = "job_id = @id AND tries = @token AND ended_at IS NULL";
    private const int LongestAbout = 400;
    private const int LongestError = 2000;

    /// <summary>A new job, where none of its kind is open.</summary>
    internal const string Ordered =
        "INSERT INTO ops.area_job (job_id, area, kind, asked_by, asked_at, from_day, tries) "
        + "SELECT (SELECT COALESCE(MAX(m.job_id), 0) + 1 FROM ops.area_job AS m), @area, @kind, @by, @now, @from, 0 "
        + "WHERE NOT EXISTS (SELECT 1 FROM ops.area_job AS o WHERE o.area = @area AND o.kind = @kind AND o.ended_at IS NULL)";

    /// <summary>The open job of a kind.</summary>
    internal const string OpenOfKind = $"SELECT {Columns} FROM ops.area_job WHERE area = @area AND kind = @kind AND ended_at IS NULL";

    /// <summary>A job is begun, unless somebody who lives has it.</summary>
    internal const string Begun =
        "UPDATE ops.area_job SET holder = @holder, seen_at = @now, started_at = @now, tries = tries + 1, step = NULL, about = NULL, rows = NULL "
        + "WHERE job_id = @id AND ended_at IS NULL AND (holder IS NULL OR seen_at < @lost)";

    /// <summary>A sign of life.</summary>
    internal const string Seen = $"UPDATE ops.area_job SET seen_at = @now, step = @step, about = @about, rows = @rows WHERE {Mine}";

    /// <summary>Given back.</summary>
    internal const string Released = $"UPDATE ops.area_job SET holder = NULL, seen_at = NULL WHERE {Mine}";

    /// <summary>Ended.</summary>
    internal const string Ended = $"UPDATE ops.area_job SET holder = NULL, ended_at = @now, outcome = @outcome, run_id = @run, version = @version, error = @error WHERE {Mine}";

    /// <summary>To be stopped.</summary>
    internal const string Stopped =
        "UPDATE ops.area_job SET stop_by = @by, ended_at = CASE WHEN holder IS NULL THEN @now ELSE ended_at END, outcome = CASE WHEN holder IS NULL THEN 'stopped' ELSE outcome END "
        + "WHERE job_id = @id AND ended_at IS NULL";

    /// <summary>What waits or runs.</summary>
    internal const string AllOpen = $"SELECT {Columns} FROM ops.area_job WHERE ended_at IS NULL ORDER BY job_id";

    /// <summary>The newest of an area.</summary>
    internal const string OfArea =
        $"SELECT {Columns} FROM (SELECT {Columns}, ROW_NUMBER() OVER (ORDER BY job_id DESC) AS nth FROM ops.area_job WHERE area = @area) AS newest WHERE nth <= @limit ORDER BY job_id DESC";

    /// <summary>One job.</summary>
    internal const string One = $"SELECT {Columns} FROM ops.area_job WHERE job_id = @id";

    /// <summary>The book of a home, or the one it shares with others. Nothing is created before it is used.</summary>
    public JobBook(QdcHome home, TimeProvider clock)
        : this(home.Shared ?? new SqliteOperations(home, clock)) { }

    /// <summary>Orders a job; gives back the one that waits or runs already where there is one.</summary>
    /// <param name="area">The area.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="by">Who orders it; null for the schedule.</param>
    /// <param name="from">The first day of a backfill.</param>
    public AreaJob Order(string area, JobKind kind, string? by, DateOnly? from = null) =>
        database.Write(run =>
        {
            run.Run(Ordered, ("area", area), ("kind", Word(kind)), ("by", by), ("now", run.Now), ("from", from));
            return Read(run.Rows(OpenOfKind, ("area", area), ("kind", Word(kind)))[0]);
        });

    /// <summary>Begins a job: gives back the fencing token, or null when it has ended or another process that lives carries it out.</summary>
    /// <param name="id">The job.</param>
    /// <param name="holder">This process.</param>
    /// <param name="lostAfter">How long after its last sign of life a process is taken for dead.</param>
    public int? Begin(long id, string holder, TimeSpan lostAfter) =>
        database.Write(run =>
            run.Run(Begun, ("id", id), ("holder", holder), ("now", run.Now), ("lost", run.Now - lostAfter)) == 1 ? Find(run, id)!.Tries : (int?)null);

    /// <summary>A sign of life, with how far it is. Gives back the job, or null when it is another's by now.</summary>
    public AreaJob? See(long id, int token, string? step, string? about, long? rows) =>
        database.Write(run => run.Run(Seen, ("id", id), ("token", token), ("now", run.Now), ("step", step), ("about", Short(about, LongestAbout)), ("rows", rows)) == 1 ? Find(run, id) : null);

    /// <summary>Gives a job back that did not end, for whoever takes it up next.</summary>
    public void Release(long id, int token) => database.Write(run => run.Run(Released, ("id", id), ("token", token)));

    /// <summary>Ends a job. False when it is another's by now: then nothing is written.</summary>
    public bool End(long id, int token, JobOutcome outcome, long? runId = null, int? version = null, string? error = null)
    {
        var answered = true;
        return database.Write(run =>
        {
            var isFirst = answered;
            answered = false; // a second time only when the answer of the first was lost: then what it did is known by its words
            return run.Run(Ended, ("id", id), ("token", token), ("now", run.Now), ("outcome", Word(outcome)), ("run", runId), ("version", version), ("error", Short(error, LongestError))) == 1
                || (!isFirst && Find(run, id) is { EndedAt: not null } ended && (ended.Tries, ended.Outcome) == (token, outcome));
        });
    }

    /// <summary>Asks for a job to be stopped; one that nobody has begun has ended therewith. False when there is none to stop.</summary>
    public bool Stop(long id, string by) => database.Write(run => run.Run(Stopped, ("id", id), ("by", by), ("now", run.Now)) == 1);

    /// <summary>The jobs that wait or run, the oldest first.</summary>
    public IReadOnlyList<AreaJob> Open() => database.Read(run => run.Rows(AllOpen).Select(Read).ToList());

    /// <summary>The jobs of an area, the newest first.</summary>
    public IReadOnlyList<AreaJob> Of(string area, int limit = 20) => database.Read(run => run.Rows(OfArea, ("area", area), ("limit", limit)).Select(Read).ToList());

    /// <summary>A job; null when there is none of that number.</summary>
    public AreaJob? Find(long id) => database.Read(run => Find(run, id));

    private static AreaJob? Find(IOperations run, long id) => run.Rows(One, ("id", id)) is [var row] ? Read(row) : null;

    private static AreaJob Read(OperationsRow r) =>
        new(r.Number(0)!.Value, r.Text(1)!, Enum.Parse<JobKind>(r.Text(2)!, ignoreCase: true), r.Text(3), r.Moment(4)!.Value)
        {
            From = r.Day(5),
            Holder = r.Text(6),
            SeenAt = r.Moment(7),
            Tries = (int)r.Number(8)!.Value,
            StartedAt = r.Moment(9),
            Step = r.Text(10),
            About = r.Text(11),
            Rows = r.Number(12),
            StopBy = r.Text(13),
            EndedAt = r.Moment(14),
            Outcome = r.Text(15) is { } word ? Enum.Parse<JobOutcome>(word, ignoreCase: true) : null,
            RunId = r.Number(16),
            Version = (int?)r.Number(17),
            Error = r.Text(18),
        };

    private static string? Short(string? text, int longest) => text is not null && text.Length > longest ? text[..(longest - 1)] + "…" : text;

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
