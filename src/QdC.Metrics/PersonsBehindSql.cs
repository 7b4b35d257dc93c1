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
        // Exact: a sum of doubles would depend on the order of the rows.
        var rows = $"""
            SELECT {month} AS of_time, {member} AS member, f.{person} AS counted{(amount is null ? "" : $", f.{amount}::DECIMAL(38, 10) AS part")}
            FROM star.{fact.Table} AS f{MeasureSql.Joins(file, counted, breakdown is null ? [] : [breakdown], [], "f")}
            WHERE {string.Join(" AND ", conditions)}
            """;
        var kinds = $"period_kind IN ({string.Join(", ", periods.Select(MeasureSql.Literal))})";
        var behind = amount is null
            ? $"SELECT period_id, member, n AS persons, NULL AS largest_part FROM ({MeasureSql.ByLastMonth($"SELECT {MeasureSql.Months}, member FROM ({rows}) GROUP BY counted, member", ", member")})"
            : $"""
                SELECT period_id, member, count(*) AS persons, max(abs(part)) / nullif(sum(abs(part)), 0) AS largest_part
                FROM (
                    SELECT pm.period_id, m.member, m.counted, sum(m.part) AS part
                    FROM (SELECT of_time, member, counted, sum(part) AS part FROM ({rows}) GROUP BY ALL) AS m
                    JOIN (SELECT period_id, month FROM mart.period_month WHERE period_id IN (SELECT period_id FROM mart.period WHERE {kinds})) AS pm ON pm.month = m.of_time
                    GROUP BY ALL)
                GROUP BY ALL
                """;
        return $"""
            INSERT INTO mart.persons_behind
            SELECT {MeasureSql.Literal(measure.Name)}, p.period_kind, p.period_start, {MeasureSql.Literal(breakdown ?? PublishedTable.Total)}, w.member, w.persons, w.largest_part
            FROM ({behind}) AS w
            JOIN mart.period AS p ON p.period_id = w.period_id
            WHERE p.{kinds}
            """;
    }
}
