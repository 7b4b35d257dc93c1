using System.Data.Common;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.Extensions.Logging;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>
/// Where the queue is kept: in memory, or on the SQL Server that the installation names. On a server that cannot hold it each process keeps its own,
/// and the book alone shares the work: every process looks through it from time to time.
/// </summary>
internal static class QueueStorage
{
    private const string Schema = "hangfire";

    /// <summary>The storage.</summary>
    /// <param name="reference">Where the connection string is; null for memory.</param>
    /// <param name="log">Told when the server cannot hold the queue.</param>
    public static JobStorage Of(string? reference, ILogger log)
    {
        if (reference is null)
        {
            return InMemory();
        }
        var server = ServerConnection.From(reference).Pooled();
        try
        {
            var storage = Shared(server);
            storage.GetMonitoringApi().Queues(); // its tables are there: where they could not be made it says so in the log only
            return storage;
        }
        catch (DbException e)
        {
            log.LogWarning("{Server} cannot hold Hangfire's queue ({Kind}): each process keeps its own, and the book of jobs shares the work", server.Name, e.GetType().Name);
            return InMemory();
        }
    }

    private static InMemoryStorage InMemory() => new(new InMemoryStorageOptions { IdType = InMemoryStorageIdType.Long });

    private static SqlServerStorage Shared(ServerConnection server) =>
        new(
            server.New,
            new SqlServerStorageOptions { SchemaName = Schema, QueuePollInterval = TimeSpan.Zero, UseRecommendedIsolationLevel = true, DisableGlobalLocks = true, SlidingInvisibilityTimeout = TimeSpan.FromMinutes(5), PrepareSchemaIfNecessary = true });
}
