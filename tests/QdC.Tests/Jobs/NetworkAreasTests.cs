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
