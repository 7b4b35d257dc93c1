namespace QdC.Samples.Truth;

/// <summary>An expected figure.</summary>
/// <param name="Metric">The KPI's name.</param>
/// <param name="PeriodKind">month, quarter, year or rolling12.</param>
/// <param name="PeriodStart">First day of the period.</param>
/// <param name="Breakdown">total, municipality, sex, age_band, age_group, team, service or funder.</param>
/// <param name="Member">The member of the breakdown; <c>all</c> for the total.</param>
/// <param name="Numerator">Null when the figure is not available.</param>
/// <param name="Denominator">Null for counts and sums.</param>
/// <param name="Value">Null when the figure is not available.</param>
/// <param name="Status">ok, provisional or not_available.</param>
public sealed record KpiRow(
    string Metric,
    string PeriodKind,
    DateOnly PeriodStart,
    string Breakdown,
    string Member,
    decimal? Numerator,
    decimal? Denominator,
    decimal? Value,
    string Status
);

/// <summary>Collects the figures of one way of counting people.</summary>
internal sealed class KpiSheet(DateOnly dataAsOf)
{
    /// <summary>The figures so far.</summary>
    public List<KpiRow> Rows { get; } = [];

    /// <summary>A count or a sum.</summary>
    public void Count(string metric, Period period, string breakdown, string member, decimal count)
    {
        if (breakdown == "total" || count != 0)
            Add(metric, period, breakdown, member, count, null, count);
    }

    /// <summary>A count told beside what it is a part of.</summary>
    public void CountOf(string metric, Period period, string breakdown, string member, decimal count, decimal whole)
    {
        if (breakdown == "total" || count != 0 || whole != 0)
            Add(metric, period, breakdown, member, count, whole, count);
    }

    /// <summary>A count less another that it holds.</summary>
    public void Difference(string metric, Period period, string breakdown, string member, decimal count, decimal less)
    {
        if (breakdown == "total" || count != 0 || less != 0)
            Add(metric, period, breakdown, member, count, less, count - less);
    }

    /// <summary>A ratio; without a denominator it is not available.</summary>
    public void Ratio(string metric, Period period, string breakdown, string member, decimal numerator, decimal? denominator, decimal factor = 1)
    {
        if (breakdown == "total" || numerator != 0 || (denominator ?? 0) != 0)
            Add(metric, period, breakdown, member, numerator, denominator, denominator is null or 0 ? null : factor * numerator / denominator);
    }

    /// <summary>A percentile of values: the value whose place is the share of the way from the least to the greatest, between two if need be.</summary>
    public void Percentile(string metric, Period period, string breakdown, string member, IEnumerable<int> values, decimal share)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
        {
            if (breakdown == "total")
                Add(metric, period, breakdown, member, null, 0, null);
            return;
        }
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        Add(metric, period, breakdown, member, null, sorted.Length, sorted[below] + (place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>A figure that cannot be computed for the period, or not by a dimension.</summary>
    public void NotAvailable(string metric, Period period, string breakdown = "total") => Add(metric, period, breakdown, "all", null, null, null);

    private void Add(string metric, Period period, string breakdown, string member, decimal? numerator, decimal? denominator, decimal? value)
    {
        var status = value is null ? "not_available" : period.End > dataAsOf ? "provisional" : "ok";
        Rows.Add(new KpiRow(metric, period.Kind, period.Start, breakdown, member, numerator, denominator, value, status));
    }
}
