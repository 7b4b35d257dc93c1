using NUnit.Framework;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Foreign;

/// <summary>A delivery of several files is one delivery: seen, landed, replayed and corrected as one. And what deliveries tell by their order.</summary>
[TestFixture]
internal sealed class SeveralFilesTests
{
    private const string Cases =
        "SELECT c.opened_on || ' ' || d.state || ' ' || coalesce(CAST(c.closed_on AS VARCHAR), '-') || ' ' || t.code FROM star.fact_case AS c "
        + "JOIN star.dim_case AS d ON d.case_key = c.case_key AND d.valid_to = DATE '9999-12-31' JOIN star.dim_team AS t ON t.team_key = d.team_key ORDER BY c.opened_on";

    private ForeignHome _home = null!;

    [SetUp]
    public void Fill()
    {
        _home = new ForeignHome(own: true);
        Date("2024-01-31");
        _home.Write("Client.csv", "PersonalID,FirstName,LastName,SSN,DOB,Gender,DateUpdated", "P1,Ada,Quux,000100343,1980-01-02,0,2024-01-01", "P2,Bea,Quux,000100344,1990-01-02,0,2024-01-01");
        Enroll("E1,P1,1,2023-05-01,H1,1", "E2,P2,1,2023-06-01,H1,2", "E3,P1,2,2023-07-01,H3,1");
        Exits("X1,E1,2023-12-01,10");
        Projects("1,North", "2,South");
        _home.Write("Services.csv", "ServicesID,EnrollmentID,PersonalID,DateProvided,RecordType,DateCreated", "S1,E1,P1,2023-05-02,200,2023-05-02");
    }

    [TearDown]
    public void TearDown() => _home.Dispose();

