using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>What a table is: the first sentence of the SQL file that makes it.</summary>
internal static class Descriptions
{
    private static readonly Dictionary<string, string> Marts = new()
    {
        ["mart.kpi"] = "The figures of the area: numerator, denominator, value and status, by metric, period and breakdown.",
        ["mart.metric_supply"] = "Which days the data of each metric reach, the first day a period may begin and end on, and why there is none.",
        ["mart.published"] = "The figures that may be seen outside the area, suppressed together.",
        ["mart.network"] = "The figures of all areas together, as they may be seen outside.",
    };

    /// <summary>One sentence.</summary>
    public static string Of(WarehouseTable table)
    {
        if (Marts.TryGetValue(table.FullName, out var said))
        {
            return said;
        }
        var model = SqlModels.All.Single(m => m.Table == table.FullName);
        var comment = string.Join(' ', model.Text.Split('\n').TakeWhile(l => l.StartsWith("--", StringComparison.Ordinal)).Select(l => l[2..].Trim()));
        if (comment.Length == 0)
        {
            return $"The common codes of {table.Name["dim_".Length..].Replace('_', ' ')} with their labels in Catalan, Spanish and English.";
        }
        return comment.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? comment[..(end + 1)] : comment;
    }
}
