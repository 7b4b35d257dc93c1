using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>
/// A council's system was renewed, and in February nearly every file comes otherwise: what does no harm is taken and told, what would
/// lose something stops its extract alone, and once a person has accepted it the figures are those of files that never changed.
/// </summary>
internal sealed class DriftTests
{
    private const string Why = "its system was renewed";
    private static readonly string[] Stopped = ["activity", "appointment", "beneficiary", "case", "case_person", "payment"];
    private Box _box = null!;
    private RefreshOutcome _february = null!;
    private double? _openBefore;

    private static World Small => World.Small().Appointment("T4", "C1", "20/02/2024", "1");

    private static World February =>
        Small.Person("5").Case("C4", "05/02/2025").Payment("Y4", "S1", "10/02/2025", "30,50").Activity("A5", "C1", "07/02/2025").Service("S3", "C1", "9.9.9")
            .Without("case_person", "C11", "C13", "C22");

    [OneTimeSetUp]
    public void SetUp()
    {
        _box = new Box().Deliver("2025-01-31", Small);
        _box.Refresh();
        _box.Deliver("2025-02-28", Renewed(February));
        _february = _box.Refresh();
        _openBefore = _box.Kpi("open_cases", "2025-01");
    }

    [OneTimeTearDown]
    public void TearDown() => _box.Dispose();

    [Test]
    public void what_a_council_changes_is_told_waits_for_a_person_and_is_read_as_was_accepted()
    {
        each_change_is_a_named_event_and_stops_nothing_but_its_own_extract();
        a_person_sees_the_columns_before_and_after_and_the_edit_to_make();
        what_is_not_accepted_goes_on_waiting_and_is_one_event();
        accepted_by_a_person_the_figures_are_those_of_files_that_never_changed();
        later_deliveries_are_read_as_was_accepted_and_a_replay_gives_the_same();
        a_needed_column_that_is_only_gone_is_not_accepted_without_its_new_name();
    }

    [Test]
    public void a_column_that_the_mapping_names_and_no_delivery_has_is_told_once_with_the_one_that_is_meant()
    {
        using var box = new Box();
        box.Jobs = SandboxJobs.In(box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("minutes: minutes", "minutes: { from: [minuts, durada] }").Replace("risk: risk", "risk: gravity")));
        var first = box.Deliver("2025-01-31", World.Small()).Refresh();
        var told = first.Told.ToDictionary(e => e.Note.Subject);

        Assert.That(first.Version, Is.EqualTo(1));
        Assert.That(told.Keys, Is.EquivalentTo(new[] { "minuts or durada", "gravity" }));
        Assert.That(DriftText.Of(told["gravity"].Note), Is.EqualTo("no column gravity is there, which risk is read from"));
        Assert.That(DriftText.Of(told["minuts or durada"].Note), Is.EqualTo("no column minuts or durada is there, which minutes is read from; did you mean minutes?"));
        var desk = new DriftDesk(box.Home, box.Jobs, box.Clock);
        Assert.That(desk.Diff(SandboxJobs.Area, told["minuts or durada"].DriftId).Edit, Does.StartWith("etl-jobs/systems/prova.yaml:").And.EndWith(" - minutes: { from: minutes }"));
        Assert.That(desk.Diff(SandboxJobs.Area, told["gravity"].DriftId).Edit, Does.EndWith(" - risk: { unavailable: \"why the council does not give it\" }"));

