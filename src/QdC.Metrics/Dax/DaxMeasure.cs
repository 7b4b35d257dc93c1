namespace QdC.Metrics;

/// <summary>A measure of the semantic model.</summary>
/// <param name="Name">Its name in the model, Catalan.</param>
/// <param name="Table">The table it lives in.</param>
/// <param name="Expression">Its DAX, lines indented by four spaces.</param>
/// <param name="Format">Its number format; null of a hidden measure.</param>
/// <param name="Metric">The metric it shows; null of a hidden measure that metrics are made of.</param>
public sealed record DaxMeasure(string Name, string Table, string Expression, string? Format, Metric? Metric);

/// <summary>A way to move a figure in time: an item of the model's calculation group.</summary>
/// <param name="Names">Its name by language: ca, es, en.</param>
/// <param name="Expression">Its DAX.</param>
/// <param name="Format">The DAX that gives its number format; null for the figure's own.</param>
public sealed record DaxTimeItem(IReadOnlyDictionary<string, string> Names, string Expression, string? Format = null)
{
    /// <summary>Its name in the model.</summary>
    public string Name => Names[DaxNames.Language];
}
