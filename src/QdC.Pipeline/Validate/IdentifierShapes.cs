namespace QdC.Pipeline.Validate;

/// <summary>Recognises texts that look like a direct identifier of a person, wherever they turn up.</summary>
internal static class IdentifierShapes
{
    private const int LongestTogether = 32;
    private const int MostWords = 7;
    private const int LengthOfCip = 14;

    private static ReadOnlySpan<byte> Blanks => " ,;:()[]{}<>\"'=|&?#*!%$~^`\\\t\n\r\u00A0"u8;

    /// <summary>True when the text is, or holds as a word, something shaped like a DNI, NIE, CIP, NASS, telephone number or e-mail address.</summary>
    /// <remarks>
    /// A DNI or NIE counts by its shape, right letter or not: a mistyped one still points at somebody. One that stands after letters in one word
    /// counts so where they say what it is (<c>DNI12345678A</c>, <c>tel977112233</c>); after others, which may be a number of the council's own, with its right letter.
    /// </remarks>
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

        // Words: "Sra. 12345678Z", "tel:977112233", and those that people write in several: "977 11 22 33", "GACI 1 790501 053".
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(Blanks);
            if (BeginsWithIdentifier(text) || HoldsIdentifier(end < 0 ? text : text[..end]))
            {
                return true;
            }

            text = end < 0 ? [] : text[(end + 1)..];
        }

        return false;
    }

    /// <inheritdoc cref="LooksLikeIdentifier(ReadOnlySpan{byte})"/>
    public static bool LooksLikeIdentifier(string text) => LooksLikeIdentifier(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>True for a telephone or social security number without separators: where an amount is expected it is somebody's number all the same.</summary>
    public static bool IsPersonsNumber(ReadOnlySpan<byte> text) =>
        text.Length >= 9 && text.IndexOfAnyExcept("+0123456789"u8) < 0 && (Identifiers.IsPhone(text) || Identifiers.IsNass(text));

    private static bool IsIdentifier(ReadOnlySpan<byte> text) =>
        Identifiers.HasDniOrNieShape(text)
        || Identifiers.IsNieWithoutLetter(text)
        || Identifiers.IsCip(text)
        || Identifiers.IsNass(text)
        || Identifiers.IsPhone(text);

    /// <summary>True for letters, or signs that are none of ASCII's, with an identifier after or before them in one word: <c>NIF12345678Z</c>, <c>l’12345678Z</c>.</summary>
    private static bool IsWrittenOn(ReadOnlySpan<byte> word)
    {
        var at = word.IndexOfAnyInRange((byte)'0', (byte)'9');
        at -= at > 0 && (word[at - 1] | 0x20) is 'x' or 'y' or 'z' ? 1 : 0;
        if (at < 0)
        {
            return false;
        }

        var before = word[..at];
        var number = word[at..];
        var end = number.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        number = end < 0 ? number : number[..end];
        return before.IsEmpty || before[^1] > 0x7F || SayWhatFollows(before)
            ? IsIdentifier(number)
            : Identifiers.IsDniOrNie(number) || (word.Length > LengthOfCip && Identifiers.IsCip(word[^LengthOfCip..]));
    }

    /// <summary>True for letters that end in a word for a number of a person: DNI, NIF, NIE, NASS and its other names, telèfon, mòbil and how they are cut.</summary>
    private static bool SayWhatFollows(ReadOnlySpan<byte> letters)
    {
        Span<byte> last = stackalloc byte[3];
        if (letters.Length < last.Length)
        {
            return false;
        }

        for (var i = 0; i < last.Length; i++)
        {
            last[i] = (byte)(letters[^(last.Length - i)] | 0x20);
        }

        return "dni nif nie ass nss naf tel elf tlf tfn fno fon ono bil vil"u8.IndexOf(last) >= 0;
    }

    /// <summary>Looks at the parts of a word such as a file's name or a record's number: <c>persona.12345678Z.csv</c>, <c>EXP/12345678Z</c>.</summary>
    private static bool HoldsIdentifier(ReadOnlySpan<byte> word)
    {
        foreach (var range in word.SplitAny("._/-"u8))
        {
            if (word[range].Length >= 8 && (IsIdentifier(word[range]) || IsWrittenOn(word[range])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsEmail(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.SplitAny(" \t,;:<>()[]{}\"'=|"u8))
        {
            var word = text[range].Trim("."u8);
            if (!word.IsEmpty && Identifiers.IsEmail(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the first words, written together without separators, are an identifier.</summary>
    private static bool BeginsWithIdentifier(ReadOnlySpan<byte> text)
    {
        Span<byte> together = stackalloc byte[LongestTogether];
        var length = 0;
        for (var words = 0; words < MostWords && !text.IsEmpty; words++)
        {
            var end = text.IndexOfAny(Blanks);
            foreach (var b in end < 0 ? text : text[..end])
            {
                if (b is (byte)'-' or (byte)'.' or (byte)'/' or (byte)'_')
                {
                    continue;
                }

                if (length == LongestTogether)
                {
                    return false;
                }

                together[length++] = b;
            }

            if (length >= 8 && (IsIdentifier(together[..length]) || IsWrittenOn(together[..length])))
            {
                return true;
            }

            text = end < 0 ? [] : text[(end + 1)..];
        }

        return false;
    }

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
