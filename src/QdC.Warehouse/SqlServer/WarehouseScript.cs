using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace QdC.Warehouse;

/// <summary>One file of <c>sql/warehouse</c>.</summary>
/// <remarks>
/// Numbered files are migrations: applied once, in order, and never changed afterwards. The others say how something is to be and are
/// applied again whenever one of them differs. A file that begins with <c>-- needs: FEATURE</c> is left out where the server lacks it.
/// </remarks>
public sealed partial class WarehouseScript
{
    private const string Root = "sql/warehouse/";

    /// <summary>A script as its text says.</summary>
    /// <param name="name">Its path under <c>sql/warehouse</c>.</param>
    /// <param name="text">Its text.</param>
    public WarehouseScript(string name, string text)
    {
        Name = name;
        var lines = text.ReplaceLineEndings("\n");
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
        Number = NumberOf().Match(name) is { Success: true } number ? int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
        Needs = NeedsOf().Match(lines) is { Success: true } needs ? Enum.Parse<ServerFeature>(needs.Groups[1].Value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true) : null;
        Batches = [.. Go().Split(lines).Select(b => b.Trim()).Where(b => b.Length > 0)];
    }

    /// <summary>Its path under <c>sql/warehouse</c>.</summary>
    public string Name { get; }

    /// <summary>The migration's number; null for what is applied whenever it differs.</summary>
    public int? Number { get; }

    /// <summary>What the server must have; null when any server does.</summary>
    public ServerFeature? Needs { get; }

    /// <summary>The batches between the lines that say GO.</summary>
    public IReadOnlyList<string> Batches { get; }

    /// <summary>SHA-256 of its text, whatever its line ends.</summary>
    public string Hash { get; }

    /// <summary>The scripts that this program carries, in the order they are applied.</summary>
    public static IReadOnlyList<WarehouseScript> All { get; } = Carried();

    /// <summary>The scripts of a folder, in the order they are applied.</summary>
    public static IReadOnlyList<WarehouseScript> In(string folder) =>
        InOrder(Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories).Select(f => new WarehouseScript(Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText(f))));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static IReadOnlyList<WarehouseScript> Carried()
    {
        var assembly = typeof(WarehouseScript).Assembly;
        return InOrder(assembly.GetManifestResourceNames().Where(n => n.Replace('\\', '/').StartsWith(Root, StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return new WarehouseScript(name.Replace('\\', '/')[Root.Length..], reader.ReadToEnd());
        }));
    }

    private static List<WarehouseScript> InOrder(IEnumerable<WarehouseScript> scripts) =>
        [.. scripts.OrderBy(s => s.Number ?? int.MaxValue).ThenByDescending(s => s.Name.StartsWith("views/", StringComparison.Ordinal)).ThenBy(s => s.Name, StringComparer.Ordinal)];

    [GeneratedRegex(@"^(\d{4})-[a-z0-9-]+\.sql$", RegexOptions.NonBacktracking)]
    private static partial Regex NumberOf();

    [GeneratedRegex(@"\A-- needs: ([a-z_]+)\n")]
    private static partial Regex NeedsOf();

    [GeneratedRegex(@"^GO[ \t]*$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Go();
}

/// <summary>What not every server that speaks TDS has. The warehouse works without; what is missing is said.</summary>
public enum ServerFeature
{
    /// <summary>Roles, and rights on schemas.</summary>
    Roles,

    /// <summary>Clustered columnstore indexes.</summary>
    Columnstore,

    /// <summary>Row-level security by policies.</summary>
    SecurityPolicies,

    /// <summary>Descriptions of tables and views.</summary>
    ExtendedProperties,
}
