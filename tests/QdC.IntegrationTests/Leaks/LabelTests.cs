using System.Text;
using NUnit.Framework;
using QdC.IntegrationTests.SentBack;
using QdC.Pipeline.Run;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Leaks;

/// <summary>What a council calls its teams, sectors and providers stands in the star as it is: no version with a person's name there is published.</summary>
internal sealed class LabelTests
{
    private const string Area = "mini";
    private const string Test = "no_person_in_labels";

    /// <summary>Somebody of the area (person 3), and what the canary is found by.</summary>
    private static readonly Canary Somebody = new(CanaryKind.Name, "Puig Roca, Maria", "a label");

    /// <summary>Columns with words of the model itself, pseudonyms, and comarques, which are of a list but change with its dates.</summary>
    private static readonly (string Table, string Column)[] OfNoSource =
        [("dim_municipality", "comarca_code"), ("dim_municipality", "comarca"), ("dim_service", "block"), ("fact_case_event", "event"), ("fact_contact", "kind"), ("fact_home_care_person", "user_month")];

    private Council _council = null!;

    [SetUp]
    public void SetUp()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        _council = new Council();
        TemporaryFolder.Copy(Path.Combine(Repository.Root, "samples", Area), Path.Combine(_council.Root, "samples", Area));
        File.Delete(Directory.EnumerateFiles(Folder("hestia"), "manifest_*.json").Single()); // it tells the bytes that the files had
    }

    [TearDown]
    public void TearDown() => _council.Dispose();

    [Test]
    public void A_persons_name_in_any_label_stops_the_version_and_is_told_nowhere()
    {
        var named = Somebody.Text;
        Replace("hestia", "expedients", ";Equip A;", $";Equip {named};");
        Replace("hestia", "expedients", ";A;A 1;", $";Sector {named};Barri {named};");
        Replace("hestia", "recursos", "Cooperativa Mini", named);
        Replace("hestia", "recursos", "D301", named);
        Replace("mini-office", "equips", "EBASP Nou;A;", $"EBASP {named};{named};{named}");
        Replace("mini-office", "plantilla", "Fitxa 1 SBAS", named);
        Replace("mini-office", "execucio", ";231;Fitxa 1", $";{named};{named}");

        var failed = Assert.Throws<DataTestsFailed>(() => _council.Run(Area))!;
        var scan = new LeakScan([Somebody, new Canary(CanaryKind.Name, "maria puig", "a label"), new Canary(CanaryKind.Name, "puig roca", "a label")]);
        scan.Text("the failure", failed.ToString());
        foreach (string[] command in new string[][] { ["runs", Area], ["runs", Area, "--json"], ["rejects", Area, "--state", "all"], ["run", Area, "--verbose"] })
        {
            scan.Text($"output of {command[0]}", QdcProcess.Run(_council, command).Said);
        }

        scan.Folder(_council.Home.Root);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Failed.Select(t => t.Name), Is.EqualTo(new[] { Test }));
            Assert.That(failed.Failed[0].Found.Split(", "), Is.EquivalentTo(Places()), "all places, each with how many");
            Assert.That(_council.Store(Area).Current, Is.Null);
            Assert.That(scan.Opened, Has.Some.EqualTo($"sqlite store/{Area}/log.sqlite"));
            Assert.That(scan.Leaks.Select(l => l.Place), Is.Empty);
        }

        using (var log = _council.Store(Area).OpenLog())
        {
            log.AcceptTest(Test, new DateOnly(2999, 1, 1), "the teams bear the names of streets", "a steward");
        }

        Assert.That(_council.Run(Area).Version, Is.EqualTo(1), "a steward answers for it");
    }

    [Test]
    public void A_label_is_stopped_by_both_names_of_one_person()
    {
        // Given name and second surname; in Spanish, and in capitals.
        Teams("Equip Maria Roca Nord", "Equip MARÍA PUIG");

        var failed = Assert.Throws<DataTestsFailed>(() => _council.Run(Area))!;

        Assert.That(failed.Failed.Single().Found, Is.EqualTo("2 of dim_team.code"));
    }

    [Test]
    public void A_label_is_not_stopped_by_less()
    {
        // Surnames alone are streets and houses; the names are of two people; words are whole; a place is named after a saint; a municipality.
        Teams("Equip Maria", "Equip Puig Roca", "Equip Maria Farré", "Equip Mariana Puigdemont", "Equip Santa Maria Puig Alt", "Maria i la Roca del Vallès");

        Assert.That(_council.Run(Area).Version, Is.EqualTo(1));
        using var version = _council.Store(Area).OpenCurrent();
        Assert.That(version.Session.Query("SELECT code FROM star.dim_team", r => r.GetString(0)), Does.Contain("Maria i la Roca del Vallès").And.Contain("Equip Mariana Puigdemont"));
    }

    /// <summary>Whatever text of the star is of no code list is among the labels that are compared.</summary>
    [TestCase("tarragona")]
    [TestCase("la-noguera")]
    public void No_text_that_a_source_wrote_is_passed_over(string area)
    {
        using var refreshed = RefreshedArea.Committed(area);
        using var version = refreshed.Store.OpenCurrent();
        var db = version.Session;
        string[] known =
        [
            .. refreshed.Jobs.CodeLists.Lists.Values.SelectMany(l => l.Entries).SelectMany(e => e.Labels.Values.Concat(e.Attributes.Values).Append(e.Code)),
            .. AreaContext.UnknownMembers.SelectMany(u => new[] { u.Code, u.Ca, u.Es, u.En }), "Fora del Contracte Programa", "Fuera del Contrato Programa", "Outside the Contracte Programa",
        ];
        db.Execute(SqlModels.All.Single(m => m.Name == "source_label").Text);
        var compared = db.Query("SELECT label FROM source_label", row => row.GetString(0)).Concat(known).ToHashSet();
        var passed = db.Query("SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'star' AND data_type = 'VARCHAR'", row => (row.GetString(0), row.GetString(1)))
            .Where(c => db.Query($"SELECT DISTINCT \"{c.Item2}\" FROM star.\"{c.Item1}\" WHERE \"{c.Item2}\" IS NOT NULL", row => row.GetString(0)).Exists(text => !compared.Contains(text)));
        Assert.That(passed.Except(OfNoSource), Is.Empty);
    }

    private static IEnumerable<string> Places() =>
        [
            "1 of dim_case.sector", "1 of dim_case.subsector", "1 of dim_org.ebasp", "1 of dim_org.sector", "1 of dim_org.subsector", "1 of dim_professional.contract_programme_line",
            "1 of dim_programme_line.code", "1 of dim_provider.code", "1 of dim_team.code", "1 of dim_team.ebasp", "1 of dim_team.sector", "1 of fact_cost.budget_programme", "1 of fact_service.external_ref",
        ];

    private string Folder(string system) => Path.Combine(_council.Root, "samples", Area, system);

    /// <summary>Gives each team a case: the three of one team and then those of the other.</summary>
    private void Teams(params string[] names)
    {
        foreach (var (i, name) in names.Index())
        {
            Replace("hestia", "expedients", i < 3 ? ";Equip A;" : ";Equip B;", $";{name};", first: true);
        }
    }

    private void Replace(string system, string file, string text, string by, bool first = false)
    {
        var path = Directory.EnumerateFiles(Folder(system), $"{file}_*.csv").Single();
        var before = File.ReadAllText(path, Encoding.Latin1);
        Assert.That(before, Does.Contain(text), $"{file} is not what it was");
        var at = before.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(path, first ? before[..at] + by + before[(at + text.Length)..] : before.Replace(text, by), Encoding.Latin1);
    }
}
