using QdC.Samples.Truth;
using QdC.Warehouse;

namespace QdC.Cli.Demo;

/// <summary>Compares the figures that a version serves with those that the simulation says.</summary>
internal static class FigureComparison
{
    private const double Tolerance = 1e-9;

    /// <summary>Figures that differ, are missing, or that the truth does not know, each in words. Years to date are no part of the truth.</summary>
    /// <param name="truth">The figures that must be served.</param>
    /// <param name="version">What is served.</param>
    /// <param name="among">Which of the served figures must be known to the truth; null for all.</param>
    public static List<string> Of(IEnumerable<KpiRow> truth, DuckDbSession version, Func<KpiRow, bool>? among = null)
    {
        var served = version
            .Query(
                "SELECT metric, period_kind, period_start, breakdown, member, numerator, denominator, value, status FROM mart.kpi WHERE period_kind <> 'ytd'",
                r => new KpiRow(
                    r.GetString(0),
                    r.GetString(1),
                    r.GetFieldValue<DateOnly>(2),
                    r.GetString(3),
                    r.GetString(4),
                    r.IsDBNull(5) ? null : r.GetDecimal(5),
                    r.IsDBNull(6) ? null : r.GetDecimal(6),
                    r.IsDBNull(7) ? null : (decimal)r.GetDouble(7),
                    r.GetString(8)
                )
            )
            .Where(row => among?.Invoke(row) ?? true)
            .ToDictionary(Place);
        var differences = new List<string>();
        foreach (var right in truth)
        {
            if (!served.Remove(Place(right), out var found) || !Same(right, found))
            {
                differences.Add($"{Name(right)}: expected {Show(right)}, served {Show(found)}");
            }
        }
        differences.AddRange(served.Values.Select(found => $"{Name(found)}: expected nothing, served {Show(found)}"));
        return differences;
    }

    private static (string, string, DateOnly, string, string) Place(KpiRow row) => (row.Metric, row.PeriodKind, row.PeriodStart, row.Breakdown, row.Member);

    private static string Name(KpiRow row) => $"{row.Metric} {row.PeriodKind} {row.PeriodStart:yyyy-MM-dd} {row.Breakdown}={row.Member}";

    private static bool Same(KpiRow a, KpiRow b) => a.Status == b.Status && Same(a.Numerator, b.Numerator) && Same(a.Denominator, b.Denominator) && Same(a.Value, b.Value);

    private static bool Same(decimal? a, decimal? b) =>
        a is not { } left || b is not { } right ? a is null && b is null : Math.Abs((double)(left - right)) <= Tolerance * Math.Max(1, Math.Abs((double)left));

    private static string Show(KpiRow? f) => f is null ? "nothing" : $"{f.Numerator:0.######} / {f.Denominator:0.######} = {f.Value:0.######} {f.Status}";
}
