using System.Collections.Frozen;
using System.Text;

namespace QdC.Pipeline.Jobs;

/// <summary>
/// Forms of text in which two writings of one word are equal. It carries its own table of accents because
/// <see cref="string.Normalize()"/> does nothing under InvariantGlobalization.
/// </summary>
public static class TextFold
{
    private static readonly FrozenDictionary<char, char> Bare = new (char Plain, string Accented)[]
    {
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ďđ"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('h', "ĥħ"),
        ('i', "ìíîïĩīĭįı"),
        ('j', "ĵ"),
        ('k', "ķ"),
        ('l', "ĺļľŀł"),
        ('n', "ñńņňŉ"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗř"),
        ('s', "śŝşšș"),
        ('t', "ţťŧț"),
        ('u', "ùúûüũūŭůűų"),
        ('w', "ŵ"),
        ('y', "ýÿŷ"),
        ('z', "źżž"),
    }
        .SelectMany(row => row.Accented.Select(accented => (accented, row.Plain)))
        .ToFrozenDictionary(pair => pair.accented, pair => pair.Plain);

    /// <summary>The form in which source codes and labels are compared: trimmed, small letters, no accents.</summary>
    public static string Code(string text) => Fold(text.Trim(), keepPunctuation: true);

    /// <summary>The form in which headers are compared: only letters and digits, small, no accents.</summary>
    public static string Header(string text) => Fold(text, keepPunctuation: false);

    private static string Fold(string text, bool keepPunctuation)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var small = char.ToLowerInvariant(letter);
            if (small is >= '\u0300' and <= '\u036f') // combining accents of decomposed text
                continue;
            if (Bare.TryGetValue(small, out var bare))
                folded.Append(bare);
            else if (keepPunctuation || char.IsLetterOrDigit(small))
                folded.Append(small);
        }
        return folded.ToString();
    }
}
