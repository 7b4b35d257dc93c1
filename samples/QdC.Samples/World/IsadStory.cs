using QdC.Samples.People;
using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>
/// Home care as a second system manages it: most services of the first with numbers of its own, some of which both know by one
/// external number; care it gave before, requests that were withdrawn, and people the first system has never heard of.
/// </summary>
internal sealed class IsadStory
{
    private readonly AreaWorld _first;
    private readonly AreaWorld _second;
    private readonly RecordNumbers _numbers;
    private readonly Dictionary<TruePerson, SourcePerson> _records = [];

    private IsadStory(AreaWorld first, AreaWorld second) => (_first, _second, _numbers) = (first, second, new RecordNumbers(second.Area.System));

    /// <summary>Writes what the second system has recorded; the hours are its own, so the first tells none.</summary>
    public static void Tell(AreaWorld first, AreaWorld second, HouseholdMaker households, long seed)
    {
        var story = new IsadStory(first, second);
        var services = first.Services.Where(service => service is { Type: HomeCareStory.HomeCare, From: not null }).ToList();
        for (var i = 0; i < services.Count; i++)
        {
            var dice = new Dice(seed, second.Area.Name + "/isad", i);
            if (i % 3 == 1)
                story.Alone(households, services[i].From!.Value, dice);
            if (i % 6 == 2)
                story.Before(services[i], dice);
            if (i % 9 != 4)
                story.Again(services[i], i % 4 == 0, dice);
        }
        first.HomeCareMonths.Clear();
    }

    /// <summary>The service of the first system, begun the same day or noted a little earlier; some asked for it once before, in vain.</summary>
    private void Again(Service service, bool askedBefore, Dice dice)
    {
        var told = Record(service, "granted", service.From!.Value.AddDays(-dice.Between(0, 2)), service.To, dice.Chance(0.5) ? service.ExternalRef : "", dice);
        var before = askedBefore ? Record(service, "withdrawn", null, null, "", dice) : null;
        _second.HomeCarePlans.AddRange(_first.HomeCarePlans.Where(plan => plan.Service == service).Select(plan => plan with { Service = told }));
        _second.HomeCareMonths.AddRange(_first.HomeCareMonths.Where(line => line.Service == service).Select(line => line with { Service = told, Other = before }));
    }

    /// <summary>Care that ended before the one the first system knows began: the same people, another service.</summary>
    private void Before(Service service, Dice dice)
    {
        var to = service.From!.Value.AddDays(-dice.Between(20, 60));
        var told = Record(service, "granted", to.AddDays(-dice.Between(60, 300)), to, "", dice);
        HomeCareStory.Tell(_second, told, null, dice);
    }

    /// <summary>Somebody the first system does not know, where the household is an old one.</summary>
    private void Alone(HouseholdMaker households, DateOnly day, Dice dice)
    {
        var household = households.Make(day.AddDays(-60), dice);
        var person = household.People[0];
        if (!household.IsOld || !person.IsAliveOn(day.AddDays(1)))
            return;
        var record = RecordOf(person, day, dice);
        var told = new Service
        {
            Id = _numbers.Service(),
            Type = HomeCareStory.HomeCare,
            Status = "granted",
            Requested = day.AddDays(-30),
            Registered = day,
            Decided = day.AddDays(-5),
            From = day,
            Scope = "",
            Funder = "own",
            Beneficiaries = [(record, "titular")],
        };
        _second.Services.Add(told);
        HomeCareStory.Tell(_second, told, null, dice);
    }

    private Service Record(Service service, string status, DateOnly? from, DateOnly? to, string externalRef, Dice dice)
    {
        var latest = (from ?? service.Requested).AddDays(-1);
        var told = new Service
        {
            Id = _numbers.Service(),
            Type = service.Type,
            Status = status,
            Requested = service.Requested < latest ? service.Requested : latest.AddDays(-20),
            Registered = service.Registered.AddDays(dice.Between(0, 3)),
            Decided = service.Decided < latest ? service.Decided : latest,
            From = from,
            To = to,
            Scope = "",
            Funder = service.Funder,
            Beneficiaries = [.. service.Beneficiaries.Select(entry => (RecordOf(entry.Person.Person, service.Registered, dice), entry.Role))],
            ExternalRef = externalRef,
        };
        _second.Services.Add(told);
        return told;
    }

    /// <summary>The one record the system keeps of a person, now and then misspelt.</summary>
    private SourcePerson RecordOf(TruePerson person, DateOnly registered, Dice dice)
    {
        if (!_records.TryGetValue(person, out var record))
        {
            record = new SourcePerson
            {
                Id = _numbers.Person(person, false),
                Person = person,
                GivenName = person.GivenName,
                Surname1 = dice.Chance(0.1) ? Names.Retyped(person.Surname1, dice) : person.Surname1,
                Retyped = false,
                Registered = registered,
            };
            _records[person] = record;
            _second.Persons.Add(record);
        }
        return record;
    }
}
