using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace QdC.Warehouse;

/// <summary>SQL Server, Azure SQL, or another server that speaks TDS and T-SQL, through Microsoft.Data.SqlClient.</summary>
public sealed class SqlClientServer : IWarehouseServer
{
    /// <summary>Fewer rows at once would not be compressed by a columnstore.</summary>
    public const int BatchRows = 102_400;

    private const int Seconds = 3600;

    /// <summary>From this severity on the connection is gone; what the network says has no number.</summary>
    private const byte Broken = 20;

    /// <summary>Error numbers that pass: deadlock, lock and query timeouts, broken connections, and a database that moves, restarts or is too busy.</summary>
    private static readonly HashSet<int> Passing =
    [
        -2, -1, 2, 20, 53, 64, 121, 233, 258, 596, 615, 617, 669, 921, 926, 988, 1204, 1205, 1221, 1222, 3935, 3960, 3966, 4060, 4221, 8628, 8645, 8651, 9515, 10053, 10054, 10060, 10061, 10922, 10928, 10929,
        10936, 11001, 14355, 17197, 18401, 20041, 30024, 30085, 35216, 40020, 40106, 40143, 40166, 40197, 40501, 40540, 40613, 41301, 41302, 41305, 41325, 41839, 42108, 42109, 49918, 49919, 49920,
    ];

    /// <summary>Errors on statements, objects and rights, whose words name those and no value of a row.</summary>
    private static readonly HashSet<int> Tellable =
        [102, 105, 156, 170, 195, 201, 207, 208, 229, 230, 262, 297, 300, 319, 343, 911, 916, 1088, 1779, 1913, 2705, 2714, 2812, 3701, 3728, 4701, 4902, 15007, 15023, 15063, 15135, 15151, 15233, 15517, 18452, 18456, 33161, 33261, 35301, 35315];

    /// <summary>Babelfish has one number for all that it does not understand, and other failures; these words stand beside a construct only.</summary>
    private const string NotSupported = "is not currently supported in Babelfish";

    private readonly SqlConnection _connection;
    private readonly string _name;
    private SqlTransaction? _transaction;

    private SqlClientServer(SqlConnection connection, string name) => (_connection, _name) = (connection, name);

