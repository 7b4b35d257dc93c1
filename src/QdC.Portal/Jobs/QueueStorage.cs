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
            Try(storage);
            return storage;
        }
        catch (DbException e)
        {
            log.LogWarning("{Server} cannot hold Hangfire's queue ({Kind}): each process keeps its own, and the book of jobs shares the work", server.Name, e.GetType().Name);
            return InMemory();
        }
    }

    /// <summary>Writes as the queue will, and takes it back: its statements are SQL Server's own, MERGE among them, which a server may lack that has its tables.</summary>
    private static void Try(SqlServerStorage storage)
    {
        const string Trial = "qdc:trial";
        using var connection = storage.GetConnection();
        using var transaction = connection.CreateWriteTransaction();
        transaction.SetRangeInHash(Trial, [new(Trial, "1")]);
        transaction.AddToSet(Trial, Trial);
        transaction.RemoveFromSet(Trial, Trial);
        transaction.RemoveHash(Trial);
        transaction.Commit();
    }

    private static InMemoryStorage InMemory() => new(new InMemoryStorageOptions { IdType = InMemoryStorageIdType.Long });

    private static SqlServerStorage Shared(ServerConnection server) =>
        new(
            server.New,
            new SqlServerStorageOptions { SchemaName = Schema, QueuePollInterval = TimeSpan.Zero, UseRecommendedIsolationLevel = true, DisableGlobalLocks = true, SlidingInvisibilityTimeout = TimeSpan.FromMinutes(5), PrepareSchemaIfNecessary = true });
}
