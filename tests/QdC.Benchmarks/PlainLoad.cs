using System.Globalization;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Benchmarks;

/// <summary>
/// The plain script <c>baseline.sql</c>: all tables of the star from the plain files, as one would write it by hand. It is run in a
/// process of its own, to be measured.
/// </summary>
internal static class PlainLoad
{
    /// <summary>Writes the script for an area: with its files, its code lists and its settings in it, so that what runs it reads no declarative file.</summary>
    public static void Write(BenchArea area, string script)
    {
        var settings = JobLoader.Load(area.Jobs).Jobs!.Areas[BenchArea.Name];
        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        static string Text(string text) => text.Replace("'", "''", StringComparison.Ordinal);
        using var resource = typeof(PlainLoad).Assembly.GetManifestResourceStream("QdC.Benchmarks.baseline.sql")!;
        using var reader = new StreamReader(resource);
        var sql = reader.ReadToEnd();
        foreach (var (name, value) in new[]
        {
            ("{folder}", Text(area.Plain)),
            ("{lists}", Text(Path.Combine(area.Jobs, "code-lists"))),
            ("{history_from}", Day(settings.HistoryFrom)),
            ("{horizon}", Day(BenchArea.Day)),
            ("{months}", settings.ServiceOpenMonths.ToString(CultureInfo.InvariantCulture)),
            ("{municipalities}", string.Join(", ", settings.Municipalities.Select(m => $"'{Text(m.Code)}'"))),
        })
        {
            sql = sql.Replace(name, value, StringComparison.Ordinal);
        }
        File.WriteAllText(script, sql);
    }

    /// <summary>Runs it into a new database.</summary>
    public static void Run(string script, string database, string memoryLimit, int threads)
    {
        var settings = new DuckDbSettings { MemoryLimit = memoryLimit, Threads = threads, TempDirectory = database + ".spill" };
        using var session = DuckDbSession.Open(database, settings);
        session.RunScript(File.ReadAllText(script), "baseline.sql");
        session.Execute("CHECKPOINT");
    }

    /// <summary>The rows of each fact table and bridge of a database.</summary>
    public static SortedDictionary<string, long> Rows(DuckDbSession db)
    {
        var tables = db.Query(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'star' AND (starts_with(table_name, 'fact_') OR starts_with(table_name, 'bridge_'))", row => row.GetString(0));
        return new SortedDictionary<string, long>(tables.ToDictionary(t => t, t => db.Scalar<long>($"SELECT count(*) FROM star.{t}")), StringComparer.Ordinal);
    }
}
