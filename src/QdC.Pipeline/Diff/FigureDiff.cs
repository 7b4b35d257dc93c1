using System.Globalization;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Diff;

/// <summary>Which figures of <c>mart.kpi</c> differ, and the causes of the records that feed them.</summary>
internal static class FigureDiff
{
    /// <summary>Makes the table <c>figure_change</c>: every figure that differs, with its causes.</summary>
    /// <param name="versions">The versions; <see cref="RowDiff"/> has run.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="newPersonYears">How far back new people are looked for.</param>
    /// <param name="definitionDiffers">True when SQL, metrics or settings differ.</param>
    public static void Prepare(TwoVersions versions, MetricsFile metrics, Contract contract, int newPersonYears, bool definitionDiffers)
    {
        var db = versions.Db;
        Compare(versions);
        Feed(db, metrics, contract, newPersonYears);
        db.Execute("CREATE OR REPLACE TEMP TABLE figure_cut AS SELECT DISTINCT metric, breakdown, period_kind, period_start, period_end FROM figure_change WHERE plain IS NULL");
        Explain(db, "narrow", "t.touch_from <= c.period_end AND CAST(t.touch_to + to_months(t.months) AS DATE) >= c.period_start");
        Explain(db, "wide", "t.wide_from <= c.period_end AND CAST(t.wide_to + to_months(t.months) AS DATE) >= c.period_start");
        // What nothing in the metric's needs explains is explained by what differs at all in those days.
        db.Execute(
            """
            CREATE OR REPLACE TEMP TABLE cause_any AS
            SELECT c.period_kind, c.period_start, list_sort(list(DISTINCT t.cause)) AS causes
            FROM (SELECT DISTINCT period_kind, period_start, period_end FROM figure_cut) AS c
            JOIN (SELECT DISTINCT cause, wide_from, wide_to FROM touch) AS t ON t.wide_from <= c.period_end AND t.wide_to >= c.period_start
            GROUP BY c.period_kind, c.period_start
            """
        );
        db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE figure_explained AS
            SELECT f.* EXCLUDE (plain), coalesce(CASE WHEN f.plain IS NOT NULL THEN [f.plain] END, n.causes, w.causes,
                {(definitionDiffers ? "['definition']" : "o.causes")}, [f.otherwise]) AS causes
            FROM figure_change AS f
            LEFT JOIN cause_narrow AS n USING (metric, breakdown, period_kind, period_start)
            LEFT JOIN cause_wide AS w USING (metric, breakdown, period_kind, period_start)
            LEFT JOIN cause_any AS o USING (period_kind, period_start)
            """
        );
        db.Execute("CREATE OR REPLACE TEMP TABLE figure_change AS SELECT * FROM figure_explained");
    }

    /// <summary>Takes out what nobody may see: sensitive members in cuts finer than the whole area and year. Gives back how many figures that were.</summary>
    public static long HideSensitive(TwoVersions versions, MetricsFile metrics)
    {
        var hidden = 0L;
        foreach (var dimension in metrics.Dimensions.Values.Where(d => d.Sensitive))
        {
            foreach (var version in new[] { "v1", "v2" }.Where(v => versions.Columns(v, "star." + dimension.Table).Contains("sensitive")))
            {
                hidden += versions.Db.Execute(
                    $"DELETE FROM figure_change WHERE breakdown = '{dimension.Name}' AND period_kind <> 'year' AND member IN (SELECT code FROM {version}.star.{dimension.Table} WHERE sensitive)"
                );
            }
        }
        return hidden;
    }

    /// <summary>The condition of a request on <c>figure_change</c>.</summary>
    public static string Where(DiffRequest request)
    {
        var conditions = new List<string> { $"breakdown = '{request.By ?? "total"}'" };
        if (request.Metric is { } metric)
        {
            conditions.Add($"metric = '{metric}'");
        }
        conditions.Add(
            request.Period switch
            {
                null => "period_kind IN ('month', 'year')",
                "month" or "quarter" or "year" or "rolling12" => $"period_kind = '{request.Period}'",
                { Length: 4 } year => $"period_kind = 'year' AND year(period_start) = {year}",
                var month => $"period_kind = 'month' AND period_start = DATE '{month}-01'",
            }
        );
        return string.Join(" AND ", conditions);
    }

    /// <summary>The figures asked for, by metric and causes, in the order of the metrics.</summary>
    public static IReadOnlyList<FigureGroup> Groups(DuckDbSession db, MetricsFile metrics, string where) =>
        [
            .. db.Query(
                    $"""
                    SELECT metric, array_to_string(causes, ','), count(*) FILTER (WHERE before_status IS NOT NULL AND after_status IS NOT NULL),
                        count(*) FILTER (WHERE before_status IS NULL), count(*) FILTER (WHERE after_status IS NULL)
                    FROM figure_change WHERE {where} GROUP BY metric, causes
                    """,
                    row => new FigureGroup(row.GetString(0), Causes(row.GetString(1)), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))
                )
                .OrderBy(g => Place(metrics, g.Metric))
                .ThenByDescending(g => g.Changed)
                .ThenBy(g => string.Join(',', g.Causes), StringComparer.Ordinal),
        ];

    /// <summary>The figures asked for: those of both versions first, then by metric, latest period first.</summary>
    public static IReadOnlyList<FigureDifference> List(DuckDbSession db, MetricsFile metrics, string where, int? most, Func<string, string, string> label)
    {
        var order = string.Join(" ", metrics.Metrics.Keys.Select((m, i) => $"WHEN '{m}' THEN {i}"));
        return db.Query(
            $"""
            SELECT metric, period_kind, period_start, period_end, breakdown, member, before_numerator, before_denominator, before_value, before_status,
                after_numerator, after_denominator, after_value, after_status, array_to_string(causes, ',')
            FROM figure_change WHERE {where}
            ORDER BY before_status IS NULL OR after_status IS NULL, CASE metric {order} ELSE 999 END, metric, period_kind = 'month', period_kind, period_start DESC, member
            {(most is { } limit ? $"LIMIT {limit}" : "")}
            """,
            row =>
            {
                FigureState? State(int at) =>
                    row.IsDBNull(at + 3)
                        ? null
                        : new FigureState(
                            row.IsDBNull(at) ? null : row.GetDecimal(at),
                            row.IsDBNull(at + 1) ? null : row.GetDecimal(at + 1),
                            row.IsDBNull(at + 2) ? null : row.GetDouble(at + 2),
                            row.GetString(at + 3)
                        );
                var (before, after) = (State(6), State(10));
                var (breakdown, member) = (row.GetString(4), row.GetString(5));
                return new FigureDifference(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetFieldValue<DateOnly>(2),
                    row.GetFieldValue<DateOnly>(3),
                    breakdown,
                    member,
                    label(breakdown, member),
                    before,
                    after,
                    after?.Value - before?.Value,
                    Causes(row.GetString(14))
                );
            }
        );
    }

    private static void Compare(TwoVersions versions)
    {
        const string Kpi = "metric, period_kind, period_start, period_end, breakdown, member, numerator, denominator, value, status, data_as_of";
        const string None =
            "SELECT NULL::VARCHAR AS metric, NULL::VARCHAR AS period_kind, NULL::DATE AS period_start, NULL::DATE AS period_end, NULL::VARCHAR AS breakdown, NULL::VARCHAR AS member, NULL::DECIMAL(38,14) AS numerator, NULL::DECIMAL(38,14) AS denominator, NULL::DOUBLE AS value, NULL::VARCHAR AS status, NULL::DATE AS data_as_of WHERE false";
        string Side(string version) => versions.Has(version, "mart.kpi") ? $"SELECT {Kpi} FROM {version}.mart.kpi WHERE period_kind <> 'ytd'" : None;
        versions.Db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE figure_change AS
            WITH b AS ({Side("v1")}), a AS ({Side("v2")}),
            reach AS (SELECT metric, max(data_as_of) AS reached FROM b GROUP BY metric)
            SELECT metric, period_kind, period_start, breakdown, member, coalesce(a.period_end, b.period_end) AS period_end,
                b.numerator AS before_numerator, b.denominator AS before_denominator, b.value AS before_value, b.status AS before_status,
                a.numerator AS after_numerator, a.denominator AS after_denominator, a.value AS after_value, a.status AS after_status,
                CASE WHEN b.status IS NULL AND period_start > r.reached THEN 'new'
                    WHEN b.numerator IS NOT DISTINCT FROM a.numerator AND b.denominator IS NOT DISTINCT FROM a.denominator
                        AND (b.value IS NOT DISTINCT FROM a.value OR abs(a.value - b.value) <= 1e-9) AND b.data_as_of IS DISTINCT FROM a.data_as_of
                        THEN CASE WHEN b.data_as_of > a.data_as_of THEN 'withdrawn' ELSE 'new' END END AS plain,
                CASE WHEN b.data_as_of > a.data_as_of THEN 'withdrawn' WHEN b.data_as_of < a.data_as_of OR b.data_as_of IS NULL THEN 'new' ELSE 'definition' END AS otherwise
            FROM b FULL JOIN a USING (metric, period_kind, period_start, breakdown, member)
            LEFT JOIN reach AS r USING (metric)
            WHERE b.status IS DISTINCT FROM a.status OR b.numerator IS DISTINCT FROM a.numerator OR b.denominator IS DISTINCT FROM a.denominator
                OR (b.value IS NULL) <> (a.value IS NULL) OR abs(a.value - b.value) > 1e-9
            """
        );
    }

    private static void Feed(DuckDbSession db, MetricsFile metrics, Contract contract, int newPersonYears)
    {
        db.Execute("CREATE OR REPLACE TEMP TABLE feed (metric VARCHAR, breakdown VARCHAR, subject VARCHAR, ignored VARCHAR[], months INTEGER, by_link BOOLEAN)");
        var rows = FigureFeeds
            .Of(metrics, contract, newPersonYears)
            .Select(f =>
            {
                var ignored = string.Join(", ", f.Ignored.Select(i => $"'{i}'"));
                var byLink = FigureFeeds.CountsPeople(metrics.Metrics[f.Metric]) ? "true" : "false";
                return string.Create(CultureInfo.InvariantCulture, $"('{f.Metric}', '{f.Breakdown}', '{f.Subject}', [{ignored}]::VARCHAR[], {f.Months}, {byLink})");
            });
        db.Execute($"INSERT INTO feed VALUES {string.Join(",\n", rows)}");
        // Days are coarsened to months: periods begin and end with months.
        db.Execute(
            """
            CREATE OR REPLACE TEMP TABLE touch AS
            SELECT DISTINCT subject, change, cause, fields, CAST(date_trunc('month', touch_from) AS DATE) AS touch_from, last_day(touch_to) AS touch_to,
                CAST(date_trunc('month', wide_from) AS DATE) AS wide_from, last_day(wide_to) AS wide_to
            FROM (SELECT * REPLACE (least(touch_to, DATE '2999-12-31') AS touch_to, least(wide_to, DATE '2999-12-31') AS wide_to) FROM row_change) AS r
            """
        );
        db.Execute(
            """
            CREATE OR REPLACE TEMP TABLE fed AS
            SELECT DISTINCT f.metric, f.breakdown, f.months, t.cause, t.touch_from, t.touch_to, t.wide_from, t.wide_to
            FROM feed AS f JOIN touch AS t ON t.subject = f.subject
            WHERE CASE t.change WHEN 'changed' THEN len(list_filter(string_split(t.fields, ','), lambda x: NOT list_contains(f.ignored, x))) > 0
                WHEN 'relinked' THEN f.by_link ELSE true END
            """
        );
    }

    private static void Explain(DuckDbSession db, string name, string overlap) =>
        db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE cause_{name} AS
            SELECT c.metric, c.breakdown, c.period_kind, c.period_start, list_sort(list(DISTINCT t.cause)) AS causes
            FROM figure_cut AS c JOIN fed AS t ON t.metric = c.metric AND t.breakdown = c.breakdown AND {overlap}
            GROUP BY c.metric, c.breakdown, c.period_kind, c.period_start
            """
        );

    private static int Place(MetricsFile metrics, string metric) => metrics.Metrics.Keys.TakeWhile(m => m != metric).Count();

    private static IReadOnlyList<DiffCause> Causes(string list) => [.. list.Split(',').Select(TwoVersions.Word<DiffCause>)];
}
