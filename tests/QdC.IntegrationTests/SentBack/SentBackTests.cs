using ClosedXML.Excel;
using NUnit.Framework;
using QdC.IntegrationTests.Leaks;
using QdC.Pipeline.Check;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests.SentBack;

/// <summary>A council fills in the workbook of findings, puts it into a folder of its sources, and the next run corrects those rows and no others.</summary>
internal sealed class SentBackTests
{
    private const string Area = "tarragona";
    private Council _loaded = null!;
    private Council _council = null!;
    private string _town = null!;
    private string _sex = null!;
    private DateTime _opened;

    [OneTimeSetUp]
    public void Load()
    {
        _loaded = new Council();
        var fault = new Fault(_loaded, Area);
        _opened = DateTime.ParseExact(fault.Plant("case", "opened_on", 10, ""), "dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture).AddDays(-1); // a day it never had before
        _town = fault.Plant("person", "municipality", 10, "999999");
        _sex = fault.Plant("person", "sex", 20, "");
        fault.Plant("person", "id", 30, "");
        fault.Plant("person", "doc_number", 11, "12345678A");
        _loaded.Run(Area);
    }

    [OneTimeTearDown]
    public void RemoveLoaded() => _loaded.Dispose();

    [SetUp]
    public void SetUp() => _council = _loaded.Copy();

    [TearDown]
    public void TearDown() => _council.Dispose();

    [Test]
    public void Filled_in_values_correct_their_findings_and_change_nothing_else()
    {
        var (findings, before) = (Findings(), Current.Of(_council, Area));
        var opened = One(findings, "mandatory_empty", "opened_on");
        var town = One(findings, "municipality_check", "municipality");
        var sex = One(findings, "expected_empty", "sex");
        var key = One(findings, "key_missing", null);
        var filled = new[] { opened, town, sex, key };
        new FilledForm(Area, findings)
            .Fill(opened, _opened)
            .Fill(town, double.Parse(_town, System.Globalization.CultureInfo.InvariantCulture))
            .Fill(sex, _sex)
            .Fill(key, "109999")
            .Save(Path.Combine(_council.FolderOf(Area, "hestia"), "corrections_tarragona_20250401.xlsx"));

        var outcome = _council.Run(Area);

        Assert.That(outcome.Problems.Where(p => p.FileName?.StartsWith("corrections", StringComparison.Ordinal) == true), Is.Empty);
        Assert.That(outcome.Version, Is.EqualTo(2));
        var states = Findings().ToDictionary(f => f.FindingId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(filled.Select(f => states[f.FindingId].State), Is.All.EqualTo(FindingState.Corrected));
            Assert.That(filled.Select(f => states[f.FindingId].CorrectedBy), Is.All.Not.Null);
            Assert.That(
                findings.Except(filled, ById.Same).Where(f => !SetChecks.Rules.Contains(f.Finding.Rule) && states[f.FindingId].State != f.State).Select(f => f.Finding),
                Is.Empty, "the state of every other row finding is as it was");
            Assert.That(Rows(states.Values.Where(f => f.State == FindingState.Open)).Except(Rows(findings)), Is.Empty, "nothing new was found in the rows");
        }

        var after = Current.Of(_council, Area);
        var changed = after.ChangedSince(before);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed, Is.SupersetOf(filled.Where(f => f != key).Select(f => (f.Finding.Subject, f.Finding.KeyHash))));
            Assert.That(changed, Has.Count.EqualTo(4), "three known records and the one that got its key");
            Assert.That(after.Records[("case", opened.Finding.KeyHash)], Does.Contain($"{_opened:yyyy-MM-dd}"));
            Assert.That(after.Records[("person", town.Finding.KeyHash)], Does.Contain(_town));
        }

        AssertOnlyIn(after.Star, before.Star, changed.SelectMany(c => Named(after, before, Guid.ParseExact(c.Key, "N").ToString())).ToList());

