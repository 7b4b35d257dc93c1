using System.Globalization;
using QdC.Samples.Randomness;

namespace QdC.Samples.People;

/// <summary>The households of a register, their names and their homes.</summary>
internal sealed class RegisterTown
{
    private static readonly string[] Roots = ["Vil", "Serr", "Puig", "Font", "Cas", "Mont", "Roc", "Sol", "Bosc", "Prat", "Riu", "Coll", "Pujol", "Ferr", "Torr", "Camp", "Mar", "Sal", "Bal", "Garr", "Gil", "Rib", "Rov", "Sab", "Dom", "Est", "Fig", "Gras", "Jov", "Llob"];
    private static readonly string[] Middles = ["", "a", "e", "ar", "al", "er", "ol", "an", "et", "in"];
    private static readonly string[] Ends = ["", "s", "ès", "ell", "ella", "ó", "ades", "eda", "ot", "ans", "ort", "uc", "all", "era", "ina", "ont", "ola", "ila", "assa", "às"];
    private static readonly string[] StreetKinds = ["Carrer", "Carrer de", "Avinguda", "Plaça", "Passeig de", "Carrer del"];
    private static readonly string[] MoreWomen = ["Sílvia", "Cristina", "Laura", "Eva", "Mònica", "Sara", "Martina", "Irene", "Alba", "Elena", "Clara", "Ona", "Judit", "Raquel", "Sònia", "Marina", "Noa", "Ariadna", "Rosario", "Juana", "Consol", "Montse"];
    private static readonly string[] MoreMen = ["Carles", "Daniel", "Sergi", "Víctor", "Àlex", "Eduard", "Ferran", "Gerard", "Roger", "Ignasi", "Joaquim", "Vicenç", "Adrià", "Hugo", "Martí", "Nil", "Iker", "Francisco", "José", "Antonio", "Pedro", "Luis"];

    private static readonly string[] Municipalities = ["Vilaplana", "Castellserra", "Riudecols", "Montfort", "Sant Pere del Puig", "Torrelles", "Bellmunt", "L'Aldea Nova", "Pradell", "Vallclara", "Fontcoberta", "Les Planes"];

    private readonly string[] _surnames;
    private readonly string[] _women;
    private readonly string[] _men;
    private readonly string[] _streets;
    private readonly Dictionary<string[], string[]> _abroad = Names.Abroad.SelectMany(o => new[] { o.Women, o.Men, o.Surnames }).ToDictionary(names => names, Lengthened);

    /// <summary>A town of its own.</summary>
    public RegisterTown(long seed)
    {
        var dice = new Dice(seed, "register town");
        _surnames = [.. Names.Local.Surnames.Concat(Roots.SelectMany(r => Middles.SelectMany(m => Ends.Select(e => r + m + e))).OrderBy(_ => dice.Share())).Distinct()];
        _women = Given([.. Names.Local.Women, .. MoreWomen], "Maria");
        _men = Given([.. Names.Local.Men, .. MoreMen], "Josep");
        _streets = [.. Enumerable.Range(0, 4000).Select(_ => $"{dice.Pick(StreetKinds)} {_surnames[dice.Between(0, _surnames.Length - 1)]}")];
    }

