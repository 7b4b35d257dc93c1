using System.Diagnostics;
using Microsoft.Data.SqlClient;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Wire;

/// <summary>What the real client makes of faults of the wire and of the server, and what a sync makes of that.</summary>
[Category("TSql")]
public sealed class WireFaultTests
{
    private static readonly string[] More =
    [
        "INSERT INTO star.fact_cost SELECT * REPLACE (executed + 1 AS executed) FROM star.fact_cost LIMIT 3",
        "UPDATE star.fact_payment SET amount = amount + 1",
    ];

    [Test]
    public async Task Cut_at_ten_bytes_of_the_way_readers_see_one_version_whole_and_the_next_sync_ends_it()
    {
        using var box = await WireBox.Synced();
        box.Box.Mini.Change(More);
        box.Server.Faults = new WireFaults();
        box.Sync();
        var (bytes, broke) = (box.Server.Faults.Bytes, 0);
        var held = box.Box.RequireEqualTo(2);
        for (var cut = 1; cut <= 10; cut++)
        {
            if (box.Box.Mini.Store.Current == held)
            {
                box.Box.Mini.Change(More);
            }
            box.Server.Faults = new WireFaults { CutAtByte = bytes * cut / 11 };
            try
            {
                box.Sync(tries: 1);
            }
            catch (ServerUnavailable)
            {
                broke++;
            }
            held = cut % 3 == 0 ? box.Box.RequireEqualTo(held, held + 1) : box.Box.Server.Database.Scalar<int>("SELECT version FROM ops.area_version");
        }
        Assert.That(broke, Is.EqualTo(10));
        box.Server.Faults = new WireFaults();
        box.Sync();
        box.Box.RequireEqualTo(box.Box.Mini.Store.Current!.Value);
    }

    [TestCase(true)]
    [TestCase(false, Category = "Slow")]
    public async Task A_commit_whose_answer_does_not_come_is_found_out_and_done_once(bool isDone)
    {
        var fault = isDone ? WireFault.CutAfter : WireFault.CutBefore;
        using var box = await WireBox.Synced();
        box.Box.Mini.Change(More);
        var commits = 0;
        box.Server.Faults = new WireFaults { AtStatement = sql => sql == "COMMIT" && commits++ == 0 ? fault : null };
        Assert.That(box.Sync().IsNothing, Is.EqualTo(isDone), "the second try finds what the first has done");
        Assert.That((commits, box.Box.Waits.Count), Is.EqualTo((isDone ? 1 : 2, 1)));
        box.Box.RequireEqualTo(2);
    }

    [Test]
    public async Task What_passes_by_itself_is_tried_again()
    {
        using var box = await WireBox.Synced();
        box.Box.Mini.Change(More[1]);
        var faults = new Queue<(string At, int Number)>([("SELECT @@TRANCOUNT", 1205), ("BEGIN", 40613), ("UPDATE ops.area_version", 2627)]);
        box.Server.Faults = new WireFaults { Refuses = sql => faults.Count > 0 && sql.StartsWith(faults.Peek().At, StringComparison.Ordinal) ? faults.Dequeue().Number : null };
        box.Sync(tries: 4);
        Assert.That((faults.Count, box.Box.Waits.Count), Is.EqualTo((0, 3)));
        box.Box.RequireEqualTo(2);
    }

    [Test]
    public async Task What_does_not_pass_is_told_at_once_and_nothing_is_left()
    {
        using var box = await WireBox.Synced();
        box.Box.Mini.Change(More[1]);
        box.Server.Faults = new WireFaults { Refuses = sql => sql.StartsWith("INSERT INTO star.fact_payment", StringComparison.Ordinal) ? TdsSession.Babelfish : null };
        var refused = Assert.Throws<ServerRefused>(() => box.Sync())!;
        Assert.That(refused.Problem.Received, Does.StartWith($"error {TdsSession.Babelfish} while INSERT INTO star.fact_payment").And.EndsWith(": 'THIS' is not currently supported in Babelfish"));
        Assert.That(box.Box.Waits, Is.Empty);
        box.Box.RequireEqualTo(1);
    }

    [Test]
    public async Task Where_bulk_loads_are_refused_rows_go_by_insert()
    {
        using var box = await WireBox.Synced();
        box.Box.Mini.Change([.. More, "INSERT INTO star.fact_activity SELECT a.* REPLACE (a.minutes + n AS minutes) FROM star.fact_activity AS a, range(60) AS r (n)"]);
        box.Server.Faults = Refusing("SELECT @@TRANCOUNT", 40517);
        Assert.That(box.Sync().Sent, Is.GreaterThan(500));
        box.Box.RequireEqualTo(2);
        box.Box.Mini.Change(More[1]);
        box.Server.Faults = Refusing("insert bulk", 40517);
        box.Sync();
        box.Box.RequireEqualTo(3);
        Assert.That((box.Server.BulkRows, box.Box.Waits.Count), Is.EqualTo((0L, 0)));
        box.Box.Mini.Change(More[1]);
        box.Server.Faults = Refusing("insert bulk", 229, "INSERT INTO \"load\"");
        Assert.That(Assert.Throws<ServerRefused>(() => box.Sync())!.Number, Is.EqualTo(229), "who may not write there is told so");

        static WireFaults Refusing(string at, int number, string? too = null) =>
            new() { Refuses = sql => sql.StartsWith(at, StringComparison.Ordinal) || (too is not null && sql.StartsWith(too, StringComparison.Ordinal)) ? number : null };
    }

