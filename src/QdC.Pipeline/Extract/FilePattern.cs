using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QdC.Pipeline.Extract;

/// <summary>A glob of file names in which <c>{date:FORMAT}</c> stands for the effective date: <c>persones_{date:yyyyMMdd}*.csv</c>.</summary>
internal sealed class FilePattern
{
    private readonly Regex _regex;
    private readonly string? _format;

    /// <summary>Compiles a pattern of <c>*</c>, <c>?</c> and at most one <c>{date:…}</c>.</summary>
    /// <exception cref="ArgumentException">The date's form is not understood, or stands twice.</exception>
    public FilePattern(string pattern)
    {
        Pattern = pattern;
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("{date:"))
            {
                var end = pattern.IndexOf('}', i);
                if (end < 0 || _format is not null)
                {
                    throw new ArgumentException($"'{pattern}' is no file pattern: {{date:FORMAT}} may stand once and must be closed.", nameof(pattern));
                }

                _format = pattern[(i + 6)..end];
                regex.Append("(?<date>").Append(DateRegex(_format, pattern)).Append(')');
                i = end;
                continue;
            }

            regex.Append(pattern[i] switch
            {
                '*' => ".*",
                '?' => ".",
                var c => Regex.Escape(c.ToString()),
            });
        }

        _regex = new Regex(regex.Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>The pattern as it is written.</summary>
    public string Pattern { get; }

    /// <summary>Matches a file name; <paramref name="date"/> is the date in it, or null.</summary>
    public bool Matches(string name, out DateOnly? date)
    {
        date = null;
        var match = _regex.Match(name);
        if (!match.Success)
        {
            return false;
        }

        if (_format is null)
        {
            return true;
        }

        if (!DateOnly.TryParseExact(match.Groups["date"].Value, _format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found))
        {
            return false;
        }

        // A month stands for its last day.
        date = _format.Contains('d') ? found : found.AddMonths(1).AddDays(-1);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Pattern;

    private static string DateRegex(string format, string pattern)
    {
        var regex = new StringBuilder();
        foreach (var c in format)
        {
            regex.Append(c switch
            {
                'y' or 'M' or 'd' => "[0-9]",
                _ when char.IsLetter(c) => throw new ArgumentException($"'{format}' in '{pattern}' is no date form: use yyyy, MM, dd and separators."),
                _ => Regex.Escape(c.ToString()),
            });
        }

        return format.Contains("yyyy") && format.Contains("MM")
            ? regex.ToString()
            : throw new ArgumentException($"'{format}' in '{pattern}' is no date form: it needs yyyy and MM.");
    }
}
