using System.Globalization;
using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

/// <summary>A SQLite file that several threads and processes write to: each call has a connection of its own.</summary>
/// <param name="path">The file; created when it is not there.</param>
internal sealed class SqliteDatabase(string path)
{
    private const int BusySeconds = 30;

    /// <summary>Runs statements in one write transaction, taken at once so that no other writer can come between.</summary>
    public void InTransaction(Action<Func<string, IReadOnlyList<object?>, IReadOnlyList<object?[]>>> work)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        work((sql, parameters) => Run(connection, transaction, sql, parameters));
        transaction.Commit();
    }

    /// <summary>The rows of a query whose parameters are named $0, $1, …</summary>
    public IReadOnlyList<object?[]> Rows(string sql, params object?[] parameters)
    {
        using var connection = Open();
        return Run(connection, null, sql, parameters);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = BusySeconds }.ConnectionString);
        try
        {
            connection.Open();
            Run(connection, null, "PRAGMA busy_timeout = 30000", []);
            Run(connection, null, "PRAGMA journal_mode = WAL", []);
            Run(connection, null, "PRAGMA synchronous = FULL", []);
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            connection.Dispose();
            throw new StoreDamaged(path, "The file of operations is no SQLite file", e);
        }
    }

    private static List<object?[]> Run(SqliteConnection connection, SqliteTransaction? transaction, string sql, IReadOnlyList<object?> parameters)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        for (var i = 0; i < parameters.Count; i++)
        {
            command.Parameters.AddWithValue("$" + i.ToString(CultureInfo.InvariantCulture), parameters[i] ?? DBNull.Value);
        }
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }
            rows.Add(row);
        }
        return rows;
    }
}
