using NUnit.Framework;
using QdC.Metrics;
using QdC.Pipeline;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Samples;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Truth;

/// <summary>The figures served equal those the simulation says, for the committed pilots and for seeds drawn here.</summary>
[TestFixture]
public sealed class TruthTests
{
    private static readonly string[] Pilots = [.. new SampleOptions().Areas];

    /// <summary>Share of the inhabitants that makes about a hundred people.</summary>
    private static double Scale(string area) => PilotSamples.Options.Single(o => o.Areas.Contains(area)).Scale * 0.6;

    [TestCaseSource(nameof(Pilots))]
    public void The_committed_pilot_is_served_exactly_as_its_truth_says(string area)
    {
        using var folder = new TemporaryFolder();
        var outcome = Refresh(folder, area, RepositoryFolder.Jobs);

        Assert.That(outcome.Version, Is.EqualTo(1));
        AssertTruth(folder, area, Path.Combine(RepositoryFolder.Root, "samples", "pilot", area, "truth.json"));
    }

    [Test]
    public void Five_drawn_seeds_are_served_as_simulated_at_every_fault_rate([Values(0, 1, 5)] int faultRate)
    {
        var draw = TestContext.CurrentContext.Random.NextUInt() % 100_000;
        for (var seed = draw; seed < draw + 5; seed++)
        {
            var area = Pilots[seed % Pilots.Length];
            TestContext.Out.WriteLine($"{area}, seed {seed}, faults {faultRate}×");
            using var folder = new TemporaryFolder();
            var samples = Path.Combine(folder.Path, "samples");
            SampleGenerator.Generate(
                new SampleOptions { Areas = [area], Years = 7, Scale = Scale(area), FaultRate = faultRate, Seed = (int)seed, OutputFolder = samples }
            );

            Refresh(folder, area, RepositoryFolder.JobsOn(samples, folder.Path));

            AssertTruth(folder, area, Path.Combine(samples, area, "truth.json"), $"{area} seed {seed}");
        }
    }

    [Test]
    public void Mini_equals_the_figures_worked_out_by_hand()
    {
        using var folder = new TemporaryFolder();
        Refresh(folder, "mini", RepositoryFolder.Jobs);
        var expected = TruthFile.ReadCsv(Path.Combine(RepositoryFolder.Root, "samples", "mini", "expected.csv"));

        using var version = new AreaStore(new QdcHome(folder.Path), AreaCode.Parse("mini"), TimeProvider.System).OpenCurrent();
        var periods = expected.Select(f => (f.PeriodKind, f.PeriodStart)).ToHashSet();
        var differences = TruthComparison.Figures(expected, version.Session, served => periods.Contains((served.PeriodKind, served.PeriodStart)));

        Assert.That(expected, Has.Count.GreaterThan(200));
        Assert.That(differences, Is.Empty, string.Join("\n", differences.Take(40)));
    }

    private static RefreshOutcome Refresh(TemporaryFolder folder, string area, string jobsFolder)
    {
        var jobs = JobLoader.Load(jobsFolder);
        Assert.That(jobs.Errors, Is.Empty);
        var (metrics, problems) = MetricsReader.Read(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "powerbi", "metrics.yaml")), "powerbi/metrics.yaml");
        Assert.That(problems, Is.Empty);
        AreaKeys.Create(AreaCode.Parse(area), folder.Environment);
        return new AreaRefresh(new QdcHome(folder.Path), jobs.Jobs!, metrics!, TimeProvider.System) { KeyEnvironment = folder.Environment }.Run(jobs.Jobs!.Areas[area], new RefreshOptions());
    }

    private static void AssertTruth(TemporaryFolder folder, string area, string truthPath, string because = "")
    {
        var truth = TruthFile.Read(truthPath);
        var store = new AreaStore(new QdcHome(folder.Path), AreaCode.Parse(area), TimeProvider.System);
        using var version = store.OpenCurrent();
        using var log = store.OpenLog();
        var differences = TruthComparison
            .Findings(truth, log)
            .Concat(TruthComparison.Duplicates(truth, log))
            .Concat(TruthComparison.Sums(truth, version.Session))
            .Concat(TruthComparison.Figures(truth.AsRecorded, version.Session, _ => true))
            .ToList();

        Assert.That(truth.AsRecorded, Has.Count.GreaterThan(5_000), "the truth holds figures to compare");
        Assert.That(differences, Is.Empty, $"{because} {differences.Count} differences, the first: {string.Join("\n", differences.Take(40))}");
    }
}
