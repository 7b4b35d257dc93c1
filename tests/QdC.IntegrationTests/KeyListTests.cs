using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>
/// A council sends changes, and now and then a list of the keys of all cases that it has. What the list does not name is gone, a key
/// of no case is asked about with its line, and a list that would empty the extract waits for a person.
/// </summary>
internal sealed class KeyListTests
{
    private const string Keys = "keys: { file: \"keys_case_{date:yyyyMMdd}*.csv\", csv: { delimiter: \",\" }, key: num }\n    admission: { rows_share: 0.5 }\n    key: id\n    columns: { id: id, type";
    private Box _loaded = null!;
    private Box _box = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _loaded = new Box();
        _loaded.Jobs = Jobs(_loaded);
        _loaded.Deliver("2025-01-31", World.Small());
        Delta(_loaded, "2025-02-28", World.Small().Case("C1", team: "Est").Case("C4", "07/02/2025").Without("case", "C2", "C3"));
        List(_loaded, "20250228", "num,nota", "C1,x", "C4,", "C9,", "C2,y", "C2,z");
        var run = _loaded.Refresh();
        Assert.That(run.Problems, Is.Empty);
        var cases = run.Extracts.Single(e => e.Extract == "case");
        Assert.That((cases.Read, cases.Loaded, cases.Unchanged, cases.Rejected, cases.Duplicate, cases.Absent), Is.EqualTo((10L, 5L, 4L, 0L, 1L, 1L)), "three cases, two changes, five keys");
    }

    [OneTimeTearDown]
    public void RemoveLoaded() => _loaded.Dispose();

    [SetUp]
    public void SetUp()
    {
        _box = _loaded.Copy();
        _box.Jobs = Jobs(_box);
    }

    [TearDown]
    public void TearDown() => _box.Dispose();

    [Test]
    public void a_case_whose_key_is_not_listed_is_gone_and_one_that_is_listed_stays_as_it_was_told()
    {
        Assert.That(Told(), Is.EqualTo("C1 Est, C2 Sud, C4 Nord, -C3 Nord"));
        var finding = _box.Findings().Single(f => f.Finding.Rule == "key_unknown").Finding;
        Assert.That((finding.File, finding.Line, finding.Severity), Is.EqualTo(("keys_case_20250228.csv", 4, Severity.Query)), "C9 was told by nobody");
    }

    [Test]
    public void a_list_that_comes_before_its_changes_gives_the_same_star()
    {
        var star = _box.Star();
        _box.WithEmptyStore();
        var (delta, manifest) = (Path.Combine(_box.Inbox, "case_20250228.csv"), Path.Combine(_box.Inbox, "manifest_20250228.json"));
        File.Move(delta, Path.Combine(_box.Root, "d"));
        File.Move(manifest, Path.Combine(_box.Root, "m"));
        _box.Refresh();
        File.Move(Path.Combine(_box.Root, "d"), delta);
        File.Move(Path.Combine(_box.Root, "m"), manifest);
        Assert.That(_box.Refresh().Problems, Is.Empty);
        Assert.That(_box.Star(), Is.EqualTo(star));
        Assert.That(Told(), Is.EqualTo("C1 Est, C2 Sud, C4 Nord, -C3 Nord"));
    }

    [Test]
    public void what_a_later_list_names_again_is_back_and_a_key_that_was_delivered_since_is_corrected()
    {
        Delta(_box, "2025-03-31", World.Small().Case("C9", "01/03/2025", team: "Oest").Without("case", "C1", "C2", "C3"));
        List(_box, "20250331", "num", "C1", "C2", "C3", "C4", "C9");
        var run = _box.Refresh();
        var cases = run.Extracts.Single(e => e.Extract == "case");
        Assert.That((cases.Read, cases.Loaded, cases.Unchanged, cases.Rejected, cases.Absent), Is.EqualTo((6L, 2L, 4L, 0L, 0L)), "a new case, and one that is back as it was");
        Assert.That(Told(), Is.EqualTo("C1 Est, C2 Sud, C3 Nord, C4 Nord, C9 Oest"));
        Assert.That(_box.Findings().Where(f => f.Finding.Rule == "key_unknown"), Is.Empty);
    }

    [TestCase("num", "", TestName = "an_empty_list_is_held_by_the_volume_guard_until_a_person_accepts_it")]
    [TestCase("num", "C1", TestName = "a_list_that_names_one_of_three_is_held_too")]
    public void held(string header, string key)
    {
        List(_box, "20250331", header, key);
        var run = _box.Refresh();
        Assert.That(run.Problems.Single().Message, Does.Contain($"it would close {(key == "" ? 3 : 2)} of 3 rows").And.Contain("qdc run --accept-volume prova case"));
        Assert.That(Told(), Is.EqualTo("C1 Est, C2 Sud, C4 Nord, -C3 Nord"), "nothing is closed");

        var held = _box.Log(l => l.Deliveries(state: DeliveryState.Held)).Single();
        _box.Log(l =>
        {
            l.AcceptVolume(held.ContentHash, "the council closed its cases", "a steward");
            l.SetDeliveryState(held.DeliveryId, DeliveryState.Landed);
            return 0;
        });
        Assert.That(_box.Refresh().Extracts.Single(e => e.Extract == "case").Absent, Is.EqualTo(key == "" ? 3 : 2));
    }

    [Test]
    public void a_list_with_a_row_without_key_says_nothing_of_absence()
    {
        List(_box, "20250331", "num,nota", "C1,", ",what is this");
        var run = _box.Refresh();
        Assert.That(run.Extracts.Single(e => e.Extract == "case") is { Read: 2, Unchanged: 1, Rejected: 1, Absent: 0 }, Is.True);
        Assert.That(_box.Findings().Select(f => (f.Finding.Rule, f.Finding.File, f.Finding.Line)), Has.Member(("key_missing", "keys_case_20250331.csv", 3)));
    }

    private static QdC.Pipeline.Jobs.JobSet Jobs(Box box) =>
        SandboxJobs.In(box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("admission: { rows_share: 0.5 }\n    key: id\n    columns: { id: id, type", Keys, StringComparison.Ordinal)));

    private static void Delta(Box box, string date, World world) =>
        box.Deliver(date, new Dictionary<string, string> { ["case"] = Box.CsvOf("case", world.Rows("case")) }, from: date[..8] + "01", mode: "delta");

    private static void List(Box box, string day, params string[] lines) =>
        File.WriteAllText(Path.Combine(box.Inbox, $"keys_case_{day}.csv"), string.Join('\n', lines.Where(l => l.Length > 0)) + "\n");

    /// <summary>The cases as they stand now with their teams, those that are gone with a minus.</summary>
    private string? Told() => _box.Value<string>(
        """
        SELECT string_agg(told, ', ' ORDER BY gone, told) FROM (
          SELECT absent AS gone, concat(CASE WHEN absent THEN '-' END, CASE WHEN opened_on = DATE '2024-02-01' THEN 'C1' WHEN opened_on = DATE '2024-05-15' THEN 'C2'
            WHEN opened_on = DATE '2024-01-10' THEN 'C3' WHEN opened_on = DATE '2025-02-07' THEN 'C4' ELSE 'C9' END, ' ', team) AS told
          FROM obs.case QUALIFY row_number() OVER (PARTITION BY source_key ORDER BY seq DESC) = 1)
        """);
}
