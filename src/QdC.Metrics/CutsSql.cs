namespace QdC.Metrics;

/// <summary>
/// Writes the SQL of one measure by the total and by several breakdowns, each by itself, in one pass: columns <c>cut</c>, <c>key</c>,
/// <c>period_id</c>, <c>n</c>, <c>months</c> (NULL but for a mean over months), <c>value</c>. A sensitive breakdown is cut twice: for whole
/// years, and folded for all other periods. <see cref="NumberedCut"/> says which cut a number is; <see cref="KpiMartSql"/> names the members
/// of all measures at once.
/// </summary>
/// <remarks>
/// The rows are added up by the key of each breakdown before they are met in the many periods they belong to, and members get
/// their names last: of a hundred thousand rows a few thousand are left by then.
/// </remarks>
internal static class CutsSql
{
    /// <summary>Stands for the key of all sensitive members together.</summary>
    internal const string Folded = "-1000";

    /// <summary>What a number under <c>cut</c> is.</summary>
    /// <param name="Number">The number; several breakdowns may share it.</param>
    /// <param name="Breakdown">The breakdown's name.</param>
    /// <param name="WholeYears">For a sensitive dimension: whether it is for whole years or for all other periods.</param>
    /// <param name="IsBirthYear">True when <c>key</c> is a birth year, of which the period makes the age.</param>
    internal sealed record NumberedCut(int Number, string Breakdown, bool? WholeYears, bool IsBirthYear);

    /// <summary>A cut of the measure.</summary>
    /// <param name="Dimension">The dimension; null for the total.</param>
    /// <param name="Path">How the fact reaches it.</param>
    /// <param name="WholeYears">For a sensitive dimension: whether it is the one for whole years.</param>
    /// <param name="AgeIsKnown">True when rows meet the year of age before they are added up, so that an age is a key like others.</param>
    private sealed record Cut(Dimension? Dimension, DimensionPath? Path, bool? WholeYears, bool AgeIsKnown)
    {
        /// <summary>What the rows are grouped by; null for the total. Ages come of the birth year and the period, so both age groups share it.</summary>
        public string? Key(string alias) =>
            Dimension is null ? null
            : WholeYears is false ? $"CASE WHEN d_{Dimension.Name}.sensitive THEN {Folded} ELSE {alias}.{Path!.Column} END"
            : AgeIsKnown ? MeasureSql.KeyOf(Path!, Dimension.Name, alias)
            : $"{alias}.{Path!.Column}";
    }

    /// <summary>Writes the statement.</summary>
    /// <param name="file">The definitions.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="breakdowns">The breakdowns.</param>
    /// <param name="month">The last month that data reach, as SQL.</param>
    /// <param name="newPersonYears">Years without attendance that make a person new.</param>
    /// <param name="lastMonths">For a fact that has <see cref="Fact.Last"/>, what <see cref="MeasureSql.LastMonths"/> gives, counted as <c>n</c>.</param>
    /// <returns>The statement, and what its numbers under <c>cut</c> are.</returns>
    public static (string Sql, IReadOnlyList<NumberedCut> Cuts) Write(MetricsFile file, Measure measure, IReadOnlyList<string> breakdowns, string month, int newPersonYears, string? lastMonths)
    {
        var atEnd = lastMonths is null && measure is { Aggregate: Aggregate.Distinct, Time: TimeRule.AtEnd };
        var whole = lastMonths is null && !atEnd && MeetsPeriodsFirst(measure);
        var cuts = Cuts(file, measure, breakdowns, atEnd || whole);
        var alias = lastMonths is not null || whole ? "r" : "f";
        var keys = cuts.Select(c => c.Key(alias)).OfType<string>().Distinct().ToList();
        var summed = lastMonths is not null ? OfLastMonths(file, measure, cuts, keys, newPersonYears, lastMonths)
            : atEnd ? DistinctAtEnd(file, measure, cuts, keys, month)
            : whole ? InPeriods(file, measure, cuts, keys, month)
            : measure.Aggregate == Aggregate.Distinct ? DistinctInPeriod(file, measure, cuts, keys, month)
            : $"SELECT period_id, cut, key, sum(n) AS n{(measure.Time == TimeRule.MonthMean ? ", max(months) AS months" : "")} FROM ({MeasureSql.InPeriods(measure, Grouped(file, measure, cuts, keys, month), month)}) GROUP BY ALL";
        return (
            $"SELECT cut, key, period_id, n, {(measure.Time == TimeRule.MonthMean ? "months" : "NULL AS months")}, {(measure.Aggregate == Aggregate.Percentile ? "value" : "NULL AS value")} FROM ({summed})",
            [.. cuts.Select(c => new NumberedCut(
                c.Key(alias) is { } key ? keys.IndexOf(key) + 1 : 0,
                c.Dimension?.Name ?? KpiMartSql.Total,
                c.WholeYears,
                c.Path is { IsAgeOfBirthYear: true } && !c.AgeIsKnown))]);
    }

