using System.Text.Json;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Run;

namespace QdC.IntegrationTests;

/// <summary>Running again changes nothing, and what makes a refresh necessary is said.</summary>
internal sealed class RunAgainTests
{
    private Box _box = null!;

    private Box _loaded = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _loaded = new Box().Deliver("2025-01-31", World.Small()).Deliver("2025-02-28", World.Small().Activity("A9", "C2", "20/02/2025"));
        Assert.That(_loaded.Refresh().Version, Is.EqualTo(1));
    }

    [OneTimeTearDown]
    public void RemoveLoaded() => _loaded.Dispose();

    [SetUp]
    public void SetUp() => _box = _loaded.Copy();

    [TearDown]
    public void TearDown() => _box.Dispose();

    [Test]
    public void running_again_says_unchanged_and_makes_no_version()
    {
        var star = _box.Star();
        var again = _box.Refresh();
        Assert.That(again.Version, Is.Null);
        Assert.That(again.Plan.Extracts, Has.Count.EqualTo(8));
        Assert.That(again.Plan.Extracts.Select(e => e.Action), Is.All.EqualTo(PlannedAction.Unchanged));
        Assert.That(again.Plan.Extracts.SelectMany(e => e.Reasons), Is.All.EqualTo("unchanged"));
        Assert.That(_box.Store.Versions, Is.EqualTo(new[] { 1 }));
        Assert.That(_box.Star(), Is.EqualTo(star));
        Assert.That(_box.Log(l => l.Runs()[0].Outcome), Is.EqualTo(Warehouse.RunOutcome.Unchanged));
    }

    [Test]
    public void a_reload_makes_a_version_with_the_same_star()
    {
        var star = _box.Star();
        var again = _box.Refresh(new RefreshOptions { Reload = true });
        Assert.That(again.Version, Is.EqualTo(2));
        Assert.That(again.Plan.Extracts.Select(e => e.Action), Is.All.EqualTo(PlannedAction.Reload));
        Assert.That(_box.Star(), Is.EqualTo(star));
        Assert.That(star, Has.Count.GreaterThan(20));
    }

    [Test]
    public void a_reload_from_a_day_applies_again_what_was_delivered_from_it_on()
    {
        var days = _box.Log(l => l.Deliveries(state: Warehouse.DeliveryState.Applied)).Select(d => d.EffectiveDate!.Value).Distinct().Order().ToList();
        var star = _box.Star();
        var again = _box.Refresh(new RefreshOptions { ReloadFrom = days[^1] });
        Assert.That(again.Version, Is.EqualTo(2));
        Assert.That(again.Plan.Extracts.SelectMany(e => e.Deliveries).Select(d => d.EffectiveDate).Distinct(), Is.EqualTo(new[] { days[^1] }));
        Assert.That(_box.Star(), Is.EqualTo(star));
        Assert.That(_box.Plan(new RefreshOptions { ReloadFrom = days[^1].AddDays(1) }).IsNothing, Is.True);
    }

    [Test]
    public void a_reload_needs_the_source_no_more()
    {
        var star = _box.Star();
        _box.Withdraw("*");
        Assert.That(_box.Refresh().Version, Is.Null, "files that are gone from the source change nothing");
        Assert.That(_box.Refresh(new RefreshOptions { Reload = true }).Version, Is.EqualTo(2));
        Assert.That(_box.Star(), Is.EqualTo(star));
    }

    [Test]
    public void a_changed_mapping_reloads_its_extract_and_says_why()
    {
        _box.Jobs = SandboxJobs.In(_box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("team: team, lead: lead", "team: { unavailable: \"no teams\" }, lead: lead", StringComparison.Ordinal)));
        var plan = Reloaded("case");
        Assert.That(plan.Reasons[0], Does.Contain("mapping"));
        Assert.That(_box.Value<long>("SELECT count(*) FROM star.dim_case WHERE team_key <> -1"), Is.Zero);
    }

    [Test]
    public void a_changed_code_list_reloads_the_extracts_that_use_it_and_says_why()
    {
        _box.Jobs = SandboxJobs.In(
            _box.Inbox,
            SandboxJobs.Load(codeLists: (list, text) => list == "beneficiary-role" ? text.Replace("titular,Titular,", "holder,Titular,", StringComparison.Ordinal) : text)
        );
        var plan = Reloaded("beneficiary");
        Assert.That(plan.Reasons[0], Does.Contain("code list"));
        Assert.That(_box.Log(l => l.Findings(new() { Rule = "code_unmapped" })), Is.Not.Empty, "titular is no code any more");
    }

    [Test]
    public void changed_metrics_rebuild_only_the_star()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "powerbi/metrics.yaml"));
        _box.Metrics = MetricsReader.Read(text.Replace("breakdowns: [team, case_type]", "breakdowns: [team]", StringComparison.Ordinal), "metrics.yaml").File!;
        RebuiltOnly();
        Assert.That(_box.Value<long>("SELECT count(*) FROM mart.kpi WHERE breakdown = 'case_type'"), Is.Zero);
    }

    [Test]
    public void changed_settings_of_the_area_rebuild_only_the_star()
    {
        _box.Jobs = SandboxJobs.In(_box.Inbox, SandboxJobs.Load(area: text => text.Replace("service_open_months: 12", "service_open_months: 6", StringComparison.Ordinal)));
        RebuiltOnly();
    }

    [Test]
    public void a_plan_touches_nothing_and_is_what_a_run_then_does()
    {
        _box.Deliver("2025-03-31", World.Small().Without("payment", "Y2")).Deliver("2025-02-15", World.Small(), extracts: "case");
        var before = _box.Files();
        var plan = _box.Plan();
        Assert.That(_box.Files(), Is.EqualTo(before));
        Assert.That(plan.Extracts.Single(e => e.Extract == "case").Action, Is.EqualTo(PlannedAction.Rewind));
        Assert.That(plan.Extracts.Single(e => e.Extract == "payment").Action, Is.EqualTo(PlannedAction.Append));
        Assert.That(Text(_box.Refresh().Plan), Is.EqualTo(Text(plan)));
    }

    [Test]
    public void a_plan_without_a_store_touches_nothing_and_is_what_the_first_run_does()
    {
        _box.WithEmptyStore();
        var before = _box.Files();
        var plan = _box.Plan();
        Assert.That(_box.Files(), Is.EqualTo(before));
        Assert.That(plan.Extracts.Select(e => e.Deliveries.Count), Is.All.EqualTo(2));
        var run = _box.Refresh();
        Assert.That(run.Version, Is.EqualTo(1));
        Assert.That(Text(run.Plan), Is.EqualTo(Text(plan)));
    }

    [Test]
    public void a_plan_of_a_reload_or_with_nothing_to_do_touches_nothing_either()
    {
        var before = _box.Files();
        Assert.That(_box.Plan().IsNothing, Is.True);
        Assert.That(_box.Plan(new RefreshOptions { Reload = true }).IsNothing, Is.False);
        Assert.That(_box.Files(), Is.EqualTo(before));
    }

    private ExtractPlan Reloaded(string extract)
    {
        var run = _box.Refresh();
        Assert.That(run.Version, Is.EqualTo(2));
        Assert.That(run.Plan.Extracts.Where(e => e.Action != PlannedAction.Unchanged).Select(e => e.Extract), Is.EqualTo(new[] { extract }));
        var plan = run.Plan.Extracts.Single(e => e.Extract == extract);
        Assert.That(plan.Action, Is.EqualTo(PlannedAction.Reload));
        return plan;
    }

    private void RebuiltOnly()
    {
        var run = _box.Refresh();
        Assert.That(run.Version, Is.EqualTo(2));
        Assert.That(run.Plan.Rebuild, Is.Not.Null);
        Assert.That(run.Plan.Extracts.Select(e => e.Action), Is.All.EqualTo(PlannedAction.Unchanged));
        Assert.That(_box.Refresh().Version, Is.Null);
    }

    private static string Text(RefreshPlan plan) => JsonSerializer.Serialize(plan);
}
