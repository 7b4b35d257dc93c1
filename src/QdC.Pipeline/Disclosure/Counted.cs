using QdC.Metrics;

namespace QdC.Pipeline.Disclosure;

/// <summary>A measure as readers see through it: measures that count the same are one, whatever they are called.</summary>
/// <param name="Name">What it counts, in one text.</param>
/// <param name="Measure">A measure that counts it.</param>
internal sealed record Counted(string Name, Measure Measure)
{
    /// <summary>What a measure counts. A percentile shows how many values it is taken of, and those are rows.</summary>
    public static Counted Of(Measure measure) =>
        new(string.Join('|', measure.Fact.Table, IsRows(measure) ? "rows" : measure.Aggregate, Column(measure), measure.Time, Text(measure.Where), Text(measure.KeepLast), measure.NewFor, measure.Within), measure);

    /// <summary>The measure without what the members of the breakdown decide; itself where nothing is decided.</summary>
    public static Counted In(Measure measure, string breakdown) =>
        measure.KeptBy == breakdown ? Of(measure with { KeepLast = new Dictionary<string, IReadOnlyList<string>>(), KeptBy = null }) : Of(measure);

    /// <summary>True when whatever it counts the other counts too.</summary>
    public bool IsPartOf(Counted other)
    {
        var (a, b) = (Measure, other.Measure);
        return Name != other.Name
            && a.Fact.Table == b.Fact.Table
            && (IsRows(a) ? IsRows(b) && (Column(b) is "" || Column(b) == Column(a)) : a.Aggregate == b.Aggregate && a.Column == b.Column)
            && a.Time == b.Time
            && Narrows(a.Where, b.Where)
            && Narrows(a.KeepLast, b.KeepLast)
            && (b.NewFor is null || a.NewFor == b.NewFor)
            && (b.Within is null || a.Within == b.Within);
    }

    /// <summary>True when months add up to quarters and years.</summary>
    public bool AddsUpOverTime => Measure.Time == TimeRule.InPeriod && (IsRows(Measure) || Measure.Aggregate == Aggregate.Sum);

    /// <summary>True when each is counted in one of the months of a period only: who is new once is attended before in all later ones.</summary>
    public bool MayAddUpOverTime => AddsUpOverTime || Measure.NewFor is not null;

    /// <summary>
    /// True when members add up to the total: each row has one member, and so has each person where the last row decides or, at a period's
    /// end, where what is known of persons does.
    /// </summary>
    public bool AddsUpOverMembers(string breakdown) =>
        Measure.Aggregate != Aggregate.Distinct
        || Measure.Fact.Last is not null
        || (Measure.Time == TimeRule.AtEnd && Measure.Fact.Fields.GetValueOrDefault(breakdown, "").StartsWith("person.", StringComparison.Ordinal));

    private static bool IsRows(Measure measure) => measure.Aggregate is not (Aggregate.Sum or Aggregate.Distinct);

    private static string Column(Measure measure) => measure.Aggregate == Aggregate.Rows ? "" : measure.Column;

    private static string Text(IReadOnlyDictionary<string, IReadOnlyList<string>> filters) =>
        string.Join(',', filters.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={string.Join('/', f.Value.Order(StringComparer.Ordinal))}"));

    private static bool Narrows(IReadOnlyDictionary<string, IReadOnlyList<string>> narrow, IReadOnlyDictionary<string, IReadOnlyList<string>> wide) =>
        wide.All(w => narrow.TryGetValue(w.Key, out var values) && values.All(w.Value.Contains));
}
