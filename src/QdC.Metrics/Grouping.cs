namespace QdC.Metrics;

/// <summary>What a measure's statement groups by beside the period.</summary>
/// <param name="Dimensions">The dimensions it joins, each as <c>d_name</c>.</param>
/// <param name="Columns">The columns, each with its expression.</param>
/// <param name="Beside">What else it joins; empty for nothing.</param>
internal sealed record Grouping(IReadOnlyList<string> Dimensions, IReadOnlyList<(string Name, string Sql)> Columns, string Beside)
{
    /// <summary>The columns by name, each after a comma.</summary>
    public string Names => string.Concat(Columns.Select(c => $", {c.Name}"));

    /// <summary>The columns with their expressions, each after a comma.</summary>
    public string Select => string.Concat(Columns.Select(c => $", {c.Sql} AS {c.Name}"));

    /// <summary>One column for each dimension, holding the member's code.</summary>
    public static Grouping By(IReadOnlyList<string> dimensions) => new(dimensions, [.. dimensions.Select(d => (d, $"d_{d}.code"))], "");

    /// <summary>
    /// The total and single breakdowns in one pass: each row counts once for each cut, in columns <c>breakdown</c>, <c>member</c> and
    /// <c>whole_years</c>. A sensitive breakdown is cut twice: for whole years, and folded for all other periods; else that is NULL.
    /// </summary>
    public static Grouping Each(MetricsFile file, IReadOnlyList<string> breakdowns)
    {
        bool Sensitive(string name) => file.Dimensions[name].Sensitive;
        var cuts = breakdowns
            .SelectMany(b => Sensitive(b) ? [(b, "true"), (b, "false")] : new[] { (b, "CAST(NULL AS BOOLEAN)") })
            .Prepend((KpiMartSql.Total, "CAST(NULL AS BOOLEAN)"))
            .Select(cut => $"({MeasureSql.Literal(cut.Item1)}, {cut.Item2})");
        var members = breakdowns.Select(b =>
            $" WHEN {MeasureSql.Literal(b)} THEN " + (Sensitive(b) ? $"CASE WHEN NOT cut.whole_years AND d_{b}.sensitive THEN {MeasureSql.Literal(SensitiveSql.Code)} ELSE d_{b}.code END" : $"d_{b}.code")
        );
        return new(
            breakdowns,
            [("breakdown", "cut.breakdown"), ("member", $"CASE cut.breakdown WHEN {MeasureSql.Literal(KpiMartSql.Total)} THEN 'all'{string.Concat(members)} END"), ("whole_years", "cut.whole_years")],
            $"\nCROSS JOIN (VALUES {string.Join(", ", cuts)}) AS cut(breakdown, whole_years)"
        );
    }
}
