using NUnit.Framework;
using QdC.Cli.Demo;
using QdC.Metrics;
using QdC.Pipeline;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Network;
using QdC.Pipeline.Run;
using QdC.Samples;
using QdC.Samples.Truth;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Truth;

/// <summary>All 18 areas of the network, of some thirty persons each, are loaded by configuration alone and served as simulated.</summary>
public sealed class NetworkTests
{
    [Test]
    public void Every_area_of_the_network_is_served_as_simulated_and_stands_beside_the_others()
    {
        using var folder = new TemporaryFolder();
        var deliveries = Path.Combine(folder.Path, "deliveries");
        var jobsFolder = DemoJobs.Write(RepositoryFolder.Jobs, JobLoader.Load(RepositoryFolder.Jobs).Jobs!, folder.Path, deliveries, SimulatedAreas.Span.From);
        var simulated = SimulatedAreas.Write(SampleOptions.Network, 0.002, deliveries, _ => { });
        var load = JobLoader.Load(jobsFolder);
        var metrics = MetricsReader.Read(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "powerbi", "metrics.yaml")), "powerbi/metrics.yaml").File!;
        var home = new QdcHome(folder.Path);
        Assert.That(load.Problems.Where(p => p.Path.StartsWith("etl-jobs/areas/", StringComparison.Ordinal)), Is.Empty, "every folder that an area names is delivered");

        var differences = new List<string>[simulated.Count];
        Parallel.For(0, simulated.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var area = simulated[i];
            var code = AreaCode.Parse(area.Area);
            AreaKeys.Create(code, folder.Environment);
            var outcome = new AreaRefresh(home, load.Jobs!, metrics, TimeProvider.System) { KeyEnvironment = folder.Environment }.Run(load.Jobs!.Areas[area.Area] with { LinkPersons = false }, new RefreshOptions());
            var truth = TruthJson.ReadFigures(SimulatedAreas.TruthOf(deliveries, area.Area), "as_recorded");
            using var version = new AreaStore(home, code, TimeProvider.System).OpenCurrent();
            var rows = (outcome.Extracts.Sum(e => e.Read), outcome.Extracts.Sum(e => e.Rejected), outcome.Extracts.Sum(e => e.Duplicate));
            differences[i] =
            [
                .. rows == (area.Rows, area.Rejected, area.Duplicates) ? [] : new[] { $"{area.Area}: rows {rows}, simulated {(area.Rows, area.Rejected, area.Duplicates)}" },
                .. truth.Count > 5_000 ? [] : new[] { $"{area.Area}: {truth.Count} figures only" },
                .. FigureComparison.Of(truth, version.Session).Select(d => $"{area.Area}: {d}"),
            ];
        });
        Assert.That(differences.SelectMany(d => d), Is.Empty);

        var network = new NetworkRefresh(home, metrics, TimeProvider.System).Run(SampleOptions.Network);
        Assert.That(network.Areas, Is.EquivalentTo(SampleOptions.Network));
        using var together = new AreaStore(home, AreaCode.Parse(NetworkRefresh.Name), TimeProvider.System).OpenCurrent();
        Assert.That(
            together.Session.Query("SELECT DISTINCT area FROM mart.network WHERE metric = 'coverage' AND period_kind = 'year'", r => r.GetString(0)),
            Is.EquivalentTo(SampleOptions.Network.Append(NetworkRefresh.Name)));
    }
}
