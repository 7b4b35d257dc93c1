using System.Globalization;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage.Looking;

/// <summary>
/// Guesses where the columns of a text of fixed width begin: where a column of blanks ends, where a text that is filled up with
/// blanks meets one that never is, and where digits become letters in every line. Two columns that are always full of the same
/// sort of characters cannot be told apart, nor can words that happen to stand under each other: it is a guess, and is said to be one.
/// </summary>
internal static class FixedGuess
{
    private const int FewestLines = 3;
    private const int FewestCutLines = 10;
    private const double MostlyFilled = 0.6;
    private const int Shortest = 8;
    private const double Nearly = 0.9;
    private const int DateWidth = 8;

    /// <summary>The layout of lines that seem to be of fixed width; null where they do not.</summary>
    /// <param name="lines">The first lines of the text.</param>
    public static FixedForm? Of(IReadOnlyList<string> lines)
    {
        var filled = lines.Where(l => l.Trim().Length > 0).ToList();
        if (filled.Count < FewestLines)
        {
            return null;
        }
        // Editors cut blanks at the end of lines: then the longest are as long as most others at the least.
        var length = filled.GroupBy(l => l.Length).MaxBy(g => (g.Count(), g.Key))!.Key;
        var isCut = filled.Count(l => l.Length == length) < Nearly * filled.Count;
        if (isCut)
        {
            length = filled.Max(l => l.Length);
        }
        var isHeader = filled.Count > FewestLines && IsHeader(filled[0], filled[1..]);
        var body = filled.Skip(isHeader ? 1 : 0).Where(l => l.Length == length || (isCut && l.Length < length)).Select(l => l.PadRight(length)).ToList();
        if (length < Shortest || body.Count < FewestLines)
        {
            return null;
        }
        var starts = Starts(body, length);
        bool IsBlank(int at) => body.TrueForAll(l => l[at] == ' ');
        if (starts.Count < 2 || (isCut && (body.Count < FewestCutLines || !starts.TrueForAll(s => s == 0 || IsBlank(s - 1)) || !starts.TrueForAll(s => body.Count(l => l[s..].Trim().Length > 0) > MostlyFilled * body.Count))))
        {
            return null; // words that happen to stand under each other
        }
        var columns = new List<FixedColumn>();
        for (var i = 0; i < starts.Count; i++)
        {
            var width = (i + 1 < starts.Count ? starts[i + 1] : length) - starts[i];
            columns.Add(new FixedColumn("", starts[i] + 1, width));
        }
        foreach (var (at, word) in isHeader ? Words(filled[0]) : [])
        {
            // A heading may begin before the numbers below it, or end behind the words.
            var over = columns.FindIndex(c => c == columns.MaxBy(o => Math.Min(o.End, at + word.Length) - Math.Max(o.Start - 1, at)));
            columns[over] = columns[over] with { Name = $"{columns[over].Name} {word}".Trim() };
        }
        var twice = columns.GroupBy(c => TextFold.Header(c.Name)).Where(g => g.Count() > 1 || g.Key.Length == 0).SelectMany(g => g).ToHashSet();
        return new FixedForm([.. columns.Select(c => twice.Contains(c) ? c with { Name = $"C{c.Start}" } : c)], lines.TakeWhile(l => l.Trim().Length == 0).Count() + (isHeader ? 1 : 0), isHeader, true);
    }