    /// <summary>True for what cannot be added up before it meets its periods: percentiles, and ages that decide what counts.</summary>
    private static bool MeetsPeriodsFirst(Measure measure) =>
        measure.Aggregate == Aggregate.Percentile || (measure.Aggregate == Aggregate.Distinct ? !MeasureSql.IsByLastMonth(measure) : MeasureSql.AsksForAge(measure));

    private static List<Cut> Cuts(MetricsFile file, Measure measure, IReadOnlyList<string> breakdowns, bool ageIsKnown) =>
        [
            new(null, null, null, ageIsKnown),
            .. breakdowns.SelectMany(name =>
            {
                var (dimension, path) = (file.Dimensions[name], measure.Fact.Dimensions[name]);
                return dimension.Sensitive ? new Cut[] { new(dimension, path, true, ageIsKnown), new(dimension, path, false, ageIsKnown) } : [new(dimension, path, null, ageIsKnown)];
            }),
        ];

    /// <summary>The fact's rows added up by time and by each key: the number of the key, its value, and <c>n</c>.</summary>
    private static string Grouped(MetricsFile file, Measure measure, List<Cut> cuts, List<string> keys, string month)
    {
        var sums = measure.Aggregate == Aggregate.Sum;
        return $"""
            SELECT of_time{Key(keys)}, {(sums ? "sum(amount)" : "count(*)")} AS n
            FROM ({Rows(file, measure, cuts, keys, month, sums ? $", f.{measure.Column} AS amount" : "")})
            GROUP BY {Sets("of_time", keys)}
            """;
    }

    private static string DistinctInPeriod(MetricsFile file, Measure measure, List<Cut> cuts, List<string> keys, string month) =>
        MeasureSql.ByLastMonth(
            $"SELECT {MeasureSql.Months}{Key(keys)} FROM ({Rows(file, measure, cuts, keys, month, $", f.{measure.Column} AS counted")}) GROUP BY {Sets("counted", keys)}",
            ", cut, key"
        );

    /// <summary>Periods that end together and know the same ages count the same, so each such month is counted once.</summary>
    private static string DistinctAtEnd(MetricsFile file, Measure measure, List<Cut> cuts, List<string> keys, string month)
    {
        var ends = $"SELECT DISTINCT least(last_month, {month}) AS end_month, age_year FROM mart.period WHERE period_start <= {month}";
        var rows = Rows(file, measure, cuts, keys, month, $", p.age_year, f.{measure.Column} AS counted", $"\nJOIN ({ends}) AS p ON p.end_month = {MeasureSql.TimeOf(measure, "f")}");
        return $"""
            SELECT p.period_id, r.cut, r.key, r.n
            FROM (
                SELECT of_time, age_year, cut, key, count(*) AS n
                FROM (SELECT of_time, age_year{Key(keys)} FROM ({rows}) GROUP BY {Sets("of_time, age_year, counted", keys)})
                GROUP BY ALL) AS r
            JOIN mart.period AS p ON r.of_time = least(p.last_month, {month}) AND p.age_year = r.age_year AND p.period_start <= {month}
            """;
    }

    /// <summary>The rows that count, with their time and keys.</summary>
    private static string Rows(MetricsFile file, Measure measure, List<Cut> cuts, List<string> keys, string month, string taken, string beside = "")
    {
        var time = MeasureSql.TimeOf(measure, "f");
        var conditions = MeasureSql.Conditions(measure, [], "f")
            .Concat(measure.Time == TimeRule.Year ? [] : [$"{time} <= {month}"])
            .Concat(measure.Aggregate == Aggregate.Distinct ? [$"f.{measure.Column} IS NOT NULL"] : [])
            .ToList();
        return $"""
            SELECT {time} AS of_time{Columns(keys)}{taken}
            FROM star.{measure.Fact.Table} AS f{beside}{Joins(file, measure, cuts, "f")}
            {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
            """;
    }

