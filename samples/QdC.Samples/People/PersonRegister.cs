using System.Globalization;
using System.Text;
using QdC.Samples.Randomness;

namespace QdC.Samples.People;

/// <summary>A register of records of invented persons in which it is known which records are one person.</summary>
public sealed record RegisterOptions
{
    /// <summary>Persons.</summary>
    public int Persons { get; init; } = 10_000;

    /// <summary>Share of the persons who have a second record, with a fault.</summary>
    public double Duplicates { get; init; } = 0.15;

    /// <summary>Share of the persons whose record carries another person's DNI.</summary>
    public double Conflicts { get; init; } = 0.001;

    /// <summary>The seed.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>
/// Writes registers as a council's systems would hold them: households with their address and telephone, parents' surnames handed on, twins,
/// sons named after fathers, people from abroad; and second records of the same persons, each with one planted fault and sometimes a slip more.
/// </summary>
public static class PersonRegister
{
    /// <summary>The columns: who it is in truth, what is wrong with the record, then what a council knows.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["persona", "falta", "nom", "cognom1", "cognom2", "naixement", "sexe", "document", "cip", "nass", "telefon", "adreca", "cp", "municipi"];

    /// <summary>What the columns say, as <c>qdc link</c> takes it.</summary>
    public const string Fields =
        "given_name=nom,surname1=cognom1,surname2=cognom2,birth_date=naixement,sex=sexe,id=document+cip+nass,phone=telefon,street=adreca,postcode=cp,municipality=municipi";

    /// <summary>The fault of a first record that carries another person's DNI.</summary>
    public const string SharedDni = "shared-dni";

    /// <summary>Writes a register; second records come anywhere in it.</summary>
    public static void Write(RegisterOptions options, string path)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        writer.WriteLine(string.Join(';', Columns));
        foreach (var row in Rows(options))
        {
            writer.WriteLine(string.Join(';', row));
        }
    }

    /// <summary>The rows of a register, in the order of <see cref="Columns"/>.</summary>
    public static IEnumerable<string[]> Rows(RegisterOptions options)
    {
        var town = new RegisterTown(options.Seed);
        var late = new Queue<string[]>();
        var (person, household, sharedFrom) = (0, 0, "");
        while (person < options.Persons)
        {
            var dice = new Dice(options.Seed, "register household", household++);
            foreach (var member in town.Household(dice).Take(options.Persons - person))
            {
                var number = person++.ToString(CultureInfo.InvariantCulture);
                var shares = sharedFrom.Length > 0 && dice.Chance(options.Conflicts * 50);
                yield return member.Row(number, shares ? SharedDni : "", shares ? sharedFrom : member.Document);
                sharedFrom = shares ? "" : dice.Chance(0.02) && member.Document.Length > 0 && !shares ? member.Document : sharedFrom;
                if (!shares && dice.Chance(options.Duplicates))
                {
                    late.Enqueue(RegisterFault.Plant(member, number, town, dice));
                }
                if (late.Count > 0 && dice.Chance(options.Duplicates))
                {
                    yield return late.Dequeue();
                }
            }
        }
        foreach (var row in late)
        {
            yield return row;
        }
    }
}

/// <summary>A person as a first record knows them.</summary>
internal sealed record RegisterPerson(string Given, string Surname1, string Surname2, DateOnly Birth, bool Woman, string Document, string Cip, string Nass, string Phone, RegisterHome Home)
{
    /// <summary>The record, with another document where it must.</summary>
    public string[] Row(string person, string fault, string document, string? birth = null) =>
        [person, fault, Given, Surname1, Surname2, birth ?? Birth.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), Woman ? "D" : "H", document, Cip, Nass, Phone, Home.Address, Home.Postcode, Home.Municipality];
}

/// <summary>Where a household lives.</summary>
internal sealed record RegisterHome(string Address, string Postcode, string Municipality);
