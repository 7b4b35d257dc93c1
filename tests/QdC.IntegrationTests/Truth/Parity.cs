using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Truth;

/// <summary>
/// Computes every metric of an area, whole and by each stored breakdown, for every period by the SQL that is generated for queries, and
/// compares it with <c>mart.kpi</c>, which is compared with the truth: the three ways give one figure.
/// </summary>
internal static class Parity
{
    private static readonly string[] Years = ["period_kind = 'year'", "period_kind <> 'year'"];

    /// <summary>What differs, and how many cells of the mart were compared.</summary>
    public static (IReadOnlyList<string> Differ, int Cuts, long Cells, long OfYears) Of(DuckDbSession db, JobSet jobs, AreaFile area, MetricsFile metrics)
    {
        AreaContext.AgeMacros(db, jobs.CodeLists);
        var supplies = MetricSupplies.Of(db, jobs, area, metrics);
        var settings = new MetricSettings(area.HistoryFrom, area.NewPersonYears);
        const string Figures = "period_kind, period_start, period_end, numerator, denominator, value, status, reason, data_as_of";
        var cuts = Cuts(metrics, supplies).ToList();
        db.Execute($"CREATE OR REPLACE TEMP TABLE computed AS SELECT metric, breakdown, member, {Figures} FROM mart.kpi WHERE false");
        foreach (var (metric, breakdown, periods) in cuts)
        {
            var sql = KpiMartSql.Query(metrics, metric, breakdown is null ? [] : [breakdown], [], supplies[metric.Name], settings);
            if (periods == Years[1])
            {
                var sensitive = metrics.Dimensions[breakdown!];
                db.Execute(SensitiveSql.Fold(sensitive));
                sql = SensitiveSql.Rewrite(sql, sensitive);
            }
            var given = breakdown is null ? "true" : "(status <> 'not_available' OR reason = 'no denominator')";
            db.Execute($"INSERT INTO computed SELECT '{metric.Name}', '{breakdown ?? "total"}', {breakdown ?? "'all'"}, {Figures} FROM ({sql}) AS q WHERE {periods} AND {given}");
        }
        var stored = $"SELECT metric, breakdown, member, {Figures} FROM mart.kpi WHERE data_as_of IS NOT NULL";
        var differ = db.Query(
            $"SELECT metric, breakdown, count(*) FROM ((FROM computed EXCEPT ALL ({stored})) UNION ALL (({stored}) EXCEPT ALL FROM computed)) GROUP BY ALL ORDER BY ALL",
            row => $"{row.GetString(0)} by {row.GetString(1)}: {row.GetInt64(2)} rows");
        return (differ, cuts.Count, db.Scalar<long>($"SELECT count(*) FROM ({stored})"), db.Scalar<long>($"SELECT count(*) FROM ({stored}) WHERE period_kind = 'year'"));
    }

    private static IEnumerable<(Metric Metric, string? Breakdown, string Periods)> Cuts(MetricsFile file, IReadOnlyDictionary<string, MetricSupply> supplies) =>
        from metric in file.Metrics.Values
        let supply = supplies[metric.Name]
        where supply.DataAsOf is not null
        from breakdown in metric.Breakdowns.Where(b => !supply.UnavailableBreakdowns.ContainsKey(b)).Prepend<string?>(null)
        from periods in breakdown is not null && file.Dimensions[breakdown].Sensitive ? Years : ["true"]
        select (metric, breakdown, periods);
}
