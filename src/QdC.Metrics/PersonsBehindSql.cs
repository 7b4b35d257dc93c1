namespace QdC.Metrics;

/// <summary>Writes the SQL that says how many persons are behind each cell of a measure, and what part the largest of them holds.</summary>
public static class PersonsBehindSql
{
    /// <summary>The table the statements fill; it stays inside the area.</summary>
    public const string CreateTable = """
        CREATE OR REPLACE TABLE mart.persons_behind (
            measure VARCHAR NOT NULL, period_kind VARCHAR NOT NULL, period_start DATE NOT NULL, breakdown VARCHAR NOT NULL, member VARCHAR NOT NULL,
            persons BIGINT NOT NULL, largest_part DOUBLE)
        """;

    /// <summary>Writes the statement for one measure and cut.</summary>
    /// <param name="file">The definitions.</param>
    /// <param name="measure">A measure that has persons behind it.</param>
    /// <param name="breakdown">The dimension; null for the total.</param>
    /// <param name="asOf">The day the data reach.</param>
    /// <param name="periods">The kinds of period that are published; persons of others are not counted.</param>
    public static string Insert(MetricsFile file, Measure measure, string? breakdown, DateOnly asOf, IEnumerable<string> periods)
    {
        var (fact, person, amount, where) = measure.Persons ?? throw new ArgumentException("no persons are behind it", nameof(measure));
        var counted = measure with { Name = measure.Name, Fact = fact, Where = where, KeepLast = new Dictionary<string, IReadOnlyList<string>>() };
        var member = breakdown is null ? "'all'" : $"d_{breakdown}.code";
        var month = $"CAST(date_trunc('month', f.{fact.Date}) AS DATE)";
        var conditions = MeasureSql.Conditions(counted, [], "f").Append($"f.{person} IS NOT NULL").Append($"{month} <= {MeasureSql.MonthOf(asOf)}");
        return $"""
            INSERT INTO mart.persons_behind
            SELECT {MeasureSql.Literal(measure.Name)}, p.period_kind, p.period_start, {MeasureSql.Literal(breakdown ?? PublishedTable.Total)}, w.member,
                count(*), max(abs(w.part)) / nullif(sum(abs(w.part)), 0)
            FROM (
                SELECT pm.period_id, m.member, m.person, sum(m.part) AS part
                FROM (
                    SELECT {month} AS month, {member} AS member, f.{person} AS person, sum({(amount is null ? "0" : $"f.{amount}")}) AS part
                    FROM star.{fact.Table} AS f{MeasureSql.Joins(file, counted, breakdown is null ? [] : [breakdown], [], "f")}
                    WHERE {string.Join(" AND ", conditions)}
                    GROUP BY ALL) AS m
                JOIN (
                    SELECT period_id, month FROM mart.period_month
                    WHERE period_id IN (SELECT period_id FROM mart.period WHERE period_kind IN ({string.Join(", ", periods.Select(MeasureSql.Literal))}))
                ) AS pm ON pm.month = m.month
                GROUP BY ALL) AS w
            JOIN mart.period AS p ON p.period_id = w.period_id
            GROUP BY ALL
            """;
    }
}