    private static string InPeriods(MetricsFile file, Measure measure, List<Cut> cuts, List<string> keys, string month)
    {
        var (rows, taken, n) = measure.Aggregate switch
        {
            Aggregate.Percentile => (MeasureSql.ValuesInPeriods(measure, month), measure.Column, FormattableString.Invariant($"count(*) AS n, quantile_cont(taken, {measure.At}) AS value")),
            Aggregate.Distinct => (MeasureSql.PlainRows(measure, month), measure.Column, "count(DISTINCT taken) AS n"),
            _ => (MeasureSql.PlainRows(measure, month), "n", "sum(taken) AS n"),
        };
        var (months, most) = measure.Time == TimeRule.MonthMean ? (", r.months", ", max(months) AS months") : ("", "");
        var conditions = MeasureSql.Conditions(measure, [], "r").ToList();
        return $"""
            SELECT period_id{Key(keys)}, {n}{most}
            FROM (
                SELECT r.period_id{Columns(keys)}, r.{taken} AS taken{months}
                FROM ({rows}) AS r
                JOIN mart.period AS p ON p.period_id = r.period_id{Joins(file, measure, cuts, "r")}
                {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))})
            GROUP BY {Sets("period_id", keys)}
            """;
    }

    /// <summary>Adds up by month, month of what comes next and key first; what depends on the period is asked of what is left.</summary>
    private static string OfLastMonths(MetricsFile file, Measure measure, List<Cut> cuts, List<string> keys, int newPersonYears, string lastMonths)
    {
        var ofRow = measure with { Where = measure.Where.Where(w => !MeasureSql.IsAge(measure, w.Key)).ToDictionary() };
        var ofPeriod = measure with { Where = measure.Where.Where(w => MeasureSql.IsAge(measure, w.Key)).ToDictionary(), KeepLast = new Dictionary<string, IReadOnlyList<string>>() };
        List<string> asked =
        [
            "of_time", "next_time",
            .. measure.NewFor is { } seen ? [$"after_{seen}", $"before_{seen}"] : Array.Empty<string>(),
            .. measure.Within is { } day ? [day] : Array.Empty<string>(),
            .. ofPeriod.Where.Keys.Select(k => MeasureSql.PathOf(measure, k).Column).Distinct(),
        ];
        var rowConditions = MeasureSql.Conditions(ofRow, [], "r").ToList();
        var periodConditions = MeasureSql.Conditions(ofPeriod, [], "r").Concat(MeasureSql.PeriodConditions(measure, newPersonYears)).Prepend("r.next_time > p.last_month");
        return $"""
            SELECT p.period_id, r.cut, r.key, sum(r.n) AS n
            FROM (
                SELECT {string.Join(", ", asked)}{Key(keys)}, sum(n) AS n
                FROM (
                    SELECT {string.Join(", ", asked.Select(c => $"r.{c}"))}{Columns(keys)}, r.n
                    FROM ({lastMonths}) AS r{Joins(file, ofRow, cuts, "r")}
                    {(rowConditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", rowConditions))})
                GROUP BY {Sets(string.Join(", ", asked), keys)}) AS r
            JOIN {MeasureSql.PeriodsByMonth} AS p ON p.month = r.of_time{MeasureSql.Joins(file, ofPeriod, [], [], "r")}
            WHERE {string.Join(" AND ", periodConditions)}
            GROUP BY ALL
            """;
    }

    /// <summary>Joins what conditions ask of, and what says which members are sensitive.</summary>
    private static string Joins(MetricsFile file, Measure measure, List<Cut> cuts, string alias) =>
        MeasureSql.Joins(file, measure, [.. cuts.Where(c => c.WholeYears is false).Select(c => c.Dimension!.Name)], [], alias);

    private static string Columns(List<string> keys) => string.Concat(keys.Select((key, i) => $", {key} AS k{i + 1}"));

    private static string Key(List<string> keys)
    {
        string Case(Func<int, string> then) => string.Concat(keys.Select((_, i) => $" WHEN grouping(k{i + 1}) = 0 THEN {then(i + 1)}"));
        return keys.Count == 0
            ? ", 0 AS cut, 0 AS key"
            : $", CASE{Case(i => $"{i}")} ELSE 0 END AS cut, CASE{Case(i => $"k{i}")} ELSE 0 END AS key";
    }

    private static string Sets(string always, List<string> keys) =>
        $"GROUPING SETS (({always}){string.Concat(keys.Select((_, i) => $", ({always}, k{i + 1})"))})";
}
