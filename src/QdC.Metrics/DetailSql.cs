namespace QdC.Metrics;

/// <summary>
/// Writes the query of the rows behind a measure: their month or day, their members by label, what is added up, and for what is counted
/// once a number of this file's own. No key of the star leaves: numbers come from <c>temp.detail_number</c>, labels from <c>temp.detail_NAME</c>.
/// </summary>
public static class DetailSql
{
    /// <summary>The temporary table that numbers what is counted once: columns <c>id</c> and <c>n</c>.</summary>
    public const string Numbers = "detail_number";

    /// <summary>The temporary table of a dimension's labels: columns <c>code</c> and <c>label</c>.</summary>
    public static string Labels(string dimension) => "detail_" + dimension;

    /// <summary>The column whose values are counted once each; null when rows or sums are told.</summary>
    public static string? Counted(Measure measure) => measure.Aggregate == Aggregate.Distinct ? measure.Column.Split(',')[0].Trim() : null;

    /// <summary>True when each row tells by itself whether it counts: not where a person's last row of the period decides.</summary>
    public static bool IsPossible(Measure measure) => measure is { NewFor: null, Within: null, KeepLast.Count: 0, Fact.Date: not null };

    /// <summary>The rows of a range of days, without an order.</summary>
    /// <param name="file">The definitions.</param>
    /// <param name="measure">The measure; <see cref="IsPossible"/> holds.</param>
    /// <param name="filters">The members kept.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day, which data reach.</param>
    public static string Select(MetricsFile file, Measure measure, IReadOnlyList<MemberFilter> filters, DateOnly from, DateOnly to)
    {
        var fact = measure.Fact;
        var dimensions = fact.Dimensions.Keys.ToList();
        var first = measure.Time == TimeRule.AtEnd ? MeasureSql.Month(to) : from; // what is counted at the end is the last month's
        var conditions = MeasureSql
            .Conditions(measure, filters, "f")
            .Append($"f.{fact.Date} BETWEEN {MeasureSql.Literal(first)} AND {MeasureSql.Literal(to)}")
            .Concat(measure.Aggregate == Aggregate.Rows ? [] : [$"f.{measure.Column.Split(',')[0].Trim()} IS NOT NULL"]);
        var counted = Counted(measure);
        return $"""
            SELECT CAST(f.{fact.Date} AS TIMESTAMP) AS day{string.Concat(dimensions.Select(d => $", l_{d}.label AS {d}"))}{(measure.Aggregate is Aggregate.Sum or Aggregate.Percentile ? $", CAST(f.{measure.Column} AS DOUBLE) AS amount" : "")}{(counted is null ? "" : ", n.n AS number")}
            FROM star.{fact.Table} AS f
            JOIN (SELECT unnest(generate_series({first.Year}, {to.Year})) AS age_year) AS p ON p.age_year = year(f.{fact.Date}){MeasureSql.Joins(file, measure, dimensions, filters, "f")}
            {string.Join('\n', dimensions.Select(d => $"LEFT JOIN temp.{Labels(d)} AS l_{d} ON l_{d}.code = d_{d}.code"))}
            {(counted is null ? "" : $"JOIN temp.{Numbers} AS n ON n.id = f.{counted}")}
            WHERE {string.Join(" AND ", conditions)}
            """;
    }
}
