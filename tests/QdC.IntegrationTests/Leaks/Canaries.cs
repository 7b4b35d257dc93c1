using System.Globalization;
using System.Text;

namespace QdC.IntegrationTests.Leaks;

/// <summary>What a planted value is.</summary>
internal enum CanaryKind
{
    Dni,
    Nie,
    Cip,
    Nass,
    Phone,
    Email,
    Name,
}

/// <summary>A value that identifies nobody, is found nowhere else, and must be found nowhere after a refresh.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was planted.</param>
/// <param name="Place">File and column it was planted in.</param>
internal sealed record Canary(CanaryKind Kind, string Text, string Place)
{
    /// <summary>Without separators, in small letters.</summary>
    public string Bare => Bareness.Of(Text);

    public override string ToString() => $"{Kind} of {Place}";
}

/// <summary>Texts without what people put between letters and digits, in small letters and without accents of single letters.</summary>
internal static class Bareness
{
    public static string Of(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!(c is ' ' or '.' or '-' or '_' or '/' or '\u00A0'))
            {
                bare.Append(char.ToLowerInvariant(c));
            }
        }

        return bare.ToString();
    }
}

/// <summary>Makes canaries, each one different, with the check letters and digits that real ones have.</summary>
internal sealed class Canaries
{
    private const string DocLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private readonly Random _random = new(20250331);
    private readonly HashSet<string> _used = [];
    private readonly List<Canary> _all = [];

    public IReadOnlyList<Canary> All => _all;

    public static IReadOnlyList<CanaryKind> Identifiers { get; } = [CanaryKind.Dni, CanaryKind.Nie, CanaryKind.Cip, CanaryKind.Nass, CanaryKind.Phone, CanaryKind.Email];

    /// <summary>A new one of the kind; every other one is written the way people write them, with blanks, dots or hyphens.</summary>
    public string Next(CanaryKind kind, string place, bool plain = false)
    {
        while (true)
        {
            var text = Make(kind, plain ? 0 : _random.Next(4));
            if (_used.Add(Bareness.Of(text)))
            {
                _all.Add(new Canary(kind, text, place));
                return text;
            }
        }
    }

    private string Make(CanaryKind kind, int style) =>
        kind switch
        {
            CanaryKind.Dni => Dni(style),
            CanaryKind.Nie => Nie(style),
            CanaryKind.Cip => Cip(style),
            CanaryKind.Nass => Nass(style),
            CanaryKind.Phone => Phone(style),
            CanaryKind.Email => $"{Word(8)}.{Word(9)}@{Word(6)}.example",
            _ => (style & 1) == 0 ? Capital(Word(11)) : $"{Capital(Word(9))}-{Capital(Word(8))}",
        };

    private string Dni(int style)
    {
        var (number, letter) = Letter(n => n);
        return style switch
        {
            1 => $"{number / 1_000_000:00}.{number / 1000 % 1000:000}.{number % 1000:000}-{letter}",
            2 => $"{number:00000000}-{letter}",
            3 => $"{number:00000000}{char.ToLowerInvariant(letter)}",
            _ => $"{number:00000000}{letter}",
        };
    }

    private string Nie(int style)
    {
        var (number, letter) = Letter(n => n % 10_000_000);
        return style is 1 or 2 ? $"X-{number:0000000}-{letter}" : $"X{number:0000000}{letter}";
    }

    /// <summary>A number whose letter is no hexadecimal digit, so that no hash or pseudonym holds it by chance.</summary>
    private (int Number, char Letter) Letter(Func<int, int> cut)
    {
        while (true)
        {
            var number = cut(_random.Next(10_000_000, 99_999_999));
            if (DocLetters[number % 23] is var letter and > 'F')
            {
                return (number, letter);
            }
        }
    }

    private string Cip(int style)
    {
        var cip = string.Create(CultureInfo.InvariantCulture, $"{Word(4).ToUpperInvariant()}{_random.Next(2)}{_random.Next(40, 100):00}{_random.Next(1, 13):00}{_random.Next(1, 29):00}{_random.Next(1000):000}");
        return style switch
        {
            1 => $"{cip[..4]} {cip[4]} {cip[5..11]} {cip[11..]}",
            2 => cip.ToLowerInvariant(),
            _ => cip,
        };
    }

    private string Nass(int style)
    {
        var (province, serial) = (_random.Next(1, 53), (long)_random.Next(10_000_000, 99_999_999));
        var control = ((province * 100_000_000L) + serial) % 97;
        return style switch
        {
            1 => $"{province:00}/{serial:00000000}/{control:00}",
            2 => $"{province:00} {serial:00000000} {control:00}",
            _ => $"{province:00}{serial:00000000}{control:00}",
        };
    }

    private string Phone(int style)
    {
        var number = _random.Next(600_000_000, 799_999_999).ToString(CultureInfo.InvariantCulture);
        return style switch
        {
            1 => $"{number[..3]} {number[3..5]} {number[5..7]} {number[7..]}",
            2 => "+34" + number,
            3 => $"{number[..3]}-{number[3..6]}-{number[6..]}",
            _ => number,
        };
    }

    private string Word(int length)
    {
        const string Consonants = "bcdfgjklmnpqrstvxz";
        const string Vowels = "aeiou";
        return string.Create(length, _random, (to, random) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = i % 2 == 0 ? Consonants[random.Next(Consonants.Length)] : Vowels[random.Next(Vowels.Length)];
            }
        });
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
