using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Check;
using QdC.Pipeline.Diff;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Diff;

/// <summary>Comparisons of a box's versions.</summary>
internal static class Diffs
{
    /// <summary>Compares two versions; every figure, every cause.</summary>
    public static VersionComparison Diff(this Box box, int before = 1, int after = 2, DiffRequest? request = null)
    {
        using var log = AreaLog.Open(box.Home, Box.Code, box.Clock);
        using var keys = AreaKeys.Open(log);
        var numbers = new RecordNumbers(box.Jobs, new Landing(box.Home, keys, box.Clock));
        return new VersionDiff(box.Home, box.Jobs, box.Metrics, box.Clock) { Numbers = numbers }.Compare(box.Area, before, after, request ?? new DiffRequest());
    }

    /// <summary>The groups of records as words: <c>payment changed corrected 1 amount</c>.</summary>
    public static IEnumerable<string> Words(this VersionComparison diff) =>
        diff.Rows.Select(r => $"{r.Subject} {r.Change} {r.Cause} {r.Count} {string.Join(' ', r.Fields.Select(f => f.Field))}".TrimEnd().ToLowerInvariant());

    /// <summary>The figure of a metric's total that differs.</summary>
    public static FigureDifference Figure(this VersionComparison diff, string metric, string month, string kind = "month") =>
        diff.Figures.Single(f => f.Metric == metric && f.PeriodKind == kind && f.PeriodStart.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture) == month && f.Breakdown == "total");

    /// <summary>The metrics that differ in a month.</summary>
    public static IEnumerable<string> Metrics(this VersionComparison diff) => diff.Figures.Select(f => f.Metric).Distinct();
}
