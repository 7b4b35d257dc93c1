using System.Collections.Frozen;
using System.Text.RegularExpressions;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Validate;

/// <summary>
/// The words that may be shown of a text that a council wrote where no name of a person should be: <c>known-words.txt</c>. Of what stands
/// there all the same nothing but the shape is seen. No council's own lists make a word known: a name that was mapped by mistake is none.
/// </summary>
internal static partial class KnownWords
{
    private const int LongestBesideDigit = 3;
    private const int LongestParticle = 3;

    /// <summary>The words, folded; true for one that is a name too.</summary>
    private static readonly FrozenDictionary<string, bool> Words = Read();

    /// <summary>Every word that is no name.</summary>
    internal static IEnumerable<string> NoNames => Words.Where(w => !w.Value).Select(w => w.Key);

    /// <summary>True for a text that may be shown whole: all its words are known, and at most one is a name too, with others beside it that are more than <c>de la</c>.</summary>
    public static bool AreAll(string text)
    {
        var (names, others) = (0, 0);
        foreach (var word in Word().EnumerateMatches(text))
        {
            if (!Words.TryGetValue(Fold(text.AsSpan(word.Index, word.Length)), out var isName))
            {
                if (!IsCode(text, word.Index, word.Length))
                {
                    return false;
                }

                continue;
            }

            names += isName ? 1 : 0;
            others += !isName && word.Length > LongestParticle ? 1 : 0;
        }

        return names == 0 || (names == 1 && others > 0);
    }

    /// <summary>The text itself where all its words are known; else with a sign in place of each letter of those that are unknown, or names too.</summary>
    public static string Shown(string text, char hidden = 'A') =>
        AreAll(text) ? text : Word().Replace(text, word => IsCode(text, word.Index, word.Length) || Words.TryGetValue(Fold(word.ValueSpan), out var isName) && !isName ? word.Value : new string(hidden, word.Length));

    /// <summary>True for a single letter, and for few beside a digit: <c>TS1</c>, <c>EXP2017</c>.</summary>
    private static bool IsCode(string text, int at, int length) =>
        length == 1
        || (length <= LongestBesideDigit && ((at > 0 && char.IsAsciiDigit(text[at - 1])) || (at + length < text.Length && char.IsAsciiDigit(text[at + length]))));

    private static string Fold(ReadOnlySpan<char> word) => TextFold.Code(word).Replace("·", "", StringComparison.Ordinal);

    private static FrozenDictionary<string, bool> Read()
    {
        using var resource = new StreamReader(typeof(KnownWords).Assembly.GetManifestResourceStream("known-words.txt")!);
        var (words, isName) = (new Dictionary<string, bool>(), false);
        while (resource.ReadLine() is { } line)
        {
            isName |= line.Length == 0; // the second part
            foreach (var word in line.StartsWith('#') ? [] : line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                words.Add(word, isName);
            }
        }

        return words.ToFrozenDictionary();
    }

    // Letters together, with the point of l·l; where a small one is followed by a capital, two words, as in IdExpedient. The signs of an ordinal are none.
    [GeneratedRegex(@"(?:\p{Lu}[\p{M}·]*)*(?:[\p{L}-[\p{Lu}ªº]][\p{M}·]*)+|(?:\p{Lu}[\p{M}·]*)+")]
    private static partial Regex Word();
}
