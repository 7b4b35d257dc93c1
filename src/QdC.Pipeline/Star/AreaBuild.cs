using QdC.Metrics;
using QdC.Pipeline.Disclosure;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Star;

/// <summary>A step of the build and how many rows its table has afterwards.</summary>
/// <param name="Folder">The folder of <c>sql/area</c>.</param>
/// <param name="Name">The table.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record BuiltTable(string Folder, string Name, long Rows);

/// <summary>Computes links, star and marts of an area whole, as a pure function of its observations.</summary>
internal static class AreaBuild
{
    private static readonly string[] Folders = ["3-link", "4-dimensions", "5-facts", "6-marts"];

    /// <summary>
    /// Throws away the star and the marts of the version that a working copy was made of: they are computed whole, and what they took of the
    /// file is free for it. Else each version would hold those of the one before as empty space.
    /// </summary>
    /// <param name="db">The working copy.</param>
    public static void Clear(DuckDbSession db)
    {
        var tables = db.Query("SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name IN ('star', 'mart')", row => $"{row.GetString(0)}.\"{row.GetString(1)}\"");
        tables.ForEach(table => db.Execute($"DROP TABLE {table}"));
        if (tables.Count > 0)
        {
            db.Execute("CHECKPOINT"); // only then are their blocks taken again
        }
    }

    /// <summary>The steps that prepare what every SQL file of the area reads: settings, code lists, the current state.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    public static IEnumerable<BuildStep> Prepare(JobSet jobs, AreaFile area) =>
        [
            .. AreaContext.Steps(jobs, area),
            .. CurrentState.Statements(jobs, area).Select(sql => BuildStep.Of(sql)),
            .. SqlModels.In("1-observations").Select(model => Step(model)),
            .. Duplicates.Statements(jobs, area).Select(sql => BuildStep.Of(sql)),
            BuildStep.Of("CREATE OR REPLACE TEMP TABLE person_cluster (person_record UUID, person_id UUID)"), // until records are linked
            BuildStep.Of("CREATE OR REPLACE TEMP TABLE person_label (place VARCHAR, labels BIGINT)"), // until labels are compared with names
            BuildStep.Of("CREATE TABLE IF NOT EXISTS link.network_person (person_id UUID, network_id UUID)"),
        ];

    /// <summary>The steps that build links, dimensions, facts, marts and the KPI table.</summary>
    /// <param name="db">The working copy, with what was delivered.</param>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="built">Called after each table, with the time it took.</param>
    public static IEnumerable<BuildStep> Build(DuckDbSession db, JobSet jobs, AreaFile area, MetricsFile metrics, Action<BuiltTable, TimeSpan> built)
    {
        var supply = MetricSupplies.Of(db, jobs, area, metrics);
        var settings = new MetricSettings(area.HistoryFrom, area.NewPersonYears);
        return
        [
            .. Folders.SelectMany(SqlModels.In).Select(model => Step(model, built)),
            BuildStep.Of(KpiMartSql.SupplyTable(metrics, supply, settings)),
            .. Together("mart.kpi", KpiMartSql.Statements(metrics, supply, settings).Select(sql => BuildStep.Of(sql)), built),
            BuildStep.Of(NetworkPersonSql.CreateTable), // empty without a network key
            .. NetworkPersonSql.Metrics(metrics).Select(metric => BuildStep.Of(NetworkPersonSql.Insert(metrics, metric.Numerator))),
            .. Together("mart.published", PublishedMart.Steps(area, metrics, supply), built),
        ];
    }

    /// <summary>Steps that make one table, told of as one.</summary>
    private static IEnumerable<BuildStep> Together(string table, IEnumerable<BuildStep> steps, Action<BuiltTable, TimeSpan> built)
    {
        var (rows, sum) = (0L, TimeSpan.Zero);
        return steps
            .Select(step => step with { Told = took => sum += took })
            .Append(BuildStep.Doing(table, db => rows = db.Scalar<long>($"SELECT count(*) FROM {table}"), [table], [], took => built(new BuiltTable("6-marts", table, rows), sum + took)));
    }

    private static BuildStep Step(SqlModel model, Action<BuiltTable, TimeSpan>? built = null)
    {
        var rows = 0L;
        return BuildStep.Of(
            model.Text,
            $"sql/area/{model.Folder}/{model.Name}.sql",
            built is null ? null : db => rows = db.Scalar<long>($"SELECT count(*) FROM {model.Table}"),
            built is null ? null : took => built(new BuiltTable(model.Folder, model.Table!, rows), took));
    }
}
