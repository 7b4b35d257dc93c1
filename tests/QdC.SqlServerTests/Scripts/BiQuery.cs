using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>The measures over the views for a year, as a report would ask for them.</summary>
internal static class BiQuery
{
    /// <summary>Measures that the views cannot give alone: they need days before the period, or tell members of the sensitive list apart. Their figures are in bi.kpi.</summary>
    private static readonly string[] NotFromViews = ["attended_new", "people_with_problems", "problems"];

    /// <summary>Each measure's query, and the number that the embedded version gives, of those that the area has data for.</summary>
    public static IEnumerable<(string Measure, string Query, decimal Expected)> All(IWarehouseServer server, string area = "mini", int year = 2024)
    {
        var measures = Mini.Metrics.Metrics.Values
            .SelectMany(m => new (Measure? Measure, string Metric, string Part)[] { (m.Numerator, m.Name, m.IsPercentile ? "denominator" : "numerator"), (m.Denominator, m.Name, "denominator") })
            .Where(f => f.Measure is not null && !NotFromViews.Contains(f.Measure.Name))
            .DistinctBy(f => f.Measure!.Name);
        foreach (var (measure, metric, part) in measures)
        {
            var expected = server.Query(
                $"SELECT CAST({part} AS DECIMAL(18,6)) FROM bi.kpi WHERE area_code = '{area}' AND metric = '{metric}' AND period_kind = 'year' AND period_start = '{year}-01-01' AND breakdown = 'total' AND status <> 'not_available'",
                r => r.IsDBNull(0) ? (decimal?)null : r.GetDecimal(0));
            if (expected is [{ } number])
            {
                yield return (measure!.Name, Of(measure, area, year), number);
            }
        }
    }

    private static string Of(Measure measure, string area, int year)
    {
        var view = $"bi.{measure.Fact.Table}";
        var month = measure.Fact.Year is null ? "f.month" : null;
        var time = measure switch
        {
            { Time: TimeRule.Year } => $"f.{measure.Fact.Year} = (SELECT max({measure.Fact.Year}) FROM {view} WHERE {measure.Fact.Year} <= {year} AND area_code = '{area}')",
            { Time: TimeRule.AtEnd } => $"{month} = '{year}-12-01'",
            _ => $"{month} >= '{year}-01-01' AND {month} < '{year + 1}-01-01'",
        };
        var joins = measure.Where.Keys.Where(k => k.EndsWith(".code", StringComparison.Ordinal)).Select(k => k.Split('.')[0]).Distinct()
            .Select(d => $" JOIN bi.{d} AS d_{d} ON d_{d}.area_code = f.area_code AND d_{d}.{d}_key = f.{d}_key");
        string Column(string name) =>
            name.EndsWith(".code", StringComparison.Ordinal) ? $"d_{name}" : $"f.{name.Replace('.', '_')}";
        string Filter(IReadOnlyDictionary<string, IReadOnlyList<string>> where) =>
            string.Concat(where.Select(w => $" AND {Column(w.Key)} IN ({string.Join(", ", w.Value.Select(v => v switch { "true" => "1", "false" => "0", _ => $"'{v}'" }))})"));
        var counted = measure.Column switch { "person_key" => "person_number", "family_id" => "family_number", "user_month" => "user_month_number", var c => c };
        var from = $"FROM {view} AS f{string.Concat(joins)} WHERE f.area_code = '{area}' AND {time}";
        if (measure.Fact.Last is not null && measure.Aggregate == Aggregate.Distinct)
        {
            return $"SELECT CAST(count(*) AS DECIMAL(18,6)) FROM (SELECT f.*, row_number() OVER (PARTITION BY f.{counted} ORDER BY f.month DESC) AS latest {(joins.Any() ? ", d_" + string.Join("", measure.Where.Keys.Select(k => k.Split('.')[0])) + ".code AS member" : "")} {from}) AS f WHERE latest = 1{Filter(measure.KeepLast)}{(joins.Any() ? " AND member = '" + measure.Where.Values.First()[0] + "'" : "")}";
        }
        var n = measure.Aggregate switch
        {
            Aggregate.Rows => "count(*)",
            Aggregate.Sum => $"sum(f.{measure.Column})",
            Aggregate.Percentile => $"COUNT(f.{measure.Column})",
            _ => $"count(DISTINCT f.{counted})",
        };
        var number = measure.Time == TimeRule.MonthMean ? $"CAST({n} AS DOUBLE PRECISION) / 12" : n; // a server divides whole numbers to whole ones
        return $"SELECT CAST({number} AS DECIMAL(18,6)) {from}{Filter(measure.Where)}{Filter(measure.KeepLast)}";
    }
}