    /// <summary>Connects.</summary>
    /// <exception cref="ServerUnavailable">It does not answer.</exception>
    /// <exception cref="ServerRefused">It does not let this login in.</exception>
    /// <exception cref="ServerConfigurationWrong">This process runs without the system's languages, which the client needs.</exception>
    public static SqlClientServer Open(ServerConnection to)
    {
        var server = new SqlClientServer(new SqlConnection(to.Text), to.Name);
        try
        {
            server.Guard("connecting", () =>
            {
                server._connection.Open();
                return 0;
            });
            return server;
        }
        catch (NotSupportedException)
        {
            server.Dispose();
            throw new ServerConfigurationWrong("SQL Server's client needs ICU, the library of languages, which this process runs without", to.Name, next: "Install libicu, and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return Guard(sql, command.ExecuteNonQuery);
    }

    /// <inheritdoc/>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters) =>
        Read(
            sql,
            reader =>
            {
                var rows = new List<T>();
                while (reader.Read())
                {
                    rows.Add(row(reader));
                }
                return rows;
            },
            parameters);

    /// <summary>Hands a query's rows on as they come, for results that need not be held whole.</summary>
    public T Read<T>(string sql, Func<DbDataReader, T> rows, params (string Name, object? Value)[] parameters) =>
        Guard(sql, () =>
        {
            using var command = Command(sql, parameters);
            using var reader = command.ExecuteReader();
            return rows(reader); // a value may still be on its way when its row has begun
        });

    /// <summary>Reads in one transaction that changes nothing: of one moment where the database allows snapshots.</summary>
    public void InSnapshot(Action work)
    {
        _transaction = Begin(AllowsSnapshots() ? IsolationLevel.Snapshot : IsolationLevel.ReadCommitted);
        try
        {
            work();
        }
        finally
        {
            RollBack();
            _transaction.Dispose();
            _transaction = null;
        }
    }

    private SqlTransaction Begin(IsolationLevel isolation)
    {
        try
        {
            return Guard("BEGIN TRANSACTION", () => _connection.BeginTransaction(isolation));
        }
        catch (ServerRefused) when (isolation == IsolationLevel.Snapshot)
        {
            return Begin(IsolationLevel.ReadCommitted); // it says that it has snapshots, and has none
        }
    }

    private bool AllowsSnapshots()
    {
        try
        {
            return Query("SELECT CAST(snapshot_isolation_state AS int) FROM sys.databases WHERE name = DB_NAME()", row => row.GetInt32(0)) is [1];
        }
        catch (ServerRefused)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public long Send(string table, IReadOnlyList<string> columns, DbDataReader rows)
    {
        using var copy = new SqlBulkCopy(_connection, SqlBulkCopyOptions.Default, _transaction)
        {
            DestinationTableName = table,
            BatchSize = BatchRows,
            BulkCopyTimeout = Seconds,
            EnableStreaming = true,
        };
        foreach (var (column, ordinal) in columns.Select((c, i) => (c, i)))
        {
            copy.ColumnMappings.Add(ordinal, column);
        }
        try
        {
            Guard($"sending rows to {table}", () =>
            {
                copy.WriteToServer(rows);
                return 0;
            });
            return copy.RowsCopied64;
        }
        catch (Exception e) when (e is ServerRefused or InvalidOperationException && copy.RowsCopied64 == 0)
        {
            return new RowsByStatement(table, columns, rows).Send(sql => Guard(sql.CommandText, () =>
            {
                (sql.Connection, sql.Transaction, sql.CommandTimeout) = (_connection, _transaction, Seconds);
                return sql.ExecuteNonQuery();
            }));
        }
    }

    /// <inheritdoc/>
    public void InTransaction(Action work)
    {
        _transaction = Begin(IsolationLevel.ReadCommitted);
        try
        {
            work();
            Guard("COMMIT", () =>
            {
                _transaction.Commit();
                return 0;
            });
        }
        catch
        {
            RollBack();
            throw;
        }
        finally
        {
            _transaction.Dispose();
            _transaction = null;
        }
    }

    /// <inheritdoc/>
    public bool TryLock(string name)
    {
        const string Take = "DECLARE @taken int; EXEC @taken = sp_getapplock @Resource = @name, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0; SELECT @taken;";
        try
        {
            return Query(Take, row => row.GetInt32(0), ("name", name))[0] >= 0;
        }
        catch (ServerRefused)
        {
            return true; // it has no such locks; what is written is guarded by ops.area_version besides
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private SqlCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = Seconds;
        command.Transaction = _transaction;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(Parameter("@" + name, value));
        }
        return command;
    }

    /// <summary>An area goes as the type of its columns: as nvarchar it would keep the server from its indexes.</summary>
    private static SqlParameter Parameter(string name, object? value) =>
        value switch
        {
            AreaCode area => new SqlParameter(name, SqlDbType.VarChar, 40) { Value = area.Value },
            string text => new SqlParameter(name, SqlDbType.NVarChar, Math.Max(text.Length, WarehouseColumn.TextLength)) { Value = text },
            DateTime moment => new SqlParameter(name, SqlDbType.DateTime2) { Value = moment },
            _ => new SqlParameter(name, value ?? DBNull.Value),
        };

    private void RollBack()
    {
        try
        {
            if (_connection.State == ConnectionState.Open)
            {
                _transaction?.Rollback();
            }
        }
        catch (Exception e) when (e is SqlException or InvalidOperationException)
        {
            // the server has rolled back by itself, or does when the connection ends; the first failure is the one to tell
        }
    }

    private T Guard<T>(string doing, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (Said(e) is { } said)
        {
            throw Passing.Contains(said.Number) || (said.Number == 0 && said.Class >= Broken)
                ? new ServerUnavailable(_name, Short(doing), said.Number)
                : new ServerRefused(_name, Short(doing), said.Number, Tellable.Contains(said.Number) || said.Message.Contains(NotSupported, StringComparison.Ordinal) ? said.Message.ReplaceLineEndings(" ") : null);
        }
        catch (InvalidOperationException) when (_connection.State != ConnectionState.Open)
        {
            throw new ServerUnavailable(_name, Short(doing), -1);
        }
    }

    /// <summary>What the server or the network said; a bulk copy puts it into another failure.</summary>
    private static SqlException? Said(Exception e) => e as SqlException ?? (e as InvalidOperationException)?.InnerException as SqlException;

    private static string Short(string sql)
    {
        var lines = sql.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("--", StringComparison.Ordinal));
        var line = string.Join(' ', lines);
        return line.Length <= 120 ? line : line[..120] + "…";
    }
}
