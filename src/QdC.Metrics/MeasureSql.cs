using System.Globalization;

namespace QdC.Metrics;

/// <summary>A condition on a dimension's member, as queries give it.</summary>
/// <param name="Dimension">The dimension's name.</param>
/// <param name="Member">The member's code.</param>
public sealed record MemberFilter(string Dimension, string Member);

/// <summary>
/// Writes the DuckDB SQL that computes one measure for every period: the one place where a measure becomes SQL.
/// The statement returns <c>period_id</c>, one column per breakdown holding the member's code, and <c>n</c> DECIMAL(38,14).
/// </summary>
/// <remarks>It reads <c>mart.period</c> and <c>mart.period_month</c>; ages come from the macros <c>age_band_key</c> and <c>age_group_key</c>.</remarks>
public static class MeasureSql
{
    /// <summary>Writes the statement.</summary>
    /// <param name="file">The definitions, for their dimensions.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="breakdowns">Dimensions to group by, none for the total.</param>
    /// <param name="asOf">The day the data reach: later months are left out.</param>
    /// <param name="newPersonYears">Years without attendance that make a person new.</param>
    /// <param name="filters">Further conditions, whose members go in as literals after quoting.</param>
    /// <param name="lastRows">A query or table that holds what <see cref="LastRows"/> gives; null to compute it in place.</param>
    public static string Select(
        MetricsFile file,
        Measure measure,
        IReadOnlyList<string> breakdowns,
        DateOnly asOf,
        int newPersonYears,
        IReadOnlyList<MemberFilter>? filters = null,
        string? lastRows = null
    )
    {
        var members = filters ?? [];
        var rows = measure.Fact.Last is null ? PlainRows(measure, MonthOf(asOf)) : lastRows ?? LastRows([measure], asOf);
        var used = breakdowns
            .Concat(members.Select(f => f.Dimension))
            .Concat(measure.Where.Keys.Where(k => k.Contains('.')).Select(k => k[..k.IndexOf('.')]))
            .Distinct()
            .ToList();
        var joins = used.Select(name =>
            $"\nJOIN star.{file.Dimensions[name].Table} AS d_{name} ON d_{name}.{file.Dimensions[name].Key} = {KeyOf(measure.Fact.Dimensions[name], name)}"
        );
        var conditions = Conditions(measure.Where, "r")
            .Concat(Conditions(measure.KeepLast, "r"))
            .Concat(measure.NewFor is { } seen ? [$"r.first_{seen} < p.period_start - INTERVAL {newPersonYears} YEAR"] : [])
            .Concat(members.Select(f => $"d_{f.Dimension}.code = {Literal(f.Member)}"))
            .ToList();
        var columns = string.Concat(breakdowns.Select(name => $", d_{name}.code AS {name}"));
        var aggregate = measure.Aggregate switch
        {
            Aggregate.Rows => "count(*)",
            Aggregate.Sum => $"sum(r.{measure.Column})",
            _ => $"count(DISTINCT r.{measure.Column})",
        };
        return $"""
            SELECT r.period_id{columns}, CAST({aggregate} AS DECIMAL(38,14)) AS n
            FROM ({rows}) AS r
            JOIN mart.period AS p ON p.period_id = r.period_id{string.Concat(joins)}
            {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
            GROUP BY ALL
            """;
    }

    /// <summary>Quotes a text as a SQL literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>Writes a date as a SQL literal.</summary>
    public static string Literal(DateOnly date) =>
        $"DATE '{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    private static string PlainRows(Measure measure, string month) =>
        measure.Time switch
        {
            TimeRule.Year => $"""
                SELECT p.period_id, f.* FROM mart.period AS p
                JOIN (SELECT a.year AS asked, max(b.year) AS given
                      FROM (SELECT DISTINCT age_year AS year FROM mart.period) AS a
                      JOIN (SELECT DISTINCT {measure.Fact.Year} AS year FROM star.{measure.Fact.Table}) AS b ON b.year <= a.year
                      GROUP BY a.year) AS y ON y.asked = p.age_year
                JOIN star.{measure.Fact.Table} AS f ON f.{measure.Fact.Year} = y.given
                """,
            TimeRule.AtEnd => $"""
                SELECT p.period_id, f.* FROM star.{measure.Fact.Table} AS f
                JOIN mart.period AS p ON f.{measure.Fact.Date} = least(p.last_month, {month}) AND p.period_start <= {month}
                """,
            _ => $"""
                SELECT pm.period_id, f.* FROM star.{measure.Fact.Table} AS f
                JOIN mart.period_month AS pm ON pm.month = date_trunc('month', f.{measure.Fact.Date})
                WHERE pm.month <= {month}
                """,
        };

    /// <summary>
    /// One row per period and person of a fact that has <see cref="Fact.Last"/>: the attributes at the person's last event in the
    /// period and, as <c>first_&lt;column&gt;</c>, what the first row said of the time before.
    /// </summary>
    /// <param name="measures">The measures that will read it.</param>
    /// <param name="asOf">The day the data reach.</param>
    public static string LastRows(IReadOnlyCollection<Measure> measures, DateOnly asOf)
    {
        var (fact, counted) = (measures.First().Fact, measures.First().Column);
        var last = fact
            .Dimensions.Values.Select(path => path.Column)
            .Concat(measures.SelectMany(m => m.KeepLast.Keys))
            .Distinct()
            .Select(column => $", arg_max(f.{column}, f.{fact.Last}) AS {column}");
        var first = measures
            .Select(m => m.NewFor)
            .OfType<string>()
            .Distinct()
            .Select(column => $", arg_min(coalesce(f.{column}, DATE '0001-01-01'), f.{fact.Date}) AS first_{column}");
        return $"""
            SELECT pm.period_id, f.{counted}{string.Concat(last)}{string.Concat(first)}
            FROM star.{fact.Table} AS f
            JOIN mart.period_month AS pm ON pm.month = f.{fact.Date}
            WHERE pm.month <= {MonthOf(asOf)}
            GROUP BY pm.period_id, f.{counted}
            """;
    }

    private static string MonthOf(DateOnly day) => Literal(new DateOnly(day.Year, day.Month, 1));

    private static string KeyOf(DimensionPath path, string dimension) =>
        path.IsAgeOfBirthYear ? $"{dimension}_key(p.age_year, r.{path.Column})" : $"r.{path.Column}";

    private static IEnumerable<string> Conditions(IReadOnlyDictionary<string, string> filters, string alias) =>
        filters.Select(filter =>
        {
            var column = filter.Key.Contains('.') ? $"d_{filter.Key}" : $"{alias}.{filter.Key}";
            var value = filter.Value is "true" or "false" ? filter.Value : Literal(filter.Value);
            return $"{column} = {value}";
        });
}
