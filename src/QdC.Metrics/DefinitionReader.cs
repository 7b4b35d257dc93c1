using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace QdC.Metrics;

/// <summary>What readers of definitions have in common: the shapes of YAML, and one list of everything that is wrong.</summary>
/// <param name="path">The file's path, for messages.</param>
public abstract class DefinitionReader(string path)
{
    private readonly List<MetricsProblem> _problems = [];

    /// <summary>The file, for messages.</summary>
    private protected string Path { get; } = path;

    /// <summary>The problems found so far.</summary>
    private protected IReadOnlyList<MetricsProblem> Found => _problems;

    private protected YamlMappingNode? Root(string text, string expected)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException) // the last two: the library's own slips, on an unclosed bracket and on a tag that is no address
        {
            Say(e is YamlException { Start.Line: var line } ? (int)line : 1, $"is not YAML: {e.Message}");
            return null;
        }
        if (yaml.Documents.Count > 0 && yaml.Documents[0].RootNode is YamlMappingNode root)
        {
            return root;
        }
        Say(1, $"is empty; expected {expected}.");
        return null;
    }

    private protected Dictionary<string, T> Each<T>(
        Dictionary<string, YamlNode> parts,
        string part,
        Func<string, YamlMappingNode, T?> read
    )
        where T : class
    {
        var result = new Dictionary<string, T>();
        if (Child(parts, part) is not { } map)
        {
            Say(1, $"lacks the key \"{part}\".");
            return result;
        }
        foreach (var (name, value) in Pairs(map))
        {
            if (value is not YamlMappingNode node)
            {
                Say(value, $"\"{name}\" of {part} must be a mapping.");
            }
            else if (read(name, node) is { } item)
            {
                result[name] = item;
            }
        }
        return result;
    }

    private protected Dictionary<string, YamlNode> Map(YamlMappingNode node, params string[] allowed)
    {
        var result = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in Pairs(node))
        {
            if (!allowed.Contains(key))
            {
                SayUnknown(value, "key", key, allowed);
            }
            result[key] = value;
        }
        return result;
    }

    private protected static IEnumerable<(string Key, YamlNode Value)> Pairs(YamlMappingNode node) =>
        node.Children.Select(pair => (Scalar(pair.Key), pair.Value));

    private protected static YamlMappingNode? Child(Dictionary<string, YamlNode> keys, string key) =>
        keys.GetValueOrDefault(key) as YamlMappingNode;

    private protected static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    private protected static string? Optional(Dictionary<string, YamlNode> keys, string key) =>
        keys.TryGetValue(key, out var node) ? Scalar(node) : null;

    private protected static bool Flag(Dictionary<string, YamlNode> keys, string key) => Optional(keys, key) == "true";

    /// <summary>Conditions: a column and the value it must have, or the list of those it may have.</summary>
    private protected static Dictionary<string, IReadOnlyList<string>> Filters(Dictionary<string, YamlNode> keys, string key) =>
        Child(keys, key) is { } map
            ? Pairs(map).ToDictionary(p => p.Key, p => (IReadOnlyList<string>)(p.Value is YamlSequenceNode list ? [.. list.Select(Scalar)] : [Scalar(p.Value)]))
            : [];

    private protected string Text(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key)
    {
        if (Optional(keys, key) is { Length: > 0 } text)
        {
            return text;
        }
        Say(parent, $"lacks \"{key}\".");
        return "";
    }

    private protected int Number(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key)
    {
        if (int.TryParse(Text(parent, keys, key), CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        Say(keys.GetValueOrDefault(key, parent), $"\"{key}\" must be a whole number.");
        return 0;
    }

    private protected decimal Share(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key)
    {
        if (decimal.TryParse(Text(parent, keys, key), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
        {
            return share;
        }
        Say(keys.GetValueOrDefault(key, parent), $"\"{key}\" must be a number from 0 to 1, for example 0.5 for the median.");
        return 0;
    }

    private protected List<string> Names(Dictionary<string, YamlNode> keys, string key, IEnumerable<string>? allowed, string what = "dimension")
    {
        if (keys.GetValueOrDefault(key) is not YamlSequenceNode list)
        {
            return [];
        }
        foreach (var item in list.Where(i => allowed is not null && !allowed.Contains(Scalar(i))))
        {
            SayUnknown(item, what, Scalar(item), allowed!);
        }
        return [.. list.Select(Scalar)];
    }

    private protected T? Named<T>(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key, Dictionary<string, T> known)
        where T : class
    {
        var name = Text(parent, keys, key);
        if (name.Length > 0 && !known.ContainsKey(name))
        {
            SayUnknown(keys[key], key, name, known.Keys);
        }
        return known.GetValueOrDefault(name);
    }

    private protected T Refuse<T>(YamlNode node, string what, string received, IEnumerable<string> allowed, T fallback)
    {
        SayUnknown(node, what, received, allowed);
        return fallback;
    }

    private protected void SayUnknown(YamlNode node, string what, string received, IEnumerable<string> allowed)
    {
        var names = allowed.ToList();
        var meant = NearestName.Of(received, names) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";
        Say(node, $"unknown {what} \"{received}\".{meant} Allowed: {string.Join(", ", names)}.");
    }

    private protected void Say(YamlNode node, string message) => Say((int)node.Start.Line, message);

    private protected void Say(int line, string message) => _problems.Add(new MetricsProblem(Path, line, message));

    /// <summary>A name in each language.</summary>
    private protected IReadOnlyDictionary<string, string> Names(YamlMappingNode node, Dictionary<string, YamlNode> keys) => MetricsKeys.Languages.ToDictionary(l => l, l => Text(node, keys, l));

    private protected MetricText ReadText(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string language)
    {
        if (Child(keys, language) is not { } node)
        {
            Say(parent, $"lacks its texts in \"{language}\": write {language}: {{ name: …, description: … }}.");
            return new MetricText("", "");
        }
        var texts = Map(node, MetricsKeys.Text);
        return new MetricText(Text(node, texts, "name"), Text(node, texts, "description"));
    }

    private protected List<T> Items<T>(YamlMappingNode parent, Dictionary<string, YamlNode> keys, string key, Func<YamlMappingNode, T> read)
    {
        if (keys.GetValueOrDefault(key) is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Say(parent, $"lacks \"{key}\", a list.");
            return [];
        }
        foreach (var item in list.Where(i => i is not YamlMappingNode))
        {
            Say(item, $"an entry of \"{key}\" must be a mapping.");
        }
        return [.. list.OfType<YamlMappingNode>().Select(read)];
    }
}