    /// <summary>Where columns begin, from 0.</summary>
    private static List<int> Starts(List<string> body, int length)
    {
        bool All(int at, Func<char, bool> test) => at < length && body.Count(l => test(l[at])) >= Nearly * body.Count;
        bool Any(int at, Func<char, bool> test) => body.Count(l => test(l[at])) > (1 - Nearly) * body.Count;
        var starts = new List<int> { 0 };
        for (var i = 1; i < length; i++)
        {
            var (here, before) = (All(i, c => c == ' '), All(i - 1, c => c == ' '));
            var begins = (before && !here)
                || (!here && !before && Any(i - 1, c => c == ' ') && All(i, c => c != ' ') && IsFilledUp(body, starts[^1], i)) // a text filled up with blanks ends
                || (All(i, c => c == '0') && All(i - 1, char.IsDigit) && Varies(body, i - 1) && VariesBehind(body, i, length)) // a number with zeros before it begins
                || (!here && All(i - 1, c => c != ' ') && Any(i, c => c == ' ') && Any(i, char.IsDigit) && !Any(i, char.IsLetter) && All(i - 1, char.IsLetterOrDigit) && IsRightAligned(body, i, length)) // a number with blanks before it begins
                || (All(i - 1, char.IsDigit) && All(i, char.IsLetter)) || (All(i - 1, char.IsLetter) && All(i, char.IsDigit) && i > 1 && !All(i - 2, char.IsDigit) && !IsCode(body, i));
            if (begins && i > starts[^1])
            {
                starts.Add(i);
            }
        }
        return Dated(starts, body, length);
    }

    /// <summary>True where lines that end in a blank before a place have something in front of it: else the blanks stand before a number.</summary>
    private static bool IsFilledUp(List<string> body, int start, int at)
    {
        var blank = body.Where(l => l[at - 1] == ' ').ToList();
        return blank.Count(l => l[start..at].Trim().Length > 0) >= Nearly * blank.Count;
    }

    private static bool Varies(List<string> body, int at) => body.Exists(l => l[at] != body[0][at]);

    /// <summary>True where the digits from a place on do not stay zeros to their end.</summary>
    private static bool VariesBehind(List<string> body, int at, int length)
    {
        for (; at < length && body.TrueForAll(l => char.IsDigit(l[at])); at++)
        {
            if (Varies(body, at))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True where what follows is, in every line, blanks and then a number that ends at the same place.</summary>
    private static bool IsRightAligned(List<string> body, int at, int length)
    {
        var end = at;
        while (end < length && !body.TrueForAll(l => char.IsDigit(l[end])))
        {
            end++;
        }
        return end < length && body.TrueForAll(l => l[at..(end + 1)].TrimStart() is var number && number.Length > 0 && number.All(c => char.IsDigit(c) || c is '.' or ','));
    }

    /// <summary>One letter before digits is part of a code: E00012.</summary>
    private static bool IsCode(List<string> body, int at) => at < 2 || body.TrueForAll(l => at >= 2 && !char.IsLetter(l[at - 2]));

    /// <summary>Days written as eight digits are columns of their own.</summary>
    private static List<int> Dated(List<int> starts, List<string> body, int length)
    {
        var all = new SortedSet<int>(starts);
        for (var i = 0; i + DateWidth <= length; i++)
        {
            var days = body.Select(l => l.Substring(i, DateWidth)).Where(d => d.Trim('0', ' ').Length > 0).ToList();
            if (days.Count >= FewestLines && days.Count >= Nearly * body.Count && days.TrueForAll(IsDay) && days.Distinct().Count() > 1)
            {
                all.RemoveWhere(s => s > i && s < i + DateWidth);
                all.Add(i);
                if (i + DateWidth < length)
                {
                    all.Add(i + DateWidth);
                }
                i += DateWidth - 1;
            }
        }
        return [.. all];
    }

    private static bool IsDay(string text) =>
        text[..2] is "19" or "20" && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>A first line of words without a digit above lines that have digits.</summary>
    private static bool IsHeader(string first, List<string> rest) =>
        first.Any(char.IsLetter) && !first.Any(char.IsDigit) && rest.Count(l => l.Any(char.IsDigit)) >= Nearly * rest.Count;

    private static IEnumerable<(int At, string Word)> Words(string header)
    {
        for (var at = 0; at < header.Length; at++)
        {
            var end = at;
            while (end < header.Length && header[end] != ' ')
            {
                end++;
            }
            if (end > at)
            {
                yield return (at, header[at..end]);
                at = end;
            }
        }
    }
}
