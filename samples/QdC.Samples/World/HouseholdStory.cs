using QdC.Samples.People;
using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>What becomes of a household: its cases, transfers, second comings and the records kept of its people.</summary>
internal sealed class HouseholdStory(AreaWorld world, Household household, Dice dice, RecordNumbers numbers)
{
    private readonly List<CaseFile> _cases = [];
    private readonly List<SourcePerson> _records = [];
    private int _neighbourhood;

    /// <summary>Writes the household's story into the world, unless it ended before the area's history begins.</summary>
    public void Tell()
    {
        _neighbourhood = dice.Between(0, 1000);
        var principal = household.People[0];
        Episode(household.Arrival, firstTime: true);
        var last = _cases[^1];
        if (last.Closed is { } closed && last.CloseReason != "death" && dice.Chance(0.3))
        {
            var again = closed.AddDays(dice.Between(60, 1100));
            if (again.AddDays(5) < world.End && principal.IsAliveOn(again.AddDays(60)))
                Episode(again, firstTime: false);
        }
        if (_cases.All(file => file.Closed < world.HistoryFrom))
            return;
        world.Persons.AddRange(_records);
        world.Cases.AddRange(_cases);
        foreach (var file in _cases)
        {
            var services = new ServiceStory(world, household, file, dice, numbers).Tell();
            new ContactStory(world, file, dice, numbers).Tell(services);
        }
    }

    private void Episode(DateOnly opened, bool firstTime)
    {
        var registered = Later(opened, 3);
        var length = 45 + (int)dice.Exponential(household.IsOld ? 1500 : household.Kind == HouseholdKind.AdultAlone ? 520 : 750);
        var (closed, reason) = Ending(household.People[0], opened, opened.AddDays(length));
        var type = "SSB";
        var members = Records(registered, firstTime);
        var transfer = dice.Chance(0.06) ? opened.AddDays(dice.Between(150, 900)) : DateOnly.MaxValue;
        if (transfer < (closed ?? world.End).AddDays(-40))
        {
            var first = Open(type, opened, registered, members, transfer, "moved", null);
            _neighbourhood++;
            Open(type, transfer, Later(transfer, 2), members, closed, reason, first);
        }
        else
        {
            Open(type, opened, registered, members, closed, reason, null);
        }
        SpecialCase(opened.AddDays(dice.Between(20, 200)), members, closed, reason);
    }

    /// <summary>Some households have a case of another kind beside the basic one: one person may be in several open cases.</summary>
    private void SpecialCase(DateOnly opened, List<SourcePerson> members, DateOnly? closed, string reason)
    {
        if (opened >= (closed ?? world.End).AddDays(-30) || !members[0].Person.IsAliveOn(opened.AddDays(10)))
            return;
        var child = members.FirstOrDefault(m => m.Person.AgeOn(opened) < 17 && m.Person.Birth < opened && m.Person.IsAliveOn(closed ?? world.End));
        var type = household switch
        {
            { IsOld: true } when dice.Chance(0.2) => "SAD",
            { IsOld: false } when members[0].Person.Woman && dice.Chance(0.05) => "SIAD",
            { IsOld: false } when child is not null && dice.Chance(0.1) => "EAIA",
            { IsOld: false } when members[0].Person.Nationality != "spanish" && dice.Chance(0.2) => "IMM",
            _ => "",
        };
        if (type.Length == 0)
            return;
        var registered = Later(opened, 3);
        var principal = dice.Chance(0.12) ? TypedIn(members[0].Person, registered) : members[0];
        var people = type == "EAIA" ? [child!, principal] : new List<SourcePerson> { principal };
        Open(type, opened, registered, people, closed, reason, null);
    }

