using System.Globalization;

namespace QdC.Pipeline.Link;

/// <summary>Reads birth dates into eight digits, year first. A day that is in no calendar stays: a typing error is still evidence.</summary>
internal sealed class BirthForm
{
    // A date that means that none is known.
    private const string Dummy = "19000101";
    private readonly bool _monthFirst;

    /// <summary>A reader that has seen some of the file's dates, to tell the order of day and month.</summary>
    public BirthForm(IEnumerable<string> seen)
    {
        var (dayFirst, monthFirst) = (0, 0);
        foreach (var text in seen)
        {
            if (Numbers(text) is [{ Length: <= 2 } first, { Length: <= 2 } second, { Length: 4 }])
            {
                dayFirst += int.Parse(first, CultureInfo.InvariantCulture) > 12 ? 1 : 0;
                monthFirst += int.Parse(second, CultureInfo.InvariantCulture) > 12 ? 1 : 0;
            }
        }
        _monthFirst = monthFirst > dayFirst;
    }

    /// <summary>The eight digits; empty when the text holds no date. A year alone is its first of January.</summary>
    public string Read(string text)
    {
        var date = Numbers(text) switch
        {
            [{ Length: 8 } whole, ..] => whole,
            [{ Length: 4 } year, { Length: <= 2 } month, { Length: <= 2 } day, ..] => year + Two(month) + Two(day),
            [{ Length: <= 2 } first, { Length: <= 2 } second, { Length: 4 } year, ..] => _monthFirst ? year + Two(first) + Two(second) : year + Two(second) + Two(first),
            [{ Length: 4 } year] => year + "0101",
            var other => string.Concat(other),
        };
        return date == Dummy ? "" : date;
    }

    private static string Two(string digits) => digits.PadLeft(2, '0');

    private static List<string> Numbers(string text)
    {
        var numbers = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                var start = i;
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                {
                    i++;
                }
                numbers.Add(text[start..i]);
            }
        }
        return numbers;
    }
}
