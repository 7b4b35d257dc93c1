namespace QdC.Metrics;

/// <summary>A table that may be seen outside an area: one metric, whole or by one dimension, for some kinds of period. What no table names is never seen.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Breakdown">The dimension, or <see cref="Total"/>.</param>
/// <param name="Periods">The kinds of period.</param>
public sealed record PublishedTable(string Metric, string Breakdown, IReadOnlyList<string> Periods)
{
    /// <summary>The breakdown of figures that are not broken down.</summary>
    public const string Total = KpiMartSql.Total;

    /// <summary>The dimensions a breakdown stands for: itself, or none of the total.</summary>
    public static IReadOnlyList<string> Dimensions(string breakdown) => breakdown == Total ? [] : [breakdown];
}

/// <summary>The persons behind a measure that counts or sums something else than persons.</summary>
/// <param name="Fact">A fact that has a row a person.</param>
/// <param name="Person">Its column that tells persons apart.</param>
/// <param name="Amount">Its column that holds each person's part; null where parts do not matter.</param>
/// <param name="Where">Its filters, those of the measure where none are given.</param>
public sealed record PersonsBehind(Fact Fact, string Person, string? Amount, IReadOnlyDictionary<string, IReadOnlyList<string>> Where);

/// <summary>One number of a <see cref="KnownRelation"/>.</summary>
/// <param name="Weight">How often it counts; negative on the greater side.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Breakdown">The dimension of the one member meant; null where the number is the same member's as the others'.</param>
/// <param name="Member">The member's code.</param>
public sealed record KnownTerm(int Weight, Measure Measure, string? Breakdown, string? Member);

/// <summary>What is known in public of the numbers of a period: the weighted sum is at most zero. A number at the period's end is that of its last month.</summary>
/// <param name="Terms">The numbers.</param>
public sealed record KnownRelation(IReadOnlyList<KnownTerm> Terms);
