namespace QdC.Pipeline.Validate;

/// <summary>The declared forms of a date, such as <c>dd/MM/yyyy</c>, compiled to read UTF-8 without allocating. A time after the date is read over.</summary>
public sealed class DateForms
{
    private readonly (char Token, int Least, int Most)[][] _forms;

    /// <summary>Compiles .NET custom date formats made of d, dd, M, MM, yyyy and separators.</summary>
    /// <exception cref="ArgumentException">A format holds anything else.</exception>
    public DateForms(IEnumerable<string> formats) => _forms = [.. formats.Select(Compile)];

    /// <summary>ISO dates.</summary>
    public static DateForms Iso { get; } = new(["yyyy-MM-dd"]);

    /// <summary>True when every part of the format is understood.</summary>
    public static bool Knows(string format)
    {
        try
        {
            Compile(format);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Reads a date; false when the text has none of the forms or names no day of the calendar.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out DateOnly date)
    {
        foreach (var form in _forms)
        {
            if (TryForm(form, text, out date, out var length) && (length == text.Length || IsTime(text[length..])))
            {
                return true;
            }
        }

        date = default;
        return false;
    }

    /// <summary>Finds the first date inside a longer text, such as "Dades a 31/01/2025".</summary>
    public bool TryFind(ReadOnlySpan<byte> text, out DateOnly date)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!IsDigit(text[start]) || (start > 0 && IsDigit(text[start - 1])))
            {
                continue;
            }

            foreach (var form in _forms)
            {
                if (TryForm(form, text[start..], out date, out var length) && (start + length == text.Length || !IsDigit(text[start + length])))
                {
                    return true;
                }
            }
        }

        date = default;
        return false;
    }

    private static (char Token, int Least, int Most)[] Compile(string format)
    {
        var parts = new List<(char, int, int)>();
        for (var i = 0; i < format.Length;)
        {
            var letter = format[i];
            var run = 1;
            while (i + run < format.Length && format[i + run] == letter)
            {
                run++;
            }

            parts.Add((letter, run) switch
            {
                ('d' or 'M', 1) => (letter, 1, 2),
                ('d' or 'M', 2) => (letter, 2, 2),
                ('y', 4) => ('y', 4, 4),
                _ when !char.IsLetter(letter) && run == 1 && letter < 128 => (letter, 0, 0),
                _ => throw new ArgumentException($"'{format}' is no date form: use d, dd, M, MM, yyyy and separators."),
            });
            i += run;
        }

        return [.. parts];
    }

    private static bool TryForm((char Token, int Least, int Most)[] form, ReadOnlySpan<byte> text, out DateOnly date, out int length)
    {
        int year = 1, month = 1, day = 1, at = 0;
        date = default;
        length = 0;
        foreach (var (token, least, most) in form)
        {
            if (most == 0)
            {
                if (at >= text.Length || text[at] != token)
                {
                    return false;
                }

                at++;
                continue;
            }

            int value = 0, digits = 0;
            while (digits < most && at < text.Length && IsDigit(text[at]))
            {
                value = (value * 10) + (text[at] - '0');
                digits++;
                at++;
            }

            if (digits < least)
            {
                return false;
            }

            switch (token)
            {
                case 'y': year = value; break;
                case 'M': month = value; break;
                default: day = value; break;
            }
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        length = at;
        return true;
    }

    /// <summary>A blank or T, then H:mm, seconds, fraction and zone at will.</summary>
    private static bool IsTime(ReadOnlySpan<byte> rest)
    {
        if (rest[0] is not ((byte)' ' or (byte)'T') || rest.Length < 5 || !IsDigit(rest[1]))
        {
            return false;
        }

        return rest[1..].IndexOf((byte)':') is 1 or 2 && rest[1..].IndexOfAnyExcept("0123456789:.,+-Z "u8) < 0;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
}
