using System.Diagnostics;
using QdC.Metrics;
using QdC.Pipeline.Dashboard;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Benchmarks;

/// <summary>
/// Measures how long the pages of the dashboard take in one process: each page whole, all its queries, of an area of ten years. The baseline
/// of the same run counts the distinct persons of one table, once for each figure that a page asks for.
/// </summary>
internal sealed class DashboardPages(BenchArea area, string home, TextWriter says)
{
    private const int Rounds = 10;

    /// <summary>Refreshes the area where it was not yet, asks every page so often and says what it took.</summary>
    public void Run()
    {
        var code = AreaCode.Parse(BenchArea.Name);
        if (!Directory.Exists(Path.Combine(home, "store")))
        {
            var refreshed = QdcRun.Of(home, area.Jobs, BenchArea.Name);
            says.WriteLine(FormattableString.Invariant($"refreshed in {refreshed.Seconds:0.0} s"));
        }
        var jobs = JobLoader.Load(area.Jobs).Jobs!;
        var metrics = MetricsReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "metrics.yaml")), "powerbi/metrics.yaml").File!;
        var pages = DashboardsReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "dashboards.yaml")), "powerbi/dashboards.yaml", metrics).File!;
        // One that has answered nothing yet for each round: what a version was asked before it remembers.
        DashboardFill Fresh() => new(new QdcHome(home), jobs, metrics, TimeProvider.System);
        var fill = Fresh();
        using var version = new AreaStore(new QdcHome(home), code, TimeProvider.System).OpenCurrent();
        says.WriteLine(FormattableString.Invariant($"{version.Session.Scalar<long>("SELECT count(*) FROM mart.kpi"):#,0} figures stored"));

        var baseline = Percentiles(Times(() => version.Session.Scalar<long>("SELECT count(DISTINCT person_key) FROM star.fact_person_attended WHERE month >= DATE '2024-01-01'")));
        says.WriteLine(FormattableString.Invariant($"baseline, one count of distinct persons: p50 {baseline.Half:0.0} ms, p95 {baseline.High:0.0} ms"));
        says.WriteLine();
        says.WriteLine("| page | cut | p50, ms | p95, ms | p95 in baselines | asked again, p95, ms |");
        says.WriteLine("| --- | --- | ---: | ---: | ---: | ---: |");
        var (whole, filtered) = (0.0, 0.0);
        foreach (var page in pages.Pages.Values)
        {
            var asked = new DashboardRequest { Page = page, Area = jobs.Areas[BenchArea.Name] };
            foreach (var kind in PeriodKinds.All)
            {
                whole = Math.Max(whole, Told(page, kind, asked with { PeriodKind = kind }));
            }
            foreach (var slicer in fill.Fill(version, asked with { PeriodKind = "year" }).Slicers.Where(s => s.Members.Count > 0))
            {
                var where = new[] { new MemberFilter(slicer.Dimension, slicer.Members[0].Code) };
                filtered = Math.Max(filtered, Told(page, $"year, {slicer.Dimension} = {slicer.Members[0].Code}", asked with { PeriodKind = "year", Where = where }));
            }
        }
        says.WriteLine();
        says.WriteLine(FormattableString.Invariant($"slowest p95: {whole:0} ms unfiltered (aim 150), {filtered:0} ms with a filter (aim 1000); {Rounds} rounds each"));

        double Told(DashboardPage page, string cut, DashboardRequest request)
        {
            var (half, high) = Percentiles(Times(() => Fresh().Fill(version, request)));
            var again = Percentiles(Times(() => fill.Fill(version, request)));
            says.WriteLine(FormattableString.Invariant($"| {page.Name} | {cut} | {half:0} | {high:0} | {high / baseline.High:0.0} | {again.High:0.0} |"));
            return high;
        }
    }

    private static List<double> Times<T>(Func<T> action)
    {
        action(); // what is read the first time is read for all
        return [.. Enumerable.Range(0, Rounds).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            action();
            return clock.Elapsed.TotalMilliseconds;
        }).Order()];
    }

    private static (double Half, double High) Percentiles(List<double> sorted) => (sorted[sorted.Count / 2], sorted[(int)Math.Ceiling(sorted.Count * 0.95) - 1]);
}
