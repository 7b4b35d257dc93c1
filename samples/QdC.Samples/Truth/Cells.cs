namespace QdC.Samples.Truth;

/// <summary>The rows of a period, all together and by each breakdown's members.</summary>
internal static class Cells
{
    private static readonly Dictionary<string, string> FieldOf = new() { ["service"] = "type", ["funder"] = "funder", ["team"] = "team", ["energy_channel"] = "energy_channel", ["energy_denial_reason"] = "energy_denial_reason" };

    /// <summary>The total, then each member of each breakdown.</summary>
    /// <param name="months">The rows by month.</param>
    /// <param name="period">The period.</param>
    /// <param name="breakdowns">Dimensions that stand in the rows themselves.</param>
    public static IEnumerable<(string Breakdown, string Member, IReadOnlyList<LiveRow> Rows)> Of(ILookup<int, LiveRow> months, Period period, params string[] breakdowns) =>
        Of(Enumerable.Range(period.FirstMonth, period.LastMonth - period.FirstMonth + 1).SelectMany(month => months[month]).ToList(), period, breakdowns);

    /// <summary>The same of rows chosen already.</summary>
    public static IEnumerable<(string Breakdown, string Member, IReadOnlyList<LiveRow> Rows)> Of(IReadOnlyList<LiveRow> all, Period period, params string[] breakdowns)
    {
        yield return ("total", "all", all);
        foreach (var breakdown in breakdowns)
        {
            foreach (var group in all.GroupBy(row => SensitiveList.Told(breakdown, row.Member(FieldOf[breakdown]), period)).OrderBy(group => group.Key, StringComparer.Ordinal))
                yield return (breakdown, group.Key, group.ToList());
        }
    }
}
