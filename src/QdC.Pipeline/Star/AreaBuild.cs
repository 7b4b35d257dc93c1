using QdC.Metrics;
using QdC.Pipeline.Disclosure;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Star;

/// <summary>A step of the build and how many rows its table has afterwards.</summary>
/// <param name="Folder">The folder of <c>sql/area</c>.</param>
/// <param name="Name">The table.</param>
/// <param name="Rows">Its rows.</param>
public sealed record BuiltTable(string Folder, string Name, long Rows);

/// <summary>Computes links, star and marts of an area whole, as a pure function of its observations.</summary>
public static class AreaBuild
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

    /// <summary>Prepares what every SQL file of the area reads: settings, code lists, the current state.</summary>
    public static void Prepare(DuckDbSession db, JobSet jobs, AreaFile area)
    {
        AreaContext.Write(db, jobs, area);
        foreach (var statement in CurrentState.Statements(jobs, area))
        {
            db.Execute(statement);
        }
        Run(db, "1-observations", _ => { });
        foreach (var statement in Duplicates.Statements(jobs, area))
        {
            db.Execute(statement);
        }
        db.Execute("CREATE OR REPLACE TEMP TABLE person_cluster (person_record UUID, person_id UUID)"); // until records are linked
        db.Execute("CREATE OR REPLACE TABLE link.network_person (person_id UUID, network_id UUID)");
    }

    /// <summary>Builds links, dimensions, facts, marts and the KPI table.</summary>
    /// <param name="db">The working copy, prepared.</param>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="built">Called after each table.</param>
    public static void Build(DuckDbSession db, JobSet jobs, AreaFile area, MetricsFile metrics, Action<BuiltTable> built)
    {
        foreach (var folder in Folders)
        {
            Run(db, folder, built);
        }
        var supply = MetricSupplies.Of(db, jobs, area, metrics);
        var settings = new MetricSettings(area.HistoryFrom, area.NewPersonYears);
        db.Execute(KpiMartSql.SupplyTable(metrics, supply, settings));
        foreach (var statement in KpiMartSql.Statements(metrics, supply, settings))
        {
            db.Execute(statement);
        }
        built(new BuiltTable("6-marts", "mart.kpi", db.Scalar<long>("SELECT count(*) FROM mart.kpi")));
        db.Execute(NetworkPersonSql.CreateTable); // empty without a network key
        foreach (var metric in NetworkPersonSql.Metrics(metrics))
        {
            db.Execute(NetworkPersonSql.Insert(metrics, metric.Numerator));
        }
        PublishedMart.Write(db, area, metrics, supply);
        built(new BuiltTable("6-marts", "mart.published", db.Scalar<long>("SELECT count(*) FROM mart.published")));
    }

    private static void Run(DuckDbSession db, string folder, Action<BuiltTable> built)
    {
        foreach (var model in SqlModels.In(folder))
        {
            db.RunScript(model.Text, $"sql/area/{model.Folder}/{model.Name}.sql");
            built(new BuiltTable(folder, model.Table!, db.Scalar<long>($"SELECT count(*) FROM {model.Table}")));
        }
    }
}
