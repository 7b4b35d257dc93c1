using QdC.Warehouse;

namespace QdC.Portal.Settings;

/// <summary>Where the machines of an installation share schedules, jobs and leases: the database that <c>qdc.yaml</c> of their home names as the queue's.</summary>
public static class SharedOperations
{
    /// <summary>The database; null where none is named. What is wrong with its name is said when it is first used.</summary>
    /// <param name="home">The folder of the home.</param>
    public static IOperationsDatabase? Of(string home)
    {
        if (!InstallationReader.NamesQueue(home))
        {
            return null;
        }
        var connection = new Lazy<ServerConnection>(() => Connection(home));
        return new SqlServerOperations(() => SqlClientServer.Open(connection.Value), SqlServerOperations.Patience(Thread.Sleep, Environment.ProcessId));
    }

    private static ServerConnection Connection(string home)
    {
        var path = Path.Combine(home, Installation.FileName);
        var (installation, problems) = InstallationReader.Read(home);
        return installation?.Operations.Queue is { } reference
            ? ServerConnection.From(reference).Pooled()
            : throw new ServerConfigurationWrong("The file does not say in a sound way which database the queue is kept in", path, problems is [var first, ..] ? first.Message : "queue: elsewhere than under operations:", "operations: { queue: env:QDC_QUEUE }");
    }
}
