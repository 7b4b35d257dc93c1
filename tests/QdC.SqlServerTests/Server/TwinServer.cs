using System.Data.Common;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using QdC.SqlServerTests.Scripts;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>
/// A server in a file of its own that runs the T-SQL of migrations and syncs: an engine of its own with tables, views, transactions and
/// the names of users and roles, and without columnstore, security policies and extended properties. It grants and refuses nobody anything. Each connection is one of these.
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
        session.Execute("CREATE TABLE dbo.declared (table_name VARCHAR, column_name VARCHAR, declared_type VARCHAR)");
        session.Execute("CREATE MACRO DB_NAME() AS current_database()");
        session.Execute("CREATE MACRO USER_NAME() AS 'dbo'");
        session.Execute("CREATE SCHEMA sys");
        session.Execute("CREATE VIEW sys.databases AS SELECT current_database() AS name, 1 AS snapshot_isolation_state");
        session.Execute("CREATE TABLE sys.database_principals (name VARCHAR, principal_id INTEGER)");
        session.Execute("CREATE TABLE sys.database_role_members (role_principal_id INTEGER, member_principal_id INTEGER)");
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

    /// <summary>True for what defines something, which is run whatever else it says.</summary>
    public static bool Defines(string sql) => Definition().IsMatch(sql);

    /// <summary>A table's columns with the types that T-SQL declared them by.</summary>
    public IReadOnlyList<(string Name, string Type)> Declared(string table) =>
        _session.Query("SELECT column_name, declared_type FROM dbo.declared WHERE table_name = ? ORDER BY rowid", r => (r.GetString(0), r.GetString(1)), table);

    /// <summary>Hands a query's rows on.</summary>
    public void Read(string sql, IReadOnlyList<(string Name, object? Value)> parameters, Action<DuckDBDataReader> rows)
    {
        using var command = Command(sql, [.. parameters]);
        using var reader = command.ExecuteReader();
        rows(reader);
    }

    /// <inheritdoc/>
    public long Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        if (Defines(sql))
        {
            foreach (var statement in ParsedScripts.Definitions(new WarehouseScript("batch", sql)))
            {
                _session.Execute(Translated(statement));
                Declare(statement);
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
    public long Send(string table, IReadOnlyList<string> columns, DbDataReader rows) => Append(table, columns, Values(rows));

    /// <summary>Puts rows into a table.</summary>
    public long Append(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        var name = table.Replace("\"", "", StringComparison.Ordinal).Split('.');
        var there = _session.Query("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position", r => (Name: r.GetString(0), Type: r.GetString(1)), name[0], name[1]);
        var at = there.ConvertAll(c => (c.Type, columns.ToList().IndexOf(c.Name)));
        var sent = 0L;
        using (var appender = _session.Connection.CreateAppender(name[0], name[1]))
        {
            foreach (var values in rows)
            {
                var row = appender.CreateRow();
                foreach (var (column, ordinal) in at)
                {
                    var value = ordinal < 0 ? null : values[ordinal];
                    Append(row, value is DateTime day && column == "DATE" ? DateOnly.FromDateTime(day) : value);
                }
                row.EndRow();
                sent++;
            }
        }
        SentRows += sent;
        return sent;
    }

    /// <inheritdoc/>
    public void InTransaction(Action work)
    {
        Begin();
        try
        {
            work();
        }
        catch
        {
            End(keep: false);
            throw;
        }
        End(keep: true);
    }

    /// <summary>Begins a transaction.</summary>
    public void Begin()
    {
        _session.Execute("BEGIN TRANSACTION");
        _inTransaction = true;
    }

    /// <summary>Ends it.</summary>
    public void End(bool keep)
    {
        _inTransaction = false;
        _session.Execute(keep ? "COMMIT" : "ROLLBACK");
    }

    /// <inheritdoc/>
    public bool TryLock(string name) => true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_inTransaction)
        {
            End(keep: false);
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
        command.CommandText = Count().Replace(Parameter().Replace(sql, "$$$1"), "CAST($0 AS INTEGER)"); // a server's count is an int
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
            DateOnly v => row.AppendValue(v),
            byte[] v => row.AppendValue(v),
            DateTime v => row.AppendValue(v),
            _ => throw new NotSupportedException($"{value.GetType()} is nothing that SQL Server's client sends as it is"),
        };

    private static string Translated(TSqlStatement statement) =>
        statement switch
        {
            CreateSchemaStatement schema => $"CREATE SCHEMA IF NOT EXISTS {schema.Name.Value}",
            CreateTableStatement table => $"CREATE TABLE IF NOT EXISTS {ParsedScripts.Text(table.SchemaObjectName)} ({string.Join(", ", table.Definition.ColumnDefinitions.Select(Column))})",
            AlterTableAddTableElementStatement alter => $"ALTER TABLE {ParsedScripts.Text(alter.SchemaObjectName)} ADD COLUMN IF NOT EXISTS {Column(alter.Definition.ColumnDefinitions[0])}",
            DropViewStatement drop => $"DROP VIEW IF EXISTS {ParsedScripts.Text(drop.Objects[0])}",
            CreateIndexStatement or GrantStatement => "SELECT 1", // an index changes no answer, and nobody is refused one
            CreateRoleStatement role => Principal(role.Name.Value),
            CreateUserStatement user => Principal(user.Name.Value),
            AlterRoleStatement { Action: AddMemberAlterRoleAction added } role =>
                $"INSERT INTO sys.database_role_members SELECT r.principal_id, m.principal_id FROM sys.database_principals AS r, sys.database_principals AS m WHERE r.name = {Literal(role.Name.Value)} AND m.name = {Literal(added.Member.Value)}",
            CreateViewStatement view => ParsedScripts.Text(view),
            _ => throw new ServerRefused("twin", statement.GetType().Name, 102, null),
        };

    private static string Principal(string name) =>
        $"INSERT INTO sys.database_principals SELECT {Literal(name)}, coalesce(max(principal_id), 0) + 1 FROM sys.database_principals HAVING count(*) FILTER (name = {Literal(name)}) = 0";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string TypeOf(ColumnDefinition column) => ParsedScripts.Text(column.DataType).ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Keeps the types that were declared, which say more than the twin's own.</summary>
    private void Declare(TSqlStatement statement)
    {
        var (name, columns) = statement switch
        {
            CreateTableStatement table => (ParsedScripts.Text(table.SchemaObjectName), table.Definition.ColumnDefinitions),
            AlterTableAddTableElementStatement alter => (ParsedScripts.Text(alter.SchemaObjectName), alter.Definition.ColumnDefinitions),
            _ => ("", []),
        };
        if (columns.Count > 0)
        {
            var table = Literal(name.Replace("\"", "", StringComparison.Ordinal));
            var values = string.Join(", ", columns.Select(c => $"({table}, {Literal(c.ColumnIdentifier.Value)}, {Literal(TypeOf(c))})"));
            _session.Execute($"INSERT INTO dbo.declared SELECT * FROM (VALUES {values}) AS n (t, c, d) WHERE NOT EXISTS (SELECT 1 FROM dbo.declared WHERE table_name = t AND column_name = c)");
        }
    }

    private static IEnumerable<object?[]> Values(DbDataReader rows)
    {
        while (rows.Read())
        {
            yield return [.. Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? null : rows.GetValue(i))];
        }
    }

    private static string Column(ColumnDefinition column)
    {
        var type = TypeOf(column);
        var own = type.Split('(')[0] switch
        {
            "nvarchar" or "varchar" or "char" => "VARCHAR",
            "datetime2" => type is "datetime2" or "datetime2(7)" ? "TIMESTAMP_NS" : "TIMESTAMP",
            "varbinary" => "BLOB",
            "uniqueidentifier" => "UUID",
            "bit" => "BOOLEAN",
            "float" => "DOUBLE",
            _ => type,
        };
        return $"{column.ColumnIdentifier.Value} {own}{(column.Constraints.OfType<NullableConstraintDefinition>().Any(n => !n.Nullable) ? " NOT NULL" : "")}";
    }

    [GeneratedRegex(@"\A\s*(--[^\n]*\n\s*)*(IF|CREATE|DROP|ALTER|GRANT|EXEC)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\bCOUNT\([^()]*\)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Count();

    [GeneratedRegex("@([a-z0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