        Assert.That(_council.Run(Area).Version, Is.Null, "a second run finds nothing to do");
        var reloaded = _council.Run(Area, new RefreshOptions { Reload = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reloaded.Version, Is.EqualTo(3));
            Assert.That(Current.Of(_council, Area).Hashes, Is.EqualTo(after.Hashes));
            Assert.That(Findings().Select(f => (f.FindingId, f.State)), Is.EqualTo(states.Values.Select(f => (f.FindingId, f.State))));
        }
    }

    [Test]
    public void A_number_that_no_field_holds_is_a_wrong_value_and_stops_no_run()
    {
        var findings = Findings();
        var town = One(findings, "municipality_check", "municipality");
        new FilledForm(Area, findings).Fill(town, 1e300).Save(Path.Combine(_council.FolderOf(Area, "hestia"), "corrections_tarragona_20250401.xlsx"));
        _council.Run(Area);
        Assert.That(Findings().Where(f => f.Finding.KeyHash == town.Finding.KeyHash && f.Finding.Field == "municipality").Select(f => f.State), Has.Some.EqualTo(FindingState.Open));
    }

    [Test]
    public void A_corrected_file_does_the_same()
    {
        var (findings, before) = (Findings(), Current.Of(_council, Area));
        var opened = One(findings, "mandatory_empty", "opened_on");
        var folder = _council.FolderOf(Area, "hestia");
        var lines = File.ReadAllLines(Path.Combine(folder, opened.Finding.File!), System.Text.Encoding.Latin1);
        var cells = lines[opened.Finding.Line!.Value - 1].Split(';');
        cells[Array.IndexOf(lines[0].Split(';'), opened.Finding.Column)] = $"{_opened:dd'/'MM'/'yyyy}";
        var date = opened.Finding.File![^12..^4];
        File.WriteAllLines(Path.Combine(folder, $"corrections_expedients_{date}.csv"), [lines[0], string.Join(';', cells)], System.Text.Encoding.Latin1);

        _council.Run(Area);

        var after = Current.Of(_council, Area);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Findings().Single(f => f.FindingId == opened.FindingId).State, Is.EqualTo(FindingState.Corrected));
            Assert.That(after.ChangedSince(before), Is.EqualTo(new[] { ("case", opened.Finding.KeyHash) }));
            Assert.That(after.Records[("case", opened.Finding.KeyHash)], Does.Contain($"{_opened:yyyy-MM-dd}"));
        }
    }

    [Test]
    public void A_value_that_is_wrong_again_leaves_the_finding_open_and_a_second_workbook_corrects_it()
    {
        var (findings, before) = (Findings(), Current.Of(_council, Area));
        var town = One(findings, "municipality_check", "municipality");
        var folder = _council.FolderOf(Area, "hestia");
        new FilledForm(Area, findings).Fill(town, "999998").Save(Path.Combine(folder, "corrections_tarragona_20250401.xlsx"));
        _council.Run(Area);
        var still = Findings().Single(f => f.FindingId == town.FindingId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(still.State, Is.EqualTo(FindingState.Open));
            Assert.That((still.Finding.File, still.Finding.Line), Is.EqualTo((town.Finding.File, town.Finding.Line)), "it still points at the council's own file");
            Assert.That(Current.Of(_council, Area).ChangedSince(before), Is.Empty);
        }

        new FilledForm(Area, Findings()).Fill(still, "431482").Save(Path.Combine(folder, "corrections_tarragona_20250402.xlsx"));
        _council.Run(Area);
        var after = Current.Of(_council, Area);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Findings().Single(f => f.FindingId == town.FindingId).State, Is.EqualTo(FindingState.Corrected));
            Assert.That(after.ChangedSince(before), Is.EqualTo(new[] { ("person", town.Finding.KeyHash) }));
        }

        _council.Run(Area, new RefreshOptions { Reload = true });
        Assert.That(Current.Of(_council, Area).Hashes, Is.EqualTo(after.Hashes));
    }

    [Test]
    public void Two_workbooks_that_correct_two_cells_of_one_row_leave_both_corrected()
    {
        var folder = _council.FolderOf(Area, "hestia");
        var town = One(Findings(), "municipality_check", "municipality");
        var file = Path.Combine(folder, town.Finding.File!);
        var lines = File.ReadAllLines(file, System.Text.Encoding.Latin1);
        var header = lines[0].Split(';');
        var cells = lines[town.Finding.Line!.Value - 1].Split(';');
        var sexe = Array.FindIndex(header, h => h.Equals("sexe", StringComparison.OrdinalIgnoreCase));
        var sex = cells[sexe];
        cells[sexe] = "";
        lines[town.Finding.Line.Value - 1] = string.Join(';', cells);
        File.WriteAllLines(file.Replace("persones_", "corrections_persones_", StringComparison.Ordinal), [lines[0], lines[town.Finding.Line.Value - 1]], System.Text.Encoding.Latin1);
        _council.Run(Area);
        var both = Findings().Where(f => f.Finding.KeyHash == town.Finding.KeyHash && f.State == FindingState.Open).ToDictionary(f => f.Finding.Rule);
        Assert.That(both.Keys, Is.EquivalentTo(new[] { "municipality_check", "expected_empty" }));

        new FilledForm(Area, both.Values).Fill(both["municipality_check"], _town).Save(Path.Combine(folder, "corrections_tarragona_20250401.xlsx"));
        _council.Run(Area);
        new FilledForm(Area, both.Values).Fill(both["expected_empty"], sex).Save(Path.Combine(folder, "corrections_tarragona_20250402.xlsx"));
        _council.Run(Area);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Findings().Where(f => f.Finding.KeyHash == town.Finding.KeyHash).Select(f => f.State), Is.All.EqualTo(FindingState.Corrected));
            Assert.That(Current.Of(_council, Area).Records[("person", town.Finding.KeyHash)], Does.Contain(_town).And.Contain($"'sex': {sex}"));
        }
    }

    [Test]
    public void What_cannot_be_used_is_said_and_changes_nothing()
    {
        var (findings, before) = (Findings(), Current.Of(_council, Area));
        var folder = _council.FolderOf(Area, "hestia");
        var open = findings.First(f => f.State == FindingState.Open && f.Finding.Column is not null);
        const string Secret = "Josefina Secret 12345678Z";
        new FilledForm("la-noguera", findings).Fill(open, Secret).Save(Path.Combine(folder, "corrections_la-noguera_20250401.xlsx"));
        new FilledForm(Area, findings) { Form = "qdc-rejects/7" }.Fill(open, Secret).Save(Path.Combine(folder, "corrections_form.xlsx"));
        new FilledForm(Area, findings).Save(Path.Combine(folder, "corrections_empty.xlsx"));
        File.WriteAllText(Path.Combine(folder, "corrections_damaged.xlsx"), "PK\u0003\u0004" + Secret);
        var odd = new FilledForm(Area, []);
        odd.Extra.AddRange([(987654L, Secret), ("12345678Z", Secret), (open.FindingId, Secret), (open.FindingId, Secret)]);
        odd.Extra.Add((findings.First(f => f.State == FindingState.Corrected).FindingId, Secret));
        odd.Save(Path.Combine(folder, "corrections_other.xlsx"));

        var outcome = _council.Run(Area);

        var said = outcome.Problems.Where(p => p.FileName?.StartsWith("corrections", StringComparison.Ordinal) == true).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said.Select(p => p.FileName).Distinct(), Has.Exactly(5).Items, string.Join("\n", said));
            Assert.That(said.Single(p => p.FileName == "corrections_la-noguera_20250401.xlsx").Message, Does.Contain("another area"));
            Assert.That(said.Single(p => p.FileName == "corrections_form.xlsx").Message, Does.Contain("another form"));
            Assert.That(said.Single(p => p.FileName == "corrections_empty.xlsx").Message, Does.Contain("without a value"));
            Assert.That(said.Count(p => p.FileName == "corrections_other.xlsx"), Is.EqualTo(4), string.Join("\n", said));
            Assert.That(string.Join("\n", outcome.Problems), Does.Not.Contain("Josefina").And.Not.Contain("12345678"));
            Assert.That(outcome.Version, Is.Null);
            Assert.That(Findings().Select(f => (f.FindingId, f.State)), Is.EqualTo(findings.Select(f => (f.FindingId, f.State))));
            Assert.That(Current.Of(_council, Area).ChangedSince(before), Is.Empty);
        }
    }

    [Test]
    public void The_workbook_that_the_program_exports_comes_back_and_its_values_are_kept_nowhere_in_clear()
    {
        var doc = One(Findings(), "doc_check", "doc_number");
        var file = Path.Combine(_council.FolderOf(Area, "hestia"), "corrections_tarragona_20250401.xlsx");
        Assert.That(QdcProcess.Run(_council, "rejects", Area, "--export", file).Code, Is.Not.EqualTo(3));
        var canaries = new Canaries();
        using (var workbook = new XLWorkbook(file))
        {
            var sheet = workbook.Worksheet("Incidències");
            var row = sheet.RowsUsed().Single(r => r.Cell(1).GetString() == $"{doc.FindingId}");
            row.Cell(sheet.Row(1).CellsUsed().Single(c => c.GetString() == "Valor correcte").Address.ColumnNumber).SetValue(canaries.Next(CanaryKind.Dni, "the filled-in workbook", plain: true));
            workbook.Save();
        }

        var run = QdcProcess.Run(_council, "run", Area);

        var scan = new LeakScan(canaries.All);
        scan.Text("output", run.Said);
        scan.Folder(_council.Home.Root);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Findings().Single(f => f.FindingId == doc.FindingId).State, Is.EqualTo(FindingState.Corrected), run.Said);
            Assert.That(scan.Leaks, Is.Empty);
        }
    }

    [Test]
    public void A_workbook_for_a_spreadsheet_area_finds_its_rows_by_sheet()
    {
        const string area = "la-noguera";
        var fault = new Fault(_council, area);
        fault.Plant("payment", "amount", 10, "cent euros");
        var service = fault.Plant("payment", "service", 20, "987654");
        fault.Plant("case", "opened_on", 10, "");
        _council.Run(area);
        List<RecordedFinding> findings;
        using (var log = _council.Log(area))
        {
            findings = [.. log.Findings()];
        }

        var before = Current.Of(_council, area);
        RecordedFinding Open(string rule, string field) =>
            findings.First(f => f.State == FindingState.Open && f.Finding.Rule == rule && f.Finding.Field == field && f.Finding.File!.Contains("03"));
        var (amount, opened, orphan) = (Open("amount_not_number", "amount"), Open("mandatory_empty", "opened_on"), Open("orphan", "service"));
        new FilledForm(area, findings).Fill(amount, "100,50").Fill(opened, new DateTime(2024, 3, 15)).Fill(orphan, service)
            .Save(Path.Combine(_council.FolderOf(area, "council-accounts"), "corrections_la-noguera_20250401.xlsx"));
        var outcome = _council.Run(area);
        using var after = _council.Log(area);
        var states = after.Findings().ToDictionary(f => f.FindingId);
        var now = Current.Of(_council, area);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Problems.Where(p => p.FileName?.StartsWith("corrections", StringComparison.Ordinal) == true), Is.Empty);
            Assert.That(new[] { amount, opened, orphan }.Select(f => states[f.FindingId].State), Is.All.EqualTo(FindingState.Corrected));
            Assert.That(now.ChangedSince(before), Is.EquivalentTo(new[] { ("payment", amount.Finding.KeyHash), ("case", opened.Finding.KeyHash), ("payment", orphan.Finding.KeyHash) }));
            Assert.That(now.Records[("payment", amount.Finding.KeyHash)], Does.Contain("100.50"));
        }
    }

    /// <summary>What a record is called by in the star: by itself or, a person's, by a record of the same person, now or before.</summary>
    private static IEnumerable<string> Named(Current after, Current before, string record) =>
        after.People.TryGetValue(record, out var person)
            ? after.People.Where(p => p.Value == person).Select(p => before.People.GetValueOrDefault(p.Key, p.Key)).Append(person)
            : [record];

    /// <summary>Star tables that name records change only in rows that name one of these.</summary>
    private static void AssertOnlyIn(IReadOnlyDictionary<string, IReadOnlyList<string>> after, IReadOnlyDictionary<string, IReadOnlyList<string>> before, List<string> keys)
    {
        foreach (var table in new[] { "star.dim_person", "star.dim_case", "star.fact_case", "star.fact_service", "star.fact_payment", "star.fact_activity", "star.fact_appointment" })
        {
            var changed = after[table].Except(before[table]).Concat(before[table].Except(after[table])).ToList();
            Assert.That(changed.Where(line => !keys.Exists(line.Contains)), Is.Empty, table);
        }
    }

    private static RecordedFinding One(IEnumerable<RecordedFinding> findings, string rule, string? field) =>
        findings.FirstOrDefault(f => f.State == FindingState.Open && f.Finding.Rule == rule && f.Finding.Field == field && f.Finding.File!.Contains("202503"))
        ?? throw new AssertionException($"no open {rule} of {field} among\n" + string.Join("\n", findings.Where(f => f.Finding.Rule == rule)));

    private static IEnumerable<(string, string, string?)> Rows(IEnumerable<RecordedFinding> findings) =>
        findings.Where(f => !SetChecks.Rules.Contains(f.Finding.Rule)).Select(f => (f.Finding.Rule, f.Finding.KeyHash, f.Finding.Field));

    private List<RecordedFinding> Findings()
    {
        using var log = _council.Log(Area);
        return [.. log.Findings()];
    }

    private sealed class ById : IEqualityComparer<RecordedFinding>
    {
        public static readonly ById Same = new();

        public bool Equals(RecordedFinding? x, RecordedFinding? y) => x?.FindingId == y?.FindingId;

        public int GetHashCode(RecordedFinding f) => f.FindingId.GetHashCode();
    }
}
