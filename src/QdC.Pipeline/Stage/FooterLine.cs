using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace QdC.Pipeline.Stage;

/// <summary>Recognises a footer by its declared pattern. A group named <c>rows</c> tells how many records the file should hold.</summary>
internal sealed class FooterLine
{
    private const int LookAt = 512;

    // A pattern takes longer to prepare than a small file to read, and is the same in each of an extract's.
    private static readonly ConcurrentDictionary<string, FooterLine> Prepared = new();
    private readonly Regex _pattern;
    private readonly byte[] _prefix;
    private readonly bool _tellsRows;

    private FooterLine(string pattern)
    {
        _pattern = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        _prefix = Encoding.UTF8.GetBytes(LiteralPrefix(pattern));
        _tellsRows = _pattern.GetGroupNames().Contains("rows");
    }

    public static FooterLine? From(string? pattern) => string.IsNullOrEmpty(pattern) ? null : Prepared.GetOrAdd(pattern, p => new FooterLine(p));

    /// <summary>True when the line is a footer; <paramref name="rows"/> is the number of records it names, if it does.</summary>
    public bool Matches(ReadOnlySpan<byte> line, out long? rows)
    {
        rows = null;
        if (!line.StartsWith(_prefix))
        {
            return false;
        }

        Span<char> chars = stackalloc char[LookAt];
        var text = line.Length > LookAt ? line[..LookAt] : line;
        var count = Encoding.UTF8.GetChars(text, chars);
        if (!_pattern.IsMatch(chars[..count]))
        {
            return false;
        }

        if (_tellsRows && long.TryParse(_pattern.Match(new string(chars[..count])).Groups["rows"].Value, out var told))
        {
            rows = told;
        }

        return true;
    }

    private static string LiteralPrefix(string pattern)
    {
        if (!pattern.StartsWith('^') || pattern.Contains('|'))
        {
            return "";
        }

        var length = 1;
        while (length < pattern.Length && char.IsLetter(pattern[length]))
        {
            length++;
        }

        // A quantifier after the last letter may make it optional.
        var end = length < pattern.Length && pattern[length] is '?' or '*' or '{' ? length - 1 : length;
        return pattern[1..Math.Max(1, end)];
    }
}
