namespace QdC.Benchmarks;

/// <summary>Measures what comes after a first refresh: the same bytes, a delta, whole snapshots with a hundredth of their records changed, one after the other.</summary>
internal sealed class FollowUps(BenchArea area, string work, int deliveries, TextWriter says)
{
    private readonly string _home = Path.Combine(work, "home");

    /// <summary>Runs them in order on one home and says what they took.</summary>
    public void Run()
    {
        Folders.Remove(work);
        var own = area.CopyTo(work);
        var day = BenchArea.Day;
        var runs = new List<(string Name, long Changed, Measured Run, long Store)>();
        void Measure(string name, long changed)
        {
            var run = QdcRun.Of(_home, own.Jobs, BenchArea.Name);
            if (QdcRun.Waits(run) is { Count: > 0 } waits)
            {
                throw new InvalidOperationException($"{name}: not all of it was read: {string.Join("; ", waits)}");
            }
            runs.Add((name, changed, run, Current(_home)));
            says.WriteLine(FormattableString.Invariant($"<!-- {name}: {run.Seconds:0.0} s, {run.CpuSeconds:0.0} s CPU, {QdcRun.Records(run):#,0} read, {changed:#,0} changed, store {runs[^1].Store / 1e6:0.0} MB, peak {run.PeakBytes / 1e6:#,0} MB -->"));
        }
        Measure("first", 0);
        Measure("same bytes again", 0);
        var whole = Path.Combine(work, "whole");
        Folders.Copy(own.AreaSources, whole);
        Measure("delta of 1 %", NextDelivery.Write(own.AreaSources, day = day.AddDays(1), 1, delta: true));
        NextDelivery.Write(whole, day, 1, delta: false, caseFilesOnly: true); // what a whole snapshot of that day says
        long Snapshot(int number)
        {
            var changed = NextDelivery.Write(whole, day = day.AddDays(1), number, delta: false);
            foreach (var system in new[] { "hestia", "home-care-provider", "council-accounts" })
            {
                Directory.Delete(Path.Combine(own.AreaSources, system), recursive: true);
                Folders.Copy(Path.Combine(whole, system), Path.Combine(own.AreaSources, system));
            }
            return changed;
        }
        Measure("snapshot, 1 % changed", Snapshot(2));
        for (var number = 3; number < deliveries + 2; number++)
        {
            Measure(FormattableString.Invariant($"snapshot {number - 1}"), Snapshot(number));
        }
        var fresh = Path.Combine(work, "fresh");
        QdcRun.Of(fresh, own.Jobs, BenchArea.Name);
        var (stored, anew) = (Current(_home), Current(fresh));
        Write([.. runs.Take(4)]);
        says.WriteLine();
        says.WriteLine(FormattableString.Invariant($"after {deliveries} snapshots: version {stored / 1e6:0.0} MB, loaded anew {anew / 1e6:0.0} MB, {(double)stored / anew:0.00} times"));
        Folders.Remove(work);
    }

    private void Write(IReadOnlyList<(string Name, long Changed, Measured Run, long Store)> runs)
    {
        var first = runs[0].Run;
        says.WriteLine();
        says.WriteLine("| run | records read | changed | loaded | seconds | CPU seconds | of the first, by the clock | by CPU | peak memory, MB | version, MB |");
        says.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, changed, run, store) in runs)
        {
            says.WriteLine(FormattableString.Invariant(
                $"| {name} | {QdcRun.Records(run):#,0} | {changed:#,0} | {QdcRun.Records(run, "loaded"):#,0} | {run.Seconds:0.0} | {run.CpuSeconds:0.0} | {run.Seconds / first.Seconds:0.00} | {run.CpuSeconds / first.CpuSeconds:0.00} | {run.PeakBytes / 1e6:#,0} | {store / 1e6:0.0} |"));
        }
        var steps = runs.Select(r => QdcRun.Steps(r.Run, detailed: false)).ToList();
        says.WriteLine();
        says.WriteLine($"| step: seconds (CPU seconds) | {string.Join(" | ", runs.Select(r => r.Name))} |");
        says.WriteLine($"| --- {string.Concat(runs.Select(_ => "| ---: "))}|");
        foreach (var step in steps.SelectMany(s => s.Keys).Distinct().OrderByDescending(name => steps[0].GetValueOrDefault(name).Clock))
        {
            var cells = steps.Select(s => s.TryGetValue(step, out var took) ? FormattableString.Invariant($"{took.Clock:0.0} ({took.Cpu:0.0})") : "");
            says.WriteLine($"| {step} | {string.Join(" | ", cells)} |");
        }
    }

    /// <summary>Bytes of the newest version's file.</summary>
    private static long Current(string home) =>
        new FileInfo(Directory.GetFiles(Path.Combine(home, "store", BenchArea.Name), "v*.duckdb").Order(StringComparer.Ordinal).Last()).Length;
}
