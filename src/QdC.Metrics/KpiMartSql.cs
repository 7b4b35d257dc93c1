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
    Words? Unavailable
)
{
    /// <summary>What is said of that for which nothing has come yet.</summary>
    public static readonly Words NeverDelivered = new("mai lliurat", "nunca entregado", "never delivered");

    /// <summary>The breakdowns its sources cannot give, each with the reason.</summary>
    public IReadOnlyDictionary<string, Words> UnavailableBreakdowns { get; init; } = new Dictionary<string, Words>();
}

/// <summary>The area's settings that metrics depend on.</summary>
/// <param name="HistoryFrom">First day the area's data are complete from.</param>
/// <param name="NewPersonYears">Years without attendance that make a person new.</param>
public sealed record MetricSettings(DateOnly HistoryFrom, int NewPersonYears);

/// <summary>Writes the SQL that fills <c>mart.kpi</c>: every metric, by total and stored breakdown, for every period.</summary>
/// <remarks>
/// Statements cost more than the rows of a small area do. So each measure is computed once, for all metrics and breakdowns that use
/// it, into the cells of a temporary table, and one statement reads all figures from there.
/// </remarks>
public static class KpiMartSql
{
    /// <summary>The breakdown of what is not broken down; its one member is <c>all</c>.</summary>
    internal const string Total = "total";

