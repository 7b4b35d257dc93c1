namespace QdC.Metrics;

/// <summary>
/// Writes the SQL of one measure by the total and by several breakdowns, each by itself, in one pass: columns <c>period_id</c>,
/// <c>breakdown</c>, <c>member</c>, <c>whole_years</c>, <c>n</c>, <c>value</c>. A sensitive breakdown is cut twice: for whole years, and
/// folded for all other periods; for any other <c>whole_years</c> is NULL.
/// </summary>
/// <remarks>
/// The rows are added up by the key of each breakdown before they are met in the many periods they belong to, and members get
/// their names last: of a hundred thousand rows a few thousand are left by then.
/// </remarks>
internal static class CutsSql
{
    /// <summary>Stands for the key of all sensitive members together.</summary>
    private const string Folded = "-1000";

    /// <summary>A cut of the measure.</summary>
    /// <param name="Dimension">The dimension; null for the total.</param>
    /// <param name="Path">How the fact reaches it.</param>
    /// <param name="WholeYears">For a sensitive dimension: whether it is the one for whole years.</param>
    private sealed record Cut(Dimension? Dimension, DimensionPath? Path, bool? WholeYears)
    {
        /// <summary>What the rows are grouped by; null for the total. Ages come of the birth year and the period, so both age groups share it.</summary>
        public string? Key(string alias) =>
            Dimension is null ? null
            : WholeYears is false ? $"CASE WHEN d_{Dimension.Name}.sensitive THEN {Folded} ELSE {alias}.{Path!.Column} END"
            : $"{alias}.{Path!.Column}";
    }

    /// <summary>Writes the statement.</summary>
    /// <param name="file">The definitions.</param>
    /// <param name="measure">The measure: rows, a sum, or a distinct count of which <see cref="MeasureSql.IsByLastMonth"/> is true.</param>
    /// <param name="breakdowns">The breakdowns.</param>
    /// <param name="month">The last month that data reach, as SQL.</param>
    /// <param name="lastRows">What <see cref="MeasureSql.LastRows"/> gives, for a fact that has it.</param>
    public static string Write(MetricsFile file, Measure measure, IReadOnlyList<string> breakdowns, string month, string? lastRows)
    {
        var cuts = Cuts(file, measure, breakdowns);
        var alias = lastRows is null ? "f" : "r";
        var keys = cuts.Select(c => c.Key(alias)).OfType<string>().Distinct().ToList();
        var summed = lastRows is not null ? OfLastRows(file, measure, cuts, keys, lastRows)
            : measure.Aggregate == Aggregate.Distinct ? MeasureSql.ByLastMonth(measure, Grouped(file, measure, cuts, keys, month, $"f.{measure.Column}"), month)
            : $"SELECT period_id, cut, key, sum(n) AS n{(measure.Time == TimeRule.MonthMean ? ", max(months) AS months" : "")} FROM ({MeasureSql.InPeriods(measure, Grouped(file, measure, cuts, keys, month, null), month)}) GROUP BY ALL";
        // Exact sums first: a quotient is no decimal, and its sums depend on their order.
        var n = measure.Time == TimeRule.MonthMean ? "sum(g.n) / max(g.months)" : "sum(g.n)";
        return $"""
            WITH g AS MATERIALIZED ({summed})
            {string.Join("\nUNION ALL ", cuts.Select(cut => Named(cut, n, cut.Key(alias) is { } key ? keys.IndexOf(key) + 1 : 0)))}
            """;
    }

    private static List<Cut> Cuts(MetricsFile file, Measure measure, IReadOnlyList<string> breakdowns) =>
        [
            new(null, null, null),
            .. breakdowns.SelectMany(name =>
            {
                var (dimension, path) = (file.Dimensions[name], measure.Fact.Dimensions[name]);
                return dimension.Sensitive ? new Cut[] { new(dimension, path, true), new(dimension, path, false) } : [new(dimension, path, null)];
            }),
        ];

    /// <summary>The fact's rows added up by time and by each key: the number of the key, its value, and <c>n</c>, or what is counted distinct.</summary>
    private static string Grouped(MetricsFile file, Measure measure, List<Cut> cuts, List<string> keys, string month, string? counted)
    {
        var time = MeasureSql.TimeOf(measure, "f");
        var until = measure.Time == TimeRule.Year ? [] : new[] { $"{time} <= {month}" };
        var conditions = MeasureSql.Conditions(measure, [], "f").Concat(until).Concat(counted is null ? [] : [$"{counted} IS NOT NULL"]).ToList();
        var (taken, given) = counted is not null ? ($", {counted} AS counted", ", counted")
            : measure.Aggregate == Aggregate.Sum ? ($", f.{measure.Column} AS amount", ", sum(amount) AS n")
            : ("", ", count(*) AS n");
        return $"""
            SELECT of_time{Key(keys)}{given}
            FROM (
                SELECT {time} AS of_time{Columns(keys)}{taken}
                FROM star.{measure.Fact.Table} AS f{Joins(file, measure, cuts, "f")}
                {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))})
            GROUP BY {Sets(counted is null ? "of_time" : "of_time, counted", keys)}
            """;
    }

    private static string OfLastRows(MetricsFile file, Measure measure, List<Cut> cuts, List<string> keys, string lastRows)
    {
        var conditions = MeasureSql.LastConditions(measure).ToList();
        var period = MeasureSql.AsksForAge(measure) ? "\nJOIN mart.period AS p ON p.period_id = r.period_id" : "";
        return $"""
            SELECT period_id{Key(keys)}, sum(n) AS n
            FROM (
                SELECT r.period_id{Columns(keys)}, r.n
                FROM ({lastRows}) AS r{period}{Joins(file, measure, cuts, "r")}
                {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))})
            GROUP BY {Sets("period_id", keys)}
            """;
    }

    /// <summary>A cut's figures with the names of its members.</summary>
    private static string Named(Cut cut, string n, int number)
    {
        string Select(string breakdown, string member, string from) =>
            $"""
            SELECT g.period_id, {MeasureSql.Literal(breakdown)} AS breakdown, {member} AS member, CAST({(cut.WholeYears is { } whole ? (whole ? "true" : "false") : "NULL")} AS BOOLEAN) AS whole_years,
                CAST({n} AS DECIMAL(38,14)) AS n, CAST(NULL AS DOUBLE) AS value
            FROM g{from}
            WHERE g.cut = {number}
            GROUP BY ALL
            """;
        if (cut.Dimension is not { } dimension)
        {
            return Select(KpiMartSql.Total, "'all'", "");
        }
        var of = $"star.{dimension.Table} AS d ON d.{dimension.Key} = ";
        return cut.Path!.IsAgeOfBirthYear
            ? Select(dimension.Name, "d.code", $"\nJOIN mart.period AS p ON p.period_id = g.period_id\nJOIN {of}{dimension.Name}_key(p.age_year, g.key)")
            : Select(dimension.Name, cut.WholeYears is false ? $"coalesce(d.code, {MeasureSql.Literal(SensitiveSql.Code)})" : "d.code", $"\n{(cut.WholeYears is false ? "LEFT JOIN" : "JOIN")} {of}g.key");
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
