using System.Globalization;

namespace QdC.Benchmarks;

/// <summary>The measurements of the product. They assert no time: a shared machine has none.</summary>
internal static class Program
{
    private const string Usage = """
        ingest [--rows N] [--runs N] [--memory 1500MB] [--threads 2] [--cache DIR]
            A first refresh of an area of N source rows (default 5000000) against a plain DuckDB script on the same files.
        link [--records N] [--cache DIR]
            `qdc link` on N records of invented persons (default 1000000) and on a tenth of them, against the same blocking with one comparison.
        dashboards [--rows N] [--cache DIR]
            How long each page of the dashboard takes in one process, whole and filtered, of an area of N source rows (default 1400000).
        """;

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["plain", var plain, var database, var memory, var threads]:
                PlainLoad.Run(plain, database, memory, int.Parse(threads, CultureInfo.InvariantCulture));
                return 0;
            case ["link-plain", var file]:
                LinkMeasure.Plain(file);
                return 0;
            case ["link", .. var options] when options.Length % 2 == 0:
                return Link(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            case ["ingest", .. var options] when options.Length % 2 == 0:
                return Ingest(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            case ["dashboards", .. var options] when options.Length % 2 == 0:
                return Dashboards(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            default:
                Console.Error.WriteLine(Usage);
                return 1;
        }
    }

    private static int Link(Dictionary<string, string> options)
    {
        new LinkMeasure(Cache(options), Console.Out).Run(int.Parse(options.GetValueOrDefault("--records") ?? "1000000", CultureInfo.InvariantCulture));
        return 0;
    }

    private static int Dashboards(Dictionary<string, string> options)
    {
        var area = BenchArea.Make(int.Parse(options.GetValueOrDefault("--rows") ?? "1400000", CultureInfo.InvariantCulture), Cache(options), Console.Out);
        new DashboardPages(area, Path.Combine(area.Folder, "dashboards-home"), Console.Out).Run();
        return 0;
    }

    private static string Cache(Dictionary<string, string> options) => Path.GetFullPath(options.GetValueOrDefault("--cache") ?? Path.Combine(Path.GetTempPath(), "qdc-bench"));

    private static int Ingest(Dictionary<string, string> options)
    {
        int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var area = BenchArea.Make(Number("--rows", 5_000_000), Cache(options), Console.Out);
        var work = Path.Combine(area.Folder, "work-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        new Ingest(area, work, options.GetValueOrDefault("--memory") ?? "1500MB", Number("--threads", 2), Console.Out).Run(Number("--runs", 3));
        return 0;
    }
}
