namespace QdC.Metrics;

/// <summary>Counts by the day a row was written down instead of the day of the action, as councils may choose for their returns.</summary>
public static class ByRegistration
{
    private static readonly Dictionary<string, string> Words = new() { ["ca"] = "per data de registre", ["es"] = "por fecha de registro", ["en"] = "by day of registration" };

    /// <summary>The same figure, counted by registration; null when something it counts has no day of registration.</summary>
    public static Metric? Of(Metric metric)
    {
        var measures = metric.NumeratorBy.Values.Append(metric.Numerator).Concat(metric.DenominatorBy.Values).Concat(metric.Denominator is { } d ? [d] : []).ToList();
        if (measures.Exists(m => m.Fact.Registered is null || m.Time != TimeRule.InPeriod))
        {
            return null;
        }
        return metric with
        {
            Numerator = Of(metric.Numerator),
            Denominator = metric.Denominator is null ? null : Of(metric.Denominator),
            NumeratorBy = metric.NumeratorBy.ToDictionary(m => m.Key, m => Of(m.Value)),
            DenominatorBy = metric.DenominatorBy.ToDictionary(m => m.Key, m => Of(m.Value)),
            Needs = [.. metric.Needs.Concat(measures.Select(m => new Need(m.Fact.Registered!))).Distinct()],
            Texts = metric.Texts.ToDictionary(t => t.Key, t => t.Value with { Name = $"{t.Value.Name}, {Words[t.Key]}" }),
        };
    }

    private static Measure Of(Measure measure) => measure with { Fact = measure.Fact with { Date = measure.Fact.Registered!.Split('.')[1] } };
}
