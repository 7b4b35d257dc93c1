using System.Text.RegularExpressions;

namespace QdC.PowerBiFake;

/// <summary>As much of a model's TMDL as a refresh and a query need.</summary>
public sealed partial class ModelText
{
    private readonly Dictionary<string, string> _parts;

    public ModelText(Dictionary<string, string> parts)
    {
        _parts = parts;
        foreach (var (path, text) in parts.Where(p => p.Key.EndsWith(".tmdl", StringComparison.Ordinal)))
        {
            Read(path, text);
        }
    }

    /// <summary>Parameters with their values.</summary>
    public Dictionary<string, string> Parameters { get; } = [];

    /// <summary>Tables by name.</summary>
    public Dictionary<string, Table> Tables { get; } = [];

    /// <summary>True when roles decide what is seen.</summary>
    public bool HasRoles => _parts.Keys.Any(p => p.StartsWith("definition/roles/", StringComparison.Ordinal));

    /// <summary>Where its source is.</summary>
    public string Path => $"{Parameters.GetValueOrDefault("Server")};{Parameters.GetValueOrDefault("Database")}";

    private void Read(string path, string text)
    {
        foreach (Match parameter in Parameter().Matches(text))
        {
            Parameters[parameter.Groups[1].Value] = parameter.Groups[2].Value.Replace("\"\"", "\"", StringComparison.Ordinal);
        }
        if (!path.StartsWith("definition/tables/", StringComparison.Ordinal) || !TableName().IsMatch(text))
        {
            return;
        }
        var columns = new Dictionary<string, string>();
        string? column = null;
        foreach (var line in text.Split('\n'))
        {
            if (ColumnName().Match(line) is { Success: true } name)
            {
                column = Unquoted(name.Groups[1].Value);
            }
            else if (SourceColumn().Match(line) is { Success: true } source && column is not null)
            {
                columns[column] = source.Groups[1].Value.Trim();
            }
        }
        var view = View().Match(text);
        Tables[Unquoted(TableName().Match(text).Groups[1].Value)] = new(view.Success ? view.Groups[1].Value : null, columns, text.Contains("= AreaCode", StringComparison.Ordinal));
    }

    private static string Unquoted(string name) => name.Trim() is ['\'', .. var inner, '\''] ? inner.Replace("''", "'", StringComparison.Ordinal) : name.Trim();

    [GeneratedRegex("^expression (\\w+) = \"((?:[^\"]|\"\")*)\" meta", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex("^table ('(?:[^']|'')+'|\\S+)", RegexOptions.Multiline)]
    private static partial Regex TableName();

    [GeneratedRegex("^\\tcolumn ('(?:[^']|'')+'|[^\\s=]+)\\s*$")]
    private static partial Regex ColumnName();

    [GeneratedRegex("^\\t\\tsourceColumn: (.+)$")]
    private static partial Regex SourceColumn();

    [GeneratedRegex("Schema\\s*=\\s*\"bi\",\\s*Item\\s*=\\s*\"(\\w+)\"")]
    private static partial Regex View();
}

/// <summary>A table of a model.</summary>
/// <param name="View">The view it is read from; null for one that is not.</param>
/// <param name="Columns">Source columns by the model's.</param>
/// <param name="OfOneArea">True when only rows of the parameter's area are read.</param>
public sealed record Table(string? View, Dictionary<string, string> Columns, bool OfOneArea);
