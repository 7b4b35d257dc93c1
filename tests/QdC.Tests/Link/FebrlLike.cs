using System.Globalization;
using System.Text;

namespace QdC.Tests.Link;

/// <summary>How a set of the FEBRL family is made.</summary>
internal sealed record FebrlForm
{
    /// <summary>True persons.</summary>
    public int Originals { get; init; } = 2000;

    /// <summary>Records made from them.</summary>
    public int Duplicates { get; init; } = 3000;

    /// <summary>Most duplicates of one person.</summary>
    public int MostOfOne { get; init; } = 5;

    /// <summary>Most errors in one field.</summary>
    public int MostInField { get; init; } = 2;

    /// <summary>Most errors in one record.</summary>
    public int MostInRecord { get; init; } = 10;

    /// <summary>The seed.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>
/// Makes sets like those of Febrl's generator: invented Australians, and duplicates with typing, reading and hearing errors, words split and
/// joined, values swapped between fields, replaced and left out. It knows nothing of the engine.
/// </summary>
internal sealed class FebrlLike
{
    /// <summary>The fields to link by.</summary>
    public const string Fields = "given_name=given_name,surname1=surname,birth_date=date_of_birth,id=soc_sec_id,street=address_1,postcode=postcode,municipality=suburb";

    private static readonly string[] Header = ["rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth", "soc_sec_id", "person"];

    private static readonly string[] Onsets = ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z", ""];
    private static readonly string[] Nuclei = ["a", "e", "i", "o", "u", "ai", "ee", "ie", "ou", "y"];
    private static readonly string[] Codas = ["", "", "n", "l", "r", "s", "t", "ck", "m", "nd"];
    private static readonly string[] StreetKinds = ["street", "place", "crescent", "circuit", "avenue", "close", "drive", "court"];
    private static readonly string[] States = ["nsw", "vic", "qld", "wa", "sa", "tas", "act"];
    private static readonly (string From, string To)[] Heard = [("ph", "f"), ("ck", "k"), ("c", "k"), ("ie", "y"), ("ee", "ea"), ("ou", "u"), ("s", "z"), ("v", "f"), ("y", "i"), ("ai", "ay")];
    private static readonly (char From, char To)[] Read = [('o', '0'), ('l', '1'), ('s', '5'), ('b', '8'), ('g', '9'), ('z', '2'), ('i', 'l'), ('m', 'n'), ('u', 'v'), ('6', 'b'), ('1', 'l'), ('0', 'o')];

    // Chances that an error falls on a field, as Febrl's own parameters weigh them.
    private static readonly (int Field, double Weight)[] Where = [(1, 0.13), (2, 0.2), (3, 0.06), (4, 0.16), (5, 0.1), (6, 0.12), (7, 0.08), (8, 0.03), (9, 0.07), (10, 0.05)];

    private readonly FebrlForm _form;
    private readonly Random _random;
    private readonly string[] _given;
    private readonly string[] _surnames;
    private readonly string[] _streets;
    private readonly string[] _suburbs;

    private FebrlLike(FebrlForm form)
    {
        _form = form;
        _random = new Random(form.Seed);
        _given = [.. Enumerable.Range(0, 500).Select(_ => Word(2))];
        _surnames = [.. Enumerable.Range(0, 3000).Select(_ => Word(_random.Next(2, 4)))];
        _streets = [.. Enumerable.Range(0, 2500).Select(_ => Word(_random.Next(2, 4)) + " " + StreetKinds[_random.Next(StreetKinds.Length)])];
        _suburbs = [.. Enumerable.Range(0, 1200).Select(_ => _random.Next(4) == 0 ? Word(2) + " " + Word(2) : Word(3))];
    }

    /// <summary>Writes a set; its column <c>person</c> tells the truth.</summary>
    public static void Write(FebrlForm form, string path)
    {
        var maker = new FebrlLike(form);
        var rows = maker.Rows();
        for (var i = rows.Count - 1; i > 0; i--)
        {
            var j = maker._random.Next(i + 1);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }
        File.WriteAllLines(path, rows.Select(r => string.Join(", ", r)).Prepend(string.Join(", ", Header)), new UTF8Encoding(false));
    }

    private List<string[]> Rows()
    {
        var rows = Enumerable.Range(0, _form.Originals).Select(Original).ToList();
        var copies = new int[_form.Originals];
        for (var made = 0; made < _form.Duplicates;)
        {
            var person = _random.Next(_form.Originals);
            for (var more = 1 + Zipf(_form.MostOfOne); more > 0 && copies[person] < _form.MostOfOne && made < _form.Duplicates; more--, made++)
            {
                rows.Add(Duplicate(rows[person], copies[person]++));
            }
        }
        return rows;
    }

