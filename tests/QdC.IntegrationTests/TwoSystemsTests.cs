using NUnit.Framework;
using QdC.IntegrationTests.SentBack;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Run;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>
/// Reus, where Hèstia's lists and iSAD tell of the same people and the same home care: neither the order of deliveries nor running again
/// matters, and what is sent back corrects its rows in whichever system they stand. One system alone: <see cref="OrderTests"/>,
/// <see cref="RunAgainTests"/>, <see cref="SentBackTests"/>.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TwoSystemsTests
{
    private const string Area = "reus";
    private Council _loaded = null!;
    private string _town = null!;
    private string _born = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _loaded = new Council();
        _town = new Fault(_loaded, Area, "hestia-lists").Plant("person", "municipality", 10, "999999");
        _born = new Fault(_loaded, Area, "isad").Plant("person", "birth_date", 5, "never");
        Assert.That(_loaded.Run(Area).Version, Is.EqualTo(1));
    }

    [OneTimeTearDown]
    public void TearDown() => _loaded.Dispose();

    [TestCase(1)]
    [TestCase(2, Category = "Slow")]
    [TestCase(3, Category = "Slow")]
    public void Deliveries_of_both_systems_in_any_order_and_number_at_a_time_give_the_same_star(int seed)
    {
        using var council = _loaded.Copy();
        Directory.Delete(council.Home.Root, recursive: true);
        var random = new Random(seed);
        var deliveries = council.Jobs().Areas[Area].Sources.SelectMany(s => Directory.GetFiles(s.Folder)).GroupBy(f => (Path.GetDirectoryName(f), Path.GetFileNameWithoutExtension(f)[^8..])).OrderBy(d => d.Key).ToArray();
        Assert.That(deliveries, Has.Length.EqualTo(15), "five systems, three months");
        foreach (var file in deliveries.SelectMany(d => d))
        {
            File.Move(file, file + ".later");
        }
        random.Shuffle(deliveries);
        foreach (var some in deliveries.Chunk(5))
        {
            foreach (var file in some.SelectMany(d => d))
            {
                File.Move(file + ".later", file);
            }
            council.Run(Area);
        }

        using (var log = council.Log(Area))
        {
            Assert.That(log.Deliveries().Where(d => d.State != DeliveryState.Applied).Select(d => $"{d.State} {d.Facts.FileName} {d.Reason}"), Is.Empty, "nothing waits for anybody");
        }
        Assert.That(Differing(council), Is.Empty, string.Join(", ", deliveries.Select(d => $"{Path.GetFileName(d.Key.Item1)} {d.Key.Item2}")));
    }

    [Test]
    public void Running_again_changes_nothing_and_a_reload_gives_the_same_star()
    {
        using var council = _loaded.Copy();
        var again = council.Run(Area);
        Assert.That(again.Version, Is.Null);
        Assert.That(again.Plan.Extracts.Select(e => e.Action), Is.All.EqualTo(PlannedAction.Unchanged));
        Assert.That(again.Plan.Extracts.Select(e => e.System).Distinct(), Is.SupersetOf(new[] { "hestia-lists", "isad" }));

        Assert.That(council.Run(Area, new RefreshOptions { Reload = true }).Version, Is.EqualTo(2));
        Assert.That(Differing(council), Is.Empty);
    }

    [Test]
    public void A_changed_mapping_of_one_system_reads_nothing_of_the_other_again()
    {
        using var council = _loaded.Copy();
        var file = Path.Combine(council.JobsFolder, "systems", "isad.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("copay_pct: copagament_pct", "copay_pct: { unavailable: \"not told\" }", StringComparison.Ordinal));
        var run = council.Run(Area);
        Assert.That(run.Version, Is.EqualTo(2));
        Assert.That(run.Plan.Extracts.Where(e => e.Action != PlannedAction.Unchanged).Select(e => (e.System, e.Extract)), Is.EqualTo(new[] { ("isad", "home_care_plan") }));
    }

    [Test]
    public void One_workbook_corrects_a_row_of_each_system_and_nothing_else()
    {
        using var council = _loaded.Copy();
        var (findings, before) = (Findings(council), Current.Of(council, Area));
        var town = One(findings, "hestia-lists", "municipality");
        var born = One(findings, "isad", "birth_date");
        Assert.That(town.Finding.KeyHash, Is.Not.EqualTo(born.Finding.KeyHash));
        new FilledForm(Area, findings).Fill(town, _town).Fill(born, DateTime.ParseExact(_born, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            .Save(Path.Combine(council.FolderOf(Area, "isad"), "corrections_reus_20250401.xlsx"));

        var outcome = council.Run(Area);

        Assert.That(outcome.Problems.Where(p => p.FileName?.StartsWith("corrections", StringComparison.Ordinal) == true), Is.Empty);
        Assert.That(outcome.Version, Is.EqualTo(2));
        var (states, after) = (Findings(council).ToDictionary(f => f.FindingId, f => f.State), Current.Of(council, Area));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((states[town.FindingId], states[born.FindingId]), Is.EqualTo((FindingState.Corrected, FindingState.Corrected)));
            Assert.That(after.ChangedSince(before), Is.EquivalentTo(new[] { ("person", town.Finding.KeyHash), ("person", born.Finding.KeyHash) }));
            Assert.That(after.Records[("person", town.Finding.KeyHash)], Does.Contain(_town));
            Assert.That(after.Records[("person", born.Finding.KeyHash)], Does.Contain(_born[..4]));
        }
        Assert.That(council.Run(Area).Version, Is.Null, "a second run finds nothing to do");
    }

    /// <summary>The tables of the star that are not as when everything was delivered at once, each with the first rows that only one of the two has.</summary>
    private IEnumerable<string> Differing(Council council)
    {
        using var one = _loaded.Store(Area).OpenCurrent();
        using var other = council.Store(Area).OpenCurrent();
        var (expected, found) = (StarContent.Hashes(one.Session), StarContent.Hashes(other.Session));
        foreach (var table in expected.Keys.Union(found.Keys).Where(t => expected.GetValueOrDefault(t) != found.GetValueOrDefault(t)))
        {
            var (before, now) = (StarContent.Rows(one.Session, table), StarContent.Rows(other.Session, table));
            yield return $"{table}: {string.Join("\n", before.Except(now).Take(5).Select(r => "- " + r).Concat(now.Except(before).Take(5).Select(r => "+ " + r)))}";
        }
    }

    private static List<RecordedFinding> Findings(Council council)
    {
        using var log = council.Log(Area);
        return [.. log.Findings()];
    }

    private static RecordedFinding One(IEnumerable<RecordedFinding> findings, string system, string field) =>
        findings.First(f => f.State == FindingState.Open && f.Finding.System == system && f.Finding.Field == field && f.Finding.File!.Contains("202503"));
}
