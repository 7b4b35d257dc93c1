using System.Globalization;
using System.Text.Json;

namespace QdC.Benchmarks;

/// <summary>Measures a first refresh against the plain script, one after the other, several times.</summary>
internal sealed class Ingest(BenchArea area, string work, string memoryLimit, int threads, TextWriter says)
{
    private readonly string _database = Path.Combine(work, "plain.duckdb");
    private readonly string _home = Path.Combine(work, "home");

    /// <summary>Runs both so often and says what they took; gives back the median ratio.</summary>
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
            plains.Add(Checked("the plain script", Plain()));
            bytes.Plain = new FileInfo(_database).Length;
            refreshes.Add(Checked("qdc run", Refresh()));
            steps.Add(Steps(refreshes[^1]));
            bytes.Landed = BytesBelow(Path.Combine(_home, "landing"));
            bytes.Stored = BytesBelow(Path.Combine(_home, "store"), "*.duckdb");
            rows = Records(refreshes[^1]);
            says.WriteLine(Format($"run {i}: qdc run {refreshes[^1].Seconds:0.0} s ({refreshes[^1].CpuSeconds:0.0} s CPU), plain script {plains[^1].Seconds:0.0} s ({plains[^1].CpuSeconds:0.0} s CPU)"));
        }
        Remove(work);

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
        says.WriteLine(Format($"| bytes read, MB | {Megabytes(area.SourceBytes)} | {Megabytes(BytesBelow(area.Plain))} | |"));
        says.WriteLine(Format($"| bytes landed, MB | {Megabytes(bytes.Landed)} | | |"));
        says.WriteLine(Format($"| bytes stored, MB | {Megabytes(bytes.Stored)} | {Megabytes(bytes.Plain)} | |"));
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
        Remove(work);
        Directory.CreateDirectory(work);
        return Measured.Dotnet(
            [typeof(Ingest).Assembly.Location, "plain", area.Plain, _database, memoryLimit, threads.ToString(CultureInfo.InvariantCulture)],
            new Dictionary<string, string>()
        );
    }

    private Measured Refresh()
    {
        Remove(_home);
        return Refresh(area, _home);
    }

    /// <summary>Runs <c>qdc run</c> on an area into a home.</summary>
    internal static Measured Refresh(BenchArea area, string home)
    {
        var qdc = Path.Combine(AppContext.BaseDirectory, "qdc.dll");
        var environment = new Dictionary<string, string>
        {
            ["QDC_KEY_" + BenchArea.Name.ToUpperInvariant()] = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]),
        };
        return Measured.Dotnet([qdc, "run", BenchArea.Name, "--json", "--progress-lines", "--home", home, "--jobs", area.Jobs], environment);
    }

    private static Measured Checked(string what, Measured measured) =>
        measured.Code is 0 or 2 ? measured : throw new InvalidOperationException($"{what} ended with code {measured.Code}: {measured.Output}{string.Join('\n', measured.Lines.Select(l => l.Line))}");

    /// <summary>Seconds from one word of progress to the next, by step: what the run waited for. They sum to the run.</summary>
    private static Dictionary<string, (double Clock, double Cpu)> Steps(Measured run)
    {
        var (seconds, last, lastCpu) = (new Dictionary<string, (double Clock, double Cpu)>(), 0d, 0d);
        foreach (var (at, cpu, line) in run.Lines.Where(l => l.Line.StartsWith('{')))
        {
            using var progress = JsonDocument.Parse(line);
            var step = Text(progress, "step");
            var detail = step is "5-facts" or "6-marts" ? Text(progress, "detail") : step is "stage" or "load" or "extract" ? Text(progress, "detail").Split(' ')[0] : "";
            var name = $"{step} {detail}".Trim();
            var before = seconds.GetValueOrDefault(name);
            seconds[name] = (before.Clock + at - last, before.Cpu + cpu - lastCpu);
            (last, lastCpu) = (at, cpu);
        }
        seconds["after the last step"] = (run.Seconds - last, run.CpuSeconds - lastCpu);
        return seconds;
    }

    /// <summary>The records that the run read, by its own report.</summary>
    private static long Records(Measured run)
    {
        using var report = JsonDocument.Parse(run.Output);
        return report.RootElement[0].GetProperty("read").GetInt64();
    }

    private static string Text(JsonDocument document, string property) =>
        document.RootElement.EnumerateObject().FirstOrDefault(p => p.NameEquals(property)).Value is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

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

    private static long BytesBelow(string folder, string pattern = "*") =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);

    private static string Megabytes(long bytes) => Format($"{bytes / 1e6:#,0.0}");

    private static string Format(FormattableString text) => FormattableString.Invariant(text);

    private static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal); // published versions are sealed
        }
        Directory.Delete(folder, recursive: true);
    }
}
