using System.Globalization;
using System.Text;
using QdC.Samples.Randomness;

namespace QdC.Samples.People;

/// <summary>Makes and checks the identifiers that Catalan social services keep: DNI, NIE, CIP, NASS and the Idescat municipality code.</summary>
public static class Identifiers
{
    private const string Letters = "TRWAGMYFPDXBNJZSQVHLCKE";

    private static readonly int[] OddWeights = [0, 3, 8, 2, 7, 4, 1, 5, 9, 6];
    private static readonly int[] EvenWeights = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

    /// <summary>The DNI with this number and its letter.</summary>
    public static string Dni(int number) => number.ToString("D8", CultureInfo.InvariantCulture) + Letters[number % 23];

    /// <summary>The NIE with this leading letter (X, Y, Z), number and check letter.</summary>
    public static string Nie(char lead, int number)
    {
        var digits = number.ToString("D7", CultureInfo.InvariantCulture);
        return lead + digits + Letters[int.Parse("XYZ".IndexOf(lead) + digits, CultureInfo.InvariantCulture) % 23];
    }

    /// <summary>True when a DNI or NIE carries its right letter.</summary>
    public static bool DocumentIsValid(string text)
    {
        if (text.Length != 9)
            return false;
        var lead = "XYZ".IndexOf(text[0]);
        var digits = lead >= 0 ? lead + text[1..8] : text[..8];
        return digits.All(char.IsAsciiDigit)
            && Letters[int.Parse(digits, CultureInfo.InvariantCulture) % 23] == text[8];
    }

    /// <summary>The health card code: beginnings of both surnames, sex, birth date, serial number.</summary>
    public static string Cip(string surname1, string surname2, bool woman, DateOnly birth, int serial) =>
        Beginning(surname1)
        + Beginning(surname2)
        + (woman ? '1' : '0')
        + birth.ToString("yyMMdd", CultureInfo.InvariantCulture)
        + serial.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>True when the text has the form of a health card code.</summary>
    public static bool CipHasItsForm(string text) =>
        text.Length == 14
        && text[..4].All(char.IsAsciiLetterUpper)
        && text[4] is '0' or '1'
        && text[5..].All(char.IsAsciiDigit);

    /// <summary>The social security number of a province and a number of eight digits, with its two control digits.</summary>
    public static string Nass(int province, int number)
    {
        var body = province * 100_000_000L + number;
        return body.ToString("D10", CultureInfo.InvariantCulture)
            + (body % 97).ToString("D2", CultureInfo.InvariantCulture);
    }

    /// <summary>True when a social security number of twelve digits carries its right control digits.</summary>
    public static bool NassIsValid(string text) =>
        text.Length == 12
        && text.All(char.IsAsciiDigit)
        && long.Parse(text[..10], CultureInfo.InvariantCulture) % 97
            == long.Parse(text[10..], CultureInfo.InvariantCulture);

    /// <summary>True when a municipality code has six digits and the right check digit.</summary>
    public static bool MunicipalityIsValid(string text)
    {
        if (text.Length != 6 || !text.All(char.IsAsciiDigit))
            return false;
        var d = text.Select(character => character - '0').ToArray();
        var sum = EvenWeights[d[0]] + OddWeights[d[1]] + d[2] + EvenWeights[d[3]] + OddWeights[d[4]];
        return (10 - sum % 10) % 10 == d[5];
    }

    internal static string DniOf(Dice dice) => Dni(dice.Between(10_000_000, 79_999_999));

    internal static string NieOf(Dice dice) => Nie("XYZ"[dice.Between(0, 2)], dice.Between(100_000, 9_999_999));

    private static string Beginning(string surname)
    {
        var letters = new StringBuilder();
        foreach (var character in surname.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetter(character))
                letters.Append(char.ToUpperInvariant(character));
        }
        return letters.Append("XX").ToString()[..2];
    }
}
