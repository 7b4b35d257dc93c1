namespace QdC.Benchmarks;

/// <summary>What a delivery costs by itself: a small council's first refresh from so many months of deliveries, and from half and a quarter of them. A delivery more must not cost more when many are there.</summary>
/// <param name="months">The most months.</param>
/// <param name="work">Where it works; it is removed afterwards.</param>
/// <param name="says">Where the measurement is told.</param>
internal sealed class Deliveries(int months, string work, TextWriter says)
{
    private const double Scale = 0.001;

    /// <summary>Refreshes one new home after the other and says what it took.</summary>
    public void Run()
    {
        var runs = new[] { months / 4, months / 2, months }.Select(Refresh).ToList();
        says.WriteLine();
        says.WriteLine("| months | deliveries | records read | seconds | CPU seconds | CPU ms for each delivery more | peak memory, MB |");
        says.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (i, run) in runs.Index())
        {
            var more = i == 0 ? "" : FormattableString.Invariant($"{More(runs[i - 1], run):0.0}");
            says.WriteLine(FormattableString.Invariant($"| {run.Months} | {run.Files} | {QdcRun.Records(run.Measured):#,0} | {run.Measured.Seconds:0.0} | {run.Measured.CpuSeconds:0.0} | {more} | {run.Measured.PeakBytes / 1e6:#,0} |"));
        }
        says.WriteLine();
        says.WriteLine(FormattableString.Invariant($"a delivery of the second half costs {More(runs[1], runs[2]) / More(runs[0], runs[1]):0.00} times one of the second quarter"));
        Folders.Remove(work);
    }

    private static double More(Refreshed few, Refreshed many) => 1000 * (many.Measured.CpuSeconds - few.Measured.CpuSeconds) / (many.Files - few.Files);

    private Refreshed Refresh(int count)
    {
        Folders.Remove(work);
        var area = BenchArea.MonthByMonth(count, Scale, Path.Combine(work, "area"));
        var files = Directory.EnumerateFiles(area.AreaSources, "*", SearchOption.AllDirectories).Count(file => !Path.GetFileName(file).StartsWith("manifest", StringComparison.Ordinal));
        return new Refreshed(count, files, QdcRun.Of(Path.Combine(work, "home"), area.Jobs, BenchArea.Name));
    }

    private sealed record Refreshed(int Months, int Files, Measured Measured);
}
