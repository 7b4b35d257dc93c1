namespace QdC.Samples.Truth;

/// <summary>A period of figures.</summary>
/// <param name="Kind">month, quarter, year or rolling12.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="FirstMonth">Number of its first month, counted from the month history begins.</param>
/// <param name="LastMonth">Number of its last month that data can speak of.</param>
internal sealed record Period(string Kind, DateOnly Start, DateOnly End, int FirstMonth, int LastMonth);

/// <summary>The months from the beginning of history to the date of the data, and the periods made of them.</summary>
internal sealed class MonthLine
{
    private readonly DateOnly _first;

    /// <summary>Lays out the months of an area.</summary>
    public MonthLine(DateOnly historyFrom, DateOnly dataAsOf)
    {
        _first = new DateOnly(historyFrom.Year, historyFrom.Month, 1);
        Count = MonthOf(dataAsOf) + 1;
        Periods = [.. Months(), .. Blocks("quarter", 3), .. Blocks("year", 12), .. Rolling()];
    }

    /// <summary>Number of months.</summary>
    public int Count { get; }

    /// <summary>All periods.</summary>
    public IReadOnlyList<Period> Periods { get; }

    /// <summary>The number of a day's month; outside the line when below 0 or not below <see cref="Count"/>.</summary>
    public int MonthOf(DateOnly day) => (day.Year - _first.Year) * 12 + day.Month - _first.Month;

    /// <summary>True when the month is on the line.</summary>
    public bool Holds(int month) => month >= 0 && month < Count;

    /// <summary>The last day of a month.</summary>
    public DateOnly LastDay(int month) => _first.AddMonths(month + 1).AddDays(-1);

    private IEnumerable<Period> Months() => Enumerable.Range(0, Count).Select(month => Make("month", month, 1));

    private IEnumerable<Period> Blocks(string kind, int length)
    {
        for (var month = 0; month < Count; month++)
        {
            if ((_first.AddMonths(month).Month - 1) % length == 0)
                yield return Make(kind, month, length);
        }
    }

    private IEnumerable<Period> Rolling() =>
        Enumerable.Range(11, Math.Max(0, Count - 11)).Select(month => Make("rolling12", month - 11, 12));

    private Period Make(string kind, int month, int length) =>
        new(kind, _first.AddMonths(month), LastDay(month + length - 1), month, Math.Min(month + length, Count) - 1);
}
