using QdC.Pipeline.Query;
using QdC.Warehouse;
using YamlDotNet.RepresentationModel;

namespace QdC.Portal.Settings;

public sealed partial class InstallationReader
{
    private static readonly string[] Operations = ["heartbeat", "webhook", "mail", "language", "telemetry", "queue", "at_once", "publish", "queue_can_be_changed"];
    private static readonly string[] Warehouse = ["connection", "loaders", "operators", "workers", "network"];
    private static readonly string[] Mail = ["server", "port", "from", "to", "user", "password"];

    /// <summary>True when the file of a home says, or seems to say, that SQL Server keeps the queue; it need not be sound.</summary>
    public static bool NamesQueue(string home)
    {
        var path = System.IO.Path.Combine(home, Installation.FileName);
        return System.IO.File.Exists(path) && System.IO.File.ReadLines(path).Any(l => l.Contains("queue:", StringComparison.Ordinal));
    }

    /// <summary>True when the file of a home says, or seems to say, that a SQL Server is to be reached; it need not be sound.</summary>
    public static bool NamesServer(string home)
    {
        var path = System.IO.Path.Combine(home, Installation.FileName);
        return NamesQueue(home) || (System.IO.File.Exists(path) && System.IO.File.ReadLines(path).Any(l => l.StartsWith("warehouse:", StringComparison.Ordinal)));
    }

    private WarehouseSettings ReadWarehouse(YamlMappingNode node)
    {
        var keys = Map(node, Warehouse);
        if (Reference(keys, "connection") is not { Length: > 0 } connection)
        {
            Say(node, $"lacks \"connection\": where the connection string is, as {SecretReference.Allowed}.");
            connection = "";
        }
        return new WarehouseSettings(connection)
        {
            Loaders = Principals(keys, "loaders"),
            Operators = Principals(keys, "operators"),
            Workers = Principals(keys, "workers"),
            Network = Principals(keys, "network"),
        };
    }

    private List<WarehousePrincipal> Principals(Dictionary<string, YamlNode> keys, string key)
    {
        if (keys.TryGetValue(key, out var node) && node is not YamlSequenceNode)
        {
            Say(node, $"\"{key}\" is a list of logins: NAME, or {{ entra: NAME }}.");
        }
        return
        [
            .. ((node as YamlSequenceNode)?.Children ?? []).Select(item =>
                item is YamlMappingNode map ? new WarehousePrincipal(Text(map, Map(map, "entra"), "entra"), IsExternal: true) : new WarehousePrincipal(Scalar(item), IsExternal: false)),
        ];
    }

    private OperationsSettings ReadOperations(YamlMappingNode node)
    {
        var keys = Map(node, Operations);
        var language = Optional(keys, "language") ?? "ca";
        if (!FigureText.Codes.Contains(language))
        {
            Say(keys["language"], $"\"language\" is one of {string.Join(", ", FigureText.Codes)}, received \"{language}\".");
        }
        return new OperationsSettings
        {
            Heartbeat = Reference(keys, "heartbeat"),
            Webhook = Reference(keys, "webhook"),
            Mail = Child(keys, "mail") is { } mail ? ReadMail(mail) : null,
            Language = language,
            Telemetry = keys.ContainsKey("telemetry") ? Address(node, keys, "telemetry") : null,
            Queue = Reference(keys, "queue"),
            AtOnce = keys.ContainsKey("at_once") ? AtLeastOne(node, keys, "at_once") : null,
            Publishes = Flag(keys, "publish"),
            QueueCanBeChanged = Flag(keys, "queue_can_be_changed"),
        };
    }

    private MailSettings ReadMail(YamlMappingNode node)
    {
        var keys = Map(node, Mail);
        var to = Names(keys, "to", null);
        if (to.Count == 0)
        {
            Say(node, "lacks \"to\": a list of addresses.");
        }
        if (keys.ContainsKey("user") != keys.ContainsKey("password"))
        {
            Say(node, "\"user\" and \"password\" belong together.");
        }
        return new(Text(node, keys, "server"), keys.ContainsKey("port") ? AtLeastOne(node, keys, "port") : 587, Text(node, keys, "from"), to, Optional(keys, "user"), Reference(keys, "password"));
    }

    private int AtLeastOne(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key)
    {
        var number = Number(parent, keys, key);
        if (number < 1)
        {
            Say(keys[key], $"\"{key}\" is 1 or more.");
        }
        return number;
    }

    /// <summary>Where a secret is; an address that alerts go to is one, for who knows it can write there.</summary>
    private string? Reference(Dictionary<string, YamlNode> keys, string key)
    {
        var reference = Optional(keys, key);
        if (reference is not null && !reference.StartsWith("env:", StringComparison.Ordinal) && !reference.StartsWith("file:", StringComparison.Ordinal))
        {
            Say(keys[key], $"\"{key}\" is named by reference only, as {SecretReference.Allowed}, so that no secret stands in this file."); // it may be the secret: it is not repeated
        }
        return reference;
    }
}
