using NUnit.Framework;
using QdC.Metrics;
using QdC.Pipeline.Disclosure;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Network;
using QdC.Pipeline.Star;
using QdC.Pipeline.Test;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Disclosure;

/// <summary>What is published of an area keeps to itself what it hides.</summary>
[TestFixture]
public sealed class DisclosureTests
{
    private static readonly string[] Pilots = ["tarragona", "la-noguera", "garrotxa", "reus"];
    private static readonly string[] TwoAreas = ["tarragona", "la-noguera"];

    [TestCaseSource(nameof(Pilots))]
    public void Nothing_hidden_in_a_pilot_can_be_worked_out_from_all_that_is_shown(string area)
    {
        using var refreshed = RefreshedArea.Committed(area);
        using var version = refreshed.Store.OpenCurrent();

        AssertKept(version.Session, refreshed.Metrics);
        Assert.That(Statuses(version.Session), Is.SupersetOf(new[] { "ok", "suppressed", "provisional", "not_available" }));
    }

    [Test]
    public void Nothing_hidden_in_a_drawn_area_can_be_worked_out()
    {
        var seed = (int)(TestContext.CurrentContext.Random.NextUInt() % 100_000);
        TestContext.Out.WriteLine($"seed {seed}");
        using var refreshed = RefreshedArea.Generate("la-noguera", scale: 0.01, years: 3, faults: 1, seed);
        using var version = refreshed.Store.OpenCurrent();

        AssertKept(version.Session, refreshed.Metrics);
    }

    [Test]
    public void Without_the_complementary_step_hidden_numbers_are_told_and_without_any_the_version_is_not_published()
    {
        using var refreshed = RefreshedArea.Committed("tarragona");
        using var copy = refreshed.CopyForWriting();
        Rewrite(copy, refreshed.Jobs, refreshed.Area, refreshed.Metrics, complementary: false);

        Assert.That(Attacker.Attack(copy, refreshed.Metrics).Told, Is.Not.Empty);

        copy.Execute("UPDATE mart.published AS p SET numerator = k.numerator, denominator = k.denominator, value = k.value, status = k.status FROM mart.kpi AS k WHERE k.metric = p.metric AND k.breakdown = p.breakdown AND k.member = p.member AND k.period_kind = p.period_kind AND k.period_start = p.period_start");
        var failed = Failing(copy);
        Assert.That(failed, Is.EquivalentTo(new[] { "published_counts_are_not_small", "published_amounts_rest_on_persons" }));
    }

    [Test]
    public void The_same_area_is_published_the_same_and_with_a_higher_threshold_less_is_shown()
    {
        using var refreshed = RefreshedArea.Committed("tarragona");
        using var copy = refreshed.CopyForWriting();
        var before = Shown(copy);
        Rewrite(copy, refreshed.Jobs, refreshed.Area, refreshed.Metrics);
        Assert.That(Shown(copy), Is.EqualTo(before));

        Rewrite(copy, refreshed.Jobs, refreshed.Area with { SmallestCount = 10 }, refreshed.Metrics);

        Assert.That(Shown(copy), Has.Count.LessThan(before.Count));
        Assert.That(copy.Scalar<long>("SELECT count(*) FROM mart.published WHERE metric = 'people_attended' AND numerator BETWEEN 1 AND 9"), Is.Zero);
    }

