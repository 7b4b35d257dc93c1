using NUnit.Framework;
using QdC.SqlServerTests.Server;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Sync;

/// <summary>A home of mini, a server, and syncs between them.</summary>
internal sealed class SyncBox : IDisposable
{
    private static readonly Lazy<string> Migrated = TwinServer.Template(null, server => new WarehouseMigrator(server, TimeProvider.System, "tests").Migrate());

    private static readonly Lazy<string> SyncedOnce = TwinServer.Template(Migrated, server =>
    {
        using var mini = Mini.Copy().GetAwaiter().GetResult();
        new SyncBox(mini, server).Sync();
    });

    private SyncBox(Mini mini, TwinServer server) => (Mini, Server) = (mini, server);

    public Mini Mini { get; }

    public TwinServer Server { get; }

    /// <summary>How long the syncs waited.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Version 1 published, nothing sent.</summary>
    public static async Task<SyncBox> New() => new(await Mini.Copy(), TwinServer.Copy(Migrated));

    /// <summary>Version 1 published and sent.</summary>
    public static async Task<SyncBox> Synced() => new(await Mini.Copy(), TwinServer.Copy(SyncedOnce));

    public SyncResult Sync(FailurePlan? plan = null, int tries = 3) => Syncs(() => plan is null ? Server.Another() : new FailingServer(Server.Another(), plan), tries).Sync(Mini.Store, "Mini");

    public AreaSync Syncs(Func<IWarehouseServer> connect, int tries = 3) =>
        new(connect, RetryPolicy.Reads(Waits.Add, 1) with { Tries = tries }, RetryPolicy.Writes(Waits.Add, 2) with { Tries = tries }, TimeProvider.System, "tests");

    /// <summary>The rows of a table on the server, as text in order.</summary>
    public List<string> There(WarehouseTable table) => Rows(Server.Database, table.FullName, table);

    /// <summary>The version the server names, when each table holds it row by row.</summary>
    public int RequireEqualTo(params int[] versions)
    {
        var version = Server.Database.Scalar<int>("SELECT version FROM ops.area_version WHERE area_code = 'mini'");
        Assert.That(versions, Does.Contain(version));
        using var embedded = Mini.Store.OpenRead(version);
        var tables = WarehouseTable.Of(embedded.Session);
        Assert.That(tables, Has.Count.GreaterThan(50));
        foreach (var table in tables)
        {
            Assert.That(There(table), Is.EqualTo(Rows(embedded.Session, table.FullName, table)), table.FullName);
        }
        Assert.That(Server.Database.Scalar<long>("SELECT row_count FROM ops.area_version"), Is.EqualTo(tables.Sum(t => There(t).Count)));
        return version;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Server.Drop();
        Mini.Dispose();
    }

    private static List<string> Rows(DuckDbSession session, string name, WarehouseTable table) =>
        session.Query($"SELECT concat_ws('|', {string.Join(", ", table.Columns.Select(c => $"coalesce(CAST({c.Sent} AS VARCHAR), '∅')"))}) AS line FROM {name} ORDER BY line", row => row.GetString(0));
}
