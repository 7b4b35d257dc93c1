using System.Text.RegularExpressions;
using NUnit.Framework;
using QdC.IntegrationTests.Leaks;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Run;
using QdC.Pipeline.Scaffold;
using QdC.Pipeline.Star;

namespace QdC.IntegrationTests.Foreign;

/// <summary>
/// A system that nobody here had seen, of another country, is an area by YAML alone: its people, cases and services are counted
/// right, what only Catalonia has is not available and says why, and nobody is named.
/// </summary>
[TestFixture]
internal sealed class HudTests
{
    private ForeignHome _home = null!;
    private RefreshOutcome _first = null!;

    [OneTimeSetUp]
    public void Refresh()
    {
        HudSample.Demand();
        _home = new ForeignHome();
        _first = _home.Refresh();
    }

    [OneTimeTearDown]
    public void TearDown() => _home?.Dispose();

    /// <summary>Comments aside; a line that was changed, added or left out is one edit. What codes mean stands in code lists of their own.</summary>
    [Test]
    public void It_is_described_by_what_scaffold_drafts_and_under_forty_lines_of_edits()
    {
        static List<string> Lines(string text) => [.. text.Split('\n').Select(l => Regex.Replace(l, @"(^|\s+)#\s.*$", "").TrimEnd()).Where(l => l.Length > 0)];
        var drafted = Lines(Scaffolding.Draft("hud", Directory.EnumerateFiles(HudSample.Folder, "*.csv"), JobLoader.Load(RepositoryFolder.Jobs).Jobs!).SystemFile);
        var described = Lines(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests", "QdC.IntegrationTests", "Foreign", "systems", "hud.yaml")));

        var edits = Edits(drafted, described);

        TestContext.Out.WriteLine($"{described.Count} lines, {edits} edits of {drafted.Count} drafted");
        Assert.That(edits, Is.LessThan(40));
    }

    /// <summary>The fewest lines to change, add or leave out.</summary>
    private static int Edits(List<string> from, List<string> to)
    {
        var row = Enumerable.Range(0, to.Count + 1).ToArray();
        for (var i = 1; i <= from.Count; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= to.Count; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (from[i - 1] == to[j - 1] ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1));
            }
        }
        return row[^1];
    }

    [Test]
    public void Its_people_cases_and_services_are_those_of_its_files()
    {
        var files = (
            People: HudSample.Count("SELECT count(DISTINCT PersonalID) FROM {Client}"),
            Cases: HudSample.Count("SELECT count(DISTINCT EnrollmentID) FROM {Enrollment}"),
            Closed: HudSample.Count("SELECT count(*) FROM {Enrollment} WHERE EnrollmentID IN (SELECT EnrollmentID FROM {Exit})"),
            Services: HudSample.Count("SELECT count(DISTINCT ServicesID) FROM {Services}"),
            Amounts: HudSample.Count("SELECT count(FAAmount) FROM {Services} WHERE FAAmount <> ''")
        );
        Assert.That(files, Is.EqualTo((4034L, 6390L, 5965L, 6023L, 0L)), "the sample is the one that was meant");

        using var version = _home.Store.OpenCurrent();
        long Star(string query) => version.Session.Scalar<long>(query);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_first.People, Is.EqualTo(files.People));
            Assert.That(Star("SELECT count(DISTINCT person_key) FROM star.dim_person"), Is.EqualTo(files.People));
            Assert.That(Star("SELECT count(*) FROM star.fact_case"), Is.EqualTo(files.Cases));
            Assert.That(Star("SELECT count(closed_on) FROM star.fact_case"), Is.EqualTo(files.Closed));
            Assert.That(Star("SELECT count(*) FROM star.dim_case WHERE state = 'closed'"), Is.EqualTo(files.Closed));
            Assert.That(Star("SELECT count(*) FROM star.fact_service"), Is.EqualTo(files.Services));
            Assert.That(Star("SELECT count(granted_amount) FROM star.fact_service"), Is.Zero);
            Assert.That(Star("SELECT count(*) FROM star.fact_payment"), Is.Zero);
            Assert.That(
                Star("SELECT count(*) FROM star.bridge_case_person"),
                Is.EqualTo(files.Cases + HudSample.Count("SELECT count(*) FROM {Enrollment} WHERE RelationshipToHoH <> '1'")),
                "everybody in their own case, and in that of the head of their household"
            );
        }
    }

    [Test]
    public void What_is_joined_stands_on_the_right_case()
    {
        using var version = _home.Store.OpenCurrent();
        var star = version.Session.Query(
            """
            SELECT t.code || '|' || c.opened_on || '|' || coalesce(CAST(c.closed_on AS VARCHAR), '') || '|' || count(*)
            FROM star.fact_case AS c JOIN star.dim_case AS d ON d.case_key = c.case_key AND d.valid_to = DATE '9999-12-31' JOIN star.dim_team AS t ON t.team_key = d.team_key
            GROUP BY t.code, c.opened_on, c.closed_on
            """,
            row => row.GetString(0)
        );
        var files = HudSample.Texts(
            """
            SELECT p.ProjectName || '|' || e.EntryDate || '|' || coalesce(x.ExitDate, '') || '|' || count(*)
            FROM {Enrollment} AS e LEFT JOIN {Exit} AS x ON x.EnrollmentID = e.EnrollmentID LEFT JOIN {Project} AS p ON p.ProjectID = e.ProjectID
            GROUP BY p.ProjectName, e.EntryDate, x.ExitDate
            """
        );
        Assert.That(star.Order(StringComparer.Ordinal), Is.EqualTo(files.Order(StringComparer.Ordinal)));
    }

    [Test]
    public void Open_cases_are_those_of_the_files_at_the_end_of_each_year()
    {
        using var version = _home.Store.OpenCurrent();
        foreach (var year in new[] { 2015, 2016, 2017, 2018 })
        {
            var open = HudSample.Count(
                $"SELECT count(*) FROM {{Enrollment}} AS e LEFT JOIN {{Exit}} AS x ON x.EnrollmentID = e.EnrollmentID WHERE e.EntryDate <= '{year}-12-31' AND (x.ExitDate IS NULL OR x.ExitDate > '{year}-12-31')"
            );
            Assert.That(
                version.Session.Query($"SELECT status, CAST(numerator AS BIGINT) FROM mart.kpi WHERE metric = 'open_cases' AND breakdown = 'total' AND period_kind = 'year' AND period_start = DATE '{year}-01-01'", row => (row.GetString(0), row.GetInt64(1))),
                Is.EqualTo(new[] { ("ok", open) }),
                $"{year}"
            );
        }
    }

    [Test]
    public void What_only_Catalonia_has_is_not_available_and_says_why()
    {
        using var version = _home.Store.OpenCurrent();
        var kpis = version.Session.Query(
                "SELECT DISTINCT metric, status, coalesce(reason, ''), value IS NULL FROM mart.kpi WHERE breakdown = 'total'",
                row => (Metric: row.GetString(0), Status: row.GetString(1), Reason: row.GetString(2), Empty: row.GetBoolean(3))
            )
            .ToLookup(k => k.Metric);
        var report = JobCheck.Report(_home.Jobs, MetricSupplies.Needs(ForeignHome.Metrics)).Single(r => r.Area == "hud");
        var without = report.Unavailable.Select(u => u.Metric).Where(kpis.Contains).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(without, Is.SupersetOf(new[] { "coverage", "urgent_aid", "urgent_aid_granted", "cases_per_professional", "interventions_per_person" }));
            Assert.That(without.SelectMany(m => kpis[m]).Where(k => k.Status != "not_available" || !k.Empty || k.Reason.Length == 0), Is.Empty, "never 0");
            Assert.That(kpis["coverage"].Single().Reason, Does.StartWith("persona, municipi de residència: HMIS keeps the last ZIP code").And.Contains("\nperson, municipality of residence: HMIS keeps the last ZIP code"));
            Assert.That(kpis["open_cases"].Select(k => k.Status), Does.Contain("ok"));
            Assert.That(report.Rules.Select(r => r.Rule), Is.SupersetOf(new[] { "doc_check", "cip_pattern", "cip_contradiction", "nass_check", "municipality_check" }));
            Assert.That(report.Rules.Single(r => r.Rule == "cip_pattern").Reason.En, Does.Contain("health card of Catalonia"));
            Assert.That(report.Rules.Single(r => r.Rule == "doc_check").Origin, Does.Match(@"hud\.yaml:\d+$"));
        }
    }

    [Test]
    public void Every_row_is_accounted_for_in_every_file()
    {
        using var log = _home.Store.OpenLog();
        var steps = log.Steps(_first.RunId).Select(s => s.Step).ToList();
        var expected = new Dictionary<string, long>
        {
            ["stage hud/person"] = HudSample.Count("SELECT count(*) FROM {Client}"),
            ["stage hud/case"] = HudSample.Count("SELECT count(*) FROM {Enrollment}"),
            ["join hud/case exit"] = HudSample.Count("SELECT count(*) FROM {Exit}"),
            ["join hud/case project"] = HudSample.Count("SELECT count(*) FROM {Project}"),
            ["stage hud/service"] = HudSample.Count("SELECT count(*) FROM {Services}"),
            ["stage hud/beneficiary"] = HudSample.Count("SELECT count(*) FROM {Services}"),
        };
        var records = steps.Where(s => s.Step is "stage" or "join").ToDictionary(s => $"{s.Step} {s.Extract}", s => s.Balance);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected.Where(e => records[e.Key]["records"] != e.Value), Is.Empty);
            Assert.That(records["join hud/household head"]["left_out"], Is.EqualTo(HudSample.Count("SELECT count(*) FROM {Enrollment} WHERE RelationshipToHoH <> '1'")));
            Assert.That(_first.Extracts.Where(e => e.Read != e.Loaded + e.Unchanged + e.Rejected + e.Duplicate || e.Rejected > 0), Is.Empty);
            Assert.That(_first.Plan.Extracts.Single(e => e.Extract == "case").Deliveries.Single().Joined, Is.EqualTo(new[] { "Exit.csv", "Project.csv" }));
            Assert.That(_first.Plan.Extracts.Single(e => e.Extract == "case").Deliveries.Single().EffectiveDate, Is.EqualTo(new DateOnly(2019, 9, 30)), "as Export.csv says");
        }
    }

    [Test]
    public void Running_again_says_unchanged()
    {
        var again = _home.Refresh();
        Assert.That((again.Version, again.Plan.IsNothing, again.Extracts.Count), Is.EqualTo((null as int?, true, 0)));
    }

    [Test]
    public void Nobody_of_its_people_is_named_anywhere()
    {
        var canaries = HudSample.Texts("SELECT SSN FROM {Client}")
            .Select(ssn => new Canary(CanaryKind.Nass, ssn, "Client.csv SSN"))
            .Concat(HudSample.Texts("SELECT FirstName || ' ' || LastName FROM {Client} WHERE length(FirstName || LastName) > 9").Select(name => new Canary(CanaryKind.Name, name, "Client.csv name")))
            .Concat(HudSample.Texts("SELECT DISTINCT LastName FROM {Client} WHERE length(LastName) > 7").Select(name => new Canary(CanaryKind.Name, name, "Client.csv LastName")))
            .ToList();
        var ours = new LeakScan(canaries);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "etl-jobs"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "sql"), "*", SearchOption.AllDirectories)))
        {
            ours.Text(file, File.ReadAllText(file)); // a name that is a word of ours says nothing
        }
        foreach (var file in Directory.EnumerateFiles(HudSample.Folder, "*.csv", SearchOption.AllDirectories))
        {
            ours.Text(file, File.ReadLines(file).First()); // nor one that is a column of the council's
        }
        var words = ours.Leaks.Select(l => l.Canary).ToHashSet();
        var scan = new LeakScan(canaries.Where(c => !words.Contains(c)));
        _home.Refresh(new RefreshOptions { Reload = true }, progress => scan.Text("progress", $"{progress}"));
        scan.Folder(_home.Stores);

        using var version = _home.Store.OpenCurrent();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(words, Has.Count.LessThan(canaries.Count / 20));
            Assert.That(scan.Opened, Has.Some.StartsWith("duckdb store/hud/v").And.Some.EqualTo("sqlite store/hud/log.sqlite").And.Some.StartsWith("bytes landing/hud/"));
            Assert.That(scan.Leaks.Select(l => l.Place).Distinct(), Is.Empty);
            Assert.That(version.Session.Query("SELECT column_name FROM duckdb_columns() WHERE schema_name = 'obs' AND table_name = 'person'", row => row.GetString(0)), Does.Contain("birth_year").And.Not.Contain("birth_date"));
        }
    }
}
