using System.Text;

namespace QdC.Pipeline.Jobs;

/// <summary>Folds text for comparison: case, accents and (for headers) everything that is no letter or digit make no difference.</summary>
internal static class TextFold
{
    // Base letters of U+00C0..U+017F, a blank where the character stands for itself.
    private const string Latin =
        "aaaaaa ceeeeiiii nooooo ouuuuy  aaaaaa ceeeeiiii nooooo ouuuuy y"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk llllllllllnnnnnn   oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>A header's name as it is compared.</summary>
    public static string Header(ReadOnlySpan<char> name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(Fold(c));
            }
        }

        return folded.ToString();
    }

    /// <summary>A code or label as it is compared: trimmed, without case, accents and repeated spaces.</summary>
    public static string Code(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                space = folded.Length > 0;
                continue;
            }

            if (c is >= '\u0300' and <= '\u036F')
            {
                continue;
            }

            if (space)
            {
                folded.Append(' ');
                space = false;
            }

            folded.Append(Fold(c));
        }

        return folded.ToString();
    }

    private static char Fold(char c)
    {
        if (c is >= '\u00C0' and <= '\u017F' && Latin[c - '\u00C0'] is not ' ' and var letter)
        {
            return letter;
        }

        return char.ToLowerInvariant(c);
    }
}