    private CaseFile Open(
        string type,
        DateOnly opened,
        DateOnly registered,
        List<SourcePerson> members,
        DateOnly? closed,
        string reason,
        CaseFile? transferredFrom
    )
    {
        var team = world.TeamOf(household.HomeMunicipality, _neighbourhood);
        var posts = world.Workforce.Posts;
        var near = Enumerable.Range(0, posts.Count).Where(i => posts[i].Team == team).ToList();
        var file = new CaseFile
        {
            Id = numbers.Case(),
            Number = numbers.CaseNumber(opened),
            Type = type,
            Opened = opened,
            Registered = registered,
            Team = team,
            Post = near.Count > 0 ? dice.Pick(near) : dice.Between(0, posts.Count - 1),
            Closed = closed,
            CloseReason = closed is null ? "" : reason,
            TransferredFrom = transferredFrom,
            Stages = Stages(opened),
            Risks = Risks(opened),
        };
        for (var i = 0; i < members.Count; i++)
        {
            var relation = i == 0 ? "principal" : type == "EAIA" ? "parent" : RelationOf(members[i]);
            var gone = i > 0 && relation == "child" && dice.Chance(0.08) ? opened.AddDays(dice.Between(90, 900)) : DateOnly.MaxValue;
            file.Members.Add(new Member(members[i], relation, opened, gone < (closed ?? world.End) ? gone : null));
        }
        _cases.Add(file);
        return file;
    }

    /// <summary>The records of the household's people; a person who comes again is sometimes typed in as somebody new.</summary>
    private List<SourcePerson> Records(DateOnly registered, bool firstTime)
    {
        var records = new List<SourcePerson>();
        foreach (var person in household.People)
        {
            if (!firstTime && !person.IsAliveOn(registered))
                continue;
            var known = _records.FirstOrDefault(record => record.Person == person);
            if (known is not null && !dice.Chance(0.25))
            {
                records.Add(known);
                continue;
            }
            records.Add(TypedIn(person, registered));
        }
        return records;
    }

    /// <summary>A new record of a person, misspelt when there is one already, and sometimes with more left out than that.</summary>
    private SourcePerson TypedIn(TruePerson person, DateOnly registered)
    {
        var retyped = _records.Any(record => record.Person == person);
        var haste = retyped ? StableHash.Share(23, person.DocNumber + person.Cip) : 1;
        var first = household.People[0];
        var lent = !retyped && person != first && first.DocType == "nif" && StableHash.Share(29, person.DocNumber + person.Cip) < 0.04;
        var record = new SourcePerson
        {
            Id = numbers.Person(person, retyped),
            Person = person,
            GivenName = haste < 0.12 ? person.GivenName[..1] + "." : person.GivenName,
            Surname1 = retyped ? Names.Retyped(person.Surname1, dice) : person.Surname1,
            Surname2 = haste is > 0.15 and < 0.4 ? "" : person.Surname2,
            Birth = haste < 0.25 ? new DateOnly(person.Birth.Year, 1, 1) : person.Birth,
            Document = lent ? (first.DocType, first.DocNumber) : default,
            Retyped = retyped,
            Registered = registered,
        };
        _records.Add(record);
        return record;
    }

    private string RelationOf(SourcePerson record) =>
        household.Relations[Enumerable.Range(0, household.People.Count).First(i => household.People[i] == record.Person)];

    private (DateOnly? Closed, string Reason) Ending(TruePerson principal, DateOnly opened, DateOnly planned)
    {
        if (principal.Death is { } death && death <= planned)
        {
            var closed = death.AddDays(dice.Between(1, 20));
            return closed <= world.End && closed > opened ? (closed, "death") : (null, "");
        }
        var reasons = new[] { "resolved", "resolved", "resolved", "inactivity", "moved", "referral", "user_decision", "absent" };
        return planned <= world.End ? (planned, dice.Pick(reasons)) : (null, "");
    }

    private List<(DateOnly, string)> Stages(DateOnly opened)
    {
        var stages = new List<(DateOnly, string)> { (DateOnly.MinValue, "none"), (opened.AddDays(3), "reception") };
        stages.Add((opened.AddDays(dice.Between(30, 150)), "follow_up"));
        if (dice.Chance(0.45))
            stages.Add((opened.AddDays(dice.Between(160, 900)), "treatment"));
        return stages;
    }

    private List<(DateOnly, string)> Risks(DateOnly opened)
    {
        var risks = new List<(DateOnly, string)> { (DateOnly.MinValue, "none") };
        var grades = new[] { "vulnerable", "vulnerable", "risk", "high" };
        for (var day = opened.AddDays(dice.Between(10, 90)); day <= world.End && risks.Count < 8; day = day.AddDays(dice.Between(150, 900)))
            risks.Add((day, dice.Pick(grades)));
        return risks;
    }

    private DateOnly Later(DateOnly day, int most) => dice.Chance(0.7) ? day : day.AddDays(dice.Between(1, most));
}
