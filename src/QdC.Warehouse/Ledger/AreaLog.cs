using System.Globalization;
using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

/// <summary>
/// What happened in an area: runs and their steps, deliveries, findings, decisions. It lies beside the versions and is never
/// rolled back. Any number of processes may read it while one writes. An instance is safe to use from several threads.
/// </summary>
public sealed partial class AreaLog : IDisposable
{
    private const int BusyTimeoutMs = 30_000;
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private SqliteTransaction? _transaction;

    private AreaLog(AreaCode area, SqliteConnection connection, TimeProvider clock)
    {
        Area = area;
        _connection = connection;
        _clock = clock;
    }

    /// <summary>The area.</summary>
    public AreaCode Area { get; }

    /// <summary>The log's file.</summary>
    internal string File => _connection.DataSource;

    /// <summary>Opens the area's log, creating it or taking it to this release's schema when needed.</summary>
    public static AreaLog Open(QdcHome home, AreaCode area, TimeProvider clock)
    {
        QdcHome.Ensure(home.StoreOf(area));
        var log = Connect(home, area, clock, SqliteOpenMode.ReadWriteCreate);
        try
        {
            log.Run("PRAGMA journal_mode = WAL");
            log.Migrate(home.LogOf(area));
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Opens the area's log without the right to write; null when the area has none yet.</summary>
    public static AreaLog? OpenRead(QdcHome home, AreaCode area, TimeProvider clock)
    {
        if (!System.IO.File.Exists(home.LogOf(area)))
        {
            return null;
        }

        // not SQLite's own read-only mode: that one leaves its shared-memory file behind
        var log = Connect(home, area, clock, SqliteOpenMode.ReadWrite);
        try
        {
            log.Run("PRAGMA query_only = ON");
            return log.SchemaVersion(home.LogOf(area)) == LogSchema.Migrations.Count ? log : Older(log);
        }
        catch
        {
            log.Dispose();
            throw;
        }

        AreaLog? Older(AreaLog old)
        {
            old.Dispose(); // read by a release newer than its last writer, or caught before its first migration
            return Open(home, area, clock);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static AreaLog Connect(QdcHome home, AreaCode area, TimeProvider clock, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = home.LogOf(area),
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusyTimeoutMs / 1000,
        }.ConnectionString);
        try
        {
            connection.Open();
            var log = new AreaLog(area, connection, clock);
            log.Run($"PRAGMA busy_timeout = {BusyTimeoutMs.ToString(CultureInfo.InvariantCulture)}");
            log.Run("PRAGMA synchronous = FULL");
            return log;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            connection.Dispose();
            throw new StoreDamaged(home.LogOf(area), "The log is no SQLite file", e);
        }
    }

    private int SchemaVersion(string file)
    {
        var version = (int)(long)Value("PRAGMA user_version")!;
        return version <= LogSchema.Migrations.Count ? version : throw new StoreFromNewerRelease(file, version, LogSchema.Migrations.Count);
    }

    private void Migrate(string file)
    {
        if (SchemaVersion(file) == LogSchema.Migrations.Count)
        {
            return;
        }

        InTransaction(() =>
        {
            for (var version = SchemaVersion(file); version < LogSchema.Migrations.Count; version++)
            {
                Run(LogSchema.Migrations[version]);
                Run($"PRAGMA user_version = {(version + 1).ToString(CultureInfo.InvariantCulture)}");
            }

            return 0;
        });
    }

    /// <summary>Runs the work in one write transaction, taken at once so that no other writer can come between.</summary>
    private T InTransaction<T>(Func<T> work)
    {
        lock (_gate)
        {
            if (_transaction is not null)
            {
                return work();
            }

            using var transaction = _connection.BeginTransaction(deferred: false);
            _transaction = transaction;
            try
            {
                var result = work();
                transaction.Commit();
                return result;
            }
            finally
            {
                _transaction = null;
            }
        }
    }

    private int Run(string sql, params object?[] parameters)
    {
        lock (_gate)
        {
            using var command = Command(sql, parameters);
            return command.ExecuteNonQuery();
        }
    }

    private object? Value(string sql, params object?[] parameters)
    {
        lock (_gate)
        {
            using var command = Command(sql, parameters);
            var value = command.ExecuteScalar();
            return value is DBNull ? null : value;
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

    /// <summary>A command whose parameters are named $0, $1, … in the order given.</summary>
    private SqliteCommand Command(string sql, object?[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters.AddWithValue("$" + i.ToString(CultureInfo.InvariantCulture), parameters[i] ?? DBNull.Value);
        }

        return command;
    }

    private string Now() => Text(_clock.GetUtcNow());

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? TextAt(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static long? LongAt(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T FromWord<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
