using System.Globalization;
using Cronos;

namespace QdC.Pipeline.Jobs;

/// <summary>When an area is refreshed: five fields of cron, and the time zone they are meant in.</summary>
/// <remarks>
/// A local time that daylight saving skips is moved to the first moment after the gap, and one that comes twice is taken once, the first time.
/// Where both day and weekday are given, both must fit.
/// </remarks>
public sealed class RefreshSchedule
{
    private static readonly (string Name, int Min, int Max)[] Parts = [("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7)];
    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;

    private RefreshSchedule(string cron, TimeZoneInfo zone)
    {
        Cron = cron;
        _zone = zone;
        _expression = CronExpression.Parse(cron);
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((f, i) => Values(f, Parts[i].Min, Parts[i].Max)!).ToArray();
        (Minutes, Hours, Days, Months) = (fields[0], fields[1], fields[2], fields[3]);
        Weekdays = [.. fields[4].Select(d => d == 0 ? 7 : d).Distinct().Order()];
    }

    /// <summary>The expression.</summary>
    public string Cron { get; }

    /// <summary>The time zone's IANA name.</summary>
    public string TimeZone => _zone.Id;

    /// <summary>Minutes of the hour, 0 to 59, in order.</summary>
    public IReadOnlyList<int> Minutes { get; }

    /// <summary>Hours of the day, 0 to 23, in order.</summary>
    public IReadOnlyList<int> Hours { get; }

    /// <summary>Days of the month, 1 to 31, in order.</summary>
    public IReadOnlyList<int> Days { get; }

    /// <summary>Months, 1 to 12, in order.</summary>
    public IReadOnlyList<int> Months { get; }

    /// <summary>Days of the week, 1 (Monday) to 7 (Sunday), in order.</summary>
    public IReadOnlyList<int> Weekdays { get; }

    /// <summary>The schedule that an expression and a time zone make.</summary>
    /// <exception cref="ArgumentException">They make none: see <see cref="Fault"/> and <see cref="HasZone"/>.</exception>
    public static RefreshSchedule Of(string cron, string timeZone) =>
        Fault(cron) is { } fault ? throw new ArgumentException(fault, nameof(cron))
        : !HasZone(timeZone) ? throw new ArgumentException("No time zone.", nameof(timeZone))
        : new RefreshSchedule(cron, TimeZoneInfo.FindSystemTimeZoneById(timeZone));

    /// <summary>True when there is a time zone of that IANA name.</summary>
    public static bool HasZone(string name) => name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    /// <summary>What is wrong with an expression, as a sentence; null when nothing is.</summary>
    public static string? Fault(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Parts.Length)
        {
            return $"It has {fields.Length} fields, not 5.";
        }
        for (var i = 0; i < fields.Length; i++)
        {
            var (name, min, max) = Parts[i];
            if (Values(fields[i], min, max) is null)
            {
                return $"The {name} \"{fields[i]}\" is not *, a number from {min} to {max}, a range or a step.";
            }
        }
        return CronExpression.Parse(cron).GetNextOccurrence(DateTime.UnixEpoch) is null ? "It names a day that never comes." : null;
    }

    /// <summary>The next times after a moment, in the schedule's time zone.</summary>
    public IReadOnlyList<DateTimeOffset> Next(DateTimeOffset after, int count)
    {
        var times = new List<DateTimeOffset>(count);
        for (var from = after; times.Count < count && _expression.GetNextOccurrence(from, _zone) is { } next; from = next)
        {
            times.Add(next);
        }
        return times;
    }

    /// <summary>The last time at or before a moment that is after another; null when there is none between.</summary>
    public DateTimeOffset? LastBetween(DateTimeOffset after, DateTimeOffset until)
    {
        DateTimeOffset? last = null;
        for (var from = after < until - LongestSpan ? until - LongestSpan : after; _expression.GetNextOccurrence(from, _zone) is { } next && next <= until; from = next)
        {
            last = next;
        }
        return last;
    }

    /// <summary>A moment in the schedule's time zone.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone);

    /// <summary>The longest a portal that was off looks back; the rarest schedule but that of 29 February comes once in it.</summary>
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(366);

    /// <summary>The values of a field: *, numbers, ranges and steps, several with commas. Null when it is none.</summary>
    private static List<int>? Values(string field, int min, int max)
    {
        var values = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            var step = part.Split('/');
            var range = step[0].Split('-');
            var from = step[0] == "*" ? min : Number(range[0]);
            var to = step[0] == "*" ? (max == 7 ? 6 : max) : range.Length == 2 ? Number(range[1]) : step.Length == 2 ? max : from;
            var by = step.Length == 2 ? Number(step[1]) : 1;
            if (step.Length > 2 || range.Length > 2 || by is not > 0 || by > max || from is not { } low || to is not { } high || low < min || high > max || low > high)
            {
                return null;
            }
            for (var value = low; value <= high; value += by.Value)
            {
                values.Add(value);
            }
        }
        return [.. values];
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
