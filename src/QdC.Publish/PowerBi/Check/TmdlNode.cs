namespace QdC.Publish.PowerBi;

/// <summary>A property of an object in TMDL.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What stands after the sign; <c>true</c> of a flag.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record TmdlProperty(string Name, string Value, int Line);

/// <summary>An object of TMDL with what stands in it.</summary>
/// <param name="Kind">Its keyword: table, column, measure …; of a reference, with <c>ref </c> before.</param>
/// <param name="Name">Its name without quotes; empty for none.</param>
/// <param name="File">Its file.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record TmdlNode(string Kind, string Name, string File, int Line)
{
    /// <summary>The expression or value after <c>=</c>; null for none.</summary>
    public string? Expression { get; set; }

    /// <summary>The line on which the expression begins.</summary>
    public int ExpressionLine { get; set; }

    /// <summary>What <c>///</c> says of it; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Its properties in order.</summary>
    public List<TmdlProperty> Properties { get; } = [];

    /// <summary>The objects in it, in order.</summary>
    public List<TmdlNode> Children { get; } = [];

    /// <summary>The object it stands in; null of one that stands by itself.</summary>
    public TmdlNode? Parent { get; init; }

    /// <summary>The value of a property; null without it.</summary>
    public string? this[string property] => Properties.Find(p => p.Name == property)?.Value;

    /// <summary>The line of a property, else of the object.</summary>
    public int LineOf(string property) => Properties.Find(p => p.Name == property)?.Line ?? Line;

    /// <summary>True with a flag, or with a property that says true.</summary>
    public bool Is(string property) => this[property] == "true";

    /// <summary>Objects in it of a kind.</summary>
    public IEnumerable<TmdlNode> Of(string kind) => Children.Where(c => c.Kind == kind);

    /// <summary>Itself and everything in it.</summary>
    public IEnumerable<TmdlNode> All() => Children.SelectMany(c => c.All()).Prepend(this);

    /// <summary>True when its annotation says that a rule of the Best Practice Analyzer does not apply to it, or that of the object it stands in.</summary>
    public bool Ignores(string rule) =>
        Of("annotation").Any(a => a.Name == "BestPracticeAnalyzer_IgnoreRules" && a.Expression!.Contains($"\"{rule}\"", StringComparison.Ordinal)) || (Parent?.Ignores(rule) ?? false);
}
