using System.Globalization;

namespace QdC.Metrics;

/// <summary>What an area can give to one metric.</summary>
/// <param name="DataAsOf">The oldest effective date of the extracts it reads; null when one of them was never delivered.</param>
/// <param name="CoveredFrom">The first day that every extract it reads covers.</param>
/// <param name="AvailableFrom">The first period end it can be computed for; null for always.</param>
/// <param name="Unavailable">Why the sources cannot give it at all; null when they can.</param>
public sealed record MetricSupply(
    DateOnly? DataAsOf,
    DateOnly CoveredFrom,
    DateOnly? AvailableFrom,
    string? Unavailable
)
{
    /// <summary>The breakdowns its sources cannot give, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> UnavailableBreakdowns { get; init; } = new Dictionary<string, string>();
}

/// <summary>The area's settings that metrics depend on.</summary>
/// <param name="HistoryFrom">First day the area's data are complete from.</param>
/// <param name="NewPersonYears">Years without attendance that make a person new.</param>
public sealed record MetricSettings(DateOnly HistoryFrom, int NewPersonYears);

/// <summary>Writes the SQL that fills <c>mart.kpi</c>: every metric, by total and stored breakdown, for every period.</summary>
public static class KpiMartSql
{
    /// <summary>The mart's table.</summary>
    public const string CreateTable = """
        CREATE OR REPLACE TABLE mart.kpi (
            metric VARCHAR NOT NULL, period_kind VARCHAR NOT NULL, period_start DATE NOT NULL, period_end DATE NOT NULL,
            breakdown VARCHAR NOT NULL, member VARCHAR NOT NULL,
            numerator DECIMAL(38,14), denominator DECIMAL(38,14), value DOUBLE,
            status VARCHAR NOT NULL, reason VARCHAR, data_as_of DATE)
        """;

    /// <summary>Writes the statements, in order.</summary>
    /// <param name="file">The definitions.</param>
    /// <param name="supply">What the area can give, by metric.</param>
    /// <param name="settings">The area's settings.</param>
    public static IEnumerable<string> Statements(
        MetricsFile file,
        IReadOnlyDictionary<string, MetricSupply> supply,
        MetricSettings settings
    )
    {
        yield return CreateTable;
        (string Table, DateOnly AsOf)? ready = null;
        foreach (var metric in file.Metrics.Values)
        {
            var given = supply[metric.Name];
            if (given.Unavailable is not null || given.DataAsOf is null)
            {
                yield return NotAvailable(metric, given.Unavailable ?? "never delivered");
                continue;
            }
            // The rows by person and period are the costly part: made once for all metrics of one fact and one day.
            if (metric.Numerator.Fact.Last is not null && ready != (LastTable(metric.Numerator), given.DataAsOf.Value))
            {
                ready = (LastTable(metric.Numerator), given.DataAsOf.Value);
                var readers = file.Measures.Values.Where(m => m.Fact.Name == metric.Numerator.Fact.Name).ToList();
                yield return $"CREATE OR REPLACE TEMP TABLE {ready.Value.Table} AS {MeasureSql.LastRows(readers, given.DataAsOf.Value, settings.NewPersonYears)}";
            }
            foreach (var breakdown in metric.Breakdowns.Prepend(null))
            {
                if (breakdown is not null && given.UnavailableBreakdowns.GetValueOrDefault(breakdown) is { } reason)
                {
                    yield return NotAvailable(metric, reason, breakdown);
                    continue;
                }
                var whole = breakdown is not null && file.Dimensions[breakdown].Sensitive ? file.Dimensions[breakdown] : null;
                yield return Cut(file, metric, breakdown, given, settings, ready, whole is null ? "true" : SensitiveSql.WholeYears);
                if (whole is not null)
                {
                    yield return SensitiveSql.Fold(whole);
                    yield return SensitiveSql.Rewrite(Cut(file, metric, breakdown, given, settings, ready, $"NOT {SensitiveSql.WholeYears}"), whole);
                }
            }
        }
    }

    /// <summary>
    /// Writes a query for any allowed cut of a metric: columns period_kind, period_start, period_end, one per breakdown,
    /// numerator, denominator, value, status, reason, data_as_of.
    /// </summary>
    /// <param name="file">The definitions.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="breakdowns">Dimensions to group by.</param>
    /// <param name="filters">Members to keep.</param>
    /// <param name="supply">What the area can give to the metric.</param>
    /// <param name="settings">The area's settings.</param>
    public static string Query(
        MetricsFile file,
        Metric metric,
        IReadOnlyList<string> breakdowns,
        IReadOnlyList<MemberFilter> filters,
        MetricSupply supply,
        MetricSettings settings
    ) => Query(file, metric, breakdowns, filters, supply, settings, null);

    private static string LastTable(Measure measure) => $"last_{measure.Fact.Name}";

