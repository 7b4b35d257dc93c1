using System.Globalization;
using NUnit.Framework;
using QdC.Cli.Demo;
using QdC.IntegrationTests.Sandbox;
using QdC.Metrics;
using QdC.Pipeline;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Network;
using QdC.Pipeline.Run;
using QdC.Samples;
using QdC.Samples.Truth;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Truth;

/// <summary>
/// Areas of the network, of some thirty persons each, are loaded by configuration alone and served as simulated: some of each system by every change,
/// all 18 where time is not the point.
/// </summary>
[TestFixture("reus banyoles pallars-jussa amposta")]
[TestFixture(null, Category = "Slow")]
public sealed class NetworkTests(string? areas)
{
    private readonly IReadOnlyList<string> _areas = areas?.Split(' ') ?? SampleOptions.Network;
    private readonly TemporaryFolder _folder = new();
    private readonly MetricsFile _metrics = SandboxJobs.Metrics;
    private IReadOnlyList<SimulatedArea> _simulated = [];
    private JobLoad _load = null!;
    private RefreshOutcome[] _outcomes = [];

    private QdcHome Home => new(_folder.Path);

    private string Deliveries => Path.Combine(_folder.Path, "deliveries");

    [OneTimeSetUp]
    public void Load()
    {
        var jobsFolder = DemoJobs.Write(RepositoryFolder.Jobs, JobLoader.Load(RepositoryFolder.Jobs).Jobs!, _folder.Path, Deliveries, SimulatedAreas.Span.From);
        _simulated = SimulatedAreas.Write(_areas, 0.002, Deliveries, _ => { });
        _load = JobLoader.Load(jobsFolder);
        _outcomes = new RefreshOutcome[_simulated.Count];
        Parallel.For(0, _simulated.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            AreaKeys.Create(AreaCode.Parse(_simulated[i].Area), _folder.Environment);
            var area = _load.Jobs!.Areas[_simulated[i].Area] with { LinkPersons = false };
            _outcomes[i] = new AreaRefresh(Home, _load.Jobs!, _metrics, TimeProvider.System) { KeyEnvironment = _folder.Environment }.Run(area, new RefreshOptions());
        });
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Every_area_of_the_network_is_served_as_simulated_and_stands_beside_the_others()
    {
        Assert.That(_load.Problems.Where(p => _areas.Any(area => p.Path == $"etl-jobs/areas/{area}.yaml")), Is.Empty, "every folder that an area names is delivered");
        var differences = new List<string>[_simulated.Count];
        Parallel.For(0, _simulated.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var (area, outcome) = (_simulated[i], _outcomes[i]);
            var truth = TruthJson.ReadFigures(SimulatedAreas.TruthOf(Deliveries, area.Area), "as_recorded");
            using var version = new AreaStore(Home, AreaCode.Parse(area.Area), TimeProvider.System).OpenCurrent();
            var rows = (outcome.Extracts.Sum(e => e.Read), outcome.Extracts.Sum(e => e.Rejected), outcome.Extracts.Sum(e => e.Duplicate));
            differences[i] =
            [
                .. rows == (area.Rows, area.Rejected, area.Duplicates) ? [] : new[] { $"{area.Area}: rows {rows}, simulated {(area.Rows, area.Rejected, area.Duplicates)}; {string.Join("; ", outcome.Problems)}" },
                .. truth.Count > 5_000 ? [] : new[] { $"{area.Area}: {truth.Count} figures only" },
                .. FigureComparison.Of(truth, version.Session).Select(d => $"{area.Area}: {d}"),
            ];
        });
        Assert.That(differences.SelectMany(d => d), Is.Empty);

        var network = new NetworkRefresh(Home, _metrics, TimeProvider.System).Run(_areas);
        Assert.That(network.Areas, Is.EquivalentTo(_areas));
        using var together = new AreaStore(Home, AreaCode.Parse(NetworkRefresh.Name), TimeProvider.System).OpenCurrent();
        Assert.That(
            together.Session.Query("SELECT DISTINCT area FROM mart.network WHERE metric = 'coverage' AND period_kind = 'year'", r => r.GetString(0)),
            Is.EquivalentTo(_areas.Append(NetworkRefresh.Name)));
    }

    /// <summary>A version of their system comes in the third year: what was delivered on its eve and what at the end are each read as they are written.</summary>
    [TestCase("banyoles", "gess", "2025-10-01", "sex", "Sexe registral")]
    [TestCase("pallars-jussa", "spreadsheet", "2025-11-01", "sex", "Gènere")]
    [TestCase("reus", "isad", "2025-10-01", "id", "id_usuari")]
    public void An_area_whose_system_is_renewed_is_read_by_each_version_on_its_own_days(string area, string system, string from, string field, string header)
    {
        var day = DateOnly.Parse(from, CultureInfo.InvariantCulture);
        var version = _load.Jobs!.Systems[system].Versions[^1];
        Assert.That((version.From, version.Question), Is.EqualTo((day, version.Question)).And.Not.EqualTo((day, (string?)null)), "it is assumed, and asked about");
        var person = _load.Jobs.Systems[system].Extracts.Single(e => e.Subject == "person");
        Assert.That((person.At(day.AddDays(-1)).Columns[field].From.Contains(header), person.At(day).Columns[field].From.Contains(header)), Is.EqualTo((false, true)));

        using var store = new AreaStore(Home, AreaCode.Parse(area), TimeProvider.System).OpenCurrent();
        var told = store.Session.Query(
            $"SELECT effective_date, count(*), count(sex), count(birth_year) FROM obs.person WHERE system = '{system}' AND NOT absent GROUP BY ALL ORDER BY ALL",
            r => (Day: r.GetFieldValue<DateOnly>(0), Persons: r.GetInt64(1), Sex: r.GetInt64(2), Born: r.GetInt64(3)));
        Assert.That(told.Select(t => t.Day), Is.EqualTo(new[] { day.AddDays(-1), SimulatedAreas.Span.To }));
        Assert.That(told.All(t => t.Persons > 0 && t.Sex > 0 && t.Born > 0), Is.True, string.Join(", ", told));
        using var log = AreaLog.OpenRead(Home, AreaCode.Parse(area), TimeProvider.System)!;
        Assert.That(log.Drifts().Where(d => d.System == system && d.Note.IsDestructive), Is.Empty, "what a version declares is no surprise");
        Assert.That(log.Drifts().Where(d => d.System == system && d.Note.Kind == DriftKinds.CodeNew).Select(d => d.Note.After), Has.None.Contains("unmapped"));
    }
}
