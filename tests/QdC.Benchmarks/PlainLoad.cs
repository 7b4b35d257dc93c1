using QdC.Warehouse;

namespace QdC.Benchmarks;

/// <summary>The plain script <c>baseline.sql</c>, run in this process: it is started as a process of its own to be measured.</summary>
internal static class PlainLoad
{
    /// <summary>Loads the plain files into a new database.</summary>
    public static void Run(string plain, string database, string memoryLimit, int threads)
    {
        using var resource = typeof(PlainLoad).Assembly.GetManifestResourceStream("QdC.Benchmarks.baseline.sql")!;
        using var reader = new StreamReader(resource);
        var script = reader.ReadToEnd().Replace("{folder}", plain.Replace("'", "''", StringComparison.Ordinal), StringComparison.Ordinal);
        var settings = new DuckDbSettings { MemoryLimit = memoryLimit, Threads = threads, TempDirectory = database + ".spill" };
        using var session = DuckDbSession.Open(database, settings);
        session.RunScript(script, "baseline.sql");
        session.Execute("CHECKPOINT");
    }
}
