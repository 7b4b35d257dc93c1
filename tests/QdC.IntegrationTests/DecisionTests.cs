using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>What waits for a person, what stops, and what stays as it was.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DecisionTests
{
    private Box _box = null!;

    [SetUp]
    public void SetUp() => _box = Box.OfSmall();

    [TearDown]
    public void TearDown() => _box.Dispose();

    [Test]
    public void an_extract_without_a_required_column_stops_alone_and_yesterdays_data_stay()
    {
        var broken = Box.CsvOf("case", World.Small().Rows("case")).Replace("opened_on", "something", StringComparison.Ordinal);
        StopsAlone("case", broken, "required column");
    }

    [Test]
    public void an_unreadable_file_stops_its_extract_alone_and_yesterdays_data_stay() => StopsAlone("case", "\0\0\0\u0001 no text at all", null);

    [Test]
    public void an_empty_file_stops_its_extract_alone_and_yesterdays_data_stay() => StopsAlone("case", "", null);

    [Test]
    public void a_delivery_that_failed_is_read_again_when_the_mapping_can_read_it()
    {
        StopsAlone("case", Box.CsvOf("case", World.Small().Rows("case")).Replace("opened_on", "start", StringComparison.Ordinal), "required column");
        _box.Jobs = SandboxJobs.In(_box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("opened_on: opened_on", "opened_on: { from: [opened_on, start] }", StringComparison.Ordinal)));
        var run = _box.Refresh();
        Assert.That(run.Problems, Is.Empty);
        Assert.That(run.Extracts.Single().Extract, Is.EqualTo("case"));
    }

    [Test]
    public void a_delivery_that_failed_amid_good_ones_is_told_each_time_but_makes_no_version()
    {
        _box.Deliver("2025-02-28", new Dictionary<string, string> { ["case"] = "no;columns\r\n" }).Deliver("2025-03-31", World.Small());
        Assert.That(_box.Refresh().Version, Is.EqualTo(2));
        var again = _box.Refresh();
        Assert.That(again.Version, Is.Null);
        Assert.That(again.Plan.Extracts.Select(e => e.Action), Is.All.EqualTo(PlannedAction.Unchanged));
        Assert.That(again.Problems.Single(), Has.Property("FileName").EqualTo("case_20250228.csv").And.Property("IsFailure").True);
        _box.Jobs = SandboxJobs.In(_box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("risk: risk", "risk: { unavailable: none }", StringComparison.Ordinal)));
        Assert.That(_box.Plan().Extracts.Single(e => e.Extract == "case").Deliveries, Has.Count.EqualTo(3), "another mapping may read it");
    }

    [Test]
    public void a_delivery_beyond_the_share_is_held_until_accepted_and_a_replay_reuses_the_decision()
    {
        var much = World.Small().Without("case", "C2", "C3");
        _box.Deliver("2025-02-28", much);
        var run = _box.Refresh();
        Assert.That(run.Version, Is.EqualTo(2), "the other extracts go on");
        var problem = run.Problems.Single();
        Assert.That(problem.Message, Does.Contain("1 records against 3").And.Contain("close 2 rows"));
        Assert.That(_box.Value<long>("SELECT count(*) FROM obs.case WHERE absent"), Is.Zero);
        Assert.That(_box.Refresh().Version, Is.Null, "it is held, not tried again and again");

        var held = _box.Log(l => l.Deliveries(state: DeliveryState.Held)).Single();
        Assert.That(_box.Plan().Extracts.Single(e => e.Extract == "case").Reasons, Has.Some.Contains("held"));
        Accept(held);
        Assert.That(_box.Refresh().Version, Is.EqualTo(3));
        Assert.That(_box.Value<long>("SELECT count(*) FROM obs.case WHERE absent"), Is.EqualTo(2));

        var star = _box.Star();
        Assert.That(_box.Refresh(new RefreshOptions { Reload = true }).Problems, Is.Empty);
        Assert.That(_box.Star(), Is.EqualTo(star));

        foreach (var file in Directory.GetFiles(_box.Home.StoreOf(Box.Code)).Where(f => !Path.GetFileName(f).StartsWith("log.sqlite", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }
        Assert.That(_box.Refresh().Problems, Is.Empty);
        Assert.That(_box.Star(), Is.EqualTo(star), "an empty store of the same log");
    }

    [Test]
    public void a_delivery_that_is_held_says_so_before_anything_else_is_lost()
    {
        _box.Deliver("2025-02-28", World.Small().Without("case", "C2", "C3")).Deliver("2025-03-31", World.Small());
        var run = _box.Refresh();
        Assert.That(run.Problems.Single().FileName, Is.EqualTo("case_20250228.csv"));
        Assert.That(run.Plan.Extracts.Single(e => e.Extract == "case").Deliveries, Has.Count.EqualTo(2));
        Assert.That(_box.Kpi("open_cases", "2025-03"), Is.EqualTo(2), "the one after it is compared with the one before it");
        Accept(_box.Log(l => l.Deliveries(state: DeliveryState.Held)).Single());
        run = _box.Refresh();
        Assert.That(run.Plan.Extracts.Single(e => e.Extract == "case").Action, Is.EqualTo(PlannedAction.Rewind));
        var later = _box.Log(l => l.Deliveries(state: DeliveryState.Held)).Single();
        Assert.That(later.Facts.FileName, Is.EqualTo("case_20250331.csv"), "three cases after one are many again");
        Accept(later);
        _box.Refresh();
        Assert.That(_box.Kpi("open_cases", "2025-02"), Is.EqualTo(1));
        Assert.That(_box.Kpi("open_cases", "2025-03"), Is.EqualTo(2));
    }

    [Test]
    public void a_delta_is_held_for_nothing_and_nothing_is_measured_by_it()
    {
        var changed = World.Small().Case("C2", "15/05/2024", team: "Est").Without("case", "C1", "C3");
        _box.Deliver("2025-02-28", new Dictionary<string, string> { ["case"] = Box.CsvOf("case", changed.Rows("case")) }, mode: "delta").Deliver("2025-03-31", World.Small());
        var run = _box.Refresh();
        Assert.That(run.Problems, Is.Empty, "one case of three, then three cases after one");
        Assert.That(_box.Kpi("open_cases", "2025-02"), Is.EqualTo(2), "what a delta does not name stays");
        Assert.That(
            _box.Value<string>("SELECT string_agg(DISTINCT t.code, ' ' ORDER BY t.code) FROM star.dim_case JOIN star.dim_team AS t USING (team_key)"),
            Is.EqualTo("Est Nord Sud"));
        _box.Deliver("2025-04-30", World.Small().Without("case", "C2", "C3"));
        Assert.That(_box.Refresh().Problems.Single().FileName, Is.EqualTo("case_20250430.csv"), "a whole delivery is measured by the last whole one");
    }

    [Test]
    public void changes_may_overlap_but_days_that_none_covers_are_told_until_one_does()
    {
        Dictionary<string, string> Changes(World world) => new() { ["payment"] = Box.CsvOf("payment", world.Rows("payment")) };
        _box.Deliver("2025-02-10", Changes(new World().Payment("Y4", "S1", "05/02/2025", "25,00").Payment("Y1", "S1", "10/03/2024", "60,00")), from: "2025-01-25", mode: "delta");
        _box.Deliver("2025-02-20", Changes(new World().Payment("Y5", "S1", "18/02/2025", "10,00")), from: "2025-02-15", mode: "delta");
        var run = _box.Refresh();
        Assert.That(run.Problems, Is.Empty);
        Assert.That((run.Extracts.Single().Loaded, run.Extracts.Single().Unchanged), Is.EqualTo((2, 1)), "Y1 lies in the overlap and is known");
        Assert.That(run.Told.Select(d => $"{d.Note.Kind} {d.Note.Subject}"), Is.EqualTo(new[] { "gap 2025-02-11..2025-02-14" }));
        Assert.That(_box.Value<decimal>("SELECT sum(amount) FROM star.fact_payment WHERE paid_on >= DATE '2025-02-01'"), Is.EqualTo(35), "what was delivered counts");

        _box.Deliver("2025-02-14", Changes(new World().Payment("Y6", "S1", "12/02/2025", "5,00")), from: "2025-02-11", mode: "delta");
        Assert.That(_box.Refresh().Told, Is.Empty);
        Assert.That(_box.Log(l => l.Drifts().Single().State), Is.EqualTo(DriftState.Passed), "nothing is missing any more");
        Assert.That(_box.Value<decimal>("SELECT sum(amount) FROM star.fact_payment WHERE paid_on >= DATE '2025-02-01'"), Is.EqualTo(40));
    }

    [Test]
    public void a_delivery_older_than_those_applied_rewinds()
    {
        _box.Deliver("2025-03-31", World.Small().Case("C2", "15/05/2024", team: "Est"));
        _box.Refresh();
        _box.Deliver("2025-02-28", World.Small().Case("C2", "15/05/2024", team: "Oest"), extracts: "case");
        var run = _box.Refresh();
        Assert.That(run.Plan.Extracts.Single(e => e.Action == PlannedAction.Rewind).FromSeq, Is.EqualTo(2));
        Assert.That(run.Extracts.Single().Read, Is.EqualTo(6), "both from the late one on are read");
        Assert.That(
            _box.Value<string>("SELECT string_agg(DISTINCT t.code, ' ' ORDER BY t.code) FROM star.dim_case JOIN star.dim_team AS t USING (team_key)"),
            Is.EqualTo("Est Nord Oest Sud")
        );
        var star = _box.Star();
        _box.WithEmptyStore().Refresh();
        Assert.That(_box.Star(), Is.EqualTo(star));
    }

    [Test]
    public void findings_survive_a_failing_run_and_are_corrected_when_the_fault_is_gone()
    {
        _box.Deliver("2025-02-28", World.Small().Row("payment", "Y2", "Y2;S1;10/12/2024;forty;own"));
        using (var stop = new CancellationTokenSource())
        {
            var refresh = _box.Refresher(p =>
            {
                if (p.Step == "check")
                {
                    stop.Cancel();
                }
            });
            Assert.That(() => refresh.Run(_box.Area, new(), stop.Token), Throws.InstanceOf<OperationCanceledException>());
        }
        Assert.That(_box.Store.Current, Is.EqualTo(1));
        Assert.That(_box.Log(l => l.Runs()[0].Outcome), Is.EqualTo(RunOutcome.Cancelled));
        Assert.That(_box.Findings().Single().Finding.Rule, Is.EqualTo("amount_not_number"));

        Assert.That(_box.Refresh().OpenFindings, Is.EqualTo(1));
        Assert.That(_box.Findings(), Has.Count.EqualTo(1), "found again, it is one finding");
        _box.Deliver("2025-03-31", World.Small());
        Assert.That(_box.Refresh().OpenFindings, Is.Zero);
        Assert.That(_box.Findings(FindingState.Corrected).Single().Finding.Line, Is.EqualTo(3));
    }

    [Test]
    public void whenever_a_run_is_stopped_it_says_that_it_was()
    {
        var outcomes = new List<RunOutcome>();
        for (var delay = 20; !outcomes.Contains(RunOutcome.Published); delay += 300)
        {
            var before = _box.Log(l => l.Runs()[0].RunId);
            using var stop = new CancellationTokenSource(delay);
            try
            {
                _box.Refresher().Run(_box.Area, new() { Reload = true }, stop.Token);
            }
            catch (OperationCanceledException)
            {
                // as it should
            }
            if (_box.Log(l => l.Runs()[0]) is var run && run.RunId != before)
            {
                outcomes.Add(run.Outcome);
            }
        }
        Assert.That(outcomes[..^1], Is.Not.Empty.And.All.EqualTo(RunOutcome.Cancelled));
    }

    [Test]
    public void a_failing_stop_test_keeps_yesterdays_version_and_an_accepted_one_publishes()
    {
        Break("INSERT INTO keys.person SELECT gen_random_uuid(), min(key) FROM keys.person"); // what no file can do
        _box.Deliver("2025-02-28", World.Small().Without("payment", "Y2"));
        var failed = Assert.Throws<DataTestsFailed>(() => _box.Refresh())!;
        Assert.That(failed.Failed.Select(t => t.Name), Is.EqualTo(new[] { "keys_are_unique" }));
        Assert.That(_box.Store.Current, Is.EqualTo(2));
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(200));
        Assert.That(_box.Log(l => l.Runs()[0]), Has.Property("Outcome").EqualTo(RunOutcome.Failed).And.Property("Error").Contains("keys_are_unique"));

        _box.Log(l => { l.AcceptTest("keys_are_unique", new DateOnly(2025, 4, 30), "known, repaired in May", "a steward"); return 0; });
        var run = _box.Refresh();
        Assert.That(run.Version, Is.EqualTo(3));
        Assert.That(run.Tests.Single(t => !t.Passed).Name, Is.EqualTo("keys_are_unique"), "it is shown all the same");
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(160));

        _box.Clock.Advance(TimeSpan.FromDays(60));
        _box.Deliver("2025-03-31", World.Small());
        Assert.That(() => _box.Refresh(), Throws.InstanceOf<DataTestsFailed>(), "its time is over");
    }

    [Test]
    public void a_step_that_does_not_add_up_fails_the_run()
    {
        Break("UPDATE obs.payment SET service = NULL WHERE amount = 60");
        _box.Deliver("2025-02-28", World.Small(), extracts: "activity");
        Assert.That(() => _box.Refresh(), Throws.InstanceOf<BalanceBroken>());
        Assert.That(_box.Store.Current, Is.EqualTo(2));
        Assert.That(_box.Log(l => l.Runs()[0].Outcome), Is.EqualTo(RunOutcome.Failed));
    }

    [Test]
    public void a_rollback_publishes_a_copy_and_holds_what_came_later()
    {
        var star = _box.Star();
        _box.Deliver("2025-02-28", World.Small().Without("case", "C2"));
        _box.Refresh();
        Assert.That(_box.Star(), Is.Not.EqualTo(star));
        var later = _box.Star();

        using (var lease = _box.Store.TakeLease())
        {
            Assert.That(_box.Store.RollBack(lease, 1, "a steward", "wrong file").Version, Is.EqualTo(3));
        }
        Assert.That(_box.Star(), Is.EqualTo(star));
        var run = _box.Refresh();
        Assert.That(run.Version, Is.Null, "what came later is held");
        Assert.That(run.Plan.Extracts.SelectMany(e => e.Reasons), Has.Some.Contains("is held"));

        foreach (var held in _box.Log(l => l.Deliveries(state: DeliveryState.Held)))
        {
            _box.Log(l => { l.SetDeliveryState(held.DeliveryId, DeliveryState.Landed); return 0; });
        }
        Assert.That(_box.Refresh().Version, Is.EqualTo(4));
        Assert.That(_box.Star(), Is.EqualTo(later), "let go, they say what they said");
    }

    [Test]
    public void a_version_held_by_name_gives_the_figures_as_they_were_handed_in()
    {
        _box.Store.Hold(1, "memoria-2024", "a planner", "handed in");
        var paid = _box.Kpi("urgent_aid", "2024-01", "year");
        for (var month = 2; month <= 4; month++)
        {
            _box.Deliver($"2025-{month:00}-28", World.Small().Payment("Y1", "S1", "10/03/2024", $"{month},00"));
            _box.Refresh(new RefreshOptions { Keep = 1 });
        }
        Assert.That(_box.Store.Versions, Is.EqualTo(new[] { 1, 4 }));
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(144));
        using var named = _box.Store.OpenNamed("memoria-2024");
        Assert.That(
            named.Session.Scalar<double>("SELECT value FROM mart.kpi WHERE metric = 'urgent_aid' AND breakdown = 'total' AND period_kind = 'year' AND period_start = DATE '2024-01-01'"),
            Is.EqualTo(paid)
        );
    }

    [Test]
    public void the_log_and_the_version_before_can_be_read_while_a_run_goes_on()
    {
        _box.Deliver("2025-02-28", World.Small().Without("payment", "Y2"));
        var (steps, seen) = (new List<string>(), new List<int>());
        _box.Refresher(p =>
            {
                if (p.Step == "publish")
                {
                    return;
                }
                using var log = AreaLog.OpenRead(_box.Home, Box.Code, _box.Clock)!;
                Assert.That(log.Runs()[0].Outcome, Is.EqualTo(RunOutcome.Running));
                seen.Add(log.Steps(log.Runs()[0].RunId).Count);
                steps.Add(p.Step);
                using var version = _box.Store.OpenCurrent();
                Assert.That(version.Version, Is.EqualTo(1));
                Assert.That(version.Session.Scalar<decimal>("SELECT sum(amount) FROM star.fact_payment"), Is.EqualTo(200m));
            })
            .Run(_box.Area, new());
        Assert.That(steps.Distinct(), Is.SupersetOf(new[] { "extract", "stage", "load", "check", "5-facts", "6-marts", "test" }));
        Assert.That(seen, Is.Ordered.And.Some.GreaterThan(40), "steps are seen as they are done");
    }

    private void StopsAlone(string extract, string text, string? says)
    {
        var world = World.Small().Without("payment", "Y2");
        var texts = world.Extracts.ToDictionary(e => e, e => e == extract ? text : Box.CsvOf(e, world.Rows(e)));
        _box.Deliver("2025-02-28", texts);
        var before = _box.Rows("star.dim_case");
        var run = _box.Refresh();
        Assert.That(run.Version, Is.EqualTo(2), "the others go on");
        Assert.That(run.Problems.Count(p => p.IsFailure), Is.EqualTo(1));
        Assert.That(run.Problems.Single(p => p.IsFailure).Extract, Is.EqualTo(extract));
        if (says is not null)
        {
            Assert.That(run.Problems.Single(p => p.IsFailure).Message, Does.Contain(says));
        }
        Assert.That(_box.Rows("star.dim_case"), Is.EqualTo(before));
        Assert.That(_box.Kpi("urgent_aid", "2024-01", "year"), Is.EqualTo(160));
        Assert.That(_box.Refresh().Version, Is.Null, "it fails again, and nothing changes");
    }

    private void Accept(Delivery held) =>
        _box.Log(l =>
        {
            l.AcceptVolume(held.ContentHash, "the council closed them", "a steward");
            l.SetDeliveryState(held.DeliveryId, DeliveryState.Landed);
            return 0;
        });

    /// <summary>Publishes a version changed by hand.</summary>
    private void Break(string sql)
    {
        using var lease = _box.Store.TakeLease();
        using var copy = _box.Store.BeginVersion(lease);
        copy.Session.Execute(sql);
        copy.Publish();
    }
}
