using System.Globalization;
using System.Text.RegularExpressions;

namespace QdC.Pipeline.Scaffold;

/// <summary>The pattern that a file's name follows from delivery to delivery.</summary>
internal static partial class FileFamily
{
    /// <summary>The name with its date as <c>{date:FORM}</c>; a month, a number of delivery or a time as <c>*</c>.</summary>
    public static string Pattern(string name)
    {
        foreach (var (find, form) in new[] { (Compact(), "yyyyMMdd"), (Dashed(), "yyyy-MM-dd"), (Turned(), "dd-MM-yyyy") })
        {
            if (find.Match(name) is { Success: true } match && DateOnly.TryParseExact(match.Value, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                return $"{Stars(name[..match.Index])}{{date:{form}}}{Stars(name[(match.Index + match.Length)..])}";
            }
        }
        return Stars(name);
    }

    /// <summary>The glob that a sheet's name follows: a month or a year in it is <c>*</c>.</summary>
    public static string Sheet(string name) => Periods().Replace(name, "*");

    private static string Stars(string text) => Numbers().Replace(text, "*");

    [GeneratedRegex("(?<![0-9])[0-9]{8}(?![0-9])")]
    private static partial Regex Compact();

    [GeneratedRegex("(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")]
    private static partial Regex Dashed();

    [GeneratedRegex("(?<![0-9])[0-9]{2}-[0-9]{2}-[0-9]{4}(?![0-9])")]
    private static partial Regex Turned();

    [GeneratedRegex(@"[\s(_-]*\b(gener|febrer|mar[cç]|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre|enero|febrero|marzo|mayo|junio|julio|septiembre|noviembre|diciembre|20[0-9]{2})\b[\s0-9)_-]*", RegexOptions.IgnoreCase)]
    private static partial Regex Periods();

    [GeneratedRegex("(?<=[_. -])[0-9]{2,4}([-_.][0-9]{2})?(?=[_. -]|$)|[0-9]{5,}")]
    private static partial Regex Numbers();
}
