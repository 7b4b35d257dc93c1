using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Samples;

namespace QdC.Tests.Jobs;

/// <summary>The 18 areas of the project are declared as their territory is.</summary>
public sealed class NetworkAreasTests
{
    private static readonly JobLoad Load = JobLoader.Load(Repository.Jobs);
    private static readonly List<AreaFile> Areas = [.. Load.Jobs!.Areas.Values.Where(a => !a.OnRequest).OrderBy(a => a.Number)];

    [Test]
    public void there_are_eighteen_with_numbers_of_their_own()
    {
        Assert.That(Areas.Select(a => a.Number), Is.EqualTo(Enumerable.Range(1, 18)));
        Assert.That(Areas.Select(a => a.Area), Is.EquivalentTo(SampleOptions.Network));
    }

    [Test]
    public void no_file_of_theirs_gives_a_problem_or_a_warning() =>
        Assert.That(Load.Problems.Where(p => Areas.Exists(a => a.Path == p.Path)).Select(p => p.ToString()), Is.Empty);

    /// <summary>The count of members and the inhabitants of 2020, as they stand in the public figures.</summary>
    [TestCase("tarragona", 1, 136_496)]
    [TestCase("lleida", 1, 140_403)]
    [TestCase("girona", 1, 103_369)]
    [TestCase("reus", 1, 106_168)]
    [TestCase("manresa", 1, 78_245)]
    [TestCase("amposta", 1, 21_115)]
    [TestCase("calafell", 1, 27_601)]
    [TestCase("banyoles", 1, 20_053)]
    [TestCase("garrotxa", 21, 58_620)]
    [TestCase("valles-oriental", 36, 280_187)]
    [TestCase("la-plana", 11, 29_421)]
    [TestCase("la-noguera", 30, 39_132)]
    [TestCase("pla-urgell", 16, 36_737)]
    [TestCase("pallars-jussa", 14, 13_227)]
    [TestCase("pallars-sobira", 15, 6_930)]
    [TestCase("alt-penedes", 26, 69_452)]
    [TestCase("alt-camp", 22, 20_218)]
    [TestCase("ribera-ebre", 14, 21_870)]
    public void an_area_has_its_municipalities_and_they_are_simulated(string area, int members, int inhabitants)
    {
        var declared = Load.Jobs!.Areas[area].Municipalities.Select(m => m.Code).ToList();

        Assert.That(declared, Has.Count.EqualTo(members));
        Assert.That(SampleOptions.InhabitantsOf(area), Is.EqualTo(inhabitants));
        Assert.That(SampleOptions.MunicipalitiesOf(area), Is.EqualTo(declared));
    }

    [Test]
    public void no_municipality_is_in_two_areas() => Assert.That(Areas.SelectMany(a => a.Municipalities.Select(m => m.Code)), Is.Unique);

    [Test]
    public void la_plana_has_viladrau_of_girona_and_not_aiguafreda_of_its_mancomunitat()
    {
        var members = Load.Jobs!.Areas["la-plana"].Municipalities.Select(m => m.Code).ToList();
        Assert.That(members, Does.Contain("172207").And.Not.Contain("080142"));
    }

    /// <summary>The comarques of 2019 and those since July 2023: eight municipalities left Osona for the Lluçanès, Sant Feliu Sasserra was there for ten weeks, Biosca and Torà left the Segarra.</summary>
    [TestCase("2019-01-01", 42, "Osona", "Bages", "Segarra", "Segarra")]
    [TestCase("2023-05-11", 42, "Osona", "Bages", "Segarra", "Segarra")]
    [TestCase("2023-05-12", 43, "Lluçanès", "Lluçanès", "Segarra", "Segarra")]
    [TestCase("2023-07-06", 43, "Lluçanès", "Lluçanès", "Solsonès", "Segarra")]
    [TestCase("2023-07-20", 43, "Lluçanès", "Bages", "Solsonès", "Solsonès")]
    public void a_municipality_lies_in_the_comarca_of_its_time(string day, int comarques, string prats, string feliu, string biosca, string tora)
    {
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var list = Load.Jobs!.CodeLists.Lists["municipality"].Entries.ToDictionary(e => e.Code, e => e.AttributesOn(on));
        Assert.That(new[] { "081712", "082129", "250557", "252234" }.Select(code => list[code]["comarca"]), Is.EqualTo(new[] { prats, feliu, biosca, tora }));
        Assert.That(list.Values.Select(a => (a["comarca_code"], a["comarca"])).Distinct().Count(), Is.EqualTo(comarques));
        Assert.That(list.Values.Count(a => a["comarca_code"] == "43"), Is.EqualTo(comarques == 42 ? 0 : feliu == "Bages" ? 8 : 9));
        foreach (var area in Areas)
        {
            Assert.That(area.Municipalities.Select(m => list[m.Code]["comarca_code"]).Distinct(), Is.EqualTo(new[] { area.Comarca }), area.Area);
        }
    }

    /// <summary>All of Catalonia by the councils that serve it: 42, since the Lluçanès has none of its own yet.</summary>
    [Test]
    public void the_comarques_that_are_measured_with_are_all_of_catalonia()
    {
        var members = SampleOptions.Comarques.ToDictionary(area => area, SampleOptions.MunicipalitiesOf);
        Assert.That(members, Has.Count.EqualTo(42));
        Assert.That(members.Values.SelectMany(m => m), Is.EquivalentTo(Load.Jobs!.CodeLists.Lists["municipality"].Entries.Select(e => e.Code)));
        Assert.That(SampleOptions.Comarques.Sum(SampleOptions.InhabitantsOf), Is.EqualTo(7_780_479));
        Assert.That(members["comarca-24"], Does.Contain("081712"));
        Assert.That(members["comarca-35"], Does.Contain("252234"));
    }

    [Test]
    public void a_codi_ens_begins_with_its_municipality()
    {
        foreach (var area in Areas.Where(a => a.EnsCode is not null))
        {
            Assert.That(area.EnsCode, Does.StartWith(area.Municipalities.Single().Code), area.Area);
        }
    }

    [Test]
    public void what_nobody_knows_of_a_council_is_asked()
    {
        string[] known = ["tarragona", "reus", "la-noguera", "garrotxa", "lleida", "banyoles"];
        Assert.That(Areas.Where(a => !a.Sources.Any(s => s.Question is not null)).Select(a => a.Area), Is.EquivalentTo(known));
    }

    [Test]
    public void no_two_are_refreshed_at_the_same_time_of_the_night() => Assert.That(Areas.Select(a => a.Cron), Is.Unique);
}
