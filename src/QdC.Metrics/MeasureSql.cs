using System.Globalization;

namespace QdC.Metrics;

/// <summary>A condition on a dimension's member, as queries give it.</summary>
/// <param name="Dimension">The dimension's name.</param>
/// <param name="Member">The member's code.</param>
public sealed record MemberFilter(string Dimension, string Member);

/// <summary>
/// Writes the DuckDB SQL that computes one measure for every period: the one place where a measure becomes SQL.
/// The statement returns <c>period_id</c>, the columns it groups by, <c>n</c> DECIMAL(38,14) and <c>value</c>, which is NULL but for
/// a percentile, whose <c>n</c> is the number of its values.
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
    public static string Select(
        MetricsFile file,
        Measure measure,
        IReadOnlyList<string> breakdowns,
        DateOnly asOf,
        int newPersonYears,
        IReadOnlyList<MemberFilter>? filters = null
    ) => Select(file, measure, Grouping.By(breakdowns), asOf, newPersonYears, filters ?? []);

    /// <summary>True when a condition asks for an age, which the period decides with the birth year.</summary>
    internal static bool AsksForAge(Measure measure) =>
        measure.Where.Keys.Any(k => IsAge(measure, k));

    /// <summary>True when a condition's column is that of an age.</summary>
    internal static bool IsAge(Measure measure, string column) => column.Contains('.') && PathOf(measure, column).IsAgeOfBirthYear;

    /// <summary>The fact's way to the dimension of a condition's column.</summary>
    internal static DimensionPath PathOf(Measure measure, string column) => measure.Fact.Dimensions[column[..column.IndexOf('.')]];

    /// <summary>True for a distinct count that can be had from the last month of each counted thing.</summary>
    internal static bool IsByLastMonth(Measure measure) =>
        measure is { Aggregate: Aggregate.Distinct, Fact.Last: null, Time: not TimeRule.Year } && measure.Fact.Dimensions.Values.All(path => !path.IsAgeOfBirthYear);

    private static string Select(MetricsFile file, Measure measure, Grouping by, DateOnly asOf, int newPersonYears, IReadOnlyList<MemberFilter> members)
    {
        if (measure.Aggregate == Aggregate.Percentile)
        {
            return Percentile(file, measure, by, members, MonthOf(asOf));
        }
        if (IsByLastMonth(measure))
        {
            return Distinct(file, measure, by, members, MonthOf(asOf));
        }
        var rows = measure.Fact.Last is null ? PlainRows(measure, MonthOf(asOf)) : LastRows([measure], asOf, newPersonYears);
        var joins = Joins(file, measure, by.Dimensions, members, "r");
        var conditions = LastConditions(measure, members).ToList();
        var aggregate =
            measure.Aggregate == Aggregate.Distinct && measure.Fact.Last is null ? $"count(DISTINCT r.{measure.Column})"
            : measure.Time == TimeRule.MonthMean ? "sum(r.n) / max(r.months)" // exact sums first: a quotient is no decimal, and its sums depend on their order
            : "sum(r.n)";
        return $"""
            SELECT r.period_id{by.Select}, CAST({aggregate} AS DECIMAL(38,14)) AS n, CAST(NULL AS DOUBLE) AS value
            FROM ({rows}) AS r
            JOIN mart.period AS p ON p.period_id = r.period_id{joins}
            {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
            GROUP BY ALL
            """;
    }

    private static string Distinct(MetricsFile file, Measure measure, Grouping by, IReadOnlyList<MemberFilter> members, string month)
    {
        var time = TimeOf(measure, "f");
        var conditions = Conditions(measure, members, "f").Append($"f.{measure.Column} IS NOT NULL").Append($"{time} <= {month}").Append(AskedFor(measure, "f", month));
        var rows = $"""
            SELECT {time} AS of_time{by.Select}, f.{measure.Column} AS counted
            FROM star.{measure.Fact.Table} AS f{Joins(file, measure, by.Dimensions, members, "f")}
            WHERE {string.Join(" AND ", conditions)}
            """;
        var summed = measure.Time == TimeRule.InPeriod
            ? ByLastMonth($"SELECT {Months}{by.Names} FROM ({rows}) GROUP BY counted{by.Names}", by.Names)
            : $"""
                SELECT w.period_id{by.Names}, sum(r.n) AS n
                FROM (SELECT of_time{by.Names}, count(DISTINCT counted) AS n FROM ({rows}) GROUP BY ALL) AS r
                JOIN mart.period AS w ON r.of_time = least(w.last_month, {month}) AND w.period_start <= {month}
                GROUP BY ALL
                """;
        return $"SELECT period_id{by.Names}, CAST(n AS DECIMAL(38,14)) AS n, CAST(NULL AS DOUBLE) AS value FROM ({summed})";
    }

    /// <summary>All months of what is counted, in order, as <c>months</c>: a list is sorted in less time than a window over all rows.</summary>
    internal const string Months = "list_sort(list(of_time)) AS months";

    /// <summary>
    /// A distinct count over periods, of each counted thing's months. It stands once a month and member, and is counted in a period by its
    /// last month there: the one whose next lies behind the period. So nothing is held distinct once for every period.
    /// </summary>
    /// <param name="lists">A query of <see cref="Months"/>, a row for each counted thing and what is counted by.</param>
    /// <param name="by">What is counted by, each column after a comma.</param>
    internal static string ByLastMonth(string lists, string by) =>
        $"""
            SELECT w.period_id{by}, sum(n) AS n
            FROM (
                SELECT of_time{by}, next_time, count(*) AS n
                FROM (SELECT unnest(months) AS of_time, unnest(months[2:] || [DATE '9999-12-31']) AS next_time{by} FROM ({lists}))
                WHERE next_time <> of_time
                GROUP BY ALL) AS r
            JOIN {PeriodsByMonth} AS w ON w.month = r.of_time
            WHERE r.next_time > w.last_month
            GROUP BY ALL
            """;

    /// <summary>Each period once for each of its months.</summary>
    internal const string PeriodsByMonth = "(SELECT pm.month, p.* FROM mart.period_month AS pm JOIN mart.period AS p ON p.period_id = pm.period_id)";

    /// <summary>The time by which rows belong to periods: their month or year.</summary>
    internal static string TimeOf(Measure measure, string alias) =>
        measure.Time switch
        {
            TimeRule.Year => $"{alias}.{measure.Fact.Year}",
            TimeRule.InPeriod => $"CAST(date_trunc('month', {alias}.{measure.Fact.Date}) AS DATE)",
            _ => $"{alias}.{measure.Fact.Date}",
        };

    /// <summary>A condition that leaves out rows of no period that is asked for: who asks for one month must not wait for ten years.</summary>
    private static string AskedFor(Measure measure, string alias, string month) =>
        measure.Time == TimeRule.AtEnd
            ? $"{alias}.{measure.Fact.Date} IN (SELECT least(last_month, {month}) FROM mart.period)"
            : $"{alias}.{measure.Fact.Date} BETWEEN (SELECT min(period_start) FROM mart.period) AND (SELECT max(period_end) FROM mart.period)";

    /// <summary>A percentile of the values dated in each period. Values cannot be added up beforehand, so only rows that count meet the periods.</summary>
    private static string Percentile(MetricsFile file, Measure measure, Grouping by, IReadOnlyList<MemberFilter> members, string month) =>
        $"""
            SELECT p.period_id{by.Select},
                CAST(count(*) AS DECIMAL(38,14)) AS n, quantile_cont(f.{measure.Column}, {measure.At.ToString(CultureInfo.InvariantCulture)}) AS value
            FROM ({ValuesInPeriods(measure, month)}) AS f
            JOIN mart.period AS p ON p.period_id = f.period_id{Joins(file, measure, by.Dimensions, members, "f")}
            {(Conditions(measure, members, "f").ToList() is { Count: > 0 } conditions ? "WHERE " + string.Join(" AND ", conditions) : "")}
            GROUP BY ALL
            """;

    /// <summary>The rows of a percentile that have a value, once for each period they are dated in.</summary>
    internal static string ValuesInPeriods(Measure measure, string month) =>
        $"""
            SELECT pm.period_id, f.*
            FROM star.{measure.Fact.Table} AS f
            JOIN mart.period_month AS pm ON pm.month = CAST(date_trunc('month', f.{measure.Fact.Date}) AS DATE) AND pm.month <= {month}
            WHERE f.{measure.Column} IS NOT NULL
            """;

    internal static string Joins(MetricsFile file, Measure measure, IReadOnlyList<string> breakdowns, IReadOnlyList<MemberFilter> members, string alias) =>
        string.Concat(
            breakdowns
                .Concat(members.Select(f => f.Dimension))
                .Concat(measure.Where.Keys.Where(k => k.Contains('.')).Select(k => k[..k.IndexOf('.')]))
                .Distinct()
                .Select(name =>
                    $"\nJOIN star.{file.Dimensions[name].Table} AS d_{name} ON d_{name}.{file.Dimensions[name].Key} = {KeyOf(measure.Fact.Dimensions[name], name, alias)}"
                )
        );

    /// <summary>Quotes a text as a SQL literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>The first day of a day's month.</summary>
    internal static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>Writes a date as a SQL literal.</summary>
    public static string Literal(DateOnly date) =>
        $"DATE '{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    /// <summary>The rows of a fact that has no <see cref="Fact.Last"/>, added up as far as can be, once for each period they belong to.</summary>
    internal static string PlainRows(Measure measure, string month) => InPeriods(measure, Grouped(measure, month), month);

    /// <summary>Meets rows that have <c>of_time</c> in the periods they belong to: <c>period_id</c>, for a mean over months how many there are, and the rows' columns.</summary>
    internal static string InPeriods(Measure measure, string rows, string month) =>
        measure.Time switch
        {
            TimeRule.Year => $"""
                SELECT p.period_id, f.* FROM mart.period AS p
                JOIN (SELECT a.year AS asked, max(b.year) AS given
                      FROM (SELECT DISTINCT age_year AS year FROM mart.period) AS a
                      JOIN (SELECT DISTINCT {measure.Fact.Year} AS year FROM star.{measure.Fact.Table}) AS b ON b.year <= a.year
                      GROUP BY a.year) AS y ON y.asked = p.age_year
                JOIN ({rows}) AS f ON f.of_time = y.given
                """,
            TimeRule.AtEnd => $"""
                SELECT p.period_id, f.* FROM ({rows}) AS f
                JOIN mart.period AS p ON f.of_time = least(p.last_month, {month}) AND p.period_start <= {month}
                """,
            TimeRule.MonthMean => $"""
                SELECT pm.period_id, pm.months, f.* FROM ({rows}) AS f
                JOIN (
                    SELECT period_id, month, count(*) OVER (PARTITION BY period_id) AS months
                    FROM mart.period_month WHERE month <= {month}) AS pm ON pm.month = f.of_time
                """,
            _ => $"""
                SELECT pm.period_id, f.* FROM ({rows}) AS f
                JOIN mart.period_month AS pm ON pm.month = f.of_time
                WHERE pm.month <= {month}
                """,
        };

    /// <summary>
    /// The fact's rows added up by month (or year) and by what can be asked of them, before each is met in the many periods it
    /// belongs to: <c>n</c> holds rows or sum; for a distinct count the counted column stays and repeats are gone.
    /// </summary>
    private static string Grouped(Measure measure, string month)
    {
        var columns = measure
            .Fact.Dimensions.Values.Select(path => path.Column)
            .Concat(measure.Where.Keys.Where(k => !k.Contains('.')))
            .Concat(measure.Aggregate == Aggregate.Distinct ? [measure.Column] : [])
            .Distinct();
        var n = measure.Aggregate switch
        {
            Aggregate.Rows => ", count(*) AS n",
            Aggregate.Sum => $", sum({measure.Column}) AS n",
            _ => "",
        };
        return $"SELECT {TimeOf(measure, "f")} AS of_time{string.Concat(columns.Select(c => ", f." + c))}{n} FROM star.{measure.Fact.Table} AS f{(measure.Time == TimeRule.Year ? "" : $" WHERE {AskedFor(measure, "f", month)}")} GROUP BY ALL";
    }

    /// <summary>
    /// How many are counted once a period by a fact that has <see cref="Fact.Last"/>, by their attributes at the last event in the
    /// period and, as <c>new_&lt;column&gt;</c>, by whether they had not been counted for so many years before the period; as
    /// <c>within_&lt;column&gt;</c>, by whether that day does not lie before it.
    /// </summary>
    /// <param name="measures">The measures that will read it.</param>
    /// <param name="asOf">The day the data reach.</param>
    /// <param name="newPersonYears">Years without a row that make new; one at least, since no period is longer.</param>
    public static string LastRows(IReadOnlyCollection<Measure> measures, DateOnly asOf, int newPersonYears)
    {
        var news = measures.Select(m => m.NewFor).OfType<string>().Distinct();
        var within = measures.Select(m => m.Within).OfType<string>().Distinct();
        return $"""
            SELECT p.period_id{string.Concat(Attributes(measures).Select(c => $", f.{c}"))}{string.Concat(news.Select(c => $", {IsNew(c, "f", newPersonYears)} AS new_{c}"))}{string.Concat(within.Select(c => $", {IsWithin(c, "f")} AS within_{c}"))},
                count(*) AS n
            FROM ({LastMonths(measures, asOf, newPersonYears)}) AS f
            JOIN {PeriodsByMonth} AS p ON p.month = f.of_time
            WHERE f.next_time > p.last_month
            GROUP BY ALL
            """;
    }

    /// <summary>
    /// The rows of a fact that has <see cref="Fact.Last"/> with the month of whatever is counted after them. The fact has one row a month for each
    /// counted; a row is the last of a period when the next one lies behind the period. What a period of at most twelve months does not ask for is NULL.
    /// </summary>
    /// <param name="measures">The measures that will read it.</param>
    /// <param name="asOf">The day the data reach.</param>
    /// <param name="newPersonYears">Years without a row that make new.</param>
    internal static string LastMonths(IReadOnlyCollection<Measure> measures, DateOnly asOf, int newPersonYears)
    {
        var (fact, counted) = (measures.First().Fact, measures.First().Column);
        var news = measures.Select(m => m.NewFor).OfType<string>().Distinct().ToList();
        var within = measures.Select(m => m.Within).OfType<string>().Distinct().ToList();
        string InReach(string day, string value) => $"CASE WHEN {day} > of_time - INTERVAL 1 YEAR THEN {value} END";
        // The latest row that follows a gap long enough; who is new in a period has that row in it and the gap before it.
        var gaps = news.Select(c =>
        {
            var afterGap = $"{c} IS NULL OR {c} < CAST({fact.Date} - INTERVAL {newPersonYears} YEAR AS DATE)";
            return $", max(CASE WHEN {afterGap} THEN {fact.Date} END) OVER history AS after_{c}"
                + $", max(CASE WHEN {afterGap} THEN coalesce({c}, DATE '0001-01-01') END) OVER history AS before_{c}";
        });
        return $"""
            SELECT of_time, next_time{string.Concat(Attributes(measures).Select(c => ", " + c))}{string.Concat(within.Select(c => $", {InReach(c, c)} AS {c}"))}{string.Concat(news.Select(c => $", {InReach($"after_{c}", $"after_{c}")} AS after_{c}, {InReach($"after_{c}", $"before_{c}")} AS before_{c}"))}
            FROM (
                SELECT {fact.Date} AS of_time{string.Concat(Attributes(measures).Concat(within).Distinct().Select(c => ", " + c))},
                    coalesce(lead({fact.Date}) OVER history, DATE '9999-12-31') AS next_time{string.Concat(gaps)}
                FROM star.{fact.Table}
                WHERE {fact.Date} <= {MonthOf(asOf)} AND {AskedFor(measures.First(), fact.Table, MonthOf(asOf))}
                WINDOW history AS (PARTITION BY {counted} ORDER BY {fact.Date}))
            """;
    }

    private static IEnumerable<string> Attributes(IReadOnlyCollection<Measure> measures) =>
        measures.First().Fact.Dimensions.Values.Select(path => path.Column).Concat(measures.SelectMany(m => m.KeepLast.Keys)).Distinct();

    private static string IsNew(string column, string alias, int newPersonYears) =>
        $"{alias}.after_{column} >= p.period_start AND {alias}.before_{column} < CAST(p.period_start - INTERVAL {newPersonYears} YEAR AS DATE)";

    private static string IsWithin(string column, string alias) => $"{alias}.{column} >= p.period_start";

    internal static string MonthOf(DateOnly day) => Literal(Month(day));

    internal static string KeyOf(DimensionPath path, string dimension, string alias) =>
        path.IsAgeOfBirthYear ? $"{dimension}_key(p.age_year, {alias}.{path.Column})" : $"{alias}.{path.Column}";

    /// <summary>The conditions on rows <c>r</c> that are counted once a period.</summary>
    private static IEnumerable<string> LastConditions(Measure measure, IReadOnlyList<MemberFilter> members) =>
        Conditions(measure, members, "r")
            .Concat(measure.NewFor is { } seen ? [$"r.new_{seen}"] : [])
            .Concat(measure.Within is { } day ? [$"r.within_{day}"] : []);

    /// <summary>The same on rows <c>r</c> of <see cref="LastMonths"/> that have met the periods <c>p</c>: what depends on the period.</summary>
    internal static IEnumerable<string> PeriodConditions(Measure measure, int newPersonYears) =>
        (measure.NewFor is { } seen ? new[] { IsNew(seen, "r", newPersonYears) } : [])
            .Concat(measure.Within is { } day ? [IsWithin(day, "r")] : []);

    internal static IEnumerable<string> Conditions(Measure measure, IReadOnlyList<MemberFilter> members, string alias) =>
        measure
            .Where.Concat(measure.KeepLast)
            .Select(filter =>
            {
                var column = filter.Key.Contains('.') ? $"d_{filter.Key}" : $"{alias}.{filter.Key}";
                return $"{column} IN ({string.Join(", ", filter.Value.Select(v => v is "true" or "false" ? v : Literal(v)))})";
            })
            .Concat(members.Select(m => $"d_{m.Dimension}.code = {Literal(m.Member)}"));
}
