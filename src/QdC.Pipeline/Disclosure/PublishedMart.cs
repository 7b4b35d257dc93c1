using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Disclosure;

/// <summary>
/// Writes <c>mart.published</c>, the only thing read outside an area: the tables that metrics declare, with numbers hidden until none
/// that is hidden can be worked out. Why a number is hidden stays in the area, in <c>mart.withheld</c>. See docs/disclosure.md.
/// </summary>
internal static class PublishedMart
{
    /// <summary>Grows when the same definitions are written otherwise than before, so that areas are built again.</summary>
    public const int Edition = 2;

    /// <summary>The steps that write the tables.</summary>
    /// <param name="area">The area.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="supply">What the area can give to them.</param>
    /// <param name="complementary">False to hide only what must be hidden by itself, for the test that shows this is not enough.</param>
    public static IEnumerable<BuildStep> Steps(AreaFile area, MetricsFile metrics, IReadOnlyDictionary<string, MetricSupply> supply, bool complementary = true) =>
        [
            BuildStep.Doing("mart.published_table", db => Declare(db, metrics, area.SmallestCount), [], ["mart.published_table"]),
            BuildStep.Of(PersonsBehindSql.CreateTable),
            .. CountPersons(metrics, supply).Select(sql => BuildStep.Of(sql)),
            BuildStep.Of(Figures),
            BuildStep.Of("CREATE OR REPLACE TEMP TABLE withheld_row (id BIGINT, why VARCHAR)"),
            BuildStep.Doing("hiding", db => Hide(db, area, metrics, complementary), ["publishable", "mart.persons_behind"], ["withheld_row"]),
            BuildStep.Of("""
                CREATE OR REPLACE TABLE mart.withheld AS
                SELECT f.metric, f.period_kind, f.period_start, f.breakdown, f.member, w.why FROM publishable AS f JOIN withheld_row AS w USING (id)
                """),
            BuildStep.Of($"""
                CREATE OR REPLACE TABLE mart.published AS
                SELECT {MeasureSql.Literal(area.Area)} AS area, f.metric, f.period_kind, f.period_start, f.period_end, f.breakdown, f.member,
                    m.label_ca, m.label_es, m.label_en, m.place,
                    CASE WHEN w.id IS NULL THEN f.numerator END AS numerator,
                    CASE WHEN w.id IS NULL THEN f.denominator END AS denominator,
                    CASE WHEN w.id IS NULL THEN f.value END AS value,
                    CASE WHEN w.id IS NULL THEN f.status ELSE 'suppressed' END AS status,
                    CASE WHEN w.id IS NULL THEN f.reason END AS reason,
                    f.data_as_of
                FROM publishable AS f
                LEFT JOIN withheld_row AS w USING (id)
                LEFT JOIN ({Members(metrics)}) AS m ON m.breakdown = f.breakdown AND m.member = f.member
                """),
        ];

    /// <summary>Decides which numbers are hidden, and why.</summary>
    private static void Hide(DuckDbSession db, AreaFile area, MetricsFile metrics, bool complementary)
    {
        var cells = PublishedCells.Of(Rows(db, metrics), metrics.Known, area.SmallestCount);
        var hidden = Suppressor.Run(cells.System, cells.Primary, area.SmallestCount, complementary);
        foreach (var why in cells.Rows.Select(r => (r.Id, Why: r.Cells.Select(c => hidden[c]).Min())).Where(r => r.Why is not null).GroupBy(r => r.Why!.Value, r => r.Id))
        {
            db.Execute($"INSERT INTO withheld_row SELECT unnest([{string.Join(',', why)}]), {MeasureSql.Literal(Word(why.Key))}");
        }
    }

    /// <summary>
    /// The figures that are declared, with a zero for each member that is counted in other periods only: an absent row would say as
    /// much as a shown zero. Numbered in an order that does not depend on the engine, since numbers are hidden in it.
    /// </summary>
    private const string Figures = """
        CREATE OR REPLACE TEMP TABLE publishable AS
        WITH declared AS (
            SELECT k.*, t.form FROM mart.kpi AS k
            JOIN mart.published_table AS t ON t.metric = k.metric AND t.breakdown = k.breakdown AND t.period_kind = k.period_kind
        ),
        total AS (SELECT metric, period_kind, period_start, period_end, status, reason, data_as_of FROM mart.kpi WHERE breakdown = 'total' AND (numerator IS NOT NULL OR denominator IS NOT NULL)),
        cut AS (SELECT metric, breakdown, member, any_value(form) AS form FROM declared WHERE breakdown <> 'total' AND member <> 'all' GROUP BY ALL),
        zero AS (
            SELECT c.metric, t.period_kind, t.period_start, t.period_end, c.breakdown, c.member,
                CASE WHEN c.form <> 'percentile' THEN 0 END AS numerator, CASE WHEN c.form <> 'none' THEN 0 END AS denominator,
                CASE WHEN c.form IN ('none', 'along') THEN 0 END AS value,
                CASE WHEN c.form IN ('none', 'along') THEN CASE WHEN t.period_end > t.data_as_of THEN 'provisional' ELSE 'ok' END ELSE 'not_available' END AS status,
                CASE WHEN c.form NOT IN ('none', 'along') THEN 'no denominator' END AS reason, t.data_as_of
            FROM cut AS c
            JOIN mart.published_table AS p ON p.metric = c.metric AND p.breakdown = c.breakdown
            JOIN total AS t ON t.metric = c.metric AND t.period_kind = p.period_kind
            ANTI JOIN declared AS d
                ON d.metric = c.metric AND d.breakdown = c.breakdown AND d.member = c.member AND d.period_kind = t.period_kind AND d.period_start = t.period_start
        )
        SELECT row_number() OVER (ORDER BY metric, breakdown, period_end, period_kind, member) AS id, *
        FROM (SELECT * EXCLUDE (form) FROM declared UNION ALL BY NAME SELECT * FROM zero)
        """;

