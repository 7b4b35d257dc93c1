using System.Globalization;
using QdC.Warehouse;

namespace QdC.Benchmarks;

/// <summary>The measurements of the product. They assert no time: a shared machine has none.</summary>
internal static class Program
{
    private const string Usage = """
        ingest [--rows N] [--runs N] [--memory SIZE] [--threads 2] [--cache DIR]
            A first refresh of an area of N source rows (default 5000000) against a plain DuckDB script on the same files.
        follow-ups [--rows N] [--deliveries 20] [--cache DIR]
            On one home after a first refresh: the same bytes, a delta of 1 %, and so many snapshots with 1 % of the rows changed; then the size of what is stored.
        deliveries [--months 96] [--cache DIR]
            A first refresh of a small area from so many months of deliveries, from half and from a quarter of them: what each delivery costs by itself.
        areas [--rows N] [--cache DIR]
            One area of N rows, two and four of them at once.
        areas --catalonia 1 [--cache DIR]
            All 42 comarques as areas over two years, of so much of their inhabitants (1: real): each alone, then all at once into one home; time, memory, bytes, and the growth.
        link [--records N] [--cache DIR]
            `qdc link` on N records of invented persons (default 1000000) and on a tenth of them, against the same blocking with one comparison.
        dashboards [--rows N] [--cache DIR]
            How long each page of the dashboard takes in one process, whole and filtered, of an area of N source rows (default 1400000).
        portal [--rows N] [--readers 50] [--views 60] [--pause 1000] [--cache DIR]
            How long pages of the dashboard take in a portal that so many read at once, with so many milliseconds between pages and without.
        export [--rows N] [--runs N]
            A detail of N rows (default 100000) and 12 columns as a workbook, against ClosedXML with the same cells in the same run.
        """;

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["plain", var script, var database, var memory, var threads]:
                PlainLoad.Run(script, database, memory, int.Parse(threads, CultureInfo.InvariantCulture));
                return 0;
            case ["link-plain", var file]:
                LinkMeasure.Plain(file);
                return 0;
            case ["export-write", var how, var file, var rows]:
                ExportMeasure.Write(how, file, int.Parse(rows, CultureInfo.InvariantCulture));
                return 0;
            case ["export", .. var options] when options.Length % 2 == 0:
                return Export(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            case ["link", .. var options] when options.Length % 2 == 0:
                return Link(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            case ["ingest", .. var options] when options.Length % 2 == 0:
                return Ingest(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            case ["dashboards", .. var options] when options.Length % 2 == 0:
                return Dashboards(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            case ["portal", .. var options] when options.Length % 2 == 0:
                return Portal(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            case ["follow-ups", .. var options] when options.Length % 2 == 0:
                return Area(options.Chunk(2).ToDictionary(o => o[0], o => o[1]), (area, work, number) => new FollowUps(area, work, number("--deliveries", 20), Console.Out).Run());
            case ["deliveries", .. var options] when options.Length % 2 == 0:
                return Deliveries(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            case ["areas", "--catalonia", var share, .. var options] when options.Length % 2 == 0:
                new Catalonia(double.Parse(share, CultureInfo.InvariantCulture), Cache(options.Chunk(2).ToDictionary(o => o[0], o => o[1])), Console.Out).Run();
                return 0;
            case ["areas", .. var options] when options.Length % 2 == 0:
                return Area(options.Chunk(2).ToDictionary(o => o[0], o => o[1]), (area, work, _) => new Areas(area, work, Console.Out).Run());
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

    private static int Deliveries(Dictionary<string, string> options)
    {
        new Deliveries(int.Parse(options.GetValueOrDefault("--months") ?? "96", CultureInfo.InvariantCulture), Path.Combine(Cache(options), "deliveries"), Console.Out).Run();
        return 0;
    }

    private static int Dashboards(Dictionary<string, string> options)
    {
        var area = BenchArea.Make(int.Parse(options.GetValueOrDefault("--rows") ?? "1400000", CultureInfo.InvariantCulture), Cache(options), Console.Out);
        new DashboardPages(area, Path.Combine(area.Folder, "dashboards-home"), Console.Out).Run();
        return 0;
    }

    private static int Portal(Dictionary<string, string> options)
    {
        int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var area = BenchArea.Make(Number("--rows", 1_400_000), Cache(options), Console.Out);
        new PortalReaders(area, Path.Combine(area.Folder, "dashboards-home"), Console.Out).Run(Number("--readers", 50), Number("--views", 60), TimeSpan.FromMilliseconds(Number("--pause", 1_000))).GetAwaiter().GetResult();
        return 0;
    }

    private static int Export(Dictionary<string, string> options)
    {
        int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        new ExportMeasure(Number("--rows", 100_000), Number("--runs", 3), Console.Out).Run();
        return 0;
    }

    private static string Cache(Dictionary<string, string> options) => Path.GetFullPath(options.GetValueOrDefault("--cache") ?? Path.Combine(Path.GetTempPath(), "qdc-bench"));

    private static int Ingest(Dictionary<string, string> options) =>
        Area(options, (area, work, number) => new Ingest(area, work, options.GetValueOrDefault("--memory") ?? new DuckDbSettings().MemoryLimit, number("--threads", 2), Console.Out).Run(number("--runs", 3)));

    /// <summary>Makes the area and measures with it in a folder of its own.</summary>
    private static int Area(Dictionary<string, string> options, Action<BenchArea, string, Func<string, int, int>> measure)
    {
        int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var area = BenchArea.Make(Number("--rows", 5_000_000), Cache(options), Console.Out);
        measure(area, Path.Combine(area.Folder, "work-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), Number);
        return 0;
    }
}
