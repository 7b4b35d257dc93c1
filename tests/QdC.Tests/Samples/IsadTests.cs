using NUnit.Framework;
using QdC.Samples;
using QdC.Samples.Extracts;
using QdC.Samples.Territory;
using QdC.Samples.Truth;
using QdC.Samples.World;

namespace QdC.Tests.Samples;

/// <summary>Reus tells of its home care twice: what stands in both systems, and what in one alone.</summary>
public class IsadTests
{
    private static readonly DateOnly Day = new(2025, 1, 31);
    private static readonly AreaWorld Hestia = Pilot();
    private static readonly AreaWorld Isad = Hestia.Beside!;

    [Test]
    public void every_way_in_which_two_systems_meet_is_there()
    {
        var known = Hestia.Persons.Select(record => record.Person).ToHashSet();
        var numbers = Hestia.Services.ToDictionary(service => service.Id);
        var homeCare = Hestia.Services.Where(service => service is { Type: HomeCareStory.HomeCare, From: not null }).ToList();
        IEnumerable<Service> Same(Service service) => homeCare.Where(other => PeopleOf(other).Intersect(PeopleOf(service)).Any());
        bool Overlap(Service a, Service b) => a.From <= (b.To ?? DateOnly.MaxValue) && b.From <= (a.To ?? DateOnly.MaxValue);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Isad.Services.Count(service => service.ExternalRef != "" && homeCare.Exists(other => other.ExternalRef == service.ExternalRef)), Is.GreaterThan(2), "one external number");
            Assert.That(Isad.Services.Count(service => service.ExternalRef == "" && Same(service).Any(other => Overlap(service, other))), Is.GreaterThan(2), "one person, the same days");
            Assert.That(Isad.Services.Count(service => Same(service).Any() && !Same(service).Any(other => Overlap(service, other))), Is.Positive, "one person, other days");
            Assert.That(Isad.Services.Count(service => numbers.TryGetValue(service.Id, out var other) && other.Type != service.Type), Is.GreaterThan(2), "one number, two services");
            Assert.That(Isad.Persons.Count(record => Hestia.Persons.Any(other => other.Id == record.Id && other.Person != record.Person)), Is.GreaterThan(2), "one number, two people");
            Assert.That(Isad.Persons.Count(record => !known.Contains(record.Person)), Is.Positive, "known to the second alone");
            Assert.That(homeCare.Count(service => !Isad.Services.Exists(other => Same(other).Contains(service))), Is.Positive, "known to the first alone");
        }
    }

    [Test]
    public void isad_writes_utf8_with_a_mark_and_commas()
    {
        var path = Path.Combine(Repository.Root, "samples", "pilot", "reus", "isad", "isad_serveis_20250131.csv");

        Assert.That(File.ReadAllBytes(path)[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        Assert.That(File.ReadLines(path).First(), Does.StartWith("codi_servei,servei,estat,"));
    }

    [Test]
    public void truth_leaves_out_what_the_system_of_record_tells_and_says_payments_of_it()
    {
        var model = Model(
            Told("hestia", Shapes.Person, Person("1", "00000000T")),
            Told("isad", Shapes.Person, Person("1", "00000001R"), Person("7", "00000000T")),
            Told("hestia", Shapes.Service, Service("10", "2022-01-01"), Service("11", "2020-01-01", "2020-06-30")),
            Told("isad", Shapes.Service, Service("10", "2022-01-01"), Service("11", "2022-02-01")),
            Told("hestia", Shapes.Beneficiary, new Row(["10", "1", "titular"]), new Row(["11", "1", "titular"])),
            Told("isad", Shapes.Beneficiary, new Row(["10", "1", "titular"]), new Row(["11", "7", "titular"])),
            Told("accounts", Shapes.Payment, new Row(["P1", "10", "2022-03-01", "5.00", "own", "2022-03-01"]), new Row(["P2", "11", "2020-03-01", "5.00", "own", "2020-03-01"]))
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(model.ToldTwice.Select(pair => (pair.Key, pair.Value.Original)), Is.EqualTo(new[] { ("10", "isad 11") }));
            Assert.That(model.Live("service").Select(row => row.Key), Is.EquivalentTo(new[] { "11", "isad 10", "isad 11" }));
            Assert.That(model.Live("beneficiary").Select(row => row["person"]), Is.EquivalentTo(new[] { "1", "isad 1", "isad 7" }));
            Assert.That(model.Live("payment").Select(row => row["service"]), Is.EquivalentTo(new[] { "isad 11", "11" }));
        }
    }

    [TestCase("00000000T", "00000001R", Description = "another document")]
    [TestCase("00000000X", "00000000X", Description = "an unsound document")]
    [TestCase("", "", Description = "none")]
    public void truth_takes_people_for_one_by_a_sound_document_alone(string inHestia, string inIsad)
    {
        var model = Model(
            Told("hestia", Shapes.Person, Person("1", inHestia)),
            Told("isad", Shapes.Person, Person("1", inIsad)),
            Told("hestia", Shapes.Service, Service("10", "2022-01-01")),
            Told("isad", Shapes.Service, Service("10", "2022-01-01")),
            Told("hestia", Shapes.Beneficiary, new Row(["10", "1", "titular"])),
            Told("isad", Shapes.Beneficiary, new Row(["10", "1", "titular"]))
        );

        Assert.That(model.ToldTwice, Is.Empty);
    }

    private static AreaWorld Pilot()
    {
        var options = PilotSamples.Options.Single(o => o.Areas.Contains("reus"));
        var end = options.Deliveries[^1];
        return AreaWorld.Simulate(AreaProfile.Known["reus"], options.Scale, options.Seed, new DateOnly(end.Year - options.Years + 1, 1, 1), end);
    }

    private static IEnumerable<TruePerson> PeopleOf(Service service) => service.Beneficiaries.Select(entry => entry.Person.Person);

    private static RecordedModel Model(params ExtractHistory[] told) =>
        new(told, Day, Day, new MonthLine(new DateOnly(2019, 1, 1), Day), type => type == HomeCareStory.HomeCare ? "isad" : "hestia");

    private static ExtractHistory Told(string system, ExtractShape shape, params Row[] rows)
    {
        var history = new ExtractHistory(shape, system, system == "isad" ? "isad " : "");
        history.Take(rows, 0, Day, null);
        return history;
    }

    private static Row Person(string id, string document) =>
        new([id, "nif", document, "", "", "Anna", "Roca", "", "D", "1940-05-02", "active", "", "spanish", "431233", "", "2020-01-01"]);

    private static Row Service(string id, string from, string to = "") =>
        new([id, "", HomeCareStory.HomeCare, "granted", from, from, from, to, "", "", "", "own", from, "", "", "", "", "social", "", "", ""]);
}
