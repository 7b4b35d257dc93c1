using System.Text;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Run;
using QdC.Samples.People;
using QdC.Warehouse;

namespace QdC.IntegrationTests.People;

/// <summary>Source records become people inside a refresh, and stay the people they are.</summary>
internal sealed class PeopleTests
{
    private const string Dni = "87654321X";

    [Test]
    public void Records_of_one_person_are_one_and_a_delta_finds_whom_it_belongs_to()
    {
        using var register = new Register();
        register.Record("1", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Record("2", "Aina", "Solsona", "Vila", "09/09/1990").Month("2025-01-31");
        var before = register.People();
        register.Record("3", "José", "Quintanela", "Morvedre", "03/04/1961", "H", Dni).Delta("2025-01-31", "3");
        var after = register.People();

        Assert.That(after["3"], Is.EqualTo(before["1"]));
        Assert.That(after["2"], Is.EqualTo(before["2"]));
        Assert.That(register.Pairs("same"), Is.EqualTo(new[] { "m1" }));
    }

    [TestCase(5, 12)]
    [TestCase(12, 8, Category = "Slow")]
    public void Keys_last_through_months_of_coming_and_going(int months, int comeEachMonth)
    {
        using var register = new Register();
        var town = PersonRegister.Rows(new RegisterOptions { Persons = 120, Duplicates = 0.25, Seed = 11 }).ToList();
        var random = new Random(3);
        var (known, before, trueOf) = (30, new Dictionary<string, long>(), new Dictionary<string, string>());
        for (var month = 1; month <= months; month++)
        {
            for (var i = 0; i < known; i++)
            {
                var row = town[i];
                var surname = random.Next(40) == 0 ? row[3] + "s" : row[3]; // now and then a name is typed again
                register.Record($"{i:d3}", row[2], surname, row[4], row[5], row[6] == "H" ? "H" : "D", row[7], row[8], row[9]);
                trueOf[$"{i:d3}"] = row[0];
            }
            register.Month(new DateOnly(2024, month, 1).AddMonths(1).AddDays(-1).ToString("yyyy-MM-dd"));
            var now = register.People();
            foreach (var (record, key) in before.Where(b => now[b.Key] != b.Value))
            {
                Assert.That(Together(before, record), Is.Not.EqualTo(Together(now, record)), $"record {record} in month {month}: an unchanged person is never re-keyed");
            }
            before = now;
            known += comeEachMonth;
        }
        Assert.That(before.GroupBy(r => r.Value).Where(g => g.Select(r => trueOf[r.Key]).Distinct().Count() > 1), Is.Empty, "no two persons share a key");
        var (people, persons) = (before.Values.Distinct().Count(), trueOf.Values.Distinct().Count());
        Assert.That(people, Is.InRange(persons, persons + 3), $"{before.Count} records");
        Assert.That(people, Is.LessThan(before.Count - 10), "some have several records");

        static string Together(Dictionary<string, long> people, string record) => string.Join(' ', people.Where(p => p.Value == people[record]).Select(p => p.Key).Order());
    }

    [Test]
    public void Merged_by_a_decision_and_split_by_another_each_gets_their_key_back()
    {
        using var register = new Register();
        register.Record("1", "Aina", "Quintanella", "Morvedre", "03/04/1961").Record("2", "A.", "Kintanella", "", "01/01/1961").Month("2025-01-31");
        var first = register.People();
        Assert.That(first["1"], Is.Not.EqualTo(first["2"]), "the evidence alone does not join them");

        register.Decide("1", "2", same: true);
        register.Box.Refresh();
        var merged = register.People();
        Assert.That(merged["2"], Is.EqualTo(merged["1"]));
        Assert.That(merged["1"], Is.EqualTo(Math.Min(first["1"], first["2"])), "the key minted first");
        Assert.That(register.Box.Value<long>("SELECT count(*) FROM star.dim_person"), Is.EqualTo(1), "one person, one row");

        register.Decide("1", "2", same: false);
        register.Box.Refresh();
        Assert.That(register.People(), Is.EqualTo(first));
        Assert.That(register.Changes(), Is.EqualTo(new[] { "merge", "split" }));
        Assert.That(register.Box.Store.Current, Is.EqualTo(3), "each decision makes a version");
    }

    [Test]
    public void One_document_typed_for_two_persons_is_looked_at_and_nobody_is_joined()
    {
        using var register = new Register();
        register.Record("1", "Jaume", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Record("2", "Berta", "Quintanella", "Alzina", "17/09/1990", "D", Dni).Month("2025-01-31");
        Assert.That(register.People().Values, Is.Unique);
        Assert.That(register.Pairs("review"), Is.EqualTo(new[] { "conflict" }));

        register.Decide("1", "2", same: false);
        register.Box.Refresh();
        Assert.That(register.Pairs("review"), Is.Empty, "what was decided is not asked again");
        Assert.That(register.Pairs("different"), Is.EqualTo(new[] { "decided" }));
    }

    [Test]
    public void Twins_are_two_and_two_valid_documents_are_never_joined()
    {
        using var register = new Register();
        register
            .Record("1", "Aina", "Quintanella", "Morvedre", "03/04/2011").Record("2", "Berta", "Quintanella", "Morvedre", "03/04/2011")
            .Record("3", "Pau", "Solsona", "Vila", "05/06/1970", "H", Dni).Record("4", "Pau", "Solsona", "Vila", "05/06/1970", "H", "11111119A")
            .Month("2025-01-31");
        Assert.That(register.People().Values, Is.Unique);
        Assert.That(register.Pairs("review"), Does.Contain("two_documents"));
    }

    [Test]
    public void A_contradicting_decision_is_refused_and_one_taken_back_leaves_it_to_the_evidence()
    {
        using var register = new Register();
        register.Decide("1", "2", same: true);
        register.Decide("2", "3", same: true);
        Assert.That(() => register.Decide("1", "3", same: false), Throws.TypeOf<Pipeline.Link.DecisionContradicts>());
        Assert.That(register.Box.Log(Pipeline.Link.PersonDecisions.InForce), Has.Count.EqualTo(2));
    }

    [Test]
    public void Links_roll_back_with_the_version()
    {
        using var register = new Register();
        register.Record("1", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Record("2", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Month("2025-01-31");
        Assert.That(register.People().Values.Distinct().Count(), Is.EqualTo(1));
        register.Record("2", "Berta", "Alzina", "Roig", "17/09/1990").Month("2025-02-28");
        Assert.That(register.People().Values.Distinct().Count(), Is.EqualTo(2), "the number turned out to be somebody else's");

        using (var lease = register.Box.Store.TakeLease())
        {
            register.Box.Store.RollBack(lease, 1, "test", "by mistake");
        }
        Assert.That(register.People().Values.Distinct().Count(), Is.EqualTo(1));
        Assert.That(register.Box.Refresh(new RefreshOptions { Reload = true }).Version, Is.Not.Null);
        Assert.That(register.People().Values.Distinct().Count(), Is.EqualTo(1), "the vault still holds what version 1 was linked by");
    }

    [Test]
    public void A_corrected_name_is_a_change_though_no_name_is_kept()
    {
        using var register = new Register();
        register.Record("1", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H").Month("2025-01-31");
        register.Record("1", "Josep", "Quintanilla", "Morvedre", "03/04/1961", "H").Month("2025-02-28");
        Assert.That(register.Box.Value<long>("SELECT count(*) FROM obs.person"), Is.EqualTo(2));
        Assert.That(register.Box.Value<long>("SELECT count(DISTINCT identity) FROM obs.person"), Is.EqualTo(2));
    }

    [Test]
    public void A_birth_date_alone_is_no_identity()
    {
        using var register = new Register();
        register.Record("1", "", "", born: "03/04/1961").Record("2", "", "", born: "03/04/1961").Record("3", "Aina", "", born: "03/04/1961").Month("2025-01-31");
        Assert.That(register.Box.Value<long>("SELECT count(identity) FROM obs.person"), Is.EqualTo(1));
        Assert.That(register.Box.Value<long>("SELECT count(*) FROM link.pair"), Is.Zero);
        Assert.That(register.People().Values, Is.Unique);
    }

    [Test]
    public void A_vault_that_lost_what_the_version_needs_is_a_clear_failure_and_a_reload_fills_it()
    {
        using var register = new Register();
        register.Record("1", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Record("2", "Aina", "Solsona", "Vila", "09/09/1990").Month("2025-01-31");
        File.Delete(register.Box.Home.VaultOf(Box.Code));
        register.Record("3", "Pere", "Roig", "Pi", "01/02/1950", "H");

        Assert.That(() => register.Month("2025-02-28"), Throws.TypeOf<IdentitiesMissing>().With.Message.Contain("vault"));
        Assert.That(register.Box.Store.Current, Is.EqualTo(1), "what is served stays");
        Assert.That(register.Box.Refresh(new RefreshOptions { Reload = true }).Version, Is.EqualTo(2));
        Assert.That(register.People(), Has.Count.EqualTo(3));
    }

    [Test]
    public void What_tells_nothing_new_of_persons_opens_no_identity_and_leaves_who_is_who()
    {
        using var register = new Register();
        register.Record("1", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Record("2", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Month("2025-01-31");
        var (before, balance) = (register.People(), Linked(register));
        File.Delete(register.Box.Home.VaultOf(Box.Code));
        register.Box.Deliver("2025-02-28", new Dictionary<string, string> { ["case"] = Box.CsvOf("case", World.Small().Rows("case")) });

        Assert.That(register.Box.Refresh().Version, Is.EqualTo(2), "identities that are gone were not asked for");
        Assert.That(register.People(), Is.EqualTo(before));
        Assert.That(register.Pairs("same"), Is.EqualTo(new[] { "m1" }));
        Assert.That(Linked(register), Is.EqualTo(balance));
        Assert.That(register.Changes(), Is.Empty);
        Assert.That(() => register.Record("2", "Josep", "Quintanilla", "Morvedre", "03/04/1961", "H", Dni).Month("2025-03-31"), Throws.TypeOf<IdentitiesMissing>(), "a name that changed links anew");

        static string Linked(Register register) => register.Box.Log(log => log.Steps(log.Runs()[0].RunId).Single(s => s.Step.Step == "link").Step.Balance.ToString());
    }

    [Test]
    public void A_municipality_alone_that_changed_links_anew()
    {
        using var register = new Register();
        register.Record("1", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H").Record("2", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", municipality: "430385").Month("2025-01-31");
        Assert.That(register.Pairs("same"), Is.EqualTo(new[] { "model" }));

        register.Record("2", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H").Month("2025-02-28");
        Assert.That(register.Pairs("same"), Is.EqualTo(new[] { "m4" }));
    }

    [Test]
    public void No_name_or_number_of_a_person_stands_in_clear_in_any_store()
    {
        using var register = new Register();
        register.Record("1", "Fridolina", "Quintanella", "Morvedre", "03/04/1961", "D", Dni, "QUMO1610403123").Month("2025-01-31");
        string[] secrets = ["Fridolina", "FRIDOLINA", "Quintanella", "QUINTANELLA", "Morvedre", Dni, "QUMO1610403123", "1961-04-03", "19610403"];
        foreach (var file in Directory.EnumerateFiles(register.Box.Home.Root, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var text in new[] { Encoding.Latin1.GetString(bytes), Encoding.Unicode.GetString(bytes) })
            {
                Assert.That(secrets.Where(text.Contains), Is.Empty, file);
            }
        }
        Assert.That(File.Exists(register.Box.Home.VaultOf(Box.Code)));
    }

    [Test]
    public void Where_an_area_does_not_link_each_record_is_a_person()
    {
        using var register = new Register();
        register.Box.Jobs = register.Box.Jobs with { Areas = new Dictionary<string, Pipeline.Jobs.AreaFile> { [SandboxJobs.Area] = register.Box.Area with { LinkPersons = false } } };
        register.Record("1", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Record("2", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Month("2025-01-31");
        Assert.That(register.People().Values, Is.Unique);
        Assert.That(register.Pairs("same"), Is.Empty);
    }

    [TestCase(3_000, 21)]
    [TestCase(200_000, 77, Category = "Slow")]
    public void A_whole_area_is_linked_inside_a_refresh_as_well_as_a_file_is(int persons, int seed)
    {
        using var register = new Register();
        var rows = PersonRegister.Rows(new RegisterOptions { Persons = persons, Seed = seed }).ToList();
        foreach (var (row, i) in rows.Select((row, i) => (row, i)))
        {
            register.Record($"{i:d6}", row[2], row[3], row[4], row[5], row[6] == "H" ? "H" : "D", row[7], row[8], row[9]);
        }
        register.Month("2025-01-31");

        var people = register.People();
        var (truth, keys) = (rows.Select(r => r[0]).ToList(), Enumerable.Range(0, rows.Count).Select(i => (int)(people[$"{i:d6}"] % 10_000_000_000)).ToList());
        var measure = Pipeline.Link.PairMeasure.Of(truth, keys);
        var review = register.Box.Value<long>("SELECT count(*) FROM link.pair WHERE outcome = 'review'");
        TestContext.Out.WriteLine($"{rows.Count} records: precision {measure.Precision:0.00000}, recall {measure.Recall:0.00000}, {review} pairs to be looked at");
        Assert.That(measure.Precision, Is.GreaterThanOrEqualTo(0.999));
        Assert.That(measure.Recall, Is.GreaterThanOrEqualTo(0.98));
        Assert.That(review, Is.LessThanOrEqualTo(0.025 * persons));
    }

    [Test]
    public void A_model_is_trained_on_an_area_that_has_persons_enough()
    {
        using (var small = new Register())
        {
            small.Record("1", "Josep", "Quintanella", "Morvedre", "03/04/1961", "H", Dni).Month("2025-01-31");
            Assert.That(() => Train(small), Throws.TypeOf<Pipeline.Link.TooFewRecords>().With.Message.Contain("1 records"));
        }

        using var register = new Register();
        foreach (var (row, i) in PersonRegister.Rows(new RegisterOptions { Persons = 2_200, Duplicates = 0.2, Seed = 12 }).Select((row, i) => (row, i)))
        {
            register.Record($"{i:d5}", row[2], row[3], row[4], row[5], row[6] == "H" ? "H" : "D", row[7], row[8], row[9]);
        }
        register.Month("2025-02-28");
        var model = Train(register);

        Assert.That(model.Number, Is.EqualTo(7));
        Assert.That(model.Model.Records, Is.GreaterThan(2_200));
        Assert.That(model.Model.PairsPerRecord[Pipeline.Link.Relation.Same], Is.InRange(0.1, 0.25), "about one in five stands twice");
    }

    private static Pipeline.Link.NumberedModel Train(Register register)
    {
        using var keys = register.Keys();
        using var vault = IdentityVault.Open(register.Box.Home, keys);
        using var version = register.Box.Store.OpenCurrent();
        return Pipeline.Link.ModelTraining.Run(version.Session, vault, Box.Code, 7);
    }
}
