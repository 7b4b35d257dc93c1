using System.Data.Common;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using QdC.SqlServerTests.Scripts;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>
/// A server in a file of its own that runs the T-SQL of migrations and syncs: an engine of its own with tables, views and transactions, and without
/// roles, columnstore, security policies and extended properties. Each connection is one of these.
/// </summary>
internal sealed partial class TwinServer : IWarehouseServer
{
    private readonly DuckDbSession _session;
    private bool _inTransaction;

    private TwinServer(DuckDbSession session) => _session = session;

    /// <summary>Rows sent so far, by all connections that count here.</summary>
    public long SentRows { get; private set; }

    /// <summary>The database, to look into and to tamper with.</summary>
    public DuckDbSession Database => _session;

    /// <summary>A new database.</summary>
    public static TwinServer Empty()
    {
        var session = DuckDbSession.Open(NewFile());
        session.Execute("CREATE SCHEMA dbo");
        session.Execute("CREATE MACRO COUNT_BIG(x) AS count(x)");
        session.Execute("CREATE MACRO NEWID() AS uuid()");
        session.Execute("CREATE TABLE dbo.clock (moment TIMESTAMP)");
        session.Execute("CREATE MACRO GETUTCDATE() AS coalesce((SELECT max(moment) FROM dbo.clock), now()::TIMESTAMP)");
        session.Execute("CREATE MACRO DATEFROMPARTS(y, m, d) AS make_date(y, m, d)");
        return new TwinServer(session);
    }

    /// <summary>A copy of a database that is made once for all who ask for it.</summary>
    public static TwinServer Copy(Lazy<string> file)
    {
        var copy = NewFile();
        File.Copy(file.Value, copy);
        return new TwinServer(DuckDbSession.Open(copy));
    }

    /// <summary>A database's file, made from an empty one or from another's copy when it is first asked for.</summary>
    public static Lazy<string> Template(Lazy<string>? from, Action<TwinServer> make) =>
        new(() =>
        {
            var server = from is null ? Empty() : Copy(from);
            make(server);
            server.Database.Execute("CHECKPOINT");
            server.Database.Dispose();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(server.Database.Path);
            return server.Database.Path;
        });

    /// <summary>A further connection to the database.</summary>
    public TwinServer Another() => new(_session.Another());

    /// <summary>A further connection by the same way, for callers that come one after the other.</summary>
    public TwinServer Same() => new(_session);

    /// <inheritdoc/>
    public long Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        if (Definition().IsMatch(sql))
        {
            foreach (var statement in ParsedScripts.Definitions(new WarehouseScript("batch", sql)))
            {
                _session.Execute(Translated(statement));
            }
            return -1;
        }
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters)
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

    /// <inheritdoc/>
    public long Send(string table, IReadOnlyList<string> columns, DbDataReader rows)
    {
        var name = table.Replace("\"", "", StringComparison.Ordinal).Split('.');
        var there = _session.Query("SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position", r => r.GetString(0), name[0], name[1]);
        var at = there.ConvertAll(c => columns.ToList().IndexOf(c));
        var sent = 0L;
        using (var appender = _session.Connection.CreateAppender(name[0], name[1]))
        {
            for (; rows.Read(); sent++)
            {
                var row = appender.CreateRow();
                foreach (var ordinal in at)
                {
                    Append(row, ordinal < 0 || rows.IsDBNull(ordinal) ? null : rows.GetValue(ordinal));
                }
                row.EndRow();
            }
        }
        SentRows += sent;
        return sent;
    }

    /// <inheritdoc/>
    public void InTransaction(Action work)
    {
        _session.Execute("BEGIN TRANSACTION");
        _inTransaction = true;
        try
        {
            work();
            _session.Execute("COMMIT");
        }
        catch
        {
            _session.Execute("ROLLBACK");
            throw;
        }
        finally
        {
            _inTransaction = false;
        }
    }

    /// <inheritdoc/>
    public bool TryLock(string name) => true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_inTransaction)
        {
            _session.Execute("ROLLBACK");
        }
    }

    /// <summary>Forgets the database.</summary>
    public void Drop()
    {
        _session.Dispose();
        File.Delete(_session.Path);
        File.Delete(_session.Path + ".wal");
    }

    private static string NewFile() => Path.Combine(Path.GetTempPath(), $"qdc-twin-{Guid.NewGuid():N}.duckdb");

    private DuckDBCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = _session.Connection.CreateCommand();
        command.CommandText = Parameter().Replace(sql, "$$$1");
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(name, value is AreaCode area ? area.Value : value));
        }
        return command;
    }

    private static void Append(IDuckDBAppenderRow row, object? value) =>
        _ = value switch
        {
            null => row.AppendNullValue(),
            Guid v => row.AppendValue(v),
            string v => row.AppendValue(v),
            long v => row.AppendValue(v),
            int v => row.AppendValue(v),
            bool v => row.AppendValue(v),
            double v => row.AppendValue(v),
            decimal v => row.AppendValue(v),
            DateTime v when v.TimeOfDay == TimeSpan.Zero => row.AppendValue(DateOnly.FromDateTime(v)),
            _ => throw new NotSupportedException($"{value.GetType()} is nothing that SQL Server's client sends as it is"),
        };

    private static string Translated(TSqlStatement statement) =>
        statement switch
        {
            CreateSchemaStatement schema => $"CREATE SCHEMA IF NOT EXISTS {schema.Name.Value}",
            CreateTableStatement table => $"CREATE TABLE IF NOT EXISTS {ParsedScripts.Text(table.SchemaObjectName)} ({string.Join(", ", table.Definition.ColumnDefinitions.Select(Column))})",
            AlterTableAddTableElementStatement alter => $"ALTER TABLE {ParsedScripts.Text(alter.SchemaObjectName)} ADD COLUMN IF NOT EXISTS {Column(alter.Definition.ColumnDefinitions[0])}",
            DropViewStatement drop => $"DROP VIEW IF EXISTS {ParsedScripts.Text(drop.Objects[0])}",
            CreateIndexStatement => "SELECT 1", // an index changes no answer
            CreateViewStatement view => ParsedScripts.Text(view),
            _ => throw new ServerRefused("twin", statement.GetType().Name, 102, null),
        };

    private static string Column(ColumnDefinition column)
    {
        var type = ParsedScripts.Text(column.DataType).ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        var own = type.Split('(')[0] switch
        {
            "nvarchar" or "varchar" or "char" => "VARCHAR",
            "datetime2" => "TIMESTAMP",
            "uniqueidentifier" => "UUID",
            "bit" => "BOOLEAN",
            "float" => "DOUBLE",
            _ => type,
        };
        return $"{column.ColumnIdentifier.Value} {own}{(column.Constraints.OfType<NullableConstraintDefinition>().Any(n => !n.Nullable) ? " NOT NULL" : "")}";
    }

    [GeneratedRegex(@"\A\s*(--[^\n]*\n\s*)*(IF|CREATE|DROP|ALTER|GRANT|EXEC)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Definition();

    [GeneratedRegex("@([a-z]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
