using System.Text.RegularExpressions;

namespace QdC.Pipeline.Star;

/// <summary>One file of <c>sql/area</c>.</summary>
/// <param name="Folder">Its folder, for example <c>5-facts</c>.</param>
/// <param name="Name">Its name without extension: the table it makes, or the rule or test it is.</param>
/// <param name="Text">Its SQL.</param>
public sealed record SqlModel(string Folder, string Name, string Text)
{
    /// <summary>The table the file makes, as other files write it; null for checks and tests.</summary>
    public string? Table { get; } =
        SqlModels.CreatedTable().Match(Text) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Its text without the semicolon at its end, as part of another query.</summary>
    public string Query => Text.TrimEnd().TrimEnd(';');
}

/// <summary>The DuckDB SQL of an area, carried inside the program, in the order it runs.</summary>
internal static partial class SqlModels
{
    private const string Root = "sql/area/";
    private static readonly Lazy<IReadOnlyList<SqlModel>> Loaded = new(Load);

    /// <summary>Every file, by folder and within a folder so that each follows what it reads.</summary>
    public static IReadOnlyList<SqlModel> All => Loaded.Value;

    /// <summary>The files of one folder, in order.</summary>
    public static IEnumerable<SqlModel> In(string folder) => All.Where(m => m.Folder == folder);

    /// <summary>Puts models in an order in which each follows those whose table it names.</summary>
    /// <exception cref="InvalidOperationException">They name each other in a circle.</exception>
    public static IReadOnlyList<SqlModel> InOrder(IEnumerable<SqlModel> models)
    {
        var left = models.OrderBy(m => m.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<SqlModel>(left.Count);
        while (left.Count > 0)
        {
            var next =
                left.Find(model => !left.Any(other => other != model && other.Table is { } table && Names(model, table)))
                ?? throw new InvalidOperationException($"sql/area: these files read each other: {string.Join(", ", left.Select(m => m.Name))}");
            left.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }

    [GeneratedRegex(@"CREATE (OR REPLACE )?(TEMP )?(TABLE|VIEW) (IF NOT EXISTS )?(?<name>[a-z_.]+)")]
    internal static partial Regex CreatedTable();

    private static bool Names(SqlModel model, string table) =>
        Regex.IsMatch(model.Text, $@"(?<![\w.]){Regex.Escape(table)}(?!\w)");

    private static List<SqlModel> Load()
    {
        var assembly = typeof(SqlModels).Assembly;
        var files = assembly
            .GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var parts = name[Root.Length..].Split('/');
                return new SqlModel(parts[0], Path.GetFileNameWithoutExtension(parts[1]), reader.ReadToEnd());
            });
        return [.. files.GroupBy(f => f.Folder).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(InOrder)];
    }
}
