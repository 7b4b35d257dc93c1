namespace QdC.Publish.PowerBi;

/// <summary>A semantic model as its files have it: all objects together, wherever they stand.</summary>
/// <param name="Folder">The folder of its files.</param>
/// <param name="Roots">The objects that stand by themselves.</param>
internal sealed record TmdlModel(string Folder, IReadOnlyList<TmdlNode> Roots)
{
    /// <summary>Its tables.</summary>
    public IReadOnlyList<TmdlNode> Tables { get; } = [.. Roots.Where(r => r.Kind == "table")];

    /// <summary>Its relationships.</summary>
    public IReadOnlyList<TmdlNode> Relationships { get; } = [.. Roots.Where(r => r.Kind == "relationship")];

    /// <summary>Its named expressions, parameters among them.</summary>
    public IReadOnlyList<TmdlNode> Expressions { get; } = [.. Roots.Where(r => r.Kind == "expression")];

    /// <summary>Its roles.</summary>
    public IReadOnlyList<TmdlNode> Roles { get; } = [.. Roots.Where(r => r.Kind == "role")];

    /// <summary>Its languages.</summary>
    public IReadOnlyList<TmdlNode> Cultures { get; } = [.. Roots.Where(r => r.Kind is "cultureInfo" or "culture")];

    /// <summary>The object that says what the model is; null when it is missing.</summary>
    public TmdlNode? Model { get; } = Roots.FirstOrDefault(r => r.Kind == "model");

    /// <summary>True of the model of all areas together.</summary>
    public bool IsNetwork => Folder == PowerBiDefinition.Network;

    /// <summary>Its measures.</summary>
    public IEnumerable<TmdlNode> Measures => Tables.SelectMany(t => t.Of("measure"));

    /// <summary>Its columns.</summary>
    public IEnumerable<TmdlNode> Columns => Tables.SelectMany(t => t.Of("column"));

    /// <summary>A table by its name; null for none. Names are the same whatever their capitals.</summary>
    public TmdlNode? Table(string name) => Tables.FirstOrDefault(t => Same(t.Name, name));

    /// <summary>A column of a table; null for none.</summary>
    public TmdlNode? Column(string table, string column) => Table(table)?.Of("column").FirstOrDefault(c => Same(c.Name, column));

    /// <summary>The column a relationship names; null for none.</summary>
    public TmdlNode? Column(string? reference)
    {
        if (reference is null)
        {
            return null;
        }
        var parts = Parts(reference);
        return parts.Count == 2 ? Column(parts[0], parts[1]) : null;
    }

    /// <summary>True when names are those of one object.</summary>
    public static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    /// <summary>The names of a reference such as <c>'A table'.Column</c>.</summary>
    public static List<string> Parts(string reference)
    {
        var (parts, part, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < reference.Length; i++)
        {
            switch (reference[i])
            {
                case '\'' when quoted && i + 1 < reference.Length && reference[i + 1] == '\'':
                    part.Append('\'');
                    i++;
                    break;
                case '\'':
                    quoted = !quoted;
                    break;
                case '.' when !quoted:
                    parts.Add(part.ToString());
                    part.Clear();
                    break;
                default:
                    part.Append(reference[i]);
                    break;
            }
        }
        return [.. parts, part.ToString()];
    }

    /// <summary>A name as a property gives it, without quotes.</summary>
    public static string Bare(string name) => Parts(name) is [var one] ? one : name;
}
