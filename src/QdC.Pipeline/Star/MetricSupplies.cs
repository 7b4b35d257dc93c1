using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Star;

/// <summary>Says what an area can give to each metric: from which day, until which day, and if not, why not.</summary>
public static class MetricSupplies
{
    /// <summary>The subjects that are reference data and so do not date a figure: population has years of its own.</summary>
    private static readonly string[] Reference = ["population"];

    /// <summary>Works it out from the declarative files and the deliveries a version holds.</summary>
    public static IReadOnlyDictionary<string, MetricSupply> Of(DuckDbSession db, JobSet jobs, AreaFile area, MetricsFile metrics)
    {
        var deliveries = db.Query(
                "SELECT subject, min(effective_date), max(effective_date), min(coalesce(extract_from, DATE '0001-01-01')) FROM meta.delivery WHERE NOT is_correction GROUP BY subject",
                row => (Subject: row.GetString(0), First: row.GetFieldValue<DateOnly>(1), Last: row.GetFieldValue<DateOnly>(2), From: row.GetFieldValue<DateOnly>(3))
            )
            .ToDictionary(d => d.Subject);
        var oldest = db.Query(
                "SELECT subject, min(last) FROM (SELECT subject, system, extract, max(effective_date) AS last FROM meta.delivery GROUP BY subject, system, extract) GROUP BY subject",
                row => (Subject: row.GetString(0), Last: row.GetFieldValue<DateOnly>(1))
            )
            .ToDictionary(d => d.Subject, d => d.Last);
        var unavailable = Unavailable(jobs, area, metrics);
        return metrics.Metrics.Values.ToDictionary(
            metric => metric.Name,
            metric =>
            {
                var missing = metric.Subjects.FirstOrDefault(s => !deliveries.ContainsKey(s));
                if (unavailable.GetValueOrDefault(metric.Name) is { } reason)
                {
                    return new MetricSupply(null, area.HistoryFrom, null, reason);
                }
                if (missing is not null)
                {
                    return new MetricSupply(null, area.HistoryFrom, null, Words.Of(language => $"{ContractWords.In(language).Subject(missing)}: {MetricSupply.NeverDelivered[language]}"));
                }
                var read = metric.Subjects.Where(s => !Reference.Contains(s)).ToList();
                var coveredFrom = read.Select(s => deliveries[s].From).Append(area.HistoryFrom).Max();
                var first = metric.DatedFromFirstDelivery is { } subject ? deliveries[subject].First : (DateOnly?)null;
                return new MetricSupply(read.Min(s => oldest[s]), coveredFrom, first, null)
                {
                    UnavailableBreakdowns = metric
                        .Breakdowns
                        .Where(b => unavailable.ContainsKey(Cut(metric, b)))
                        .ToDictionary(b => b, b => unavailable[Cut(metric, b)]),
                };
            }
        );
    }

    /// <summary>By metric, and by breakdown as <c>metric by dimension</c>, why the area's sources cannot give it.</summary>
    public static IReadOnlyDictionary<string, Words> Unavailable(JobSet jobs, AreaFile area, MetricsFile metrics) =>
        JobCheck
            .Report(jobs with { Areas = new Dictionary<string, AreaFile> { [area.Area] = area } }, Needs(metrics))
            .SelectMany(report => report.Unavailable)
            .ToDictionary(u => u.Metric, u => Words.Of(language => string.Join("; ", u.Lacks.Select(l => l.Sentence[language]))));

    /// <summary>What each metric, and each of its breakdowns as <c>metric by dimension</c>, needs, as the checks of declarative files take it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Need>> Needs(MetricsFile metrics) =>
        metrics
            .Metrics.Values.Select(metric => (metric.Name, metric.Needs))
            .Concat(
                from metric in metrics.Metrics.Values
                from breakdown in metric.Breakdowns
                let fields = metric.NumeratorFor([breakdown]).Fact.Fields
                where fields.ContainsKey(breakdown)
                select (Cut(metric, breakdown), (IReadOnlyList<Need>)[new Need(fields[breakdown])])
            )
            .ToDictionary(need => need.Item1, need => need.Item2);

    private static string Cut(Metric metric, string breakdown) => $"{metric.Name} by {breakdown}";
}
