using QdC.Metrics;

namespace QdC.Pipeline.Disclosure;

/// <summary>One figure of <c>mart.kpi</c> that a published table names.</summary>
/// <param name="Id">Where it stands in <c>mart.kpi</c>.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Breakdown">The breakdown.</param>
/// <param name="Member">The member.</param>
/// <param name="Months">The months it is about, as far as its data reach.</param>
/// <param name="Numerator">What was counted.</param>
/// <param name="Denominator">What it was divided by.</param>
internal sealed record PublishedRow(long Id, Metric Metric, string Breakdown, string Member, Months Months, decimal? Numerator, decimal? Denominator)
{
    /// <summary>The persons behind its numerator and the largest part one of them holds, where they were counted.</summary>
    public (long Persons, double? Largest)? NumeratorPersons { get; init; }

    /// <summary>The same of its denominator.</summary>
    public (long Persons, double? Largest)? DenominatorPersons { get; init; }

    /// <summary>The numbers it shows.</summary>
    public IEnumerable<(Measure Measure, decimal Value, (long Persons, double? Largest)? Persons)> Numbers
    {
        get
        {
            var shown = Metric.Shown(PublishedTable.Dimensions(Breakdown));
            if (shown.Numerator is { } counted && Numerator is { } numerator)
            {
                yield return (counted, numerator, NumeratorPersons);
            }
            if (shown.Denominator is { } dividing && Denominator is { } denominator)
            {
                yield return (dividing, denominator, DenominatorPersons);
            }
        }
    }
}

/// <summary>Consecutive months, numbered from year 0.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last, included.</param>
internal readonly record struct Months(int First, int Last)
{
    /// <summary>How many.</summary>
    public int Length => Last - First + 1;

    /// <summary>True when the other lies in it.</summary>
    public bool Holds(Months other) => First <= other.First && other.Last <= Last && this != other;

    /// <summary>The months of a period that data reach.</summary>
    public static Months Of(DateOnly start, DateOnly end, DateOnly asOf) => new(Number(start), Math.Min(Number(end), Number(asOf)));

    private static int Number(DateOnly day) => (day.Year * 12) + day.Month - 1;
}
