namespace QdC.Metrics;

/// <summary>
/// Writes the SQL that says by which network pseudonyms persons are counted, by measure and month: what the network counts people once by.
/// </summary>
public static class NetworkPersonSql
{
    /// <summary>The table the statements fill.</summary>
    public const string CreateTable = "CREATE OR REPLACE TABLE mart.network_person (measure VARCHAR NOT NULL, month DATE NOT NULL, network_id UUID NOT NULL)";

    /// <summary>The published metrics that count distinct persons of months, whose network totals can count them once.</summary>
    public static IEnumerable<Metric> Metrics(MetricsFile file) =>
        file.Published
            .Where(t => t.Breakdown == PublishedTable.Total)
            .Select(t => file.Metrics[t.Metric])
            .Where(m => m is
            {
                Denominator: null,
                Numerator: { Aggregate: Aggregate.Distinct, Column: "person_key", KeepLast.Count: 0, NewFor: null, Within: null, Time: TimeRule.InPeriod or TimeRule.AtEnd },
            })
            .Distinct();

    /// <summary>Writes the statement for one measure.</summary>
    public static string Insert(MetricsFile file, Measure measure) =>
        $"""
            INSERT INTO mart.network_person
            SELECT DISTINCT {MeasureSql.Literal(measure.Name)}, CAST(date_trunc('month', f.{measure.Fact.Date}) AS DATE), n.network_id
            FROM star.{measure.Fact.Table} AS f{MeasureSql.Joins(file, measure, [], [], "f")}
            JOIN keys.person AS k ON k.key = f.{measure.Column}
            JOIN link.network_person AS n ON n.person_id = k.id
            WHERE {string.Join(" AND ", MeasureSql.Conditions(measure, [], "f").Append($"f.{measure.Fact.Date} IS NOT NULL"))}
            """;

    /// <summary>
    /// Writes the query of how often persons are counted too often when the areas' counts are added up: <c>metric</c>, <c>period_kind</c>,
    /// <c>period_start</c>, <c>surplus</c>. It reads <c>period</c> (metric, period_kind, period_start, period_end, data_as_of) and
    /// <c>person</c> (area, measure, month, network_id).
    /// </summary>
    public static string Surplus(IEnumerable<Metric> metrics) =>
        $"""
            SELECT p.metric, p.period_kind, p.period_start, count(DISTINCT (a.area, a.network_id)) - count(DISTINCT a.network_id) AS surplus
            FROM period AS p
            JOIN (VALUES {string.Join(", ", metrics.Select(m => $"({MeasureSql.Literal(m.Name)}, {MeasureSql.Literal(m.Numerator.Name)}, {(m.Numerator.Time == TimeRule.AtEnd ? "true" : "false")})"))}) AS m (metric, measure, at_end)
                ON m.metric = p.metric
            JOIN person AS a ON a.measure = m.measure AND a.month <= p.period_end
                AND a.month >= CASE WHEN m.at_end THEN CAST(date_trunc('month', least(p.period_end, p.data_as_of)) AS DATE) ELSE p.period_start END
            GROUP BY ALL
            """;
}
