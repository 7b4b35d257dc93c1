using System.Collections.Concurrent;
using System.Globalization;

namespace QdC.Warehouse;

/// <summary>What a publish has reached for an area: enough for the next one to go on from there, whatever stopped it.</summary>
/// <remarks>A field is written before what it stands for is asked for (an intent) or after it is known; never on the strength of a call that was not answered.</remarks>
public sealed record PublishedArea
{
    /// <summary>The workspace.</summary>
    public Guid? Workspace { get; init; }

    /// <summary>The semantic model.</summary>
    public Guid? Model { get; init; }

    /// <summary>Hash of the model's definition that is in place; null when it is not known.</summary>
    public string? ModelHash { get; init; }

    /// <summary>The report.</summary>
    public Guid? Report { get; init; }

    /// <summary>Hash of the report's definition that is in place; null when it is not known.</summary>
    public string? ReportHash { get; init; }

    /// <summary>The operation under way, as <c>kind id hash</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The model's owner, when it is the one who publishes, as the service names it.</summary>
    public string? Owner { get; init; }

    /// <summary>When a refresh was last wanted, before it was asked for.</summary>
    public DateTimeOffset? RefreshWanted { get; init; }

    /// <summary>The refresh under way; null when none is.</summary>
    public string? Refresh { get; init; }

    /// <summary>The warehouse's data that the model was refreshed from.</summary>
    public string? Refreshed { get; init; }

    /// <summary>The data whose figures in the model were found equal to the warehouse's.</summary>
    public string? Verified { get; init; }

    /// <summary>True while readers are kept out, because the model held what it must not.</summary>
    public bool Closed { get; init; }
}

/// <summary>A step of a publish, as it last went.</summary>
/// <param name="Area">The area.</param>
/// <param name="Step">The step.</param>
/// <param name="State"><c>running</c>, <c>done</c>, <c>waits</c> or <c>failed</c>.</param>
/// <param name="At">When.</param>
/// <param name="Detail">What it did, or why not; no secret and no person's value.</param>
public sealed record PublishStep(string Area, string Step, string State, DateTimeOffset At, string Detail);

