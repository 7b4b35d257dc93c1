using System.Globalization;
using Microsoft.Data.Sqlite;

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
/// The publishes of this home, in <c>ops.sqlite</c>: what each area has reached, its steps, the refreshes asked for, and the calls made. Any
/// number of processes may use it; an instance is safe to use from several threads.
/// </summary>
public sealed class PublishBook : IDisposable
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

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();

    private PublishBook(SqliteConnection connection, TimeProvider clock) => (_connection, _clock) = (connection, clock);

    /// <summary>Opens it, making it when it is not there.</summary>
    public static PublishBook Open(QdcHome home, TimeProvider clock)
    {
        QdcHome.Ensure(home.Root);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = home.Operations, Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        try
        {
            connection.Open();
            var book = new PublishBook(connection, clock);
            book.Run("PRAGMA busy_timeout = 30000");
            book.Run("PRAGMA journal_mode = WAL");
            book.Run("PRAGMA synchronous = FULL");
            book.Run(Schema);
            book.Run("DELETE FROM publish_call WHERE at < $0", Text(clock.GetUtcNow() - CallsKept));
            return book;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            connection.Dispose();
            throw new StoreDamaged(home.Operations, "It is no SQLite file", e);
        }
    }

    /// <summary>What an area has reached.</summary>
    public PublishedArea Area(string area) =>
        Rows(
            "SELECT workspace, model, model_hash, report, report_hash, operation, owner, refresh_wanted, refresh, refreshed, verified, closed FROM publish_area WHERE area = $0",
            r => new PublishedArea
            {
                Workspace = Id(r, 0),
                Model = Id(r, 1),
                ModelHash = Word(r, 2),
                Report = Id(r, 3),
                ReportHash = Word(r, 4),
                Operation = Word(r, 5),
                Owner = Word(r, 6),
                RefreshWanted = Word(r, 7) is { } wanted ? Moment(wanted) : null,
                Refresh = Word(r, 8),
                Refreshed = Word(r, 9),
                Verified = Word(r, 10),
                Closed = r.GetInt64(11) != 0,
            },
            area).SingleOrDefault() ?? new PublishedArea();

    /// <summary>Keeps what an area has reached; when this returns it is on the disk.</summary>
    public void Keep(string area, PublishedArea reached) =>
        Run(
            "INSERT OR REPLACE INTO publish_area VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            area, reached.Workspace?.ToString(), reached.Model?.ToString(), reached.ModelHash, reached.Report?.ToString(), reached.ReportHash, reached.Operation, reached.Owner,
            reached.RefreshWanted is { } wanted ? Text(wanted) : null, reached.Refresh, reached.Refreshed, reached.Verified, reached.Closed ? 1 : 0);

    /// <summary>Notes how a step went.</summary>
    public void Note(string area, string step, string state, string detail) => Run("INSERT OR REPLACE INTO publish_step VALUES ($0, $1, $2, $3, $4)", area, step, state, Text(_clock.GetUtcNow()), detail);

    /// <summary>The steps of every area, or of one, as they last went.</summary>
    public IReadOnlyList<PublishStep> Steps(string? area = null) =>
        Rows("SELECT area, step, state, at, detail FROM publish_step WHERE $0 IS NULL OR area = $0 ORDER BY area, at, rowid", r => new PublishStep(r.GetString(0), r.GetString(1), r.GetString(2), Moment(r.GetString(3)), r.GetString(4)), area);

    /// <summary>Notes that a refresh is about to be asked for.</summary>
    public void NoteRefresh(string area, DateTimeOffset asked) => Run("INSERT INTO publish_refresh VALUES ($0, $1, NULL)", area, Text(asked));

    /// <summary>Notes the id of a refresh that was asked for.</summary>
    public void NoteRefreshId(string area, DateTimeOffset asked, string refresh) => Run("UPDATE publish_refresh SET refresh = $2 WHERE area = $0 AND asked_at = $1", area, Text(asked), refresh);

    /// <summary>Refreshes of an area that were asked for since a moment: when, and as what, if that is known.</summary>
    public IReadOnlyList<(DateTimeOffset At, string? Refresh)> RefreshesSince(string area, DateTimeOffset since) =>
        Rows("SELECT asked_at, refresh FROM publish_refresh WHERE area = $0 AND asked_at > $1 ORDER BY asked_at", r => (Moment(r.GetString(0)), Word(r, 1)), area, Text(since));

    /// <summary>Logs a call: never its body, never a token.</summary>
    public void NoteCall(DateTimeOffset at, string service, string method, string path, int status, string? code, string? request, TimeSpan took) =>
        Run("INSERT INTO publish_call VALUES ($0, $1, $2, $3, $4, $5, $6, $7)", Text(at), service, method, path, status, code, request, (long)took.TotalMilliseconds);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Run(string sql, params object?[] parameters)
    {
        lock (_gate)
        {
            using var command = Command(sql, parameters);
            command.ExecuteNonQuery();
        }
    }

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> row, params object?[] parameters)
    {
        lock (_gate)
        {
            using var command = Command(sql, parameters);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }
            return rows;
        }
    }

    private SqliteCommand Command(string sql, object?[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters.AddWithValue("$" + i.ToString(CultureInfo.InvariantCulture), parameters[i] ?? DBNull.Value);
        }
        return command;
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string? Word(SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static Guid? Id(SqliteDataReader row, int at) => Word(row, at) is { } text ? Guid.Parse(text) : null;
}
