using System.Globalization;
using System.Text.RegularExpressions;

namespace QdC.Warehouse;

/// <summary>The books of operations in <c>ops.sqlite</c> of a home: the processes of one machine share them.</summary>
internal sealed partial class SqliteOperations : IOperationsDatabase
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS area_schedule (
          area TEXT PRIMARY KEY, cron TEXT, time_zone TEXT, paused INTEGER NOT NULL DEFAULT 0, changed_by TEXT, changed_at TEXT, due_until TEXT) STRICT;
        CREATE TABLE IF NOT EXISTS area_job (
          job_id INTEGER PRIMARY KEY AUTOINCREMENT, area TEXT NOT NULL, kind TEXT NOT NULL, asked_by TEXT, asked_at TEXT NOT NULL, from_day TEXT,
          holder TEXT, seen_at TEXT, tries INTEGER NOT NULL DEFAULT 0, started_at TEXT, step TEXT, about TEXT, rows INTEGER, stop_by TEXT,
          ended_at TEXT, outcome TEXT, run_id INTEGER, version INTEGER, error TEXT) STRICT;
        CREATE UNIQUE INDEX IF NOT EXISTS area_job_is_open_once ON area_job (area, kind) WHERE ended_at IS NULL;
        CREATE INDEX IF NOT EXISTS area_job_of_area ON area_job (area, job_id);
        CREATE TABLE IF NOT EXISTS area_lease (
          area TEXT PRIMARY KEY, token INTEGER NOT NULL, holder TEXT, taken_at TEXT, expires_at TEXT) STRICT;
        """;

    private readonly Lazy<SqliteDatabase> _database;
    private readonly TimeProvider _clock;

    /// <summary>The books of a home. Nothing is created before they are used.</summary>
    public SqliteOperations(QdcHome home, TimeProvider clock)
    {
        _clock = clock;
        _database = new(() =>
        {
            QdcHome.Ensure(home.Root);
            var database = new SqliteDatabase(home.Operations);
            database.InTransaction(run => run(Schema, []));
            return database;
        });
    }

    /// <inheritdoc/>
    public T Read<T>(Func<IOperations, T> work) => work(new Session(_clock, (sql, values) => _database.Value.Rows(sql, [.. values])));

    /// <inheritdoc/>
    public T Write<T>(Func<IOperations, T> work, bool once = false)
    {
        T result = default!;
        _database.Value.InTransaction(run => result = work(new Session(_clock, run)));
        return result;
    }

    private sealed partial class Session(TimeProvider clock, Func<string, IReadOnlyList<object?>, IReadOnlyList<object?[]>> run) : IOperations
    {
        public DateTimeOffset Now { get; } = OperationsRow.Whole(clock.GetUtcNow());

        public long Run(string sql, params (string Name, object? Value)[] parameters)
        {
            Rows(sql, parameters);
            return (long)run("SELECT changes()", [])[0][0]!;
        }

        public IReadOnlyList<OperationsRow> Rows(string sql, params (string Name, object? Value)[] parameters)
        {
            var numbered = Parameter().Replace(sql.Replace("ops.", "", StringComparison.Ordinal), m => $"${Array.FindIndex(parameters, p => p.Name == m.Groups[1].Value)}"); // the file is the schema
            return [.. run(numbered, [.. parameters.Select(p => Value(p.Value))]).Select(r => new OperationsRow(r))];
        }

        private static object? Value(object? value) =>
            value switch
            {
                DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                _ => value,
            };

        [GeneratedRegex("@([a-z]+)", RegexOptions.NonBacktracking)]
        private static partial Regex Parameter();
    }
}
