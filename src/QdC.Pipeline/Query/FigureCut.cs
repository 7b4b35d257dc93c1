using QdC.Metrics;

namespace QdC.Pipeline.Query;

/// <summary>How a metric is cut in one question: what is shown, what is kept, what is folded.</summary>
/// <param name="Dimensions">Every dimension that the cut touches.</param>
/// <param name="Shown">Those it is broken down by.</param>
/// <param name="Where">Members it keeps.</param>
/// <param name="Folded">Dimensions whose sensitive members are one.</param>
/// <param name="IsStored">True when the mart holds it.</param>
internal sealed record FigureCut(
    IReadOnlyList<Dimension> Dimensions,
    IReadOnlyList<string> Shown,
    IReadOnlyList<MemberFilter> Where,
    IReadOnlyList<Dimension> Folded,
    bool IsStored
)
{
    /// <summary>The figure as a whole.</summary>
    public static FigureCut Total { get; } = new([], [], [], [], true);

    /// <summary>True when a metric can be cut by all of these dimensions together.</summary>
    public static bool IsPossible(Metric metric, IReadOnlyList<string> names) =>
        names.All(metric.CanCut) && Lacking(metric, names).Count == 0;

    private static List<string> Lacking(Metric metric, IReadOnlyList<string> names)
    {
        var (numerator, denominator, dividing) = (metric.NumeratorFor(names), metric.DenominatorFor(names), metric.Dividing(names));
        return [.. names.Where(n => (dividing.Contains(n) && denominator?.Fact.Dimensions.ContainsKey(n) == false) || !numerator.Fact.Dimensions.ContainsKey(n))];
    }

    /// <summary>Finds the cut of a question, or says why there is none.</summary>
    public static FigureCut Of(MetricsFile metrics, Metric metric, FigureRequest request)
    {
        var names = Check(metrics, metric, request.By, request.Where);
        var dimensions = names.Select(n => metrics.Dimensions[n]).ToList();
        var folded = dimensions.Where(d => SensitiveMembers.AreFolded(d, names, request.PeriodKind)).ToList();
        // Of a single dimension the mart folds the sensitive members where a question does.
        var stored = !request.ByRegistration && request.Where.Count == 0 && (names.Count == 0 || (names.Count == 1 && metric.Breakdowns.Contains(names[0])));
        return new FigureCut(dimensions, request.By, request.Where, folded, stored);
    }

    /// <summary>Gives back the dimensions a cut touches, or says why there is no such cut.</summary>
    public static List<string> Check(MetricsFile metrics, Metric metric, IReadOnlyList<string> by, IReadOnlyList<MemberFilter> where)
    {
        var allowed = metric.Breakdowns.ToList();
        var names = by.Concat(where.Select(w => w.Dimension)).Distinct().ToList();
        foreach (var name in names.Where(n => !allowed.Contains(n)))
        {
            throw metrics.Dimensions.ContainsKey(name)
                ? new CutNotPossible(metric, [name], $"it has no {name}")
                : new UnknownName("dimension", name, allowed.Count > 0 ? allowed : [.. metrics.Dimensions.Keys], metric.Name);
        }
        if (by.Distinct().Count() < by.Count)
        {
            throw new CutNotPossible(metric, by, "a dimension is named twice");
        }
        if (where.DistinctBy(w => w.Dimension).Count() < where.Count)
        {
            throw new CutNotPossible(metric, [.. where.Select(w => $"{w.Dimension}={w.Member}")], "only one member of a dimension can be kept");
        }
        if (Lacking(metric, names) is { Count: > 0 } lacking)
        {
            throw new CutNotPossible(metric, names, $"what it counts or is divided by is not known by {string.Join(" and ", lacking)} in this combination");
        }
        return names;
    }

    /// <summary>Writes the query for a cut that the mart does not hold.</summary>
    public string Sql(MetricsFile metrics, Metric metric, MetricSupply supply, MetricSettings settings) =>
        KpiMartSql.Query(metrics, metric, Shown, Where, supply, settings);
}