/// <summary>
/// The publishes of a home, in <c>ops.sqlite</c>: what each area has reached, its steps, the refreshes asked for, and the calls made. Safe to
/// use from several threads and processes.
/// </summary>
public sealed class PublishBook
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS publish_area (
          area TEXT PRIMARY KEY, workspace TEXT, model TEXT, model_hash TEXT, report TEXT, report_hash TEXT, operation TEXT, owner TEXT,
          refresh_wanted TEXT, refresh TEXT, refreshed TEXT, verified TEXT, closed INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS publish_step (
          area TEXT NOT NULL, step TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (area, step)) STRICT;
        CREATE TABLE IF NOT EXISTS publish_refresh (area TEXT NOT NULL, asked_at TEXT NOT NULL, refresh TEXT) STRICT;
        CREATE TABLE IF NOT EXISTS publish_call (
          at TEXT NOT NULL, service TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL, code TEXT, request TEXT, ms INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS publish_call_at ON publish_call (at);
        """;

    private static readonly TimeSpan CallsKept = TimeSpan.FromDays(90);

    private readonly Lazy<SqliteDatabase> _database;
    private readonly TimeProvider _clock;
    private readonly ConcurrentQueue<object?[]> _calls = new();

    /// <summary>The book of a home. Nothing is created before it is used.</summary>
    public PublishBook(QdcHome home, TimeProvider clock)
    {
        _clock = clock;
        _database = new(() => Open(home));
    }

    /// <summary>What an area has reached.</summary>
    public PublishedArea Area(string area) =>
        Rows("SELECT workspace, model, model_hash, report, report_hash, operation, owner, refresh_wanted, refresh, refreshed, verified, closed FROM publish_area WHERE area = $0", area)
            .Select(r => new PublishedArea
            {
                Workspace = Id(r[0]),
                Model = Id(r[1]),
                ModelHash = (string?)r[2],
                Report = Id(r[3]),
                ReportHash = (string?)r[4],
                Operation = (string?)r[5],
                Owner = (string?)r[6],
                RefreshWanted = r[7] is string wanted ? Moment(wanted) : null,
                Refresh = (string?)r[8],
                Refreshed = (string?)r[9],
                Verified = (string?)r[10],
                Closed = (long)r[11]! != 0,
            })
            .SingleOrDefault(new PublishedArea());

    /// <summary>Keeps what an area has reached; when this returns it is on the disk.</summary>
    public void Keep(string area, PublishedArea reached) =>
        Run(
            "INSERT OR REPLACE INTO publish_area VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            area, reached.Workspace?.ToString(), reached.Model?.ToString(), reached.ModelHash, reached.Report?.ToString(), reached.ReportHash, reached.Operation, reached.Owner,
            reached.RefreshWanted is { } wanted ? Text(wanted) : null, reached.Refresh, reached.Refreshed, reached.Verified, reached.Closed ? 1 : 0);

    /// <summary>Notes how a step went.</summary>
    public void Note(string area, string step, string state, string detail) => Run("INSERT OR REPLACE INTO publish_step VALUES ($0, $1, $2, $3, $4)", area, step, state, Text(_clock.GetUtcNow()), detail);

    /// <summary>The steps of every area, or of one, as they last went, in the order they did.</summary>
    public IReadOnlyList<PublishStep> Steps(string? area = null) =>
        [.. Rows("SELECT area, step, state, at, detail FROM publish_step WHERE $0 IS NULL OR area = $0 ORDER BY area, at, rowid", area).Select(r => new PublishStep((string)r[0]!, (string)r[1]!, (string)r[2]!, Moment((string)r[3]!), (string)r[4]!))];

    /// <summary>Notes that a refresh is about to be asked for.</summary>
    public void NoteRefresh(string area, DateTimeOffset asked) => Run("INSERT INTO publish_refresh VALUES ($0, $1, NULL)", area, Text(asked));

    /// <summary>Notes the id of a refresh that was asked for.</summary>
    public void NoteRefreshId(string area, DateTimeOffset asked, string refresh) => Run("UPDATE publish_refresh SET refresh = $2 WHERE area = $0 AND asked_at = $1", area, Text(asked), refresh);

    /// <summary>Refreshes of an area that were asked for since a moment: when, and as what, if that is known.</summary>
    public IReadOnlyList<(DateTimeOffset At, string? Refresh)> RefreshesSince(string area, DateTimeOffset since) =>
        [.. Rows("SELECT asked_at, refresh FROM publish_refresh WHERE area = $0 AND asked_at > $1 ORDER BY asked_at", area, Text(since)).Select(r => (Moment((string)r[0]!), (string?)r[1]))];

    /// <summary>Logs a call: never its body, never a token. It is written with what is kept next, or by <see cref="Flush"/>.</summary>
    public void NoteCall(DateTimeOffset at, string service, string method, string path, int status, string? code, string? request, TimeSpan took) =>
        _calls.Enqueue([Text(at), service, method, path, status, code, request, (long)took.TotalMilliseconds]);

    /// <summary>Writes the calls that were logged and are not written yet.</summary>
    public void Flush() => _database.Value.InTransaction(Write);

    private SqliteDatabase Open(QdcHome home)
    {
        QdcHome.Ensure(home.Root);
        var database = new SqliteDatabase(home.Operations);
        database.InTransaction(run =>
        {
            run(Schema, []);
            run("DELETE FROM publish_call WHERE at < $0", [Text(_clock.GetUtcNow() - CallsKept)]);
        });
        return database;
    }

    private void Run(string sql, params object?[] parameters) =>
        _database.Value.InTransaction(run =>
        {
            run(sql, parameters);
            Write(run);
        });

    private void Write(Func<string, IReadOnlyList<object?>, IReadOnlyList<object?[]>> run)
    {
        while (_calls.TryDequeue(out var call))
        {
            run("INSERT INTO publish_call VALUES ($0, $1, $2, $3, $4, $5, $6, $7)", call);
        }
    }

    private IReadOnlyList<object?[]> Rows(string sql, params object?[] parameters) => _database.Value.Rows(sql, parameters);

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static Guid? Id(object? cell) => cell is string text ? Guid.Parse(text) : null;
}
