using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>
/// A database of its own on a server that is reached through the client, as the one that <c>QDC_TEST_SQLSERVER</c> names; dropped afterwards. Where none
/// may be made, it is the one that the connection names, whose tables of ours are dropped before and after.
/// </summary>
internal sealed class RealServer : IDisposable
{
    private readonly string _name = "qdc_test_" + Guid.NewGuid().ToString("N")[..12];
    private readonly string _server;
    private readonly bool _isOwn = true;

    public RealServer(string server)
    {
        _server = server;
        var named = new SqlConnectionStringBuilder(server).InitialCatalog;
        try
        {
            OnServer($"CREATE DATABASE {_name}");
        }
        catch (SqlException) when (named.Length > 0)
        {
            (_name, _isOwn) = (named, false);
            Clean();
        }
    }

    /// <summary>The server's connection string; null when none is given.</summary>
    public static string? Given { get; } = Environment.GetEnvironmentVariable("QDC_TEST_SQLSERVER") is { Length: > 0 } text ? text : null;

    /// <summary>The database's connection string.</summary>
    public string ConnectionString => new SqlConnectionStringBuilder(_server) { InitialCatalog = _name }.ConnectionString;

    /// <summary>What the server lacks, after a migration.</summary>
    public IReadOnlyList<ServerFeature> Lacking { get; private set; } = [];

    /// <summary>A connection to the database.</summary>
    public IWarehouseServer Open() => SqlClientServer.Open(ServerConnection.Of(ConnectionString, "QDC_TEST_SQLSERVER", development: true));

    /// <summary>Applies every script, and lets this login see every area.</summary>
    public void Migrate()
    {
        using var server = Open();
        var scripts = new WarehouseMigrator(server, TimeProvider.System, "tests").Migrate();
        Lacking = [.. scripts.Where(s => s.State == ScriptState.Lacking).Select(s => s.Needs!.Value)];
        server.Execute("INSERT INTO security.principal_area (principal_name, area_code) SELECT USER_NAME(), '*' WHERE NOT EXISTS (SELECT 1 FROM security.principal_area WHERE principal_name = USER_NAME())");
    }

    /// <summary>A sync that does not wait long.</summary>
    public AreaSync Syncs(Func<IWarehouseServer>? connect = null, int tries = 3)
    {
        static void Wait(TimeSpan pause) => Thread.Sleep(TimeSpan.FromMilliseconds(50));
        return new AreaSync(connect ?? Open, RetryPolicy.Reads(Wait, 1) with { Tries = tries }, RetryPolicy.Writes(Wait, 2) with { Tries = tries }, TimeProvider.System, "tests");
    }

    /// <summary>A row as text, the same from every engine.</summary>
    public static string Line(DbDataReader row) => string.Join("|", Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "∅" : Text(row.GetValue(i))));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwn)
        {
            OnServer($"DROP DATABASE {_name}");
        }
        else
        {
            Clean();
        }
    }

    /// <summary>Drops what migrations and stories make.</summary>
    private void Clean()
    {
        using var server = Open();
        const string Ours = "SELECT TABLE_TYPE, TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA IN (N'bi', N'star', N'mart', N'load', N'ops', N'security') OR (TABLE_SCHEMA = N'dbo' AND TABLE_NAME = N'pay')";
        var there = server.Query(Ours, r => (IsView: r.GetString(0) == "VIEW", Name: $"\"{r.GetString(1)}\".\"{r.GetString(2)}\"")).OrderByDescending(t => t.IsView);
        foreach (var sql in new[] { "DROP SECURITY POLICY IF EXISTS security.area_policy", "DROP FUNCTION IF EXISTS security.may_see" }.Concat(there.Select(t => $"DROP {(t.IsView ? "VIEW" : "TABLE")} IF EXISTS {t.Name}")))
        {
            try
            {
                server.Execute(sql);
            }
            catch (ServerRefused)
            {
                // a server without such things
            }
        }
    }

    private static string Text(object value) =>
        value switch
        {
            DateTime moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private void OnServer(string sql)
    {
        using var connection = new SqlConnection(_server);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
