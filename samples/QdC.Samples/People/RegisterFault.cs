using System.Globalization;
using QdC.Samples.Randomness;

namespace QdC.Samples.People;

/// <summary>The faults of second records.</summary>
internal static class RegisterFault
{
    private static readonly (string Catalan, string Spanish)[] Pairs =
    [
        ("Josep", "José"), ("Joan", "Juan"), ("Jordi", "Jorge"), ("Francesc", "Francisco"), ("Xavier", "Javier"), ("Miquel", "Miguel"), ("Pere", "Pedro"),
        ("Lluís", "Luis"), ("Jaume", "Jaime"), ("Enric", "Enrique"), ("Antoni", "Antonio"), ("Albert", "Alberto"), ("Marc", "Marcos"), ("Pau", "Pablo"),
        ("Mercè", "Mercedes"), ("Dolors", "Dolores"), ("Carme", "Carmen"), ("Francesca", "Francisca"), ("Lluïsa", "Luisa"), ("Neus", "Nieves"),
        ("Remei", "Remedios"), ("Encarnació", "Encarnación"), ("Anna", "Ana"),
    ];

    private static readonly string[] Kinds =
        ["none", "typo", "typo", "swapped-surnames", "missing-surname2", "day-month", "first-of-january", "other-language", "id-digit", "missing-id", "moved", "moved-without-id"];

    /// <summary>A second record of a person, with a fault.</summary>
    public static string[] Plant(RegisterPerson person, string number, RegisterTown town, Dice dice)
    {
        var kind = dice.Pick(Kinds);
        string? birth = null;
        var copy = person;
        switch (kind)
        {
            case "typo" when dice.Chance(0.5):
                copy = person with { Given = Names.Retyped(person.Given, dice) };
                break;
            case "typo":
                copy = person with { Surname1 = Names.Retyped(person.Surname1, dice) };
                break;
            case "swapped-surnames" when person.Surname2.Length > 0:
                copy = person with { Surname1 = person.Surname2, Surname2 = person.Surname1 };
                break;
            case "missing-surname2" when person.Surname2.Length > 0:
                copy = person with { Surname2 = "" };
                break;
            case "day-month" when person.Birth.Day <= 12 && person.Birth.Day != person.Birth.Month:
                copy = person with { Birth = new DateOnly(person.Birth.Year, person.Birth.Day, person.Birth.Month) };
                break;
            case "first-of-january":
                birth = $"01/01/{person.Birth.Year}";
                break;
            case "other-language" when OtherLanguage(person.Given) is { } other:
                copy = person with { Given = other };
                break;
            case "id-digit" when person.Document.Length > 0:
                var at = dice.Between(1, 7);
                var digit = (char)('0' + (person.Document[at] - '0' + dice.Between(1, 9)) % 10);
                copy = person with { Document = person.Document[..at] + digit + person.Document[(at + 1)..] };
                break;
            case "missing-id":
                copy = person with { Document = "", Cip = "", Nass = "" };
                break;
            case "moved":
                copy = person with { Home = town.Home(dice), Phone = town.Mobile(dice) };
                break;
            case "moved-without-id":
                copy = person with { Home = town.Home(dice), Document = "", Cip = "", Nass = "" };
                break;
            default:
                kind = "none";
                break;
        }
        if (dice.Chance(0.3))
        {
            copy = copy with { Cip = "", Nass = "" }; // another system keeps other numbers
        }
        if (dice.Chance(0.15))
        {
            copy = copy with { Phone = dice.Chance(0.5) ? "" : town.Mobile(dice) };
        }
        if (dice.Chance(0.1))
        {
            copy = copy with { Given = copy.Given.ToUpper(CultureInfo.InvariantCulture), Surname1 = copy.Surname1.ToUpper(CultureInfo.InvariantCulture), Surname2 = copy.Surname2.ToUpper(CultureInfo.InvariantCulture) };
        }
        return copy.Row(number, kind, copy.Document, birth);
    }

    private static string? OtherLanguage(string given)
    {
        var first = given.Split(' ')[0];
        foreach (var (catalan, spanish) in Pairs)
        {
            if (first == catalan || first == spanish)
            {
                return (first == catalan ? spanish : catalan) + given[first.Length..];
            }
        }
        return null;
    }
}
