using Microsoft.Extensions.Time.Testing;
using QdC.SqlServerTests.Server;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Operations;

/// <summary>A store of books, and the clock it goes by.</summary>
internal sealed class Books : IDisposable
{
    /// <summary>A server that has the books and nothing else.</summary>
    private static readonly Lazy<string> Migrated = TwinServer.Template(null, server =>
        new WarehouseMigrator(server, TimeProvider.System, "tests", [.. WarehouseScript.All.Where(s => s.Number is 1 or 3)]).Migrate());

    private readonly Action<TimeSpan> _pass;
    private readonly Action _drop;

    private Books(IOperationsDatabase database, Action<TimeSpan> pass, Action drop, bool isConcurrent) => (Database, _pass, _drop, IsConcurrent) = (database, pass, drop, isConcurrent);

    public IOperationsDatabase Database { get; }

    /// <summary>True when writers at once wait for one another; the twin's fail instead.</summary>
    public bool IsConcurrent { get; }

    public JobBook Jobs => new(Database);

    public ScheduleBook Schedules => new(Database);

    public LeaseBook Leases => new(Database);

    /// <summary>In a home's file.</summary>
    public static Books Sqlite()
    {
        var home = new QdcHome(Path.Combine(Path.GetTempPath(), "qdc-books-" + Guid.NewGuid().ToString("N")));
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-05-04T01:30:00.1234567Z"));
        return new Books(new SqliteOperations(home, clock), clock.Advance, () => Mini.Remove(home.Root), isConcurrent: true);
    }

    /// <summary>On the server that tests run on everywhere.</summary>
    public static Books Twin()
    {
        var twin = EmptyTwin();
        return Twin(twin, null, twin.Drop);
    }

    /// <summary>A server that has the books, empty.</summary>
    public static TwinServer EmptyTwin() => TwinServer.Copy(Migrated);

    /// <summary>On a server whose books are emptied first, and whose calls fail by plan.</summary>
    public static Books Emptied(TwinServer twin, FailurePlan plan)
    {
        foreach (var table in new[] { "ops.turn", "ops.area_job", "ops.area_schedule", "ops.area_lease", "dbo.clock" })
        {
            twin.Database.Execute($"DELETE FROM {table}");
        }
        return Twin(twin, plan, () => { });
    }

    private static Books Twin(TwinServer twin, FailurePlan? plan, Action drop)
    {
        var at = DateTime.Parse("2026-05-04T01:30:00.123456");
        void Tell() => twin.Database.Execute($"INSERT INTO dbo.clock VALUES (TIMESTAMP '{at:yyyy-MM-dd HH:mm:ss.ffffff}')");
        Tell();
        IWarehouseServer Connect() => plan is null ? twin.Same() : new FailingServer(twin.Same(), plan);
        return new Books(
            new SqlServerOperations(Connect, SqlServerOperations.Patience(_ => { }, 1)),
            span =>
            {
                at += span;
                Tell();
            },
            drop,
            isConcurrent: false);
    }

    /// <summary>On a real server, which goes by its own clock.</summary>
    public static Books Real(RealServer real) => new(new SqlServerOperations(real.Open, SqlServerOperations.Patience(Thread.Sleep, 1)), Thread.Sleep, () => { }, isConcurrent: true);

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan span) => _pass(span);

    public void Dispose() => _drop();
}