    /// <summary>Writes down in the version which tables it publishes, and from which count on.</summary>
    private static void Declare(DuckDbSession db, MetricsFile metrics, int smallest)
    {
        db.Execute(
            "CREATE OR REPLACE TABLE mart.published_table (metric VARCHAR, breakdown VARCHAR, period_kind VARCHAR, numerator VARCHAR, denominator VARCHAR, form VARCHAR, smallest INTEGER)"
        );
        var rows =
            from table in metrics.Published
            let metric = metrics.Metrics[table.Metric]
            let shown = metric.Shown(PublishedTable.Dimensions(table.Breakdown))
            from period in table.Periods
            select new object?[] { table.Metric, table.Breakdown, period, Kind(shown.Numerator), Kind(shown.Denominator), metric.Form, smallest };
        if (rows.ToList() is { Count: > 0 } all)
        {
            db.Execute($"INSERT INTO mart.published_table VALUES {string.Join(", ", all.Select(_ => "(?, ?, ?, ?, ?, ?, ?)"))}", [.. all.SelectMany(r => r)]);
        }
    }

    /// <summary>How a measure is judged: by its own count, by the persons behind it (its name), or not at all.</summary>
    private static string? Kind(Measure? measure) => measure is null || measure.IsPublic ? null : measure.Persons is null ? "count" : measure.Name;

    private static IEnumerable<string> CountPersons(MetricsFile metrics, IReadOnlyDictionary<string, MetricSupply> supply)
    {
        var asked =
            from table in metrics.Published
            let metric = metrics.Metrics[table.Metric]
            where supply[metric.Name].DataAsOf is not null && supply[metric.Name].Unavailable is null
            let shown = metric.Shown(PublishedTable.Dimensions(table.Breakdown))
            from measure in new[] { shown.Numerator, shown.Denominator }
            where measure is { Persons: not null }
            group (DataAsOf: supply[metric.Name].DataAsOf!.Value, table.Periods) by (Measure: measure, table.Breakdown);
        foreach (var (cut, tables) in asked.Select(a => (a.Key, a.ToList())))
        {
            var dimension = PublishedTable.Dimensions(cut.Breakdown).SingleOrDefault();
            yield return PersonsBehindSql.Insert(metrics, cut.Measure, dimension, tables.Min(t => t.DataAsOf), tables.SelectMany(t => t.Periods).Distinct());
        }
    }

    private static List<PublishedRow> Rows(DuckDbSession db, MetricsFile metrics)
    {
        var persons = db.Query(
                "SELECT measure, period_kind, period_start, breakdown, member, persons, largest_part FROM mart.persons_behind",
                r => (Key: (r.GetString(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetString(3), r.GetString(4)), Behind: (r.GetInt64(5), r.IsDBNull(6) ? (double?)null : r.GetDouble(6)))
            )
            .ToDictionary(r => r.Key, r => r.Behind);
        (long, double?)? Behind(Measure? measure, string kind, DateOnly start, string breakdown, string member) =>
            measure?.Persons is not null && persons.TryGetValue((measure.Name, kind, start, breakdown, member), out var behind) ? behind : null;
        return db.Query(
            """
            SELECT id, metric, breakdown, member, period_kind, period_start, period_end, data_as_of, numerator, denominator
            FROM publishable WHERE numerator IS NOT NULL OR denominator IS NOT NULL ORDER BY id
            """,
            r =>
            {
                var metric = metrics.Metrics[r.GetString(1)];
                var (breakdown, member, kind, start) = (r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5));
                var shown = metric.Shown(PublishedTable.Dimensions(breakdown));
                return new PublishedRow(
                    r.GetInt64(0),
                    metric,
                    breakdown,
                    member,
                    Months.Of(start, r.GetFieldValue<DateOnly>(6), r.GetFieldValue<DateOnly>(7)),
                    r.IsDBNull(8) ? null : r.GetDecimal(8),
                    r.IsDBNull(9) ? null : r.GetDecimal(9)
                )
                {
                    NumeratorPersons = Behind(shown.Numerator, kind, start, breakdown, member),
                    DenominatorPersons = Behind(shown.Denominator, kind, start, breakdown, member),
                };
            }
        );
    }

    private static string Members(MetricsFile metrics) =>
        string.Join(
            " UNION ALL ",
            metrics
                .Published.SelectMany(t => PublishedTable.Dimensions(t.Breakdown))
                .Distinct()
                .Select(d => metrics.Dimensions[d])
                .Select(d =>
                    $"SELECT {MeasureSql.Literal(d.Name)} AS breakdown, code AS member, label_ca, label_es, label_en, (row_number() OVER (ORDER BY {d.Key} < 0, {d.Key}))::INTEGER AS place FROM star.{d.Table}"
                )
                .DefaultIfEmpty("SELECT NULL AS breakdown, NULL AS member, NULL AS label_ca, NULL AS label_es, NULL AS label_en, NULL AS place")
        );

    private static string Word(Withheld why) =>
        why switch
        {
            Withheld.SmallCount => "small_count",
            Withheld.FewPersons => "few_persons",
            Withheld.Dominance => "dominance",
            _ => "complementary",
        };
}
