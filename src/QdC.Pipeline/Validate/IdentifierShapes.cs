namespace QdC.Pipeline.Validate;

/// <summary>Recognises texts that look like a direct identifier of a person, wherever they turn up.</summary>
public static class IdentifierShapes
{
    /// <summary>True when the text is, or holds as a word, something shaped like a DNI, NIE, CIP, NASS, telephone number or e-mail address.</summary>
    /// <remarks>A DNI or NIE counts by its shape, right letter or not: a mistyped one still points at somebody.</remarks>
    public static bool LooksLikeIdentifier(ReadOnlySpan<byte> text)
    {
        if (text.Length < 8)
        {
            return false;
        }

        if (text.IndexOf((byte)'@') > 0 && HoldsEmail(text))
        {
            return true;
        }

        if (CountDigits(text) < 7)
        {
            return false;
        }

        if (IsIdentifier(text))
        {
            return true;
        }

        // Words: "Sra. 12345678Z", "tel:977112233". Blanks inside a telephone are tried over the whole text and over digit runs.
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(" ,;:()[]\t\n\r\u00A0"u8);
            var word = end < 0 ? text : text[..end];
            if (word.Length >= 8 && (IsIdentifier(word.Trim("._-/"u8)) || HoldsIdentifier(word)))
            {
                return true;
            }

            if (word.Length > 0 && IsPhonePart(word[0]) && IsSpacedPhone(text))
            {
                return true;
            }

            text = end < 0 ? [] : text[(end + 1)..];
        }

        return false;
    }

    /// <inheritdoc cref="LooksLikeIdentifier(ReadOnlySpan{byte})"/>
    public static bool LooksLikeIdentifier(string text) => LooksLikeIdentifier(System.Text.Encoding.UTF8.GetBytes(text));

    private static bool IsIdentifier(ReadOnlySpan<byte> text) =>
        Identifiers.HasDniOrNieShape(text)
        || Identifiers.IsNieWithoutLetter(text)
        || Identifiers.IsCip(text)
        || Identifiers.IsNass(text)
        || Identifiers.IsPhone(text);

    /// <summary>Looks at the parts of a word such as a file's name: <c>persona_12345678Z.csv</c>.</summary>
    private static bool HoldsIdentifier(ReadOnlySpan<byte> word)
    {
        if (word.IndexOfAny("._/"u8) < 0)
        {
            return false;
        }

        foreach (var range in word.SplitAny("._/"u8))
        {
            if (word[range].Length >= 8 && IsIdentifier(word[range]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsEmail(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.SplitAny(" \t,;<>()"u8))
        {
            var word = text[range].Trim("."u8);
            if (!word.IsEmpty && Identifiers.IsEmail(word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSpacedPhone(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept("+0123456789 -."u8);
        var run = (end < 0 ? text : text[..end]).Trim(" -."u8);
        return run.Length >= 9 && (end < 0 || !char.IsAsciiLetter((char)text[end])) && Identifiers.IsPhone(run);
    }

    private static bool IsPhonePart(byte b) => b is (byte)'+' or (>= (byte)'0' and <= (byte)'9');

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var b in text)
        {
            count += b is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        }

        return count;
    }
}