    [Test]
    public async Task Logins_are_refused_tried_again_or_timed_out_as_the_error_says()
    {
        using var box = await WireBox.Synced();
        foreach (var number in new[] { 4060, 40613, 18401 })
        {
            box.Server.Faults = new WireFaults { RefusesLogin = () => number };
            Assert.That(Assert.Throws<ServerUnavailable>(() => box.Open())!.Number, Is.EqualTo(number));
        }
        box.Server.Faults = new WireFaults();
        Assert.That(Assert.Throws<ServerRefused>(() => box.Open(c => c.Password = "wrong"))!.Problem.Received, Does.Contain("18456").And.Not.Contain("wrong"));
        Assert.Throws<ServerUnavailable>(() => box.Open(c => c.InitialCatalog = "nowhere"), "a database that is made or moved comes back");
        box.Server.Faults = new WireFaults { RefusesLogin = () => 0 };
        var watch = Stopwatch.StartNew();
        Assert.Throws<ServerUnavailable>(() => box.Open(c => c.ConnectTimeout = 1));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task A_question_that_is_not_answered_is_taken_back_and_the_connection_goes_on()
    {
        using var box = await WireBox.Synced();
        using var connection = new SqlConnection(box.ConnectionString);
        connection.Open();
        using var command = new SqlCommand("SELECT version FROM ops.area_version", connection) { CommandTimeout = 1 };
        box.Server.Faults = new WireFaults { AtStatement = _ => WireFault.Stall };
        Assert.That(Assert.Throws<SqlException>(() => command.ExecuteScalar())!.Number, Is.EqualTo(-2));
        box.Server.Faults = new WireFaults();
        Assert.That(command.ExecuteScalar(), Is.EqualTo(1));
    }

    [Test]
    public void A_server_that_promises_snapshots_and_has_none_is_read_as_it_is_committed()
    {
        var begun = 0;
        using var server = new TdsServer { Faults = new WireFaults { Refuses = sql => sql == "BEGIN" && begun++ == 0 ? TdsSession.Babelfish : null } };
        using var source = SqlClientServer.Open(ServerConnection.Of(server.ConnectionString("master"), "tests"));
        var read = 0;
        source.InSnapshot(() => read = source.Query("SELECT 7 AS x", r => r.GetInt32(0))[0]);
        Assert.That((read, begun), Is.EqualTo((7, 2)));
        Assert.That(server.Statements, Has.One.EqualTo("ROLLBACK"));
    }

    [Test]
    public async Task A_lock_is_one_connections_and_ends_with_it()
    {
        using var box = await WireBox.Synced();
        using var other = box.Open();
        using (var one = box.Open())
        {
            Assert.That((one.TryLock("x"), one.TryLock("x"), other.TryLock("x"), other.TryLock("y")), Is.EqualTo((true, true, false, true)));
        }
        Assert.That(() => other.TryLock("x"), Is.True.After(5000, 20));
    }

    [TestCase(1)]
    [TestCase(10, Category = "Slow")]
    public async Task Killed_while_rows_are_on_the_way_the_next_sync_ends_it(int times)
    {
        using var box = await WireBox.Synced();
        box.Box.Mini.Change(More);
        var rows = box.Box.Syncs(() => box.Open()).Plan(box.Box.Mini.Store).Sent;
        for (var time = 0; time < times; time++)
        {
            var (from, at) = (box.Server.BulkRows, 1 + (rows * time / times));
            using var reached = new ManualResetEventSlim();
            using var killed = new ManualResetEventSlim();
            box.Server.Faults = new WireFaults
            {
                AfterBulkRow = sent =>
                {
                    if (sent - from == at)
                    {
                        reached.Set();
                        killed.Wait();
                    }
                },
            };
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "qdc.dll"), "warehouse", "sync", "mini", "--home", box.Box.Mini.Root, "--jobs", Path.Combine(Repository.Root, "etl-jobs")]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["QDC_WAREHOUSE"] = box.ConnectionString;
            using var process = Process.Start(start)!;
            Assert.That(reached.Wait(TimeSpan.FromSeconds(60)), Is.True, "rows were on the way");
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            killed.Set();
            box.Box.RequireEqualTo(1);
        }
        box.Server.Faults = new WireFaults();
        Assert.That(box.Sync().Sent, Is.EqualTo(rows));
        box.Box.RequireEqualTo(2);
    }
}
