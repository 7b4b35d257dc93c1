using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Query;

/// <summary>Filters as people write them in a cell: <c>sex=D;age_group=65+</c>.</summary>
internal static class MemberFilters
{
    /// <summary>What is right.</summary>
    public const string Allowed = "DIM=MEMBER, several with ; between them, for example sex=D;age_group=65+";

    /// <summary>The members that every dimension has besides its own.</summary>
    private static readonly string[] Unknown = ["unknown", "not_applicable", "invalid", "unmapped"];

    /// <summary>Reads them; null when they are none.</summary>
    public static IReadOnlyList<MemberFilter>? Parse(string text)
    {
        var filters = new List<MemberFilter>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } dimension, { Length: > 0 } member])
            {
                return null;
            }
            filters.Add(new(dimension, member));
        }
        return filters;
    }

    /// <summary>The members of a dimension that is a code list; null for one whose members are the area's own.</summary>
    public static IReadOnlyCollection<string>? Members(string dimension, CodeListSet lists) => List(dimension, lists)?.Entries.Select(e => e.Code).Concat(Unknown).ToList();

    /// <summary>True when the member is on the sensitive list.</summary>
    public static bool IsSensitive(MemberFilter filter, MetricsFile metrics, CodeListSet lists) =>
        metrics.Dimensions[filter.Dimension].Sensitive
        && List(filter.Dimension, lists)?.Entries.FirstOrDefault(e => e.Code == filter.Member)?.Attributes.GetValueOrDefault("sensitive") is "yes" or "true" or "1";

    private static CodeList? List(string dimension, CodeListSet lists)
    {
        var name = dimension.Replace('_', '-');
        return new[] { name, name + "-code", "population-" + name.Replace("group", "band", StringComparison.Ordinal) }.Select(n => lists.Lists.GetValueOrDefault(n)).FirstOrDefault(l => l is not null);
    }
}
