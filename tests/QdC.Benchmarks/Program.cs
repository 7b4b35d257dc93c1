using System.Globalization;

namespace QdC.Benchmarks;

/// <summary>The measurements of the product. They assert no time: a shared machine has none.</summary>
internal static class Program
{
    private const string Usage = """
        ingest [--rows N] [--runs N] [--memory 1500MB] [--threads 2] [--cache DIR]
            A first refresh of an area of N source rows (default 5000000) against a plain DuckDB script on the same files.
        """;

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["plain", var plain, var database, var memory, var threads]:
                PlainLoad.Run(plain, database, memory, int.Parse(threads, CultureInfo.InvariantCulture));
                return 0;
            case ["ingest", .. var options] when options.Length % 2 == 0:
                return Ingest(options.Chunk(2).ToDictionary(o => o[0], o => o[1]));
            default:
                Console.Error.WriteLine(Usage);
                return 1;
        }
    }

    private static int Ingest(Dictionary<string, string> options)
    {
        int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var cache = Path.GetFullPath(options.GetValueOrDefault("--cache") ?? Path.Combine(Path.GetTempPath(), "qdc-bench"));
        var area = BenchArea.Make(Number("--rows", 5_000_000), cache, Console.Out);
        var work = Path.Combine(area.Folder, "work-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        new Ingest(area, work, options.GetValueOrDefault("--memory") ?? "1500MB", Number("--threads", 2), Console.Out).Run(Number("--runs", 3));
        return 0;
    }
}
