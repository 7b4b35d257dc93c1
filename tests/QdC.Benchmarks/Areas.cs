namespace QdC.Benchmarks;

/// <summary>Measures one area against four of the same size, and two at once against one after the other.</summary>
internal sealed class Areas(BenchArea area, string work, TextWriter says)
{
    /// <summary>Runs them and says what they took.</summary>
    public void Run()
    {
        Folders.Remove(work);
        var jobs = area.CopyTo(work).WithTwins(["bench-1", "bench-2", "bench-3", "bench-4"]);
        Measured Of(params string[] areas)
        {
            var home = Path.Combine(work, "home");
            Folders.Remove(home);
            return QdcRun.Of(home, jobs, areas);
        }
        var one = Of("bench-1");
        var second = Of("bench-2");
        var two = Of("bench-1", "bench-2");
        var four = Of("bench-1", "bench-2", "bench-3", "bench-4");
        says.WriteLine("| areas | records read | seconds | times one |");
        says.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var (name, run) in new[] { ("one", one), ("another", second), ("two at once", two), ("four", four) })
        {
            says.WriteLine(FormattableString.Invariant($"| {name} | {QdcRun.Records(run):#,0} | {run.Seconds:0.0} | {run.Seconds / one.Seconds:0.00} |"));
        }
        says.WriteLine();
        says.WriteLine(FormattableString.Invariant($"two at once took {two.Seconds / (one.Seconds + second.Seconds):0.00} of one after the other; four took {four.Seconds / two.Seconds:0.00} times two"));
        Folders.Remove(work);
    }
}
