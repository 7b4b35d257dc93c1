using System.Globalization;
using QdC.Warehouse;

namespace QdC.Benchmarks;

/// <summary>Measures a first refresh against the plain script, one after the other, several times.</summary>
internal sealed class Ingest(BenchArea area, string work, string memoryLimit, int threads, TextWriter says)
{
    private readonly string _database = Path.Combine(work, "plain.duckdb");
    private readonly string _script = Path.Combine(work, "plain.sql");
    private readonly string _home = Path.Combine(work, "home");

    // The script drops rows where the product keeps, repairs or links them: the planted faults. Of more than that, one of both does other work.
    private const double Apart = 0.05;

    /// <summary>Runs both so often and says what they took; gives back the median ratio.</summary>
    /// <exception cref="InvalidOperationException">A run failed, or a table of the script has 5 % more or fewer rows than the product's.</exception>
    public double Run(int runs)
    {
        if (runs < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(runs), "at least one run is needed");
        }
        var (refreshes, plains) = (new List<Measured>(), new List<Measured>());
        var steps = new List<IReadOnlyDictionary<string, (double Clock, double Cpu)>>();
        (long Landed, long Stored, long Plain) bytes = default;
        long rows = 0;
        for (var i = 1; i <= runs; i++)
        {
            plains.Add(QdcRun.Checked("the plain script", Plain()));
            bytes.Plain = new FileInfo(_database).Length;
            refreshes.Add(Refresh());
            steps.Add(QdcRun.Steps(refreshes[^1], detailed: true));
            bytes.Landed = Folders.Bytes(Path.Combine(_home, "landing"));
            bytes.Stored = Folders.Bytes(Path.Combine(_home, "store"), "*.duckdb");
            rows = QdcRun.Records(refreshes[^1]);
            says.WriteLine(Format($"run {i}: qdc run {refreshes[^1].Seconds:0.0} s ({refreshes[^1].CpuSeconds:0.0} s CPU), plain script {plains[^1].Seconds:0.0} s ({plains[^1].CpuSeconds:0.0} s CPU)"));
        }
        var tables = Tables();
        Folders.Remove(work);

        var ratios = refreshes.Zip(plains, (a, b) => a.Seconds / b.Seconds).ToList();
        var cpu = refreshes.Zip(plains, (a, b) => a.CpuSeconds / b.CpuSeconds).ToList();
        var seconds = Median(refreshes.Select(r => r.Seconds));
        says.WriteLine();
        says.WriteLine($"| median of {runs} | qdc run | plain script | ratio |");
        says.WriteLine("| --- | ---: | ---: | ---: |");
        says.WriteLine(Format($"| seconds | {seconds:0.0} | {Median(plains.Select(r => r.Seconds)):0.0} | {Median(ratios):0.00} |"));
        says.WriteLine(Format($"| CPU seconds | {Median(refreshes.Select(r => r.CpuSeconds)):0.0} | {Median(plains.Select(r => r.CpuSeconds)):0.0} | {Median(cpu):0.00} |"));
        says.WriteLine(Format($"| rows a second | {rows / seconds:#,0} | {rows / Median(plains.Select(r => r.Seconds)):#,0} | |"));
        says.WriteLine(Format($"| peak memory, MB | {Megabytes(refreshes.Max(r => r.PeakBytes))} | {Megabytes(plains.Max(r => r.PeakBytes))} | |"));
        says.WriteLine(Format($"| bytes read, MB | {Megabytes(area.SourceBytes)} | {Megabytes(Folders.Bytes(area.Plain))} | |"));
        says.WriteLine(Format($"| bytes landed, MB | {Megabytes(bytes.Landed)} | | |"));
        says.WriteLine(Format($"| bytes stored, MB | {Megabytes(bytes.Stored)} | {Megabytes(bytes.Plain)} | |"));
        says.WriteLine();
        says.WriteLine("| rows of | qdc run | plain script | ratio |");
        says.WriteLine("| --- | ---: | ---: | ---: |");
        tables.ForEach(says.WriteLine);
        says.WriteLine();
        says.WriteLine("| step | seconds | share of the run | CPU seconds |");
        says.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var (name, clock, cpuOfStep) in Shares(steps))
        {
            says.WriteLine(Format($"| {name} | {clock:0.0} | {100 * clock / seconds:0} % | {cpuOfStep:0.0} |"));
        }
        says.WriteLine();
        says.WriteLine(Format($"ratio {Median(ratios):0.00} by the clock, {Median(cpu):0.00} by CPU time; {rows:#,0} rows, median of {runs}"));
        return Median(ratios);
    }

    private Measured Plain()
    {
        Folders.Remove(work);
        Directory.CreateDirectory(work);
        PlainLoad.Write(area, _script);
        return Measured.Dotnet(
            [typeof(Ingest).Assembly.Location, "plain", _script, _database, memoryLimit, threads.ToString(CultureInfo.InvariantCulture)],
            new Dictionary<string, string>()
        );
    }

    /// <summary>The rows of each fact table and bridge in both: they did the same work.</summary>
    private List<string> Tables()
    {
        using var version = new AreaStore(new QdcHome(_home), AreaCode.Parse(BenchArea.Name), TimeProvider.System).OpenCurrent();
        using var plain = DuckDbSession.Open(_database, new DuckDbSettings { ReadOnly = true });
        var (ours, theirs) = (PlainLoad.Rows(version.Session), PlainLoad.Rows(plain));
        var tables = ours.Select(t => (Name: t.Key, Ours: t.Value, Theirs: theirs.GetValueOrDefault(t.Key))).ToList();
        var apart = tables.Where(t => Math.Abs(t.Theirs - t.Ours) > Apart * t.Ours).Select(t => Format($"{t.Name}: {t.Theirs:#,0} rows of {t.Ours:#,0}")).ToList();
        return apart.Count > 0
            ? throw new InvalidOperationException($"the plain script does not do the same work: {string.Join(", ", apart)}")
            : tables.ConvertAll(t => Format($"| {t.Name} | {t.Ours:#,0} | {t.Theirs:#,0} | {t.Theirs / (double)t.Ours:0.000} |"));
    }

    private Measured Refresh()
    {
        Folders.Remove(_home);
        return QdcRun.Of(_home, area.Jobs, BenchArea.Name);
    }

    private static IEnumerable<(string Name, double Clock, double Cpu)> Shares(List<IReadOnlyDictionary<string, (double Clock, double Cpu)>> runs) =>
        runs.SelectMany(r => r.Keys)
            .Distinct()
            .Select(name => (name, Clock: Median(runs.Select(r => r.GetValueOrDefault(name).Clock)), Cpu: Median(runs.Select(r => r.GetValueOrDefault(name).Cpu))))
            .OrderByDescending(step => step.Clock);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Megabytes(long bytes) => Format($"{bytes / 1e6:#,0.0}");

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
