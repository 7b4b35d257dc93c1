namespace QdC.Pipeline.Validate;

/// <summary>How numbers are written: decimal and thousands separator. Reads UTF-8 without allocating, to a whole number of the smallest unit.</summary>
/// <param name="Decimal">The decimal separator.</param>
/// <param name="Thousands">The thousands separator, or null.</param>
public readonly record struct NumberForm(char Decimal, char? Thousands)
{
    private const long Largest = 999_999_999_999_999_999;

    /// <summary>A decimal point and no grouping: how spreadsheets store numbers.</summary>
    public static NumberForm Invariant { get; } = new('.', null);

    /// <summary>Reads a number as <paramref name="scale"/> decimals (12,5 with two is 1250); further decimals are rounded half away from zero.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, int scale, out long scaled)
    {
        scaled = 0;
        var at = 0;
        var negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            at = 1;
        }

        if (!TryWhole(text, ref at, out var value))
        {
            return false;
        }

        var decimals = 0;
        var roundUp = false;
        if (at < text.Length)
        {
            if (text[at] != Decimal || ++at == text.Length)
            {
                return false;
            }

            for (; at < text.Length; at++)
            {
                var digit = text[at] - '0';
                if (digit is < 0 or > 9)
                {
                    return false;
                }

                if (decimals < scale)
                {
                    value = (value * 10) + digit;
                    decimals++;
                }
                else if (decimals == scale)
                {
                    roundUp = digit >= 5;
                    decimals++;
                }
            }
        }

        for (; decimals < scale; decimals++)
        {
            value *= 10;
        }

        value += roundUp ? 1 : 0;
        if (value > Largest)
        {
            return false;
        }

        scaled = (long)(negative ? -value : value);
        return true;
    }

    /// <summary>Reads a whole number; 12,00 is one, 12,5 is not.</summary>
    public bool TryWhole(ReadOnlySpan<byte> text, out int whole)
    {
        whole = 0;
        if (!TryParse(text, 4, out var scaled) || scaled % 10_000 != 0 || scaled / 10_000 is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        whole = (int)(scaled / 10_000);
        return true;
    }

    private bool TryWhole(ReadOnlySpan<byte> text, ref int at, out Int128 value)
    {
        value = 0;
        int digits = 0, group = -1;
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if (digit is >= 0 and <= 9)
            {
                value = (value * 10) + digit;
                digits++;
                group = group < 0 ? group : group + 1;
            }
            else if (text[at] == Thousands && digits is > 0 && (group == 3 || (group < 0 && digits <= 3)))
            {
                group = 0;
            }
            else
            {
                break;
            }

            if (digits > 18)
            {
                return false;
            }
        }

        return digits > 0 && group is -1 or 3;
    }
}