        Assert.That(box.Deliver("2025-02-28", World.Small().Activity("A9", "C1", "07/02/2025")).Refresh().Told, Is.Empty, "once is enough");
        box.Jobs = SandboxJobs.In(box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("professional: professional", "professional: profesional")));
        var later = box.Deliver("2025-03-31", World.Small().Activity("A9", "C1", "07/02/2025").Activity("A10", "C1", "07/03/2025")).Refresh();
        Assert.That(later.Told.Select(e => (e.Note.Subject, e.Note.After)), Is.EqualTo(new[] { ("profesional", "professional") }), "a mapping that was right before");
    }

    private void each_change_is_a_named_event_and_stops_nothing_but_its_own_extract()
    {
        Assert.That(
            Events().Select(e => $"{e.Extract} {e.Note.Kind} {e.Note.Subject} {e.State}"),
            Is.EquivalentTo(new[]
            {
                "person column_new notes Told",
                "service code_new type 9.9.9 Told",
                "case column_renamed opened_on Open",
                "appointment column_missing requested_at Open",
                "payment column_retyped amount Open",
                "activity delimiter delimiter Open",
                "beneficiary header_line header line Open",
                "case_person volume case_person_20250228.csv Open",
            }));
        Assert.That(_february.Problems.Select(p => p.Extract), Is.EquivalentTo(Stopped));
        Assert.That(_february.Problems.Select(p => p.Message), Has.All.Contains("prova"), "each says which command accepts it");
        Assert.That(_february.Told.Select(e => e.Extract), Is.EquivalentTo(new[] { "person", "service" }));
        Assert.That(_february.Version, Is.EqualTo(2), "the rest goes on");
        Assert.That(_box.Value<long>("SELECT count(*) FROM obs.person"), Is.EqualTo(5));
        Assert.That((_openBefore, _box.Value<long>("SELECT count(*) FROM obs.payment WHERE absent OR amount IS NULL")), Is.EqualTo((2, 0)), "yesterday's data stay");
    }

    private void a_person_sees_the_columns_before_and_after_and_the_edit_to_make()
    {
        var renamed = Desk.Diff(SandboxJobs.Area, Event("case").DriftId);
        Assert.That(renamed.What, Does.Contain("opened_on").And.Contain("inici"));
        Assert.That(renamed.Columns.Single(c => c.Change == "renamed"), Is.EqualTo(new DriftColumn("opened_on", "inici", "opened_on", "date dd/MM/yyyy", "date dd/MM/yyyy", "renamed")));
        Assert.That(renamed.Columns.Count(c => c.Change == "same"), Is.EqualTo(11));
        Assert.That(renamed.Edit, Does.StartWith("etl-jobs/systems/prova.yaml:").And.EndWith("opened_on: { from: [opened_on, inici] }"));
        Assert.That(Desk.Diff(SandboxJobs.Area, Event("activity").DriftId).Edit, Does.EndWith("csv: { delimiter: \",\" }"));
        Assert.That(Desk.Diff(SandboxJobs.Area, Event("beneficiary").DriftId).Edit, Does.EndWith("csv: { skip_lines: 2 }"));
        Assert.That(Desk.Diff(SandboxJobs.Area, Event("payment").DriftId).Edit, Does.EndWith("csv: { decimal: \".\" }"));
        Assert.That(Desk.Diff(SandboxJobs.Area, Event("appointment").DriftId).Columns.Single(c => c.Change == "missing").Before, Is.EqualTo("requested_at"));
        Assert.That(Desk.Diff(SandboxJobs.Area, Event("service").DriftId).Edit, Does.Contain("service.prova.csv").And.Contain("9.9.9"));
    }

    private void what_is_not_accepted_goes_on_waiting_and_is_one_event()
    {
        var events = Events().Count;
        Assert.That(_box.Refresh().Version, Is.Null);
        Assert.That(Events(), Has.Count.EqualTo(events));
    }

    private void accepted_by_a_person_the_figures_are_those_of_files_that_never_changed()
    {
        foreach (var open in Events().Where(e => e.State == DriftState.Open))
        {
            Desk.Accept(SandboxJobs.Area, open.DriftId, "anna", Why);
        }
        var run = _box.Refresh();
        Assert.That(run.Problems, Is.Empty);
        Assert.That(run.Extracts.Select(e => e.Extract), Is.EquivalentTo(Stopped));
        using var plain = new Box().Deliver("2025-01-31", Small).Deliver("2025-02-28", Texts(February, e => e == "appointment" ? t => Without(t, 2) : t => t));
        plain.Refresh();
        plain.Log(l => { l.Drifts().ToList().ForEach(d => l.AcceptDrift(d.DriftId, "anna", Why, null)); return 0; });
        plain.Refresh();
        Assert.That(_box.Star(), Is.EqualTo(plain.Star()));
        Assert.That(_box.Kpi("urgent_aid", "2025-02"), Is.EqualTo(30.5));

        Assert.That(_box.Log(l => l.Decisions(DecisionKind.AcceptDrift)).Select(d => (d.By, d.Reason)), Has.Exactly(6).EqualTo(("anna", Why)));
        Assert.That(new AuditLog(_box.Home, _box.Clock).Events().Count(e => e.Event is { What: "drift_accept", By: "anna", Area: SandboxJobs.Area }), Is.EqualTo(6));
        Assert.That(() => Desk.Accept(SandboxJobs.Area, Event("case").DriftId, "anna", Why), Throws.TypeOf<DriftNotAcceptable>().With.Message.Contains("anna"));
    }

    private void later_deliveries_are_read_as_was_accepted_and_a_replay_gives_the_same()
    {
        var star = _box.Star();
        Assert.That(_box.Refresh(new RefreshOptions { Reload = true }).Problems, Is.Empty, "January's files are read as they were, February's as they became");
        Assert.That(_box.Star(), Is.EqualTo(star));

        _box.Deliver("2025-03-31", Renewed(February.Case("C5", "03/03/2025").Payment("Y5", "S1", "10/03/2025", "10,00")));
        var run = _box.Refresh();
        Assert.That((run.Problems.Count, run.Told.Count), Is.EqualTo((0, 0)));
        Assert.That((_box.Kpi("open_cases", "2025-03"), _box.Kpi("urgent_aid", "2025-03")), Is.EqualTo((4d, 10d)));
        Assert.That(Desk.List(SandboxJobs.Area).Select(e => e.State), Has.All.EqualTo(DriftState.Told));
    }

    private void a_needed_column_that_is_only_gone_is_not_accepted_without_its_new_name()
    {
        _box.Deliver("2025-04-30", Texts(February.Without("case", "C4"), e => e == "case" ? t => t.Replace("opened_on", "misteri", StringComparison.Ordinal).Replace("/", "|", StringComparison.Ordinal) : t => t, "case"));
        _box.Refresh();
        var missing = Events().Last(e => e.State == DriftState.Open);
        Assert.That((missing.Note.Kind, missing.Note.Subject), Is.EqualTo((DriftKinds.ColumnMissing, "inici")));
        Assert.That(() => Desk.Accept(SandboxJobs.Area, missing.DriftId, "anna", Why), Throws.TypeOf<DriftNotAcceptable>().With.Message.Contains("--as"));
        Assert.That(() => Desk.Accept(SandboxJobs.Area, missing.DriftId, "anna", Why, "mistery"), Throws.Exception.With.Message.Contains("misteri"));
        Assert.That(Desk.Accept(SandboxJobs.Area, missing.DriftId, "anna", Why, "Misteri").Note.Effect, Does.Contain("misteri"));
    }

    private DriftDesk Desk => new(_box.Home, _box.Jobs, _box.Clock);

    private IReadOnlyList<DriftEvent> Events() => _box.Log(l => l.Drifts());

    private DriftEvent Event(string extract) => Events().First(e => e.Extract == extract);

    /// <summary>The files as the renewed system writes them.</summary>
    private static Dictionary<string, string> Renewed(World world) =>
        Texts(world, extract => extract switch
        {
            "person" => text => string.Join("\r\n", text.Split("\r\n").Select(l => l.Contains(';') ? $"{l};{(l.StartsWith("id", StringComparison.Ordinal) ? "notes" : "x")}" : l)),
            "case" => text => text.Replace("opened_on", "inici", StringComparison.Ordinal),
            "appointment" => text => Without(text, 2),
            "payment" => text => text.Replace(',', '.'),
            "activity" => text => text.Replace(';', ','),
            "beneficiary" => text => "Llista de beneficiaris\r\ndel mes\r\n" + text,
            _ => text => text,
        });

    private static Dictionary<string, string> Texts(World world, Func<string, Func<string, string>> change, params string[] extracts) =>
        (extracts.Length > 0 ? extracts : world.Extracts).ToDictionary(e => e, e => change(e)(Box.CsvOf(e, world.Rows(e))));

    private static string Without(string text, int column) =>
        string.Join("\r\n", text.Split("\r\n").Select(l => l.Contains(';') ? string.Join(';', l.Split(';').Where((_, i) => i != column)) : l));
}
