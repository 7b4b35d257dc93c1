using NUnit.Framework;
using QdC.SqlServerTests.Server;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Sync;

/// <summary>A sync whose connection breaks at any call, before or after the server has done it.</summary>
[Category("TSql")]
public sealed class FailureTests
{
    [TestCase(false, 12)]
    [TestCase(true, 25)]
    [TestCase(false, 1, Category = "Slow")]
    [TestCase(true, 1, Category = "Slow")]
    public async Task Wherever_it_breaks_readers_see_one_version_whole_and_the_next_try_ends_it(bool done, int oneOf)
    {
        var steps = await Steps();
        foreach (var step in Interesting(steps).Where((s, i) => i % oneOf == 0 || steps[s - 1] == "commit"))
        {
            using var box = await Changed();
            Assert.Throws<ServerUnavailable>(() => box.Sync(new FailurePlan(step, done), tries: 1), steps[step - 1]);
            box.RequireEqualTo(1, 2);
            box.Sync();
            box.RequireEqualTo(2);
            Assert.That(box.Server.Database.Scalar<long>("SELECT count(*) FROM load.fact_cost") + box.Server.Database.Scalar<long>("SELECT count(*) FROM load.gone"), Is.Zero, $"nothing waits after {steps[step - 1]}");
        }
    }

    [Test]
    public async Task A_sync_tries_again_by_itself_and_writes_what_was_written_already_no_second_time()
    {
        var commit = (await Steps()).IndexOf("commit") + 1;
        using var box = await Changed();
        var plan = new FailurePlan(commit, true);
        var result = box.Sync(plan);
        Assert.That(result.IsNothing, Is.True, "the second try finds that the first one's commit was kept");
        Assert.That(plan.Calls.Count(c => c == "commit"), Is.EqualTo(1));
        Assert.That(box.Waits.Single(), Is.InRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7.5)), "as writes wait");
        box.RequireEqualTo(2);
    }

    [Test]
    public async Task Reading_is_tried_again_more_often_and_sooner_than_writing()
    {
        using var box = await Changed();
        var down = new FailurePlan(0, false);
        var tries = 0;
        IWarehouseServer Down()
        {
            tries++;
            throw new ServerUnavailable("twin", "connecting", 40613);
        }
        var waits = new List<TimeSpan>();
        var sync = new AreaSync(Down, RetryPolicy.Reads(waits.Add, 1), RetryPolicy.Writes(waits.Add, 2) with { Tries = 1 }, TimeProvider.System, "tests");
        Assert.Throws<ServerUnavailable>(() => sync.Sync(box.Mini.Store, "Mini"));
        Assert.That(tries, Is.EqualTo(5));
        Assert.That(waits, Has.Count.EqualTo(4).And.Ordered);
        Assert.That(waits[0], Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5)));
        Assert.That(down.Calls, Is.Empty);
    }

    [Test]
    public async Task What_does_not_pass_is_not_tried_again()
    {
        using var box = await Changed();
        var sync = box.Syncs(() => throw new ServerRefused("twin", "connecting", 18456, null));
        Assert.Throws<ServerRefused>(() => sync.Sync(box.Mini.Store, "Mini"));
        Assert.That(box.Waits, Is.Empty);
    }

    [Test]
    public void A_pause_doubles_up_to_the_longest_and_is_spread()
    {
        var waits = new List<TimeSpan>();
        var policy = new RetryPolicy(8, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), waits.Add, new Random(7));
        Assert.Throws<ServerBusy>(() => policy.Do<int>(() => throw new ServerBusy("it")));
        foreach (var (wait, pause) in waits.Zip([1, 2, 4, 8, 10, 10, 10]))
        {
            Assert.That(wait.TotalSeconds, Is.InRange(pause, pause * 1.5));
        }
        Assert.That(waits, Has.Count.EqualTo(7).And.Unique);
    }

    private static async Task<SyncBox> Changed()
    {
        var box = await SyncBox.Synced();
        box.Mini.Change(
            "INSERT INTO star.fact_cost SELECT * REPLACE (executed + 1 AS executed) FROM star.fact_cost LIMIT 3",
            "UPDATE star.fact_payment SET amount = amount + 1 WHERE rowid < 2");
        return box;
    }

    private static async Task<List<string>> Steps()
    {
        using var box = await Changed();
        var plan = new FailurePlan(0, false);
        box.Sync(plan);
        return plan.Calls;
    }

    /// <summary>Of many calls of a kind in a row the first and the last; every call from the first row sent on.</summary>
    private static IEnumerable<int> Interesting(List<string> steps)
    {
        string Kind(int step) => steps[step - 1].Split(' ')[0] + (steps[step - 1].StartsWith("DELETE FROM \"load\".", StringComparison.Ordinal) ? " load" : "");
        var sent = steps.FindIndex(s => s.StartsWith("send ", StringComparison.Ordinal)) + 1;
        return Enumerable.Range(1, steps.Count).Where(s => s >= sent || s == 1 || Kind(s) != Kind(s - 1) || (s < steps.Count && Kind(s) != Kind(s + 1)));
    }
}