    [Test]
    public void A_change_in_a_joined_file_alone_is_a_new_delivery_and_replays_to_the_same_star()
    {
        _home.Refresh();
        Assert.That(_home.Ask(Cases), Is.EqualTo(new[] { "2023-05-01 closed 2023-12-01 North", "2023-06-01 open - North", "2023-07-01 open - South" }));

        Date("2024-02-29");
        Exits("X1,E1,2023-12-01,10", "X2,E2,2024-02-10,24");
        var second = _home.Refresh();
        var after = _home.Ask(Cases);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after, Is.EqualTo(new[] { "2023-05-01 closed 2023-12-01 North", "2023-06-01 closed 2024-02-10 North", "2023-07-01 open - South" }));
            Assert.That(second.Extracts.Single(e => e.Extract == "case"), Is.EqualTo(new ExtractCounts("hud", "case", 3, 1, 2, 0, 0, 0)));
            Assert.That(_home.Refresh().Plan.IsNothing, Is.True);
        }

        foreach (var file in Directory.EnumerateFiles(_home.Source))
        {
            File.Delete(file);
        }
        var replayed = _home.Refresh(new RefreshOptions { Reload = true });
        Assert.That((replayed.Version, replayed.Extracts.Single(e => e.Extract == "case").Read), Is.EqualTo((3, 6L)), "both deliveries, from what is landed");
        Assert.That(_home.Ask(Cases), Is.EqualTo(after));
    }

    [Test]
    public void A_delivery_that_lacks_a_joined_file_waits_and_the_rest_is_read()
    {
        File.Delete(Path.Combine(_home.Source, "Exit.csv"));
        var first = _home.Refresh();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Problems.Where(p => p.IsFailure).Select(p => p.Extract), Is.EquivalentTo(new[] { "case", "case_person" }));
            Assert.That(first.Problems.Where(p => p.IsFailure).Select(p => p.Message), Has.All.Contains("The file joined to Enrollment.csv is not there").And.All.Match(@"hud\.yaml:\d+"));
            Assert.That(_home.Ask("SELECT CAST(count(*) AS VARCHAR) FROM star.dim_person"), Is.EqualTo(new[] { "2" }));
            Assert.That(_home.Ask("SELECT CAST(count(*) AS VARCHAR) FROM obs.\"case\""), Is.EqualTo(new[] { "0" }), "no case is opened for want of its exit");
        }

        Exits("X1,E1,2023-12-01,10");
        Assert.That(_home.Refresh().Extracts.Single(e => e.Extract == "case").Loaded, Is.EqualTo(3));
    }

    [Test]
    public void A_joined_file_that_lost_records_holds_its_delivery_until_somebody_accepts_it()
    {
        Exits("X1,E1,2023-12-01,10", "X2,E2,2024-01-10,24", "X3,E3,2024-01-11,24");
        _home.Refresh();
        var before = _home.Ask(Cases);

        Date("2024-02-29");
        Exits("X1,E1,2023-12-01,10");
        var second = _home.Refresh();
        Assert.That(second.Problems.Single(p => p.Extract == "case").Message, Does.StartWith("The file of join exit has 1 records against 3 before").And.Contain("--accept-volume hud case"));
        Assert.That(_home.Ask(Cases), Is.EqualTo(before), "nothing is opened again for want of its exit");

        using (var log = _home.Store.OpenLog())
        {
            foreach (var held in log.Deliveries(state: DeliveryState.Held))
            {
                log.AcceptVolume(held.ContentHash, "it is right", "a steward");
                log.SetDeliveryState(held.DeliveryId, DeliveryState.Landed, "accepted");
            }
        }
        _home.Refresh();
        Assert.That(_home.Ask(Cases)[1], Is.EqualTo("2023-06-01 open - North"));
    }

    [Test]
    public void A_join_that_is_declared_later_fills_the_delivery_that_still_lies_there()
    {
        _home.Change("team: project.ProjectName", "team: { unavailable: not yet }");
        _home.Change("      project: { file: Project.csv, key: ProjectID }\n", "");
        _home.Refresh();
        Assert.That(_home.Ask(Cases)[0], Is.EqualTo("2023-05-01 closed 2023-12-01 unknown"));

        _home.Change("team: { unavailable: not yet }", "team: project.ProjectName");
        _home.Change("      exit: {", "      project: { file: Project.csv, key: ProjectID }\n      exit: {");
        var again = _home.Refresh();
        Assert.That(_home.Ask(Cases)[0], Is.EqualTo("2023-05-01 closed 2023-12-01 North"), string.Join("\n", again.Plan.Extracts.SelectMany(e => e.Reasons)));
        Assert.That(_home.Refresh().Plan.IsNothing, Is.True);
    }

    [Test]
    public void A_broken_record_of_a_joined_file_is_found_and_gone_once_it_is_right()
    {
        Exits("X1,E1,2023-12-01,10", "X2,E2");
        _home.Refresh();
        using (var log = _home.Store.OpenLog())
        {
            Assert.That(log.Findings(new FindingFilter { State = FindingState.Open }).Select(f => (f.Finding.Extract, f.Finding.Rule, f.Finding.File, f.Finding.Line)), Is.EquivalentTo(new (string, string, string, int?)[] { ("case", "row_malformed", "Exit.csv", 3), ("case_person", "row_malformed", "Exit.csv", 3) }));
        }

        Date("2024-02-29");
        Exits("X1,E1,2023-12-01,10", "X2,E2,2024-02-10,24");
        _home.Refresh();
        using var after = _home.Store.OpenLog();
        Assert.That(after.Findings(new FindingFilter { State = FindingState.Open }), Is.Empty);
    }

    [Test]
    public void Deliveries_tell_when_a_record_was_first_seen_when_its_state_changed_and_what_another_extract_says()
    {
        _home.Change("closed_on: exit.ExitDate", "closed_on: { derive: state_change, to: closed }");
        _home.Change("registered_at: DateCreated\n      sector", "registered_at: { derive: first_seen }\n      sector");
        _home.Change("decided_on: DateProvided", "decided_on: { derive: join, extract: case, by: case, field: opened_on }");
        _home.Change("    key: EnrollmentID\n", "    admission: { rows_share: 0.5 }\n    key: EnrollmentID\n");
        _home.Change("    key: [EnrollmentID, PersonalID]\n", "    admission: { rows_share: 0.5 }\n    key: [EnrollmentID, PersonalID]\n");
        string[] Tell() => [.. _home.Ask("SELECT opened_on || ' ' || coalesce(CAST(closed_on AS VARCHAR), '-') FROM star.fact_case ORDER BY opened_on")];

        _home.Refresh(); // E1 is closed from the start, E2 and E3 are open
        Assert.That(Tell(), Is.EqualTo(new[] { "2023-05-01 2024-01-31", "2023-06-01 -", "2023-07-01 -" }));

        Date("2024-02-29");
        Exits("X1,E1,2023-12-01,10", "X2,E2,2024-02-10,24", "X3,E3,2024-02-11,24");
        _home.Refresh();
        Assert.That(Tell(), Is.EqualTo(new[] { "2023-05-01 2024-01-31", "2023-06-01 2024-02-29", "2023-07-01 2024-02-29" }));

        Date("2024-03-31");
        Exits("X1,E1,2023-12-01,10", "X2,E2,2024-02-10,10"); // E3 is open again, E2 closed for another reason
        _home.Refresh();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tell(), Is.EqualTo(new[] { "2023-05-01 2024-01-31", "2023-06-01 2024-02-29", "2023-07-01 -" }));
            Assert.That(_home.Ask("SELECT CAST(decided_on AS VARCHAR) FROM star.fact_service"), Is.EqualTo(new[] { "2023-05-01" }));
        }
    }

    private void Date(string day) => _home.Write("Export.csv", "ExportID,ExportEndDate", $"x,{day}");

    private void Enroll(params string[] rows) => _home.Write("Enrollment.csv", [.. rows.Select(r => r + ",2023-08-01,2023-08-01").Prepend("EnrollmentID,PersonalID,ProjectID,EntryDate,HouseholdID,RelationshipToHoH,DateCreated,DateUpdated")]);

    private void Exits(params string[] rows) => _home.Write("Exit.csv", [.. rows.Prepend("ExitID,EnrollmentID,ExitDate,Destination")]);

    private void Projects(params string[] rows) => _home.Write("Project.csv", [.. rows.Prepend("ProjectID,ProjectName")]);
}
