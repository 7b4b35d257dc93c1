using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class RunLedgerTests
{
    private TestHome _test = null!;

    [SetUp]
    public void SetUp() => _test = new TestHome();

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public void A_run_is_told_from_start_to_end()
    {
        using var lease = _test.Store.TakeLease();
        using var log = _test.Log();
        var run = log.StartRun(lease, "qdc run");
        Assert.That(log.Runs().Single().Outcome, Is.EqualTo(RunOutcome.Running));
        _test.Clock.Advance(TimeSpan.FromSeconds(5));
        log.EndRun(run, RunOutcome.Published, version: 3);

        var told = log.Runs().Single();
        Assert.That(told, Is.EqualTo(new RunRecord(run, told.StartedAt, told.StartedAt.AddSeconds(5), RunOutcome.Published, 3, null, null, "qdc run")));
        Assert.That(told.StartedAt, Is.EqualTo(new DateTimeOffset(2025, 4, 1, 3, 30, 0, TimeSpan.Zero)));
    }

    [Test]
    public void A_run_that_never_ended_is_found_lost_by_the_next()
    {
        using var lease = _test.Store.TakeLease();
        using var log = _test.Log();
        var dead = log.StartRun(lease, "qdc run");
        var next = log.StartRun(lease, "qdc run");
        Assert.That(log.Runs().Select(r => (r.RunId, r.Outcome)), Is.EqualTo(new[] { (next, RunOutcome.Running), (dead, RunOutcome.Lost) }));
    }

    [Test]
    public void A_run_needs_the_newest_lease()
    {
        using var lease = _test.Store.TakeLease();
        using var log = _test.Log();
        log.NextFence("another");
        Assert.That(() => log.StartRun(lease, "qdc run"), Throws.TypeOf<LeaseLost>());
    }

    [Test]
    public void Of_a_failure_its_facts_are_kept_but_never_a_foreign_message()
    {
        using var lease = _test.Store.TakeLease();
        using var log = _test.Log();
        log.EndRun(log.StartRun(lease, "a"), RunOutcome.Failed, error: new VersionMissing(_test.Area, 9, [1]));
        log.EndRun(log.StartRun(lease, "b"), RunOutcome.Failed, error: new FormatException("12345678Z is no number"));
        Assert.That(log.Runs()[1], Has.Property("ErrorKind").EqualTo("VersionMissing").And.Property("Error").Contains("no version 9"));
        Assert.That(log.Runs()[0], Has.Property("ErrorKind").EqualTo("FormatException").And.Property("Error").Null);
    }

    [Test]
    public void Numbers_that_add_up_are_recorded()
    {
        using var lease = _test.Store.TakeLease();
        using var log = _test.Log();
        var run = log.StartRun(lease, "qdc run");
        var balance = Balance.Of(("read", 10)).Equal(("loaded", 6), ("unchanged", 2), ("rejected", 1), ("duplicate", 1)).Apart(("blank", 3));
        log.RecordStep(run, new StepRecord("load", balance, "case", 4, 1.5));

        var step = log.Steps(run).Single().Step;
        Assert.That((step.Step, step.Extract, step.DeliveryId, step.Seconds), Is.EqualTo(("load", "case", 4, 1.5)));
        Assert.That(step.Balance.ToString(), Is.EqualTo("read 10 = loaded 6 + unchanged 2 + rejected 1 + duplicate 1"));
        Assert.That(step.Balance["blank"], Is.EqualTo(3));
    }

    [Test]
    public void Numbers_that_do_not_add_up_are_recorded_and_refused()
    {
        using var lease = _test.Store.TakeLease();
        using var log = _test.Log();
        var run = log.StartRun(lease, "qdc run");
        var balance = Balance.Of(("observed_eur", 100.10m)).Equal(("fact_eur", 100.09m));

        Assert.That(() => log.RecordStep(run, new StepRecord("star", balance, "payment")),
            Throws.TypeOf<BalanceBroken>().With.Message.Contains("star payment").And.Message.Contains("observed_eur 100.10 ≠ fact_eur 100.09").And.Message.Contains("0.01"));
        Assert.That(log.Steps(run).Single().Step.Balance.Closes, Is.False);
    }

    [Test]
    public void The_log_is_readable_while_it_is_written()
    {
        using var lease = _test.Store.TakeLease();
        using var writer = _test.Log();
        var run = writer.StartRun(lease, "qdc run");
        var delivery = writer.Register(_test.Delivery("aa", "2025-01-31"));
        writer.MergeFindings(run, delivery, Slowly());
        Assert.That(writer.Findings(), Has.Count.EqualTo(2));

        IEnumerable<Finding> Slowly()
        {
            yield return FindingTests.Finding("k1");
            using var reader = AreaLog.OpenRead(_test.Home, _test.Area, _test.Clock)!;
            Assert.That(reader.Runs().Single().Outcome, Is.EqualTo(RunOutcome.Running), "in the middle of the write");
            Assert.That(reader.Findings(), Is.Empty);
            Assert.That(() => reader.SetDeliveryState(delivery.DeliveryId, DeliveryState.Applied), Throws.Exception, "a reader cannot write");
            yield return FindingTests.Finding("k2");
        }
    }

    [Test]
    public void Looking_at_an_area_that_never_ran_creates_nothing()
    {
        Assert.That(AreaLog.OpenRead(_test.Home, _test.Area, _test.Clock), Is.Null);
        Assert.That(_test.Store.Holds, Is.Empty);
        Assert.That(Directory.Exists(_test.Home.Root), Is.False);
    }

    [Test]
    public void Looking_leaves_the_log_as_it_is()
    {
        _test.Publish(1);
        var before = File.ReadAllBytes(_test.Home.LogOf(_test.Area));
        var files = Directory.GetFiles(_test.Folder).Order().ToArray();
        using (var log = AreaLog.OpenRead(_test.Home, _test.Area, _test.Clock)!)
        {
            Assert.That(log.Runs(), Is.Empty);
        }

        Assert.That(File.ReadAllBytes(_test.Home.LogOf(_test.Area)), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(_test.Folder).Order().ToArray(), Is.EqualTo(files));
    }

    [Test]
    public void A_log_of_a_newer_release_is_refused()
    {
        _test.Log().Dispose();
        using (var raw = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_test.Home.LogOf(_test.Area)};Pooling=False"))
        {
            raw.Open();
            using var command = raw.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        Assert.That(() => _test.Log(), Throws.TypeOf<StoreFromNewerRelease>());
    }

    [Test]
    public void A_file_that_is_no_log_is_told()
    {
        QdcHome.Ensure(_test.Folder);
        File.WriteAllText(_test.Home.LogOf(_test.Area), new string('x', 5000));
        Assert.That(() => _test.Log(), Throws.TypeOf<StoreDamaged>());
    }

    [Test]
    public void Several_threads_may_write_through_one_log()
    {
        using var lease = _test.Store.TakeLease();
        using var log = _test.Log();
        var run = log.StartRun(lease, "qdc run");
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            log.RecordStep(run, new StepRecord("s", Balance.Of(("a", i)).Equal(("b", i))));
            log.Register(_test.Delivery($"h{i}", "2025-01-31"));
        });
        Assert.That(log.Steps(run), Has.Count.EqualTo(200));
        Assert.That(log.Deliveries(), Has.Count.EqualTo(200));
    }
}
