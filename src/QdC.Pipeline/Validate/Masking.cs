using System.Text;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Validate;

/// <summary>Decides what of an offending value may be seen in a finding.</summary>
public static class Masking
{
    /// <summary>Longest value shown.</summary>
    public const int Longest = 40;

    private const string Hidden = "****";
    private const int LongestWord = 3;
    private const int LongestFileName = 255;
    private const char OneOfAny = '?';
    private static readonly char[] NameParts = ['_', ' ', '(', ')', '[', ']', ',', ';', '+'];

    /// <summary>
    /// The value as a finding may show it: its last characters for identifiers, its shape for personal fields; of any other its words, as
    /// <see cref="KnownWords"/> shows them, so that a name put where a code should be is not seen. Words in a field of days or numbers are
    /// shown as their shape: where columns are shifted, a name stands where the day should.
    /// </summary>
    public static string Value(ContractField field, string value)
    {
        value = Tidy(value);
        if (field.Type == FieldType.Identifier)
        {
            return Tail(value);
        }

        if (field.Type == FieldType.Name || field.Personal != Jobs.Personal.No || HoldsWordsOutOfPlace(field, value))
        {
            return Shape(value);
        }

        return IdentifierShapes.LooksLikeIdentifier(value) ? Tail(value) : Words(value);
    }

    /// <summary>True when what a finding shows of a field's value is the value itself.</summary>
    public static bool IsShown(ContractField field, string shown) =>
        field.Type is not (FieldType.Identifier or FieldType.Name) && field.Personal == Jobs.Personal.No && shown.Length <= Longest && !shown.StartsWith(Hidden, StringComparison.Ordinal) && !HoldsWordsOutOfPlace(field, shown) && MayBeSeen(shown);

    /// <summary>True for letters in a row, more than units and months have (<c>h</c>, <c>EUR</c>, <c>feb</c>), where a day or a number should be.</summary>
    private static bool HoldsWordsOutOfPlace(ContractField field, string value)
    {
        if (field.Type is not (FieldType.Date or FieldType.Month or FieldType.Integer or FieldType.Money or FieldType.Number))
        {
            return false;
        }

        var letters = 0;
        return value.Any(c => (letters = char.IsLetter(c) ? letters + 1 : 0) > LongestWord);
    }

    /// <summary>
    /// The council's own record number: itself, unless it looks like an identifier of a person. Words that are not known, or that have no number
    /// beside them, are shown as their shape: where columns are swapped, a name stands where the number should.
    /// </summary>
    public static string RecordNumber(string key)
    {
        key = Tidy(key);
        if (IdentifierShapes.LooksLikeIdentifier(key))
        {
            return Tail(key);
        }

        return key.Any(char.IsDigit) || key.Length <= LongestWord ? Words(key) : Shape(key);
    }

    /// <summary>A column's name, unless what stands in the header looks like an identifier.</summary>
    public static string ColumnName(string name) =>
        IdentifierShapes.LooksLikeIdentifier(name) ? Shape(Tidy(name)) : Cut(Tidy(name));

    /// <summary>A sheet's name, as <see cref="FileName"/> shows that of a file.</summary>
    public static string SheetName(string name) =>
        IdentifierShapes.LooksLikeIdentifier(name) ? Shape(Tidy(name)) : Cut(KnownWords.Shown(Tidy(name)));

    /// <summary>A pattern of the declarative files that a sheet's name fits, and that holds no more of it than is shown.</summary>
    public static string SheetPattern(string name) =>
        KnownWords.Shown(IdentifierShapes.LooksLikeIdentifier(name) ? string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? OneOfAny : c)) : name, OneOfAny);

    /// <summary>A file's name, in which every part that looks like an identifier, and every word that is not known, is shown as its shape.</summary>
    public static string FileName(string name)
    {
        name = Tidy(name, LongestFileName);
        var shown = name;
        foreach (var part in Path.GetFileNameWithoutExtension(name).Split(NameParts, StringSplitOptions.RemoveEmptyEntries))
        {
            if (IdentifierShapes.LooksLikeIdentifier(part))
            {
                shown = shown.Replace(part, Shape(part), StringComparison.Ordinal);
            }
        }

        // An identifier may be written with blanks, dots or hyphens inside: then nothing but the shape of the whole is shown.
        var extension = Path.GetExtension(shown);
        var stem = shown[..^extension.Length];
        return KnownWords.Shown(
            IdentifierShapes.LooksLikeIdentifier(stem.Replace('_', ' ')) || IdentifierShapes.LooksLikeIdentifier(shown.Replace('_', ' '))
                ? Shape(stem) + (IdentifierShapes.LooksLikeIdentifier(extension) ? "" : extension)
                : shown);
    }

    /// <summary>Four stars and the last four characters of an identifier: <c>****678Z</c>. Of a short text never more than half.</summary>
    public static string Tail(string value)
    {
        var bare = value.Replace("-", "").Replace(" ", "");
        if (bare.Contains('@'))
        {
            return Shape(Cut(bare));
        }

        var shown = Math.Min(4, bare.Length / 2);
        return Hidden + bare[^shown..];
    }

    /// <summary>The shape of a text: every letter A, every digit 9, the rest as it stands.</summary>
    public static string Shape(string value)
    {
        var shape = new StringBuilder(Math.Min(value.Length, Longest));
        foreach (var c in Cut(value))
        {
            shape.Append(
                char.IsDigit(c) ? '9'
                : char.IsLetter(c) ? 'A'
                : c
            );
        }

        return shape.ToString();
    }

    /// <summary>A code as it stands where it is short, else its words as far as they are known.</summary>
    internal static string Words(string value) => Cut(MayBeSeen(value) ? value : KnownWords.Shown(value));

    /// <summary>True for a code that is short, or whose words are all known.</summary>
    internal static bool MayBeSeen(string value) => (value.Count(char.IsLetter) <= LongestWord && !value.Any(char.IsWhiteSpace)) || KnownWords.AreAll(value);

    private static string Cut(string value) => value.Length <= Longest ? value : value[..Longest] + "…";

    private static string Tidy(string value, int longest = Longest)
    {
        var tidy = new StringBuilder(Math.Min(value.Length, longest + 1));
        foreach (var c in value.AsSpan().Trim())
        {
            tidy.Append(char.IsControl(c) ? ' ' : c);
        }

        return tidy.ToString();
    }
}
