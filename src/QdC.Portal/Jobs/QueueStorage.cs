using System.Data.Common;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>Where the queue is kept: in memory, or on the SQL Server that the installation names.</summary>
internal static class QueueStorage
{
    private const string Schema = "hangfire";

    /// <summary>The storage.</summary>
    /// <param name="reference">Where the connection string is; null for memory.</param>
    public static JobStorage Of(string? reference)
    {
        if (reference is null)
        {
            return new InMemoryStorage(new InMemoryStorageOptions { IdType = InMemoryStorageIdType.Long });
        }
        var server = ServerConnection.From(reference).Pooled();
        try
        {
            return Shared(server);
        }
        catch (DbException)
        {
            throw new QueueImpossible(server.Name); // the server's words may hold what a connection string does
        }
    }

    private static SqlServerStorage Shared(ServerConnection server) =>
        new(
            server.New,
            new SqlServerStorageOptions { SchemaName = Schema, QueuePollInterval = TimeSpan.Zero, UseRecommendedIsolationLevel = true, DisableGlobalLocks = true, SlidingInvisibilityTimeout = TimeSpan.FromMinutes(5), PrepareSchemaIfNecessary = true });
}

/// <summary>The server cannot hold the queue.</summary>
public sealed class QueueImpossible(string server)
    : TerminalException(new Problem(
        "Hangfire cannot make its queue on this server",
        Where: server,
        Allowed: "a login that may create schema hangfire, or owns it, on SQL Server or Azure SQL",
        NextStep: "Give it that right, or leave out queue: under operations: and let `qdc serve` do the work. See docs/operations.md."));
