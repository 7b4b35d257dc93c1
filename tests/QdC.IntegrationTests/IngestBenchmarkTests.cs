using System.Diagnostics;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace QdC.IntegrationTests;

/// <summary>The measurement itself works, at a size that takes seconds. What it measures is asserted nowhere: the machine is shared.</summary>
public sealed partial class IngestBenchmarkTests
{
    [Test]
    public async Task The_benchmark_of_a_small_area_runs_and_says_its_ratio()
    {
        var cache = Path.Combine(Path.GetTempPath(), "qdc-bench-" + Guid.NewGuid().ToString("N"));
        try
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "QdC.Benchmarks.dll"), "ingest", "--rows", "20000", "--runs", "1", "--cache", cache })
            {
                start.ArgumentList.Add(argument);
            }
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();

            Assert.That(process.ExitCode, Is.Zero, output + await errors);
            Assert.That(Ratio().Match(output).Success, Is.True, output);
            foreach (var step in new[] { "stage hestia/activity", "load hestia/activity", "6-marts mart.kpi" })
            {
                Assert.That(output, Does.Contain($"| {step} |"));
            }
        }
        finally
        {
            if (Directory.Exists(cache))
            {
                Directory.Delete(cache, recursive: true);
            }
        }
    }

    [GeneratedRegex("ratio [0-9]+[.][0-9]+ by the clock, [0-9]+[.][0-9]+ by CPU time; [0-9,]+ rows, median of 1", RegexOptions.NonBacktracking)]
    private static partial Regex Ratio();
}
