using System.Text;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Validate;

/// <summary>Check characters and forms of the identifiers in use. All read UTF-8 and allocate nothing.</summary>
internal static class Identifiers
{
    private const string DocLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

    /// <summary>True for a DNI or NIE whose letter is right. Hyphens, dots and blanks are read over; a NIE may have 8 digits in its old form.</summary>
    public static bool IsDniOrNie(ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[12];
        ReadOnlySpan<byte> doc = buffer[..Compact(text, buffer)];
        return HasDocShape(doc) && doc[^1] == LetterOf(doc);
    }

    /// <summary>Writes a sound DNI or NIE without what stands between, in capitals; gives its length, 0 for any other text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="buffer">At least 12 bytes.</param>
    public static int Canonical(ReadOnlySpan<byte> text, Span<byte> buffer) => IsDniOrNie(text) ? Compact(text, buffer) : 0;

    /// <summary>True for the shape of a DNI or NIE with a letter, whether or not the letter is right.</summary>
    public static bool HasDniOrNieShape(ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[12];
        return HasDocShape(buffer[..Compact(text, buffer)]);
    }

    /// <summary>True for a NIE written without its letter, as old records have it.</summary>
    public static bool IsNieWithoutLetter(ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[12];
        ReadOnlySpan<byte> doc = buffer[..Compact(text, buffer)];
        return doc.Length is 8 or 9 && doc[0] is (byte)'X' or (byte)'Y' or (byte)'Z' && AllDigits(doc[1..]);
    }

    /// <summary>True for the form of a CatSalut CIP: four letters, a sex digit (0 man, 1 woman), birth date as YYMMDD, three digits.</summary>
    public static bool IsCip(ReadOnlySpan<byte> text)
    {
        if (text.Length != 14 || text[4] is not ((byte)'0' or (byte)'1') || !AllDigits(text[5..]))
        {
            return false;
        }

        foreach (var b in text[..4])
        {
            if (!IsLetter(b))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a social security number (NASS) of 12 digits, or 11 in the old form, whose control digits are right.</summary>
    public static bool IsNass(ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[14];
        ReadOnlySpan<byte> digits = buffer[..Compact(text, buffer)];
        if (digits.Length is not (11 or 12) || !AllDigits(digits))
        {
            return false;
        }

        var province = Number(digits[..2]);
        var serial = Number(digits[2..^2]);
        var control = Number(digits[^2..]);
        var number = serial < 10_000_000 ? (province * 10_000_000) + serial : (province * 100_000_000) + serial;
        return province > 0 && number % 97 == control;
    }

    /// <summary>True for a six-digit Idescat municipality code with its control digit.</summary>
    public static bool IsIdescat(ReadOnlySpan<byte> text)
    {
        Span<char> digits = stackalloc char[6];
        return text.Length == 6 && AllDigits(text) && Encoding.ASCII.GetChars(text, digits) == 6 && digits[5] == MunicipalityCode.CheckDigit(digits[..5]);
    }

    /// <summary>True for a Spanish telephone number of nine digits beginning with 6, 7, 8 or 9, with or without +34.</summary>
    public static bool IsPhone(ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[16];
        ReadOnlySpan<byte> digits = buffer[..Compact(text, buffer)];
        if (digits.StartsWith("+34"u8))
        {
            digits = digits[3..];
        }
        else if (digits.StartsWith("0034"u8))
        {
            digits = digits[4..];
        }

        return digits.Length == 9 && digits[0] is >= (byte)'6' and <= (byte)'9' && AllDigits(digits);
    }

    /// <summary>True for the form of an e-mail address.</summary>
    public static bool IsEmail(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        return at > 0 && text[(at + 1)..].IndexOf((byte)'.') > 0 && text[^1] != '.' && text.IndexOfAny(" \t;,"u8) < 0;
    }

    internal static bool AllDigits(ReadOnlySpan<byte> text) => text.Length > 0 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static bool IsLetter(byte b) => b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z');

    private static bool HasDocShape(ReadOnlySpan<byte> doc) =>
        doc.Length switch
        {
            9 when doc[0] is (byte)'X' or (byte)'Y' or (byte)'Z' => AllDigits(doc[1..8]) && IsLetter(doc[8]),
            9 => AllDigits(doc[..8]) && IsLetter(doc[8]),
            10 => doc[0] is (byte)'X' && AllDigits(doc[1..9]) && IsLetter(doc[9]),
            _ => false,
        };

    private static byte LetterOf(ReadOnlySpan<byte> doc)
    {
        long number = doc[0] switch
        {
            (byte)'Y' => 10_000_000 + Number(doc[1..^1]),
            (byte)'Z' => 20_000_000 + Number(doc[1..^1]),
            (byte)'X' => Number(doc[1..^1]),
            _ => Number(doc[..^1]),
        };
        return (byte)DocLetters[(int)(number % 23)];
    }

    private static long Number(ReadOnlySpan<byte> digits)
    {
        long value = 0;
        foreach (var d in digits)
        {
            value = (value * 10) + (d - '0');
        }

        return value;
    }

    /// <summary>Takes hyphens, dots, slashes and blanks out and makes letters capital. The length left; 0 when it does not fit.</summary>
    private static int Compact(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        var length = 0;
        foreach (var b in text)
        {
            if (b is (byte)'-' or (byte)'.' or (byte)'/' or (byte)' ')
            {
                continue;
            }

            if (length == buffer.Length)
            {
                return 0;
            }

            buffer[length++] = b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b;
        }

        return length;
    }
}
