namespace QdC.Metrics;

/// <summary>A part of a DAX expression.</summary>
public abstract record DaxNode
{
    /// <summary>The parts it is made of, in order.</summary>
    public virtual IReadOnlyList<DaxNode> Parts => [];

    /// <summary>Itself and everything in it.</summary>
    public IEnumerable<DaxNode> All() => Parts.SelectMany(p => p.All()).Prepend(this);
}

/// <summary>A number or a text.</summary>
/// <param name="Text">As it is written.</param>
public sealed record DaxLiteral(string Text) : DaxNode;

/// <summary>A column of a table: <c>'Sexe'[code]</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
public sealed record DaxColumn(string Table, string Column) : DaxNode;

/// <summary>A name in brackets without a table: a measure, or a column that the expression itself adds.</summary>
/// <param name="Name">The name.</param>
public sealed record DaxMeasureName(string Name) : DaxNode;

/// <summary>A table by its name in quotes.</summary>
/// <param name="Name">The name.</param>
public sealed record DaxTableName(string Name) : DaxNode;

/// <summary>A bare word: a variable, or a word that a function takes such as MONTH.</summary>
/// <param name="Name">The word.</param>
public sealed record DaxWord(string Name) : DaxNode;

/// <summary>A function with its arguments.</summary>
/// <param name="Function">Its name, in capitals.</param>
/// <param name="Arguments">What it is given.</param>
public sealed record DaxCall(string Function, IReadOnlyList<DaxNode> Arguments) : DaxNode
{
    /// <inheritdoc/>
    public override IReadOnlyList<DaxNode> Parts => Arguments;
}

/// <summary>Two parts with an operator between them; the first is null of a sign or NOT.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">What stands before it.</param>
/// <param name="Right">What stands after it.</param>
public sealed record DaxOperation(string Operator, DaxNode? Left, DaxNode Right) : DaxNode
{
    /// <inheritdoc/>
    public override IReadOnlyList<DaxNode> Parts => Left is null ? [Right] : [Left, Right];
}

/// <summary>A table written out in braces, or a row of several values in parentheses.</summary>
/// <param name="Items">What it holds.</param>
public sealed record DaxList(IReadOnlyList<DaxNode> Items) : DaxNode
{
    /// <inheritdoc/>
    public override IReadOnlyList<DaxNode> Parts => Items;
}

/// <summary>Variables and what is returned.</summary>
/// <param name="Variables">Each with what it stands for, in order.</param>
/// <param name="Return">What is returned.</param>
public sealed record DaxLet(IReadOnlyList<(string Name, DaxNode Value)> Variables, DaxNode Return) : DaxNode
{
    /// <inheritdoc/>
    public override IReadOnlyList<DaxNode> Parts => [.. Variables.Select(v => v.Value), Return];
}
