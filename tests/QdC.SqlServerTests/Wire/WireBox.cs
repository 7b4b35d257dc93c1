using Microsoft.Data.SqlClient;
using QdC.SqlServerTests.Sync;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Wire;

/// <summary>A home of mini and a server of TDS between which syncs run as they do in earnest.</summary>
internal sealed class WireBox : IDisposable
{
    private WireBox(SyncBox box)
    {
        Box = box;
        Server = new TdsServer();
        ConnectionString = Server.Add("qdc", box.Server);
    }

    /// <summary>The home, and the twin behind the server.</summary>
    public SyncBox Box { get; }

    /// <summary>The server.</summary>
    public TdsServer Server { get; }

    /// <summary>How a client reaches the database.</summary>
    public string ConnectionString { get; }

    /// <summary>Version 1 published and sent.</summary>
    public static async Task<WireBox> Synced() => new(await SyncBox.Synced());

    /// <summary>A connection by the product's own client.</summary>
    public SqlClientServer Open(Action<SqlConnectionStringBuilder>? with = null)
    {
        var builder = new SqlConnectionStringBuilder(ConnectionString);
        with?.Invoke(builder);
        return SqlClientServer.Open(ServerConnection.Of(builder.ConnectionString, "tests"));
    }

    /// <summary>Syncs over the wire.</summary>
    public SyncResult Sync(int tries = 3) => Box.Syncs(() => Open(), tries).Sync(Box.Mini.Store, "Mini");

    /// <inheritdoc/>
    public void Dispose()
    {
        Server.Dispose();
        Box.Dispose();
    }
}
