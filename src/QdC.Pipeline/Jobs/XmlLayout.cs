namespace QdC.Pipeline.Jobs;

/// <summary>How rows lie in an XML file.</summary>
public sealed record XmlLayout : IFileForm
{
    /// <summary>The path of the elements that are rows.</summary>
    public required XmlPath Rows { get; init; }

    /// <summary>Its columns in the order they are declared.</summary>
    public IReadOnlyList<XmlColumn> Columns { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Dates { get; init; } = ["yyyy-MM-dd"];

    /// <inheritdoc/>
    public char Decimal { get; init; } = '.';

    /// <inheritdoc/>
    public char? Thousands { get; init; }
}

/// <summary>A column of an XML file.</summary>
/// <param name="Name">What mappings call it.</param>
/// <param name="Path">Where it is, from the row.</param>
/// <param name="Separator">What stands between the values of an element that repeats; null where it may stand once.</param>
public sealed record XmlColumn(string Name, XmlPath Path, string? Separator = null);

/// <summary>A path through the elements of an XML file: names, at the end an attribute.</summary>
/// <param name="Text">The path as it is written.</param>
/// <param name="Anywhere">True for a path of rows that begins with <c>//</c>: at any depth.</param>
/// <param name="Up">How many elements above the row it begins.</param>
/// <param name="Steps">The elements, then the attribute if <paramref name="IsAttribute"/>.</param>
/// <param name="IsAttribute">True when the last step is an attribute.</param>
public sealed record XmlPath(string Text, bool Anywhere, int Up, IReadOnlyList<XmlName> Steps, bool IsAttribute);

/// <summary>A name in a path.</summary>
/// <param name="Local">The name.</param>
/// <param name="Namespace">Its namespace; null for any.</param>
public sealed record XmlName(string Local, string? Namespace)
{
    /// <summary>True for an element or attribute of that name.</summary>
    public bool Is(string local, string space) => Local == local && (Namespace is null || Namespace == space);
}
