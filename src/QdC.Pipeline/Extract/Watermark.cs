using System.Globalization;

namespace QdC.Pipeline.Extract;

/// <summary>When a row last changed, as its source says: a moment or a growing number, kept as text that sorts as it does.</summary>
internal static class Watermark
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.fff";
    private const string Number = "D19";

    /// <summary>A value as it is kept. Finer than a millisecond is cut, so that nothing is passed over.</summary>
    public static string Of(object value) =>
        value switch
        {
            DateTime moment => moment.ToString(Moment, CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture),
            DateOnly day => day.ToDateTime(TimeOnly.MinValue).ToString(Moment, CultureInfo.InvariantCulture),
            _ => Math.Max(0, Convert.ToInt64(value, CultureInfo.InvariantCulture)).ToString(Number, CultureInfo.InvariantCulture),
        };

    /// <summary>The later of two.</summary>
    public static string? Later(string? one, string? other) => string.CompareOrdinal(one, other) >= 0 ? one : other;

    /// <summary>One that lies after the day of the pull is a mistake of the source: going on from there would pass over all that changes until then.</summary>
    public static string? Earlier(string? high, DateOnly day) =>
        high is not null && IsMoment(high) && Of(day.AddDays(1)) is var end && string.CompareOrdinal(high, end) > 0 ? end : high;

    /// <summary>From where to ask, as T-SQL: an overlap before what was seen, for what was written late; numbers from the last one on.</summary>
    public static string From(string high, TimeSpan overlap) =>
        IsMoment(high)
            ? $"'{(DateTime.ParseExact(high, Moment, CultureInfo.InvariantCulture) - overlap).ToString(Moment, CultureInfo.InvariantCulture)}'"
            : long.Parse(high, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static bool IsMoment(string high) => high.Contains('T');
}
