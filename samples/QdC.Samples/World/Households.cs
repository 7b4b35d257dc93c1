using QdC.Samples.People;
using QdC.Samples.Randomness;
using QdC.Samples.Territory;

namespace QdC.Samples.World;

/// <summary>The kinds of household that come to social services.</summary>
internal enum HouseholdKind
{
    /// <summary>An old person alone.</summary>
    OldAlone,

    /// <summary>An old couple.</summary>
    OldCouple,

    /// <summary>Two adults with children.</summary>
    Family,

    /// <summary>One adult with children.</summary>
    SingleParent,

    /// <summary>An adult alone.</summary>
    AdultAlone,
}

/// <summary>People who live together and come to social services on a day; the first is the principal.</summary>
internal sealed record Household(
    HouseholdKind Kind,
    DateOnly Arrival,
    IReadOnlyList<TruePerson> People,
    IReadOnlyList<string> Relations,
    string HomeMunicipality
)
{
    public bool IsOld => Kind is HouseholdKind.OldAlone or HouseholdKind.OldCouple;
}

/// <summary>Makes households: who lives there, how old, with which names, documents, addresses and deaths.</summary>
internal sealed class HouseholdMaker(AreaProfile area, DateOnly end)
{
    private readonly double[] _weights = [.. area.Municipalities.Select(m => (double)m.Inhabitants.Sum())];
    private int _lastPerson;

    /// <summary>A household that comes for the first time on a day.</summary>
    public Household Make(DateOnly arrival, Dice dice)
    {
        var old = area.OldShare;
        var kind = (HouseholdKind)
            dice.Weighted([old * 0.7, old * 0.3, (1 - old) * 0.4, (1 - old) * 0.25, (1 - old) * 0.35]);
        var origin = dice.Chance(kind is HouseholdKind.OldAlone or HouseholdKind.OldCouple ? 0.03 : 0.3)
            ? dice.Pick(Names.Abroad)
            : Names.Local;
        var residences = Residences(arrival, dice);
        var people = new List<TruePerson>();
        var relations = new List<string>();
        switch (kind)
        {
            case HouseholdKind.OldAlone:
                Add("principal", dice.Chance(0.7), dice.Between(67, 96));
                break;
            case HouseholdKind.OldCouple:
                Add("principal", dice.Chance(0.5), dice.Between(66, 92));
                Add("partner", !people[0].Woman, dice.Between(66, 92));
                break;
            case HouseholdKind.AdultAlone:
                Add("principal", dice.Chance(0.4), dice.Between(19, 64));
                break;
            default:
                Add("principal", dice.Chance(kind == HouseholdKind.Family ? 0.65 : 0.85), dice.Between(22, 48));
                if (kind == HouseholdKind.Family)
                    Add("partner", !people[0].Woman, dice.Between(23, 52));
                for (var children = dice.Between(1, 3); children > 0; children--)
                    Add("child", dice.Chance(0.49), dice.Between(0, 17));
                break;
        }
        return new Household(kind, arrival, people, relations, residences[0].Code);

        void Add(string relation, bool woman, int age)
        {
            relations.Add(relation);
            people.Add(Person(woman, age, relation == "child" ? people[0].Surname1 : null, origin, arrival, residences, dice));
        }
    }

    private TruePerson Person(
        bool woman,
        int age,
        string? family,
        Origin origin,
        DateOnly arrival,
        IReadOnlyList<(DateOnly, string)> residences,
        Dice dice
    )
    {
        var birth = arrival.AddYears(-age).AddDays(-dice.Between(1, 364));
        var surname1 = family ?? dice.Pick(origin.Surnames);
        var local = origin.Nationality == "spanish";
        var surname2 = local || dice.Chance(0.3) ? dice.Pick(origin.Surnames) : "";
        var (docType, docNumber) = Document(local, age, dice);
        return new TruePerson
        {
            Id = ++_lastPerson,
            Woman = woman,
            Birth = birth,
            Death = Death(birth, arrival, dice),
            GivenName = dice.Pick(woman ? origin.Women : origin.Men),
            Surname1 = surname1,
            Surname2 = surname2,
            Nationality = origin.Nationality,
            DocType = docType,
            DocNumber = docNumber,
            Cip = dice.Chance(0.9) ? Identifiers.Cip(surname1, surname2, woman, birth, dice.Between(0, 999)) : "",
            Nass = age >= 18 && dice.Chance(0.6)
                ? Identifiers.Nass(area.Province, dice.Between(10_000_000, 99_999_999))
                : "",
            Residences = residences,
            Grades = Grades(age, arrival, dice),
        };
    }

    private static (string Type, string Number) Document(bool local, int age, Dice dice)
    {
        if (age < 14 && dice.Chance(0.6))
            return ("none", "");
        if (local)
        {
            var dni = Identifiers.DniOf(dice);
            return dice.Chance(0.02) ? ("dni_without_letter", dni[..8]) : ("nif", dni);
        }
        return dice.Weighted([0.8, 0.1, 0.1]) switch
        {
            0 => ("nif", Identifiers.NieOf(dice)),
            1 => ("passport", "PA" + dice.Between(100_000, 999_999)),
            _ => ("none", ""),
        };
    }

    private DateOnly? Death(DateOnly birth, DateOnly arrival, Dice dice)
    {
        for (var year = arrival; year <= end; year = year.AddYears(1))
        {
            var hazard = (year.Year - birth.Year) switch
            {
                < 40 => 0.0005,
                < 65 => 0.004,
                < 75 => 0.015,
                < 85 => 0.045,
                _ => 0.12,
            };
            if (dice.Chance(hazard))
            {
                var death = year.AddDays(dice.Between(20, 364));
                return death <= end ? death : null;
            }
        }
        return null;
    }

    private static List<(DateOnly, string)> Grades(int age, DateOnly arrival, Dice dice)
    {
        var grades = new List<(DateOnly, string)>();
        if (!dice.Chance(age >= 65 ? 0.55 : 0.04))
            return grades;
        var grade = dice.Between(1, 2);
        grades.Add((arrival.AddDays(dice.Between(0, 300)), "g" + grade));
        if (dice.Chance(0.4))
            grades.Add((arrival.AddDays(dice.Between(400, 2500)), "g" + (grade + 1)));
        return grades;
    }

    private List<(DateOnly From, string Code)> Residences(DateOnly arrival, Dice dice)
    {
        var residences = new List<(DateOnly From, string Code)> { (DateOnly.MinValue, Home()) };
        for (var day = arrival.AddDays((int)dice.Exponential(6000)); day <= end; day = day.AddDays(200 + (int)dice.Exponential(6000)))
            residences.Add((day, dice.Chance(0.4) ? dice.Pick(TerritoryFacts.Elsewhere).Code : Home()));
        return residences;

        string Home() =>
            dice.Chance(0.03)
                ? dice.Pick(TerritoryFacts.Elsewhere).Code
                : area.Municipalities[dice.Weighted(_weights)].Code;
    }
}