    private static string Query(
        MetricsFile file,
        Metric metric,
        IReadOnlyList<string> breakdowns,
        IReadOnlyList<MemberFilter> filters,
        MetricSupply supply,
        MetricSettings settings,
        (string Table, DateOnly AsOf)? ready
    )
    {
        var asOf = supply.DataAsOf ?? throw new ArgumentException("the metric has no data", nameof(supply));
        var touched = breakdowns.Concat(filters.Select(f => f.Dimension)).Distinct().ToList();
        var dividing = metric.Dividing(breakdowns);
        string Select(Measure measure, IReadOnlyList<string> by, IReadOnlyList<MemberFilter> among) =>
            MeasureSql.Select(
                file,
                measure,
                by,
                asOf,
                settings.NewPersonYears,
                among,
                ready == (LastTable(measure), asOf) ? $"SELECT * FROM {LastTable(measure)}" : null
            );
        var numerator = Select(metric.NumeratorFor(touched), breakdowns, filters);
        var denominator = metric.DenominatorFor(touched) is { } measure
            ? Select(measure, dividing, [.. filters.Where(f => !metric.DenominatorWhole.Contains(f.Dimension))])
            : null;
        var onlyOfNumerator = denominator is null || metric.MembersOfNumerator || dividing.Count < breakdowns.Count;
        // The total stands for every period; a breakdown's member only where something was counted.
        var keys =
            breakdowns.Count == 0
                ? "SELECT period_id FROM mart.period"
                : string.Join(
                    " UNION ",
                    new[] { "numerator", "denominator" }
                        .Take(onlyOfNumerator ? 1 : 2)
                        .Select(cte => $"SELECT period_id, {string.Join(", ", breakdowns)} FROM {cte} WHERE n <> 0")
                );
        string Join(string cte, string alias, IReadOnlyList<string> by) =>
            $"LEFT JOIN {cte} AS {alias} ON "
            + string.Join(" AND ", by.Prepend("period_id").Select(column => $"{alias}.{column} = k.{column}"));
        var columns = string.Concat(breakdowns.Select(b => $", k.{b}"));
        const string None = "CAST(NULL AS DECIMAL(38,14))";
        var (n, d) =
            metric.IsPercentile ? (None, "coalesce(num.n, 0)")
            : denominator is null ? ("coalesce(num.n, 0)", None)
            : ("coalesce(num.n, 0)", "coalesce(den.n, 0)");
        var factor = metric.Factor.ToString("0.0###", CultureInfo.InvariantCulture);
        var value =
            metric.IsPercentile ? "num.value"
            : denominator is null || metric.ValueIsNumerator
            ? $"CAST({n} AS DOUBLE)"
            : $"CASE WHEN {d} <> 0 THEN {factor} * CAST({n} AS DOUBLE) / CAST({d} AS DOUBLE) END";
        var reasons = Reasons(metric, supply, settings, value);
        return $"""
            WITH numerator AS ({numerator}){(denominator is null ? "" : $",\ndenominator AS ({denominator})")},
            keys AS ({keys}),
            figures AS (
                SELECT p.period_kind, p.period_start, p.period_end{columns}, {n} AS numerator, {d} AS denominator, {value} AS value,
                       {reasons} AS reason
                FROM keys AS k JOIN mart.period AS p ON p.period_id = k.period_id
                {Join("numerator", "num", breakdowns)}{(denominator is null ? "" : "\n" + Join("denominator", "den", dividing))}
                WHERE p.period_start <= {MeasureSql.Literal(asOf)})
            SELECT period_kind, period_start, period_end{string.Concat(breakdowns.Select(b => $", {b}"))},
                   CASE WHEN reason IS NULL OR reason = 'no denominator' THEN numerator END AS numerator,
                   CASE WHEN reason IS NULL OR reason = 'no denominator' THEN denominator END AS denominator,
                   CASE WHEN reason IS NULL THEN value END AS value,
                   CASE WHEN reason IS NOT NULL THEN 'not_available'
                        WHEN period_end > {MeasureSql.Literal(asOf)} THEN 'provisional' ELSE 'ok' END AS status,
                   reason, {MeasureSql.Literal(asOf)} AS data_as_of
            FROM figures
            """;
    }

    private static string Cut(
        MetricsFile file,
        Metric metric,
        string? breakdown,
        MetricSupply supply,
        MetricSettings settings,
        (string Table, DateOnly AsOf)? ready,
        string periods
    )
    {
        var query = Query(file, metric, breakdown is null ? [] : [breakdown], [], supply, settings, ready);
        var member = breakdown is null ? "'all'" : breakdown;
        var only = breakdown is null ? "" : $"WHERE {periods} AND (status <> 'not_available' OR reason = 'no denominator')";
        return $"""
            INSERT INTO mart.kpi
            SELECT {MeasureSql.Literal(metric.Name)}, period_kind, period_start, period_end, {MeasureSql.Literal(breakdown ?? "total")}, {member},
                   numerator, denominator, value, status, reason, data_as_of
            FROM ({query}) AS q {only}
            """;
    }

    private static string NotAvailable(Metric metric, string reason, string breakdown = "total") =>
        $"""
            INSERT INTO mart.kpi
            SELECT {MeasureSql.Literal(metric.Name)}, period_kind, period_start, period_end, {MeasureSql.Literal(breakdown)}, 'all',
                   NULL, NULL, NULL, 'not_available', {MeasureSql.Literal(reason)}, NULL
            FROM mart.period
            """;

    private static string Reasons(Metric metric, MetricSupply supply, MetricSettings settings, string value)
    {
        var cases = new List<string>
        {
            $"WHEN p.period_start < {MeasureSql.Literal(supply.CoveredFrom)} THEN 'not covered by any delivery'",
        };
        if (supply.AvailableFrom is { } first)
        {
            cases.Add($"WHEN least(p.period_end, last_day(p.last_month)) < {MeasureSql.Literal(first)} THEN 'before the first delivery'");
        }
        if (metric.LookBackYears is not null)
        {
            cases.Add(
                $"WHEN p.period_start - INTERVAL {settings.NewPersonYears} YEAR < {MeasureSql.Literal(settings.HistoryFrom)} THEN 'data do not reach back {settings.NewPersonYears} years'"
            );
        }
        if (metric.HasDenominator && !metric.ValueIsNumerator)
        {
            cases.Add($"WHEN ({value}) IS NULL THEN 'no denominator'");
        }
        return $"CASE {string.Join(" ", cases)} END";
    }
}
