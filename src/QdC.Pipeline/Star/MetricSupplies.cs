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
        return metrics.Metrics.Values.ToDictionary(
            metric => metric.Name,
            metric =>
            {
                var unavailable = Unavailable(jobs, area, metric);
                var missing = metric.Subjects.FirstOrDefault(s => !deliveries.ContainsKey(s));
                if (unavailable is not null || missing is not null)
                {
                    return new MetricSupply(null, area.HistoryFrom, null, unavailable ?? $"no {missing} has been delivered");
                }
                var read = metric.Subjects.Where(s => !Reference.Contains(s)).ToList();
                var coveredFrom = read.Select(s => deliveries[s].From).Append(area.HistoryFrom).Max();
                var first = metric.DatedFromFirstDelivery is { } subject ? deliveries[subject].First : (DateOnly?)null;
                return new MetricSupply(read.Min(s => oldest[s]), coveredFrom, first, null);
            }
        );
    }

    /// <summary>Why the area's sources can never give a metric; null when they can.</summary>
    public static string? Unavailable(JobSet jobs, AreaFile area, Metric metric)
    {
        foreach (var need in metric.Needs)
        {
            var (subject, field) = (need[..need.IndexOf('.')], need[(need.IndexOf('.') + 1)..]);
            var extracts = area
                .Sources.SelectMany(s => jobs.Systems[s.System].Extracts.Select(e => (s.System, Extract: e)))
                .Where(e => e.Extract.Subject == subject)
                .ToList();
            if (extracts.Count == 0)
            {
                return $"no source of the area delivers {subject}";
            }
            foreach (var (system, extract) in extracts)
            {
                if (extract.Columns.TryGetValue(field, out var mapping))
                {
                    if (mapping.Unavailable is { } reason)
                    {
                        return $"{system} gives no {need}: {reason}";
                    }
                }
                else if (jobs.Contract.Subjects[subject].Field(field)?.Type != FieldType.Key)
                {
                    return $"{system} maps no {need}";
                }
            }
        }
        return null;
    }
}
