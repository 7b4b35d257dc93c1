using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Diff;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Diff;

/// <summary>Each cause by a small story: what differs between two versions, and which figures it moves.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CauseTests
{
    private Box _box = null!;

    [SetUp]
    public void Open() => _box = new Box();

    [TearDown]
    public void Close() => _box.Dispose();

    [Test]
    public void a_payment_of_a_new_month_is_new_and_so_is_its_figure()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Payment("Y4", "S1", "14/02/2025", "25,00"));
        var diff = _box.Diff();
        Assert.That(diff.Words(), Is.EqualTo(new[] { "payment added new 1" }));
        var figure = diff.Figure("urgent_aid", "2025-02");
        Assert.That((figure.Before, figure.After!.Value, figure.Causes.Single()), Is.EqualTo(((FigureState?)null, 25d, DiffCause.New)));
        Assert.That(diff.Figure("urgent_aid", "2025-01", "year").Difference, Is.EqualTo(25d));
        Assert.That(diff.Figure("urgent_aid", "2025-01", "year").Causes, Is.EqualTo(new[] { DiffCause.New }));
    }

    [Test]
    public void a_payment_of_a_month_already_reached_is_late()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Payment("Y4", "S1", "14/12/2024", "25,00"));
        var diff = _box.Diff();
        Assert.That(diff.Words(), Is.EqualTo(new[] { "payment added late 1" }));
        var figure = diff.Figure("urgent_aid", "2024-12");
        Assert.That((figure.Before!.Value, figure.After!.Value, figure.Difference), Is.EqualTo((40d, 65d, 25d)));
        Assert.That(figure.Causes, Is.EqualTo(new[] { DiffCause.Late }));
    }

    [Test]
    public void a_delivery_that_comes_after_a_newer_one_is_late_with_all_that_it_changes()
    {
        OfSmall();
        Refreshed("2025-03-31", World.Small());
        _box.Deliver("2025-02-28", World.Small().Case("C2", "15/05/2024", team: "Est"), extracts: "case").Refresh();
        var diff = _box.Diff(2, 3);
        Assert.That(diff.Deliveries.Select(d => (d.FileName, d.Cause)), Is.EqualTo(new[] { ("case_20250228.csv", DiffCause.Late) }));
        Assert.That(diff.Words(), Is.EqualTo(new[] { "case history late 1" }));
        var teams = _box.Diff(2, 3, new DiffRequest { By = "team", Metric = "open_cases", Period = "2025-02" }).Figures;
        Assert.That(teams.Select(f => (f.Member, f.Before?.Value, f.After?.Value)), Is.EquivalentTo(new[] { ("Est", (double?)null, (double?)1), ("Sud", 1, null) }));
        Assert.That(teams.SelectMany(f => f.Causes), Has.All.EqualTo(DiffCause.Late));
    }

    [Test]
    public void a_correction_is_the_cause_of_what_it_changes()
    {
        OfSmall();
        _box.Correct("2025-01-31", "payment", "Y1;S1;10/03/2024;61,00;own").Refresh();
        var diff = _box.Diff();
        Assert.That(diff.Words(), Is.EqualTo(new[] { "payment changed corrected 1 amount" }));
        var example = diff.Rows[0].Examples.Single();
        Assert.That((example.FileName, example.Line, example.RecordNo), Is.EqualTo(("corrections_payment_20250131.csv", 2, "Y1")));
        Assert.That(diff.Figure("urgent_aid", "2024-03").Difference, Is.EqualTo(1d));
        Assert.That(diff.Figures.SelectMany(f => f.Causes), Has.All.EqualTo(DiffCause.Corrected));
        Assert.That(diff.Metrics(), Is.EqualTo(new[] { "urgent_aid", "urgent_aid_per_family" }));
    }

    [Test]
    public void a_newer_delivery_that_says_otherwise_restates()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Payment("Y1", "S1", "10/03/2024", "61,00").Without("activity", "A4"));
        var diff = _box.Diff();
        Assert.That(diff.Words(), Is.EqualTo(new[] { "activity retired restated 1", "payment changed restated 1 amount" }));
        Assert.That(diff.Rows[0].Examples[0].MissingFrom, Is.EqualTo("activity_20250228.csv"));
        Assert.That(diff.Rows[0].Examples[0].RecordNo, Is.EqualTo("A4"));
        Assert.That(diff.Figure("manual_activities", "2024-10").Difference, Is.EqualTo(-1d));
        Assert.That(diff.Figure("manual_activities", "2024-10").Causes, Is.EqualTo(new[] { DiffCause.Restated }));
        Assert.That(diff.Star.Single(t => t.Table == "star.fact_activity"), Is.EqualTo(new StarTableDifference("star.fact_activity", 4, 3, 1, 0)));
    }

    [Test]
    public void a_record_that_comes_back_returns()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Without("case", "C2"));
        Refreshed("2025-03-31", World.Small());
        Assert.That(_box.Diff(2, 3).Words(), Is.EqualTo(new[] { "case returned restated 1" }));
    }

    [Test]
    public void the_same_delivery_read_with_another_mapping_says_so()
    {
        OfSmall();
        _box.Jobs = SandboxJobs.In(_box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("paid_on: paid_on, amount: amount", "paid_on: { from: paid_on, null_if: [\"20/06/2024\"] }, amount: amount", StringComparison.Ordinal)));
        _box.Refresh();
        var diff = _box.Diff();
        Assert.That(diff.Words(), Is.EqualTo(new[] { "payment gone mapping 1" }), "without its day the payment is rejected");
        Assert.That(diff.Deliveries.Select(d => (d.FileName, d.Cause)), Is.EqualTo(new[] { ("payment_20250131.csv", DiffCause.Mapping) }));
        Assert.That(diff.Figure("urgent_aid", "2024-06").Difference, Is.EqualTo(-100d));
        Assert.That(diff.Figures.SelectMany(f => f.Causes), Has.All.EqualTo(DiffCause.Mapping));
    }

    [Test]
    public void a_source_record_that_stands_for_another_person_is_relinked()
    {
        OfSmall();
        Rewritten(db => db.Execute("UPDATE link.person_map SET person_id = (SELECT min(person_id) FROM link.person_map) WHERE person_record = (SELECT max(person_record) FROM link.person_map)"));
        var diff = _box.Diff();
        Assert.That(diff.Words(), Is.EqualTo(new[] { "person relinked relinked 1" }));
        Assert.That(diff.Rows[0].Examples[0].RecordNo, Is.AnyOf("1", "2", "3", "4"));
        Assert.That(diff.Figure("people_attended", "2024-03").Causes, Is.EqualTo(new[] { DiffCause.Relinked }), "the figure was made to differ");
    }

    [Test]
    public void a_record_that_no_delivery_tells_of_any_more_is_erased()
    {
        OfSmall();
        Rewritten(db => db.Execute("DELETE FROM obs.person WHERE line = 2"));
        var diff = _box.Diff();
        Assert.That(diff.Words(), Is.EqualTo(new[] { "person gone erased 1" }));
        Assert.That(diff.Figure("people_attended", "2024-03").Causes, Is.EqualTo(new[] { DiffCause.Erased }));
    }

    [Test]
    public void after_a_rollback_the_later_deliveries_are_withdrawn()
    {
        OfSmall();
        Refreshed("2025-02-28", World.Small().Payment("Y1", "S1", "10/03/2024", "61,00").Payment("Y4", "S1", "14/02/2025", "25,00"));
        using (var lease = _box.Store.TakeLease())
        {
            _box.Store.RollBack(lease, 1, "a steward", "wrong file");
        }
        var diff = _box.Diff(2, 3);
        Assert.That(diff.Words(), Is.EqualTo(new[] { "payment changed withdrawn 1 amount", "payment gone withdrawn 1" }));
        Assert.That(diff.Deliveries.Select(d => d.Cause), Has.All.EqualTo(DiffCause.Withdrawn));
        Assert.That(diff.Figure("urgent_aid", "2024-03").Difference, Is.EqualTo(-1d));
        Assert.That(_box.Diff(1, 3).IsSame, Is.True);
    }

    [Test]
    public void figures_that_differ_without_any_record_differ_by_definition()
    {
        Refreshed("2025-01-31", World.Small().Service("S3", "C1", type: "1.1.1", from: "01/02/2024").Beneficiary("S3", "1"));
        _box.Jobs = SandboxJobs.In(_box.Inbox, SandboxJobs.Load(area: text => text.Replace("municipalities: [\"431482\"]", "municipalities: [\"431233\"]", StringComparison.Ordinal)));
        _box.Refresh();
        Rewritten(db => db.Execute("UPDATE mart.kpi SET value = value + 1, numerator = numerator + 1 WHERE metric = 'open_cases' AND breakdown = 'total' AND period_kind = 'month' AND period_start = DATE '2024-06-01'"));
        var diff = _box.Diff(1, 3);
        Assert.That(diff.Rows, Is.Empty);
        Assert.That(diff.DefinitionDiffers, Is.True);
        Assert.That(diff.Figure("open_cases", "2024-06").Causes, Is.EqualTo(new[] { DiffCause.Definition }));
    }

    [Test]
    public void a_person_named_before_the_record_came_is_late()
    {
        Refreshed("2025-01-31", World.Small().Activity("A5", "C1", "12/12/2024", "9"));
        Refreshed("2025-02-28", World.Small().Activity("A5", "C1", "12/12/2024", "9").Person("9", "H"));
        var diff = _box.Diff(1, 2, new DiffRequest { By = "sex", Metric = "people_attended", Period = "2024-12" });
        Assert.That(diff.Words(), Is.EqualTo(new[] { "person added late 1" }));
        Assert.That(diff.Figures.Select(f => f.Member), Is.EquivalentTo(new[] { "H", "unknown" }).Or.SupersetOf(new[] { "H" }));
        Assert.That(diff.Figures.SelectMany(f => f.Causes), Has.All.EqualTo(DiffCause.Late));
    }

    [Test]
    public void a_change_of_address_moves_the_breakdown_from_then_on_and_no_total()
    {
        OfSmall();
        Refreshed("2025-03-31", World.Small().Person("2", "H", "12/10/1955", "431233").Activity("A9", "C2", "05/03/2025"));
        var sexes = _box.Diff(request: new DiffRequest { Metric = "people_attended", Period = "2025-03" }).Figures.Single();
        Assert.That(sexes.Causes, Is.EqualTo(new[] { DiffCause.New }), "an address does not count people");
        var places = _box.Diff(request: new DiffRequest { Metric = "people_attended", Period = "2024", By = "municipality" });
        Assert.That(places.Figures, Is.Empty, "what was reached keeps the address of its day");
    }

    private void OfSmall()
    {
        _box.Dispose();
        _box = Box.OfSmall();
    }

    private void Refreshed(string date, World world)
    {
        _box.Deliver(date, world);
        Assert.That(_box.Refresh().Version, Is.Not.Null);
    }

    /// <summary>Publishes a version that a later step of the product would make: the observations or links changed by hand, a figure with them.</summary>
    private void Rewritten(Action<DuckDbSession> change)
    {
        using var lease = _box.Store.TakeLease();
        using var copy = _box.Store.BeginVersion(lease);
        copy.Session.InTransaction(db =>
        {
            change(db);
            db.Execute("UPDATE mart.kpi SET value = value - 1, numerator = numerator - 1 WHERE metric = 'people_attended' AND breakdown = 'total' AND period_kind = 'month' AND period_start = DATE '2024-03-01'");
        });
        copy.Publish();
    }
}
