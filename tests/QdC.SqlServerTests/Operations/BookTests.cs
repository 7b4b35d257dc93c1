using NUnit.Framework;
using QdC.SqlServerTests.Server;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Operations;

/// <summary>Both stores keep the books' promises, and the server's also when it fails at any call. <see cref="RealServerTests"/> tells the same of a real one.</summary>
[Category("TSql")]
public sealed class BookTests
{
    private static IEnumerable<TestCaseData> Promises() =>
        from store in new[] { "sqlite", "server" }
        from promise in BookContract.All.Keys
        select new TestCaseData(store, promise).SetArgDisplayNames($"{store}: {promise}");

    [TestCaseSource(nameof(Promises))]
    public void Kept(string store, string promise)
    {
        using var books = store == "sqlite" ? Books.Sqlite() : Books.Twin();
        BookContract.All[promise](books);
    }

    [Test]
    public void A_call_that_fails_at_any_moment_leaves_the_books_as_if_it_had_not()
    {
        using var server = Books.EmptyTwin();
        var undisturbed = Told(server, new FailurePlan(0, false), out var calls);
        Assert.That(calls, Is.GreaterThan(40));
        foreach (var at in Enumerable.Range(1, calls))
        {
            var done = at % 2 == 0; // true: the server did it, and only its answer is lost
            Assert.That(Told(server, new FailurePlan(at, done), out _), Is.EqualTo(undisturbed), $"call {at}, {(done ? "done" : "not done")}");
        }
        server.Drop();
    }

    [Test]
    public void What_is_done_while_a_lease_is_held_is_done_once_whatever_becomes_of_the_connection()
    {
        using var server = Books.EmptyTwin();
        var calls = new FailurePlan(0, false);
        using (var plain = Books.Emptied(server, calls))
        {
            plain.Leases.Take(Mini.Area, "one", TimeSpan.FromMinutes(1));
            plain.Leases.WhileHeld(Mini.Area, 1, () => 0);
        }
        for (var at = 1; at <= calls.Calls.Count; at++)
        {
            using var books = Books.Emptied(server, new FailurePlan(at, at % 2 == 0));
            var (token, times) = (books.Leases.Take(Mini.Area, "one", TimeSpan.FromMinutes(1)), 0);
            Assert.That(token, Is.Not.Null);
            try
            {
                books.Leases.WhileHeld(Mini.Area, token!.Value, () => ++times);
                Assert.That(times, Is.EqualTo(1), calls.Calls[at - 1]);
            }
            catch (ServerUnavailable)
            {
                Assert.That(times, Is.Zero, calls.Calls[at - 1]);
            }
        }
        server.Drop();
    }

    [Test]
    public void A_server_without_the_books_says_what_to_do()
    {
        var plain = TwinServer.Empty();
        try
        {
            var database = new SqlServerOperations(() => new Refusing(plain.Another()), SqlServerOperations.Patience(_ => { }, 1));
            Assert.That(Assert.Throws<WarehouseNotMigrated>(() => new JobBook(database).Open())!.Message, Does.Contain("qdc warehouse migrate"));
        }
        finally
        {
            plain.Drop();
        }
    }

    /// <summary>A day of an area, and what the books say of it at its end.</summary>
    private static string Told(TwinServer server, FailurePlan plan, out int calls)
    {
        using var books = Books.Emptied(server, plan);
        books.Schedules.Change("mini", "0 6 * * 1", "Europe/Madrid", "anna");
        books.Schedules.TakeDue("mini", DateTimeOffset.UnixEpoch);
        var job = books.Jobs.Order("mini", JobKind.Refresh, null);
        var token = books.Jobs.Begin(job.Id, "one", TimeSpan.FromSeconds(30));
        if (token is null)
        {
            books.Pass(TimeSpan.FromMinutes(1)); // the answer was lost: it is taken for dead, and begun again
            token = books.Jobs.Begin(job.Id, "one", TimeSpan.FromSeconds(30));
        }
        var seen = books.Jobs.See(job.Id, token!.Value, "load", "x", 1);
        var ended = books.Jobs.End(job.Id, token.Value, JobOutcome.Done, 1, 2);
        var lease = books.Leases.Take(Mini.Area, "one", TimeSpan.FromMinutes(1));
        var renewed = books.Leases.Renew(Mini.Area, lease!.Value, TimeSpan.FromMinutes(1));
        books.Leases.Release(Mini.Area, lease.Value);
        calls = plan.Calls.Count;
        var (open, last) = (books.Jobs.Order("mini", JobKind.Refresh, "pere"), books.Jobs.Find(job.Id)!);
        return $"{books.Schedules.All()["mini"].Cron} {books.Schedules.DueUntil("mini"):O} {seen?.Step} {ended} {last.Outcome} {last.Version} {open.Id} {open.AskedBy} {renewed} {books.Leases.Holder(Mini.Area)}";
    }

    private sealed class Refusing(IWarehouseServer server) : IWarehouseServer
    {
        public long Execute(string sql, params (string Name, object? Value)[] parameters) => server.Execute(sql, parameters);

        public List<T> Query<T>(string sql, Func<System.Data.Common.DbDataReader, T> row, params (string Name, object? Value)[] parameters) => throw new ServerRefused("twin", "SELECT", 208, null);

        public long Send(string table, IReadOnlyList<string> columns, System.Data.Common.DbDataReader rows) => server.Send(table, columns, rows);

        public void InTransaction(Action work) => server.InTransaction(work);

        public bool TryLock(string name) => server.TryLock(name);

        public void Dispose() => server.Dispose();
    }
}
