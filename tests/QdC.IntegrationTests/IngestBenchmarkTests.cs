using System.Diagnostics;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace QdC.IntegrationTests;

/// <summary>The measurement itself works, at a size that takes seconds. What it measures is asserted nowhere: the machine is shared.</summary>
public sealed partial class IngestBenchmarkTests
{
    [Test]
    public async Task The_benchmark_of_a_small_area_says_its_ratio_and_its_plain_script_does_the_same_work()
    {
        var output = await Measured("ingest", "--rows", "20000", "--runs", "1");

        Assert.That(Ratio().Match(output).Success, Is.True, output);
        foreach (var step in new[] { "stage hestia/activity", "load hestia/activity", "6-marts mart.kpi" })
        {
            Assert.That(output, Does.Contain($"| {step} |"));
        }
        // That a table of the script has about as many rows, the measurement itself asks for, at every size.
        var rows = Rows().Matches(output).ToDictionary(m => m.Groups[1].Value, m => Number(m.Groups[2].Value));
        Assert.That(rows.Keys, Is.EquivalentTo(FactsAndBridges()));
        Assert.That(rows.Where(r => r.Value == 0), Is.Empty);
    }

    [Test]
    [Category("Slow")]
    public async Task Follow_ups_read_what_was_delivered_next_and_load_what_changed_in_it()
    {
        var output = await Measured("follow-ups", "--rows", "6000", "--deliveries", "1");

        var runs = Run().Matches(output).ToDictionary(m => m.Groups[1].Value, m => (Read: Number(m.Groups[2].Value), Changed: Number(m.Groups[3].Value), Loaded: Number(m.Groups[4].Value)));
        Assert.That(runs.Keys, Is.EqualTo(new[] { "first", "same bytes again", "delta of 1 %", "snapshot, 1 % changed" }), output);
        Assert.That(runs["same bytes again"], Is.EqualTo((0L, 0L, 0L)));
        Assert.That(runs["delta of 1 %"].Read, Is.EqualTo(runs["delta of 1 %"].Changed), "a delta holds what changed");
        Assert.That(runs["snapshot, 1 % changed"].Read, Is.GreaterThan(50 * runs["snapshot, 1 % changed"].Changed), "a snapshot holds all");
        foreach (var (name, run) in runs.Skip(2))
        {
            Assert.That(run.Loaded, Is.InRange(run.Changed / 2, run.Changed), $"{name}: what is rejected is not loaded");
        }
        Assert.That(output, Does.Contain("after 1 snapshots: version "));
    }

    [Test]
    [Category("Slow")]
    public async Task All_comarques_are_loaded_and_an_area_more_costs_no_more()
    {
        var output = await Measured("areas", "--catalonia", "0.01");

        Assert.That(output, Does.Contain("| 42 at once |").And.Contain("linear within 20 %"));
        Assert.That(output, Does.Not.Contain("NOT linear"));
    }

    private static IEnumerable<string> FactsAndBridges() =>
        File.ReadLines(Path.Combine(RepositoryFolder.Root, "sql", "area", "columns.csv"))
            .Select(line => line.Split(','))
            .Where(cells => cells[0] == "star" && (cells[1].StartsWith("fact_", StringComparison.Ordinal) || cells[1].StartsWith("bridge_", StringComparison.Ordinal)))
            .Select(cells => cells[1])
            .Distinct();

    private static async Task<string> Measured(params string[] arguments)
    {
        var cache = Path.Combine(Path.GetTempPath(), "qdc-bench-" + Guid.NewGuid().ToString("N"));
        try
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "QdC.Benchmarks.dll") }.Concat(arguments).Concat(["--cache", cache]))
            {
                start.ArgumentList.Add(argument);
            }
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero, output + await errors);
            return output;
        }
        finally
        {
            if (Directory.Exists(cache))
            {
                Directory.Delete(cache, recursive: true);
            }
        }
    }

    private static long Number(string text) => long.Parse(text.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^[|] ([a-z][^|]+) [|] ([0-9,]+) [|] ([0-9,]+) [|] ([0-9,]+) [|]", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex("^[|] ((?:fact|bridge)_[a-z_]+) [|] ([0-9,]+) [|] ([0-9,]+) [|]", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("ratio [0-9]+[.][0-9]+ by the clock, [0-9]+[.][0-9]+ by CPU time; [0-9,]+ rows, median of 1", RegexOptions.NonBacktracking)]
    private static partial Regex Ratio();
}
