using System.Globalization;
using System.Text.RegularExpressions;

namespace QdC.Pipeline.Scaffold;

/// <summary>The pattern that a file's name follows from delivery to delivery.</summary>
internal static partial class FileFamily
{
    /// <summary>The name with its date as <c>{date:FORM}</c>; a month, a number of delivery or a time as <c>*</c>.</summary>
    public static string Pattern(string name) =>
        Dated(name) is { } dated ? $"{Stars(name[..dated.Place.Index])}{{date:{dated.Form}}}{Stars(name[(dated.Place.Index + dated.Place.Length)..])}" : Stars(name);

    /// <summary>The date in a file's name; null where there is none.</summary>
    public static DateOnly? Date(string name) => Dated(name)?.Date;

    /// <summary>The glob that a sheet's name follows: a month or a year in it is <c>*</c>.</summary>
    public static string Sheet(string name) => Periods().Replace(name, "*");

    /// <summary>The glob that the sheets of one table follow: their name, or what is left of it without a month or a year, and <c>*</c>.</summary>
    public static string Sheet(IReadOnlyCollection<string> names) =>
        names.Distinct().ToList() is [var only] ? Sheet(only) : $"{SheetWord(names.First())}*";

    /// <summary>A sheet's name without the month or year in it.</summary>
    public static string SheetWord(string name) => Periods().Replace(name, "").Trim();

    private static (Match Place, string Form, DateOnly Date)? Dated(string name)
    {
        foreach (var (find, form) in new[] { (Compact(), "yyyyMMdd"), (Dashed(), "yyyy-MM-dd"), (Turned(), "dd-MM-yyyy") })
        {
            if (find.Match(name) is { Success: true } match && DateOnly.TryParseExact(match.Value, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return (match, form, date);
            }
        }
        return null;
    }

    private static string Stars(string text) => Numbers().Replace(text, "*");

    [GeneratedRegex("(?<![0-9])[0-9]{8}(?![0-9])")]
    private static partial Regex Compact();

    [GeneratedRegex("(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")]
    private static partial Regex Dashed();

    [GeneratedRegex("(?<![0-9])[0-9]{2}-[0-9]{2}-[0-9]{4}(?![0-9])")]
    private static partial Regex Turned();

    [GeneratedRegex(@"[\s(_-]*\b(gener|febrer|mar[cç]|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre|gen|feb|mar|abr|mai|jun|jul|ag|ago|set|sep|sept|oct|nov|des|dic|ene|enero|febrero|marzo|mayo|junio|julio|septiembre|noviembre|diciembre|20[0-9]{2})\b[\s0-9)_-]*", RegexOptions.IgnoreCase)]
    private static partial Regex Periods();

    [GeneratedRegex("(?<=[_. -])[0-9]{2,4}([-_.][0-9]{2})?(?=[_. -]|$)|[0-9]{5,}")]
    private static partial Regex Numbers();
}
