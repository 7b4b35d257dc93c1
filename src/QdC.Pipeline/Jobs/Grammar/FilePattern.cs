namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>The pattern of a file name: * and ?, and at most one <c>{date:FORM}</c> that gives the effective date.</summary>
internal static class FilePattern
{
    /// <summary>The form of such patterns.</summary>
    public static readonly TextForm Form = new(
        "file pattern",
        "a file name with *, ? and at most one {date:FORM}, for example expedients_{date:yyyyMMdd}*.csv",
        null,
        Fault
    );

    /// <summary>True when the pattern says where the effective date stands.</summary>
    public static bool HasDate(string pattern) => pattern.Contains("{date:", StringComparison.Ordinal);

    private static string? Fault(string pattern)
    {
        if (pattern.Trim() == "")
            return "";
        if (pattern.AsSpan().IndexOfAny('/', '\\') >= 0)
            return "The folder of a source is flat: no / and no \\.";
        if (pattern.AsSpan().IndexOfAny("[]<>|\":".AsSpan()) is var bad and >= 0 && !InsidePlaceholder(pattern, bad))
            return $"{pattern[bad]} has no meaning here.";
        var open = pattern.IndexOf('{');
        if (open < 0)
            return pattern.Contains('}') ? "A { is missing." : null;
        var close = pattern.IndexOf('}');
        if (close < open)
            return "A } is missing.";
        if (pattern.AsSpan(close + 1).IndexOfAny('{', '}') >= 0)
            return "Only one {date:FORM} may stand in it.";
        var inside = pattern[(open + 1)..close];
        if (!inside.StartsWith("date:", StringComparison.Ordinal))
            return $"Only {{date:FORM}} is known, not {{{inside}}}.";
        return TimeForms.DateInName(inside["date:".Length..]) is { } fault
            ? $"The date form needs year, month and day, for example {{date:yyyyMMdd}}. {fault}".Trim()
            : null;
    }

    private static bool InsidePlaceholder(string pattern, int at) =>
        pattern.IndexOf('{') is var open and >= 0 && open < at && pattern.IndexOf('}') > at;
}