    /// <summary>The members of a household.</summary>
    public IEnumerable<RegisterPerson> Household(Dice dice)
    {
        var home = Home(dice);
        var landline = dice.Chance(0.4) ? "97" + dice.Between(1_000_000, 9_999_999).ToString(CultureInfo.InvariantCulture) : "";
        var origin = dice.Chance(0.18) ? dice.Pick(Names.Abroad) : null;
        var parentsBirth = Day(dice, 1940, 1985);
        var father = Person(dice, false, Surname(dice, origin), SecondSurname(dice, origin), parentsBirth, origin, home, landline);
        var mother = Person(dice, true, Surname(dice, origin), SecondSurname(dice, origin), Day(dice, parentsBirth.Year - 5, parentsBirth.Year + 5), origin, home, landline);
        var adults = dice.Between(0, 3);
        if (adults != 0)
        {
            yield return father;
        }
        if (adults != 1)
        {
            yield return mother;
        }
        var (children, twin) = (dice.Between(0, 3), (DateOnly?)null);
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < children; i++)
        {
            var woman = dice.Chance(0.5);
            var birth = twin ?? Day(dice, Math.Min(parentsBirth.Year + 20, 2015), Math.Min(parentsBirth.Year + 40, 2020));
            var child = Person(dice, woman, father.Surname1, mother.Surname1, birth, origin, home, landline);
            if (!woman && i == 0 && dice.Chance(0.08))
            {
                child = child with { Given = father.Given }; // named after the father
            }
            while (!named.Add(child.Given))
            {
                child = child with { Given = GivenName(dice, woman, origin) }; // no two children of a house have one name
            }
            yield return child;
            twin = twin is null && dice.Chance(0.02) ? birth : null;
        }
    }

    /// <summary>A home.</summary>
    public RegisterHome Home(Dice dice)
    {
        var municipality = Ranked(dice, Municipalities.Length);
        var floor = dice.Chance(0.6) ? $", {dice.Between(1, 8)} {dice.Between(1, 4)}" : "";
        return new RegisterHome(
            $"{dice.Pick(_streets)}, {dice.Between(1, 180)}{floor}",
            (43_000 + (municipality * 30) + dice.Between(1, 9)).ToString(CultureInfo.InvariantCulture),
            Municipalities[municipality]);
    }

    /// <summary>A mobile telephone.</summary>
    public string Mobile(Dice dice) => "6" + dice.Between(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture);

    private RegisterPerson Person(Dice dice, bool woman, string surname1, string surname2, DateOnly birth, Origin? origin, RegisterHome home, string landline)
    {
        var given = GivenName(dice, woman, origin);
        var documented = dice.Chance(birth.Year > 2005 ? 0.4 : 0.9);
        var document = !documented ? "" : origin is null ? Identifiers.DniOf(dice) : Identifiers.NieOf(dice);
        var cip = dice.Chance(0.7) ? Identifiers.Cip(surname1, surname2, woman, birth, dice.Between(0, 999)) : "";
        var nass = dice.Chance(birth.Year > 2003 ? 0.05 : 0.3) ? Identifiers.Nass(dice.Pick([8, 17, 25, 43]), dice.Between(10_000_000, 99_999_999)) : "";
        var phone = dice.Chance(birth.Year > 2008 ? 0.1 : 0.65) ? Mobile(dice) : landline;
        return new RegisterPerson(given, surname1, surname2, birth, woman, document, cip, nass, phone, home);
    }

    private string GivenName(Dice dice, bool woman, Origin? origin) =>
        origin is null ? Pick(dice, woman ? _women : _men) : Pick(dice, _abroad[woman ? origin.Women : origin.Men]);

    private string Surname(Dice dice, Origin? origin) => Pick(dice, origin is null ? _surnames : _abroad[origin.Surnames]);

    private string SecondSurname(Dice dice, Origin? origin) => origin is null || dice.Chance(0.4) ? Surname(dice, origin) : "";

    /// <summary>Names of a group by rank, with those that resemble them further down.</summary>
    private static string[] Lengthened(string[] names) =>
        [.. names.Concat(names.SelectMany(a => names.Select(b => a[..((a.Length + 1) / 2)] + b[(b.Length / 2)..].ToLowerInvariant().Trim()))).Concat(names.SelectMany(a => Ends.Select(e => a + e))).Distinct()];

    /// <summary>Single names by rank, with compound ones further down.</summary>
    private static string[] Given(string[] names, string before) => [.. names, .. names.Where(n => n != before).Select(n => $"{before} {n}"), .. names.Select(n => $"{n} Maria")];

    private static DateOnly Day(Dice dice, int from, int to)
    {
        var year = dice.Between(from, to);
        return dice.Chance(0.01) ? new DateOnly(year, 1, 1) : new DateOnly(year, 1, 1).AddDays(dice.Between(0, 364));
    }

    private static string Pick(Dice dice, string[] ranked) => ranked[Ranked(dice, ranked.Length)];

    /// <summary>A rank whose share falls as one over the rank plus eight, as surnames do.</summary>
    private static int Ranked(Dice dice, int count) => Math.Min(count - 1, (int)(8 * (Math.Pow((count + 8) / 8.0, dice.Share()) - 1)));
}