    private string[] Original(int person)
    {
        var birth = new DateTime(1900, 1, 1).AddDays(_random.Next(36_500));
        return
        [
            $"rec-{person}-org",
            Missing(0.05) ?? _given[Zipf(_given.Length)],
            Missing(0.02) ?? _surnames[Zipf(_surnames.Length)],
            Missing(0.03) ?? _random.Next(1, 250).ToString(CultureInfo.InvariantCulture),
            Missing(0.03) ?? _streets[_random.Next(_streets.Length)],
            Missing(0.2) ?? Word(3),
            Missing(0.01) ?? _suburbs[_random.Next(_suburbs.Length)],
            _random.Next(2000, 7000).ToString(CultureInfo.InvariantCulture),
            Missing(0.05) ?? States[_random.Next(States.Length)],
            Missing(0.05) ?? birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            _random.Next(1_000_000, 9_999_999).ToString(CultureInfo.InvariantCulture),
            person.ToString(CultureInfo.InvariantCulture),
        ];
    }

    private string[] Duplicate(string[] original, int number)
    {
        var copy = (string[])original.Clone();
        copy[0] = copy[0].Replace("org", $"dup-{number}", StringComparison.Ordinal);
        var errors = new int[Header.Length];
        var wanted = 1 + _random.Next(_form.MostInRecord);
        for (var tries = 0; wanted > 0 && tries < 100; tries++)
        {
            var field = Field();
            if (errors[field] < _form.MostInField && Corrupt(copy, field))
            {
                errors[field]++;
                wanted--;
            }
        }
        return copy;
    }

    private bool Corrupt(string[] row, int field)
    {
        var value = row[field];
        var kind = _random.NextDouble();
        if (kind < 0.08)
        {
            (int, int)? other = field switch { 1 or 2 => (1, 2), 4 or 5 => (4, 5), 6 => (5, 6), _ => null };
            if (other is not var (a, b) || row[a].Length == 0 || row[b].Length == 0)
            {
                return false;
            }
            (row[a], row[b]) = (row[b], row[a]);
            return true;
        }
        if (value.Length == 0)
        {
            return false;
        }
        row[field] = kind switch
        {
            < 0.16 => "",
            < 0.22 => field is 1 ? _given[Zipf(_given.Length)] : field is 2 ? _surnames[Zipf(_surnames.Length)] : field is 6 ? _suburbs[_random.Next(_suburbs.Length)] : Typed(value),
            < 0.27 when value.Contains(' ') => value.Replace(" ", "", StringComparison.Ordinal),
            < 0.30 when value.Length > 5 && char.IsAsciiLetter(value[0]) => value.Insert(value.Length / 2, " "),
            < 0.42 => Heard.Where(h => value.Contains(h.From, StringComparison.Ordinal)).Select(h => value.Replace(h.From, h.To, StringComparison.Ordinal)).FirstOrDefault() ?? Typed(value),
            < 0.50 => Read.Where(o => value.Contains(o.From)).Select(o => value.Replace(o.From, o.To)).FirstOrDefault() ?? Typed(value),
            _ => Typed(value),
        };
        return row[field] != value;
    }

    private string Typed(string value)
    {
        var digits = char.IsAsciiDigit(value[0]);
        var key = digits ? (char)('0' + _random.Next(10)) : (char)('a' + _random.Next(26));
        var at = _random.Next(value.Length);
        return _random.Next(4) switch
        {
            0 => value.Insert(at, key.ToString()),
            1 when value.Length > 1 => value.Remove(at, 1),
            2 when at + 1 < value.Length => value[..at] + value[at + 1] + value[at] + value[(at + 2)..],
            _ => value[..at] + key + value[(at + 1)..],
        };
    }

    private int Field()
    {
        var mark = _random.NextDouble();
        foreach (var (field, weight) in Where)
        {
            mark -= weight;
            if (mark < 0)
            {
                return field;
            }
        }
        return 2;
    }

    /// <summary>A place in a list whose k-th entry is taken in proportion to 1/k.</summary>
    private int Zipf(int count) => (int)Math.Exp(_random.NextDouble() * Math.Log(count)) - 1;

    private string? Missing(double share) => _random.NextDouble() < share ? "" : null;

    private string Word(int syllables) =>
        string.Concat(Enumerable.Range(0, syllables).Select(_ => Onsets[_random.Next(Onsets.Length)] + Nuclei[_random.Next(Nuclei.Length)] + Codas[_random.Next(Codas.Length)]));
}
