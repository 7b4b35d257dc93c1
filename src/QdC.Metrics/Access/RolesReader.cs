using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace QdC.Metrics;

/// <summary>Reads <c>roles.yaml</c> and says everything that is wrong with it at once. An entry that cannot be understood is never guessed at: the file is refused.</summary>
public sealed class RolesReader : DefinitionReader
{
    private const string All = "all";
    private static readonly string[] File = ["grants"];
    private static readonly string[] Whom = [.. Enum.GetNames<GrantedTo>().Select(k => k.ToLowerInvariant())];
    private static readonly string[] Roles = [.. Enum.GetNames<Role>().Select(k => k.ToLowerInvariant())];
    private static readonly string[] Entry = [.. Whom, "role", "areas"];
    private readonly IReadOnlyCollection<string> _areas;

    private RolesReader(string path, IReadOnlyCollection<string> areas)
        : base(path) => _areas = areas;

    /// <summary>Reads the file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="areas">The areas it may name.</param>
    /// <returns>The entries when sound, and the problems found.</returns>
    public static (RolesFile? File, IReadOnlyList<MetricsProblem> Problems) Read(string text, string path, IReadOnlyCollection<string> areas)
    {
        var reader = new RolesReader(path, areas);
        var file = reader.Root(text, "the key grants") is { } root ? new RolesFile(reader.Items(root, reader.Map(root, File), "grants", reader.ReadGrant)) : null;
        return (reader.Found.Count == 0 ? file : null, reader.Found);
    }

    /// <summary>The JSON Schema of the file, for editors.</summary>
    public static string Schema()
    {
        var entry = MetricsKeys.Shape(Entry, "role", "areas");
        foreach (var whom in Whom)
        {
            entry["properties"]![whom] = new JsonObject { ["type"] = "string" };
        }
        entry["oneOf"] = new JsonArray([.. Whom.Select(w => new JsonObject { ["required"] = new JsonArray(w) })]);
        entry["properties"]!["role"] = MetricsKeys.Words(Roles);
        entry["properties"]!["areas"] = new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["const"] = All }, new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = new JsonObject { ["type"] = "string" } }) };
        var schema = MetricsKeys.Shape(File, File);
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["title"] = "Who may see what of QdC.Analytics: powerbi/roles.yaml";
        schema["properties"] = new JsonObject { ["grants"] = new JsonObject { ["type"] = "array", ["items"] = entry } };
        return schema.ToJsonString(new() { WriteIndented = true }) + "\n";
    }

    private RoleGrant ReadGrant(YamlMappingNode node)
    {
        var keys = Map(node, Entry);
        var given = Whom.Where(keys.ContainsKey).ToList();
        if (given.Count != 1)
        {
            Say(node, $"an entry means exactly one of {string.Join(", ", Whom)}; received {given.Count}.");
        }
        var to = given.Count == 1 ? Enum.Parse<GrantedTo>(given[0], ignoreCase: true) : default;
        var who = given.Count == 1 ? Text(node, keys, given[0]).Trim() : "";
        if (to == GrantedTo.Email && who.Length > 0 && who.Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            Say(keys["email"], $"\"{who}\" is no e-mail address.");
        }
        var role = Text(node, keys, "role");
        if (role.Length > 0 && !Roles.Contains(role))
        {
            SayUnknown(keys["role"], "role", role, Roles);
        }
        return new RoleGrant(to, who, Roles.Contains(role) ? Enum.Parse<Role>(role, ignoreCase: true) : default, Areas(node, keys));
    }

    private IReadOnlyList<string>? Areas(YamlMappingNode node, Dictionary<string, YamlNode> keys)
    {
        if (Optional(keys, "areas") == All)
        {
            return null;
        }
        var named = Names(keys, "areas", _areas, "area");
        if (named.Count == 0)
        {
            Say(keys.GetValueOrDefault("areas", node), "needs areas: all, or a list with at least one.");
        }
        return named;
    }
}
