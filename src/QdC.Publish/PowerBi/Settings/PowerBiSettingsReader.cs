using QdC.Metrics;
using QdC.Publish.PowerBi.Client;
using YamlDotNet.RepresentationModel;

namespace QdC.Publish.PowerBi.Settings;

/// <summary>Reads <c>powerbi:</c> of a home's <c>qdc.yaml</c> and says everything that is wrong with it at once.</summary>
public sealed class PowerBiSettingsReader : DefinitionReader
{
    private static readonly string[] File = ["portal", "operations", "powerbi"]; // the others are read by InstallationReader
    private static readonly string[] PowerBi = ["tenant", "client", "secret", "certificate", "certificate_password", "server", "database", "workspace", "capacity", "network", "addresses"];
    private static readonly string[] Network = ["workspace", "viewers", "connection"];
    private static readonly string[] Addresses = ["powerbi", "fabric", "sign_in"];

    private PowerBiSettingsReader(string path)
        : base(path) { }

    /// <summary>Reads the file of a home.</summary>
    /// <returns>What it says when sound; null without problems where it says nothing of Power BI.</returns>
    public static (PowerBiSettings? Settings, IReadOnlyList<MetricsProblem> Problems) Read(string home)
    {
        var path = System.IO.Path.Combine(home, "qdc.yaml");
        return System.IO.File.Exists(path) ? ReadText(System.IO.File.ReadAllText(path), path) : (null, []);
    }

    /// <summary>Reads the text of the file.</summary>
    public static (PowerBiSettings? Settings, IReadOnlyList<MetricsProblem> Problems) ReadText(string text, string path)
    {
        var reader = new PowerBiSettingsReader(path);
        var settings = reader.Root(text, "the keys portal, operations and powerbi") is { } root && Child(reader.Map(root, File), "powerbi") is { } node ? reader.Settings(node) : null;
        return (reader.Found.Count == 0 ? settings : null, reader.Found);
    }

    private PowerBiSettings Settings(YamlMappingNode node)
    {
        var keys = Map(node, PowerBi);
        var principal = new ServicePrincipal(Optional(keys, "tenant"), Optional(keys, "client"), Reference(keys, "secret"), Optional(keys, "certificate"), Reference(keys, "certificate_password"));
        if (principal.Secret is not null && principal.Certificate is not null)
        {
            Say(keys["certificate"], "\"secret\" and \"certificate\" are two ways to sign in; give one, or neither for a managed identity.");
        }
        if ((principal.Secret ?? principal.Certificate) is not null)
        {
            Text(node, keys, "tenant");
            Text(node, keys, "client");
        }
        var workspace = Optional(keys, "workspace") ?? PowerBiSettings.UsualWorkspace;
        if (!workspace.Contains("{name}", StringComparison.Ordinal))
        {
            Say(keys["workspace"], $"\"workspace\" must hold {{name}}, which stands for the area's name: each area has a workspace of its own. Received \"{workspace}\".");
        }
        return new(principal, new(Text(node, keys, "server"), Text(node, keys, "database")), workspace, Id(keys, "capacity"), ReadAddresses(Child(keys, "addresses")))
        {
            Network = Child(keys, "network") is { } network ? ReadNetwork(network) : null,
        };
    }

    private NetworkSettings ReadNetwork(YamlMappingNode node)
    {
        var keys = Map(node, Network);
        Text(node, keys, "connection");
        return new(Optional(keys, "workspace") ?? PowerBiSettings.UsualWorkspace.Replace("{name}", "Xarxa", StringComparison.Ordinal), Id(keys, "viewers"), Id(keys, "connection") ?? Guid.Empty);
    }

    private ServiceAddresses ReadAddresses(YamlMappingNode? node)
    {
        var keys = node is null ? [] : Map(node, Addresses);
        return new(Address(keys, "powerbi", ServiceAddresses.Public.PowerBi), Address(keys, "fabric", ServiceAddresses.Public.Fabric), Address(keys, "sign_in", ServiceAddresses.Public.Authority));
    }

    private Uri Address(Dictionary<string, YamlNode> keys, string key, Uri usual)
    {
        if (Optional(keys, key) is not { } text)
        {
            return usual;
        }
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            return uri;
        }
        Say(keys[key], $"\"{key}\" must be an address that starts with https://, received \"{text}\".");
        return usual;
    }

    private string? Reference(Dictionary<string, YamlNode> keys, string key)
    {
        var text = Optional(keys, key);
        if (text is not null && !text.StartsWith("env:", StringComparison.Ordinal) && !text.StartsWith("file:", StringComparison.Ordinal))
        {
            Say(keys[key], $"\"{key}\" is named by reference only, as env:NAME or file:PATH, so that no secret stands in this file."); // it may be the secret: it is not repeated
        }
        return text;
    }

    private Guid? Id(Dictionary<string, YamlNode> keys, string key)
    {
        if (Optional(keys, key) is not { Length: > 0 } text)
        {
            return null;
        }
        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }
        Say(keys[key], $"\"{key}\" must be an id, for example 96f3f0ff-4fe2-4712-b61b-05a456ba9357; received \"{text}\".");
        return null;
    }
}
