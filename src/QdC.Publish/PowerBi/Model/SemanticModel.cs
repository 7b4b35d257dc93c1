using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>A semantic model of Power BI.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The text parameters of its queries, with the value each has in the repository.</param>
/// <param name="Tables">Its tables, in the order readers see.</param>
/// <param name="Relationships">How they relate.</param>
internal sealed record SemanticModel(string Name, IReadOnlyList<(string Name, string Value)> Parameters, IReadOnlyList<ModelTable> Tables, IReadOnlyList<ModelRelationship> Relationships)
{
    /// <summary>Its roles: none in the model of an area.</summary>
    public IReadOnlyList<ModelRole> Roles { get; init; } = [];

    /// <summary>Best-practice rules that do not apply to it.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}

/// <summary>A table of a model.</summary>
/// <param name="Names">Its name; in the model the Catalan one.</param>
/// <param name="Description">What it holds.</param>
/// <param name="View">The view of schema <c>bi</c> it is read from; null of a calculation group.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record ModelTable(Words Names, Words Description, string? View, IReadOnlyList<ModelColumn> Columns)
{
    /// <summary>Its name in the model.</summary>
    public string Name => Names.Ca;

    /// <summary>Its measures.</summary>
    public IReadOnlyList<ModelMeasure> Measures { get; init; } = [];

    /// <summary>Its hierarchies.</summary>
    public IReadOnlyList<ModelHierarchy> Hierarchies { get; init; } = [];

    /// <summary>The items of a calculation group; null of other tables.</summary>
    public IReadOnlyList<DaxTimeItem>? Items { get; init; }

    /// <summary>Which calculation group is applied around which: the greater around the lesser.</summary>
    public int Precedence { get; init; }

    /// <summary>True of the table of days.</summary>
    public bool IsDates { get; init; }

    /// <summary>Best-practice rules that do not apply to it.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}

/// <summary>A column of a model.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Type">int64, decimal, double, string, dateTime or boolean.</param>
/// <param name="Source">The view's column; null of a calculated one.</param>
internal sealed record ModelColumn(string Name, string Type, string? Source)
{
    /// <summary>What readers see of it; null of a hidden column.</summary>
    public Words? Names { get; init; }

    /// <summary>What it says; null of a hidden column.</summary>
    public Words? Description { get; init; }

    /// <summary>True when nobody sees it by itself.</summary>
    public bool IsHidden => Names is null;

    /// <summary>True of the column that tells the table's rows apart.</summary>
    public bool IsKey { get; init; }

    /// <summary>Its format; null for none.</summary>
    public string? Format { get; init; }

    /// <summary>The column it is ordered by; null for its own values.</summary>
    public string? SortBy { get; init; }

    /// <summary>What it is of the world, such as City; null for nothing.</summary>
    public string? Category { get; init; }

    /// <summary>The DAX of a calculated column; null of others.</summary>
    public string? Expression { get; init; }

    /// <summary>Best-practice rules that do not apply to it.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}

/// <summary>A measure of a model.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Expression">Its DAX.</param>
/// <param name="Format">Its number format; null of text and of what is only a part of others.</param>
internal sealed record ModelMeasure(string Name, string Expression, string? Format)
{
    /// <summary>What readers see of it; null of a hidden measure.</summary>
    public Words? Names { get; init; }

    /// <summary>What it says; null of a hidden measure.</summary>
    public Words? Description { get; init; }

    /// <summary>The folder it stands in; null of a hidden measure.</summary>
    public Words? Folder { get; init; }
}

/// <summary>A hierarchy of a table, from the whole to its parts.</summary>
/// <param name="Names">Its name.</param>
/// <param name="Description">What it leads to.</param>
/// <param name="Levels">The columns, each a level of the column's name.</param>
internal sealed record ModelHierarchy(Words Names, Words Description, IReadOnlyList<ModelColumn> Levels);

/// <summary>Many rows of one table to one of another.</summary>
/// <param name="FromTable">The table of many.</param>
/// <param name="FromColumn">Its column.</param>
/// <param name="ToTable">The table of one.</param>
/// <param name="ToColumn">Its key.</param>
/// <param name="IsActive">False where a measure asks for it by name.</param>
internal sealed record ModelRelationship(string FromTable, string FromColumn, string ToTable, string ToColumn, bool IsActive);

/// <summary>A role: who is in it sees what its filters leave.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filters">The DAX that a table's rows must fulfil, by table.</param>
internal sealed record ModelRole(string Name, IReadOnlyList<(string Table, string Filter)> Filters);
