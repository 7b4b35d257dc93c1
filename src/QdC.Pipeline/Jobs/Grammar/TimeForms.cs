using System.Globalization;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>The forms of text that speak of time: dates, date forms, durations, zones, schedules.</summary>
internal static class TimeForms
{
    /// <summary>A day.</summary>
    public static readonly TextForm Date = new(
        "date",
        "yyyy-MM-dd, for example 2019-01-01",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        text => ParseDate(text) is null ? "" : null
    );

    /// <summary>A span of time.</summary>
    public static readonly TextForm Duration = new(
        "duration",
        "a number with m, h or d, for example 36h",
        "^[1-9][0-9]{0,4}[mhd]$",
        text => ParseDuration(text) is null ? "" : null
    );

    /// <summary>How a source writes dates: what <see cref="DateForms"/> reads, with year and month.</summary>
    public static readonly TextForm DateForm = new(
        "date form",
        "year, month and day as yyyy, MM (or M) and dd (or d), for example dd/MM/yyyy; a time behind it is read over",
        null,
        text => IsOfMinutes(text) ? Minutes : text.Contains('y') && text.Contains('M') && DateForms.Knows(text) ? null : ""
    );

    /// <summary>IANA time zone.</summary>
    public static readonly TextForm TimeZone = new(
        "time zone",
        "an IANA name, for example Europe/Madrid",
        null,
        text => RefreshSchedule.HasZone(text) ? null : ""
    );

    /// <summary>Five-field cron expression.</summary>
    public static readonly TextForm Cron = new(
        "cron expression",
        "minute hour day month weekday, for example \"30 3 * * *\"",
        null,
        RefreshSchedule.Fault
    );

    /// <summary>The day, or null when the text is none.</summary>
    public static DateOnly? ParseDate(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>The span, or null when the text is none.</summary>
    public static TimeSpan? ParseDuration(string? text)
    {
        if (text is not { Length: >= 2 and <= 6 } || text[0] == '0')
            return null;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n))
            return null;
        return text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(n),
            'h' => TimeSpan.FromHours(n),
            'd' => TimeSpan.FromDays(n),
            _ => null,
        };
    }

    /// <summary>Null for the form of a date in a file's name that reads back what it writes, else what is wrong.</summary>
    public static string? DateInName(string form)
    {
        if (IsOfMinutes(form))
            return Minutes;
        if (!form.Contains("yy", StringComparison.Ordinal) || !form.Contains('M') || !form.Contains('d'))
            return "";
        if (form.Any(c => char.IsLetter(c) && !"yMdHhmsftT".Contains(c)))
            return "Of letters only y M d H h m s f t have a meaning.";
        var day = new DateTime(2023, 11, 24, 0, 0, 0, DateTimeKind.Unspecified);
        try
        {
            var written = day.ToString(form, CultureInfo.InvariantCulture);
            return
                DateTime.TryParseExact(written, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
                && read == day
                ? null
                : "It does not read back what it writes.";
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private const string Minutes = "mm means minutes; months are MM.";

    private static bool IsOfMinutes(string form) => form.Contains("mm", StringComparison.Ordinal) && !form.Contains('M');
}
