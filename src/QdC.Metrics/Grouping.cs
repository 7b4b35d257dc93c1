namespace QdC.Metrics;

/// <summary>What a measure's statement groups by beside the period.</summary>
/// <param name="Dimensions">The dimensions it joins, each as <c>d_name</c>.</param>
/// <param name="Columns">The columns, each with its expression.</param>
internal sealed record Grouping(IReadOnlyList<string> Dimensions, IReadOnlyList<(string Name, string Sql)> Columns)
{
    /// <summary>The columns by name, each after a comma.</summary>
    public string Names => string.Concat(Columns.Select(c => $", {c.Name}"));

    /// <summary>The columns with their expressions, each after a comma.</summary>
    public string Select => string.Concat(Columns.Select(c => $", {c.Sql} AS {c.Name}"));

    /// <summary>One column for each dimension, holding the member's code.</summary>
    public static Grouping By(IReadOnlyList<string> dimensions) => new(dimensions, [.. dimensions.Select(d => (d, $"d_{d}.code"))]);
}