    [Test]
    public void The_network_adds_up_what_every_area_shows_and_reads_nothing_else()
    {
        using var one = RefreshedArea.Committed("tarragona");
        using var other = RefreshedArea.Committed("la-noguera");
        using var whole = new TemporaryFolder();
        using var bare = new TemporaryFolder();
        foreach (var (area, folder, onlyPublished) in new[] { (one, whole, false), (other, whole, false), (one, bare, true), (other, bare, true) })
        {
            Place(area, folder, onlyPublished);
        }

        var first = Network(whole, one.Metrics);
        var second = Network(bare, one.Metrics);

        Assert.That(first.Rows, Is.EqualTo(second.Rows), "stores that hold nothing but mart.published give the same network");
        Assert.That(first.Again.IsNew, Is.False, "the same versions make no new one");
        Assert.That(first.Rows, Has.Count.GreaterThan(1_000));
        using var version = new AreaStore(new QdcHome(whole.Path), AreaCode.Parse("network"), TimeProvider.System).OpenCurrent();
        var db = version.Session;
        Assert.That(db.Scalar<long>("SELECT count(*) FROM mart.network AS n JOIN mart.network AS p USING (metric, breakdown, member, period_kind, period_start) WHERE n.area = 'network' AND p.status = 'suppressed' AND n.status IN ('ok', 'provisional')"), Is.Zero, "a total is not shown over a part that is hidden");
        Assert.That(db.Scalar<long>("SELECT count(*) FROM mart.network AS n WHERE n.area = 'network' AND n.status = 'ok' AND n.numerator <> (SELECT sum(p.numerator) FROM mart.network AS p WHERE p.area <> 'network' AND p.metric = n.metric AND p.breakdown = n.breakdown AND p.member = n.member AND p.period_kind = n.period_kind AND p.period_start = n.period_start)"), Is.Zero);
        Assert.That(db.Scalar<long>("SELECT count(*) FROM mart.network WHERE area = 'network' AND status = 'ok' AND metric = 'coverage' AND breakdown = 'total' AND period_kind = 'year' AND abs(value - 100 * numerator / denominator) < 1e-9"), Is.GreaterThan(0));
    }

    private static void AssertKept(DuckDbSession db, MetricsFile metrics)
    {
        var (attacker, told) = Attacker.Attack(db, metrics);

        Assert.That(attacker.Hidden, Is.GreaterThan(100), "there is something to attack");
        Assert.That(told, Is.Empty, $"{told.Count} of {attacker.Hidden}: {string.Join("\n", told.Take(30))}");
        Assert.That(Shown(db), Has.Count.GreaterThan(100), "and something is left to read");
    }

    private static List<string> Failing(DuckDbSession db) =>
        [.. DataTests.All.Where(t => t.Model.Name.StartsWith("published_", StringComparison.Ordinal)).Where(t => db.Scalar<long>($"SELECT count(*) FROM ({t.Model.Query})") > 0).Select(t => t.Model.Name)];

    private static List<string> Shown(DuckDbSession db) =>
        db.Query("SELECT concat_ws('|', metric, breakdown, member, period_kind, period_start, numerator, denominator) FROM mart.published WHERE status IN ('ok', 'provisional') ORDER BY 1", r => r.GetString(0));

    private static List<string> Statuses(DuckDbSession db) => db.Query("SELECT DISTINCT status FROM mart.published", r => r.GetString(0));

    private static void Rewrite(DuckDbSession db, JobSet jobs, AreaFile area, MetricsFile metrics, bool complementary = true)
    {
        AreaContext.Steps(jobs, area).ToList().ForEach(step => step.Run(db));
        PublishedMart.Steps(area, metrics, MetricSupplies.Of(db, jobs, area, metrics), complementary).ToList().ForEach(step => step.Run(db));
    }

    private static void Place(RefreshedArea area, TemporaryFolder folder, bool onlyPublished)
    {
        var store = new AreaStore(new QdcHome(folder.Path), AreaCode.Parse(area.Area.Area), TimeProvider.System);
        using var lease = store.TakeLease();
        using var copy = store.BeginVersion(lease);
        copy.Session.Execute($"ATTACH {MeasureSql.Literal(area.Store.PathOf(area.Store.Current!.Value))} AS whole (READ_ONLY)");
        foreach (var table in copy.Session.Query("SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = 'whole' AND schema_name IN ('mart', 'star')", r => r.GetString(0)))
        {
            if (!onlyPublished || table == "mart.published")
            {
                copy.Session.Execute($"CREATE SCHEMA IF NOT EXISTS {table.Split('.')[0]}");
                copy.Session.Execute($"CREATE TABLE {table} AS SELECT * FROM whole.{table}");
            }
        }
        copy.Session.Execute("DETACH whole");
        copy.Publish();
    }

    private static (List<string> Rows, NetworkOutcome Again) Network(TemporaryFolder folder, MetricsFile metrics)
    {
        var refresh = new NetworkRefresh(new QdcHome(folder.Path), metrics, TimeProvider.System);
        Assert.That(refresh.Run(TwoAreas).IsNew, Is.True);
        var again = refresh.Run(TwoAreas);
        using var version = new AreaStore(new QdcHome(folder.Path), AreaCode.Parse("network"), TimeProvider.System).OpenCurrent();
        return (version.Session.Query("SELECT CAST(n AS VARCHAR) FROM mart.network AS n ORDER BY 1", r => r.GetString(0)), again);
    }
}