    /// <summary>In how many parts the figures are read from the cells: parts are written beside each other.</summary>
    private const int Parts = 2;

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
        var lacking = file.Metrics.Values.SelectMany(m => Lacking(m, supply[m.Name])).ToList();
        if (lacking.Count > 0)
        {
            yield return $"""
                INSERT INTO mart.kpi
                SELECT l.metric, p.period_kind, p.period_start, p.period_end, l.breakdown, 'all', NULL, NULL, NULL, 'not_available', l.reason, NULL
                FROM (VALUES {string.Join(",\n", lacking)}) AS l(metric, breakdown, reason) CROSS JOIN mart.period AS p
                """;
        }
        var asked = file
            .Metrics.Values.Where(m => supply[m.Name] is { Unavailable: null, DataAsOf: not null })
            .SelectMany(m => m.Breakdowns.Where(b => !supply[m.Name].UnavailableBreakdowns.ContainsKey(b)).Prepend(null).Select(b => new AskedFigure(m, b is null ? [] : [b], supply[m.Name])))
            .ToList();
        if (asked.Count == 0)
        {
            yield break;
        }
        yield return "CREATE OR REPLACE TEMP TABLE cell_by_key (cut INTEGER, key BIGINT, period_id INTEGER, n DECIMAL(38,14), months BIGINT, value DOUBLE)";
        foreach (var statement in Cells(file, asked, settings))
        {
            yield return statement;
        }
        const string Series = "(SELECT DISTINCT series, measure, month, breakdown FROM cell_cut)";
        yield return $"""
            CREATE OR REPLACE TEMP TABLE asked_figure AS
            SELECT (row_number() OVER ())::INTEGER AS id, a.*, n.series AS numerator_series, d.series AS denominator_series
            FROM ({AskedFigure.Table(asked)}) AS a
            JOIN {Series} AS n ON n.measure = a.numerator AND n.month = a.month AND n.breakdown = a.breakdown
            LEFT JOIN {Series} AS d ON d.measure = a.denominator AND d.month = a.month AND d.breakdown = a.divided
            """;
        for (var part = 0; part < Parts; part++)
        {
            yield return Stored(settings, part);
        }
    }

    /// <summary>
    /// Writes the statement that makes <c>mart.metric_supply</c>: a row a metric, with the day its data reach (NULL when the area cannot give it), the
    /// first day a period may begin and the first day it may end, and the reason where there is none, in Catalan as all that Power BI shows. Its measures read it.
    /// </summary>
    /// <param name="file">The definitions.</param>
    /// <param name="supply">What the area can give, by metric.</param>
    /// <param name="settings">The area's settings.</param>
    public static string SupplyTable(MetricsFile file, IReadOnlyDictionary<string, MetricSupply> supply, MetricSettings settings)
    {
        string Date(DateOnly? day) => day is { } given ? MeasureSql.Literal(given) : "NULL";
        var rows = file.Metrics.Values.Select(metric =>
        {
            var given = supply[metric.Name];
            var first = settings.HistoryFrom.AddYears(settings.NewPersonYears);
            var covered = metric.LookBackYears is not null && first > given.CoveredFrom ? first : given.CoveredFrom;
            var reason = given.Unavailable is { } why ? MeasureSql.Literal(why.Ca) : "NULL";
            return $"({MeasureSql.Literal(metric.Name)}, {Date(given.Unavailable is null ? given.DataAsOf : null)}, {Date(covered)}, {Date(given.AvailableFrom)}, {reason})";
        });
        return $"""
            CREATE OR REPLACE TABLE mart.metric_supply AS
            SELECT CAST(metric AS VARCHAR) AS metric, CAST(data_as_of AS DATE) AS data_as_of, CAST(covered_from AS DATE) AS covered_from,
                CAST(available_from AS DATE) AS available_from, CAST(reason AS VARCHAR) AS reason
            FROM (VALUES {string.Join(",\n", rows)}) AS s(metric, data_as_of, covered_from, available_from, reason)
            """;
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
    )
    {
        var figure = new AskedFigure(metric, [.. breakdowns.Concat(filters.Select(f => f.Dimension)).Distinct()], supply);
        var dividing = metric.Dividing(breakdowns);
        string Select(Measure measure, IReadOnlyList<string> by, IReadOnlyList<MemberFilter> among) =>
            MeasureSql.Select(file, measure, by, figure.AsOf, settings.NewPersonYears, among);
        var numerator = Select(figure.Numerator, breakdowns, filters);
        var denominator = figure.Denominator is { } measure
            ? Select(measure, dividing, [.. filters.Where(f => !metric.DenominatorWhole.Contains(f.Dimension))])
            : "SELECT * FROM numerator WHERE false";
        var columns = string.Concat(breakdowns.Select(b => $", {b}"));
        var ofBoth = figure.Denominator is not null && !metric.MembersOfNumerator && dividing.Count == breakdowns.Count;
        // The total stands for every period; a breakdown's member only where something was counted.
        var keys =
            breakdowns.Count == 0 ? "SELECT period_id FROM mart.period"
            : $"SELECT period_id{columns} FROM numerator WHERE n <> 0" + (ofBoth ? $" UNION SELECT period_id{columns} FROM denominator WHERE n <> 0" : "");
        static string Same(string alias, IEnumerable<string> by) => string.Concat(by.Select(column => $" AND {alias}.{column} = k.{column}"));
        return Figures(AskedFigure.Table([figure]), numerator, denominator, keys, columns, "true", Same("num", breakdowns), Same("den", dividing), settings);
    }

    /// <summary>The metric, or those of its breakdowns, that the area cannot give, each with the reason.</summary>
    private static IEnumerable<string> Lacking(Metric metric, MetricSupply given)
    {
        string Row(string breakdown, Words reason) => $"({MeasureSql.Literal(metric.Name)}, {MeasureSql.Literal(breakdown)}, {MeasureSql.Literal(reason.ToLines())})";
        return given.Unavailable is not null || given.DataAsOf is null
            ? [Row(Total, given.Unavailable ?? MetricSupply.NeverDelivered)]
            : metric.Breakdowns.Where(given.UnavailableBreakdowns.ContainsKey).Select(b => Row(b, given.UnavailableBreakdowns[b]));
    }

    /// <summary>Computes each measure by all breakdowns that some figure needs it by, and names the members of all of them.</summary>
    private static IEnumerable<string> Cells(MetricsFile file, IReadOnlyList<AskedFigure> asked, MetricSettings settings)
    {
        var needed = asked
            .Select(a => (Measure: a.Numerator, a.AsOf, By: a.Breakdowns))
            .Concat(asked.Where(a => a.Denominator is not null).Select(a => (Measure: a.Denominator!, a.AsOf, By: a.Dividing)))
            .GroupBy(c => (Fact: c.Measure.Fact.Name, Month: MeasureSql.Month(c.AsOf)));
        var cuts = new List<string>();
        var ages = new HashSet<string>();
        var series = new Dictionary<string, int>();
        var first = 0;
        foreach (var fact in needed)
        {
            var month = fact.Key.Month;
            var readers = file.Measures.Values.Where(m => m.Fact.Name == fact.Key.Fact).ToList();
            string? last = null;
            if (readers[0].Fact.Last is not null)
            {
                // What comes next for each person is the costly part: made once for all measures of the fact.
                last = $"last_{fact.Key.Fact}";
                yield return $"CREATE OR REPLACE TEMP TABLE {last} AS SELECT *, count(*) AS n FROM ({MeasureSql.LastMonths(readers, month, settings.NewPersonYears)}) GROUP BY ALL";
            }
            foreach (var reader in fact.GroupBy(c => c.Measure.Name))
            {
                var (measure, breakdowns) = (reader.First().Measure, reader.SelectMany(c => c.By).Distinct().ToList());
                var (sql, numbered) = CutsSql.Write(file, measure, breakdowns, MeasureSql.MonthOf(month), settings.NewPersonYears, last is null ? null : $"SELECT * FROM {last}");
                yield return $"""
                    INSERT INTO cell_by_key
                    SELECT {first} + cut, key, period_id, n, months, value
                    FROM ({sql})
                    """;
                foreach (var cut in numbered)
                {
                    var of = $"{MeasureSql.Literal(reader.Key)}, {MeasureSql.Literal(month)}, {MeasureSql.Literal(cut.Breakdown)}";
                    series.TryAdd(of, series.Count);
                    cuts.Add($"({first + cut.Number}, {series[of]}, {of}, {Sql(cut.WholeYears)}, {Sql(cut.IsBirthYear)})");
                }
                ages.UnionWith(numbered.Where(c => c.IsBirthYear).Select(c => c.Breakdown));
                first += numbered.Max(c => c.Number) + 1;
            }
        }
        yield return $"""
            CREATE OR REPLACE TEMP TABLE cell_cut AS
            SELECT CAST(cut AS INTEGER) AS cut, CAST(series AS INTEGER) AS series, measure, month, breakdown, CAST(whole_years AS BOOLEAN) AS whole_years, is_birth_year
            FROM (VALUES {string.Join(",\n", cuts)}) AS c(cut, series, measure, month, breakdown, whole_years, is_birth_year)
            """;
        yield return Members([.. asked.SelectMany(a => a.Breakdowns.Concat(a.Dividing)).Distinct().Select(name => file.Dimensions[name])]);
        yield return Named(ages);
    }

    /// <summary>Makes the table of the members of all dimensions, by key.</summary>
    private static string Members(IReadOnlyList<Dimension> dimensions) =>
        $"""
        CREATE OR REPLACE TEMP TABLE cell_member AS
        SELECT {MeasureSql.Literal(Total)} AS breakdown, 0::BIGINT AS key, 'all' AS member
        {string.Concat(dimensions.Select(d => $"UNION ALL SELECT {MeasureSql.Literal(d.Name)}, {d.Key}, code FROM star.{d.Table}\n"))}
        {string.Concat(dimensions.Where(d => d.Sensitive).Select(d => $"UNION ALL SELECT {MeasureSql.Literal(d.Name)}, {CutsSql.Folded}, {MeasureSql.Literal(SensitiveSql.Code)}\n"))}
        """;

    /// <summary>
    /// Makes the cells: what was counted by key, by member; a series is a measure by one breakdown. Several keys may be one member, as the birth
    /// years of an age are. Exact sums first: a quotient is no decimal, and its sums depend on their order. A value is of the one key that its
    /// member has.
    /// </summary>
    private static string Named(IReadOnlyCollection<string> ages)
    {
        var key = ages.Count == 0 ? "k.key"
            : $"CASE {string.Concat(ages.Select(age => $"WHEN c.is_birth_year AND c.breakdown = {MeasureSql.Literal(age)} THEN {age}_key(p.age_year, k.key) "))}ELSE k.key END";
        // Added up by the key of the dimension first: joined to members by a computed key at once, the engine would pair all with all.
        return $"""
            CREATE OR REPLACE TEMP TABLE cell AS
            WITH keyed AS (
                SELECT c.series, c.breakdown, k.period_id, {key} AS key, sum(k.n) AS n, max(k.months) AS months, max(k.value) AS value
                FROM cell_by_key AS k
                JOIN cell_cut AS c ON c.cut = k.cut
                JOIN mart.period AS p ON p.period_id = k.period_id AND (c.whole_years IS NULL OR c.whole_years = {SensitiveSql.WholeYears})
                GROUP BY ALL)
            SELECT k.series, m.member, k.period_id, coalesce(CAST(sum(k.n) / max(k.months) AS DECIMAL(38,14)), sum(k.n)) AS n, max(k.value) AS value
            FROM keyed AS k
            JOIN cell_member AS m ON m.breakdown = k.breakdown AND m.key = k.key
            GROUP BY ALL
            """;
    }

    private static string Sql(bool? value) => value is { } known ? (known ? "true" : "false") : "NULL";

    /// <summary>Reads the figures from the cells. Each asked figure goes by its number: its words are put back last.</summary>
    private static string Stored(MetricSettings settings, int part)
    {
        string Of(string measure) => $"SELECT a.id, c.member, c.period_id, c.n, c.value FROM asked AS a JOIN cell AS c ON c.series = a.{measure}_series";
        var keys = $"""
            SELECT a.id, 'all' AS member, p.period_id FROM asked AS a CROSS JOIN mart.period AS p WHERE a.breakdown = '{Total}'
            UNION SELECT n.id, n.member, n.period_id FROM numerator AS n JOIN asked AS a ON a.id = n.id WHERE n.n <> 0 AND a.breakdown <> '{Total}'
            UNION SELECT d.id, d.member, d.period_id
            FROM denominator AS d JOIN asked AS a ON a.id = d.id
            WHERE d.n <> 0 AND a.of_both AND a.divided = a.breakdown AND a.breakdown <> '{Total}'
            """;
        var figures = Figures(
            $"SELECT * FROM asked_figure WHERE id % {Parts} = {part}",
            Of("numerator"),
            Of("denominator"),
            keys,
            ", id, member",
            "a.id = k.id",
            " AND num.id = k.id AND num.member = k.member",
            " AND den.id = k.id AND den.member = CASE WHEN a.divided = a.breakdown THEN k.member ELSE 'all' END",
            settings
        );
        return $"""
            INSERT INTO mart.kpi
            SELECT a.metric, q.period_kind, q.period_start, q.period_end, a.breakdown, q.member, q.numerator, q.denominator, q.value, q.status, q.reason, q.data_as_of
            FROM ({figures}) AS q
            JOIN asked_figure AS a ON a.id = q.id
            WHERE a.breakdown = '{Total}' OR q.status <> 'not_available' OR q.reason = 'no denominator'
            """;
    }

    /// <summary>What a figure says by its numerator and denominator: the one reading for the mart and for every query.</summary>
    private static string Figures(
        string asked,
        string numerator,
        string denominator,
        string keys,
        string columns,
        string askedFor,
        string numeratorOf,
        string denominatorOf,
        MetricSettings settings
    ) =>
        $"""
            WITH asked AS ({asked}),
            numerator AS ({numerator}),
            denominator AS ({denominator}),
            keys AS ({keys}),
            counted AS (
                SELECT p.*{columns.Replace(", ", ", k.")}, a.as_of, a.form,
                       CASE WHEN a.form <> 'percentile' THEN coalesce(num.n, 0) END AS numerator,
                       CASE a.form WHEN 'none' THEN NULL WHEN 'percentile' THEN coalesce(num.n, 0) ELSE coalesce(den.n, 0) END AS denominator,
                       CASE a.form
                           WHEN 'percentile' THEN num.value
                           WHEN 'share' THEN CASE WHEN den.n <> 0 THEN a.factor * CAST(coalesce(num.n, 0) AS DOUBLE) / CAST(den.n AS DOUBLE) END
                           WHEN 'difference' THEN a.factor * CAST(coalesce(num.n, 0) - coalesce(den.n, 0) AS DOUBLE)
                           ELSE CAST(coalesce(num.n, 0) AS DOUBLE) END AS value,
                       CASE WHEN p.period_start < a.covered_from THEN 'not covered by any delivery'
                            WHEN least(p.period_end, last_day(p.last_month)) < a.available_from THEN 'before the first delivery'
                            WHEN a.looks_back AND p.period_start - INTERVAL {settings.NewPersonYears} YEAR < {MeasureSql.Literal(settings.HistoryFrom)}
                                THEN 'data do not reach back {settings.NewPersonYears} years' END AS reason
                FROM keys AS k
                JOIN asked AS a ON {askedFor}
                JOIN mart.period AS p ON p.period_id = k.period_id
                LEFT JOIN numerator AS num ON num.period_id = k.period_id{numeratorOf}
                LEFT JOIN denominator AS den ON den.period_id = k.period_id{denominatorOf}
                WHERE p.period_start <= a.as_of),
            figures AS (
                SELECT * REPLACE (coalesce(reason, CASE WHEN form IN ('share', 'percentile') AND value IS NULL THEN 'no denominator' END) AS reason)
                FROM counted)
            SELECT period_kind, period_start, period_end{columns},
                   CASE WHEN reason IS NULL OR reason = 'no denominator' THEN numerator END AS numerator,
                   CASE WHEN reason IS NULL OR reason = 'no denominator' THEN denominator END AS denominator,
                   CASE WHEN reason IS NULL THEN value END AS value,
                   CASE WHEN reason IS NOT NULL THEN 'not_available' WHEN period_end > as_of THEN 'provisional' ELSE 'ok' END AS status,
                   reason, as_of AS data_as_of
            FROM figures
            """;
}
