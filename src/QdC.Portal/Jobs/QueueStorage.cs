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
        return new SqlServerStorage(
            server.New,
            new SqlServerStorageOptions { SchemaName = Schema, QueuePollInterval = TimeSpan.Zero, UseRecommendedIsolationLevel = true, DisableGlobalLocks = true, SlidingInvisibilityTimeout = TimeSpan.FromMinutes(5), PrepareSchemaIfNecessary = true });
    }
}
