using NUnit.Framework;
using QdC.Cli.App;
using QdC.Metrics;
using QdC.Pipeline.Star;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Query;

/// <summary>The mart computes all figures at once, a query one cut by itself: both say the same of every cut that is stored.</summary>
public sealed class StoredCutTests
{
    private static readonly string[] Years = ["period_kind = 'year'", "period_kind <> 'year'"];

    [Test]
    public async Task Every_stored_cut_is_what_its_query_computes()
    {
        await MiniHome.Published();
        var workspace = Workspace.Load(MiniHome.Jobs);
        var area = workspace.Area("mini");
        using var version = new AreaStore(new QdcHome(MiniHome.Root), AreaCode.Parse("mini"), TimeProvider.System).OpenCurrent();
        var db = version.Session;
        AreaContext.AgeMacros(db, workspace.Jobs.CodeLists);
        var supplies = MetricSupplies.Of(db, workspace.Jobs, area, workspace.Metrics);
        var (differ, cuts, rows) = (new List<string>(), 0, 0L);
        foreach (var (metric, breakdown, periods) in Cuts(workspace.Metrics, supplies))
        {
            var sql = KpiMartSql.Query(workspace.Metrics, metric, breakdown is null ? [] : [breakdown], [], supplies[metric.Name], new MetricSettings(area.HistoryFrom, area.NewPersonYears));
            if (periods == Years[1])
            {
                var sensitive = workspace.Metrics.Dimensions[breakdown!];
                db.Execute(SensitiveSql.Fold(sensitive));
                sql = SensitiveSql.Rewrite(sql, sensitive);
            }
            const string Figures = "period_kind, period_start, period_end, numerator, denominator, value, status, reason, data_as_of";
            var given = breakdown is null ? "true" : "(status <> 'not_available' OR reason = 'no denominator')";
            var computed = $"SELECT {breakdown ?? "'all'"} AS member, {Figures} FROM ({sql}) AS q WHERE {periods} AND {given}";
            var stored = $"SELECT member, {Figures} FROM mart.kpi WHERE metric = '{metric.Name}' AND breakdown = '{breakdown ?? "total"}' AND {periods}";
            var other = db.Scalar<long>($"SELECT count(*) FROM ((({computed}) EXCEPT ALL ({stored})) UNION ALL (({stored}) EXCEPT ALL ({computed})))");
            if (other > 0)
            {
                differ.Add($"{metric.Name} by {breakdown ?? "nothing"}, {periods}: {other} rows");
            }
            cuts++;
            rows += db.Scalar<long>($"SELECT count(*) FROM ({stored})");
        }
        Assert.That(differ, Is.Empty);
        Assert.That(cuts, Is.GreaterThan(100), "cuts compared");
        Assert.That(rows, Is.EqualTo(db.Scalar<long>("SELECT count(*) FROM mart.kpi WHERE data_as_of IS NOT NULL")), "nothing else is stored");
    }

    private static IEnumerable<(Metric Metric, string? Breakdown, string Periods)> Cuts(MetricsFile file, IReadOnlyDictionary<string, MetricSupply> supplies) =>
        from metric in file.Metrics.Values
        let supply = supplies[metric.Name]
        where supply.DataAsOf is not null
        from breakdown in metric.Breakdowns.Where(b => !supply.UnavailableBreakdowns.ContainsKey(b)).Prepend<string?>(null)
        from periods in breakdown is not null && file.Dimensions[breakdown].Sensitive ? Years : ["true"]
        select (metric, breakdown, periods);
}
