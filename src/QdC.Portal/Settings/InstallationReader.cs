using System.Net;
using QdC.Metrics;
using YamlDotNet.RepresentationModel;

namespace QdC.Portal.Settings;

/// <summary>Reads <c>qdc.yaml</c> of a home and says everything that is wrong with it at once.</summary>
public sealed partial class InstallationReader : DefinitionReader
{
    private static readonly string[] File = ["portal", "operations", "warehouse", "powerbi"]; // the last is read by PowerBiSettingsReader
    private static readonly string[] Portal = ["public_url", "sign_in", "proxies"];
    private static readonly string[] SignIn = ["authority", "client_id", "client_secret", "groups_claim"];

    private InstallationReader(string path)
        : base(path) { }

    /// <summary>Reads the file of a home; one that is not there says nothing.</summary>
    /// <returns>What it says when sound, and the problems found.</returns>
    public static (Installation? File, IReadOnlyList<MetricsProblem> Problems) Read(string home)
    {
        var path = System.IO.Path.Combine(home, Installation.FileName);
        return System.IO.File.Exists(path) ? ReadText(System.IO.File.ReadAllText(path), path) : (Installation.Local, []);
    }

    /// <summary>Reads the text of the file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <returns>What it says when sound, and the problems found.</returns>
    public static (Installation? File, IReadOnlyList<MetricsProblem> Problems) ReadText(string text, string path)
    {
        var reader = new InstallationReader(path);
        var file = reader.Root(text, "the keys portal, operations, warehouse and powerbi") is { } root ? reader.ReadFile(reader.Map(root, File)) : null;
        return (reader.Found.Count == 0 ? file : null, reader.Found);
    }

    private Installation ReadFile(Dictionary<string, YamlNode> keys) =>
        new(Child(keys, "portal") is { } portal ? ReadPortal(portal) : null)
        {
            Operations = Child(keys, "operations") is { } operations ? ReadOperations(operations) : new(),
            Warehouse = Child(keys, "warehouse") is { } warehouse ? ReadWarehouse(warehouse) : null,
        };

    private PublicPortal ReadPortal(YamlMappingNode node)
    {
        var keys = Map(node, Portal);
        var url = Address(node, keys, "public_url");
        if (Child(keys, "sign_in") is not { } signIn)
        {
            Say(node, "lacks \"sign_in\": whoever reaches the portal from elsewhere must say who they are.");
            return new PublicPortal(url, new SignInSettings(url, "", "", ""), []);
        }
        var of = Map(signIn, SignIn);
        var secret = Text(signIn, of, "client_secret");
        if (secret.Length > 0 && !secret.StartsWith("env:", StringComparison.Ordinal) && !secret.StartsWith("file:", StringComparison.Ordinal))
        {
            Say(of["client_secret"], "\"client_secret\" is named by reference only, as env:NAME or file:PATH, so that no secret stands in this file."); // it may be the secret: it is not repeated
        }
        var proxies = new List<IPAddress>();
        foreach (var proxy in keys.GetValueOrDefault("proxies") as YamlSequenceNode ?? [])
        {
            if (IPAddress.TryParse(Scalar(proxy), out var address))
            {
                proxies.Add(address);
            }
            else
            {
                Say(proxy, $"\"{Scalar(proxy)}\" is no IP address.");
            }
        }
        return new PublicPortal(url, new SignInSettings(Address(signIn, of, "authority"), Text(signIn, of, "client_id"), secret, Optional(of, "groups_claim") ?? "groups"), proxies);
    }

    /// <summary>An address of the web, encrypted unless it is this machine's.</summary>
    private Uri Address(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key)
    {
        var text = Text(parent, keys, key);
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            return uri;
        }
        if (text.Length > 0)
        {
            Say(keys[key], $"\"{key}\" must be an address that starts with https://, received \"{text}\".");
        }
        return new Uri("https://invalid/");
    }
}
