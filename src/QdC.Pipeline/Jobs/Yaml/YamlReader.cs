using QdC.Pipeline.Jobs.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace QdC.Pipeline.Jobs.Yaml;

/// <summary>Reads one YAML file into nodes that know their places; what is no plain YAML becomes a problem.</summary>
internal sealed class YamlReader
{
    private const int DeepestLevel = 24;
    private readonly string path;
    private readonly Scanner scanner;
    private readonly Parser parser;
    private readonly Problems problems;

    private YamlReader(string path, string text, Problems problems)
    {
        this.path = path;
        this.problems = problems;
        scanner = new Scanner(new StringReader(text));
        parser = new Parser(scanner);
    }

    /// <summary>The file's mapping, or null when it is no readable YAML mapping (the reason is among the problems).</summary>
    public static YamlMap? Read(string path, string text, Problems problems)
    {
        var reader = new YamlReader(path, text, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException broken)
        {
            reader.NotYaml(broken.Start, $" ({FirstLine(broken.Message)})");
        }
        catch (Exception slip) when (slip is InvalidOperationException or ArgumentException) // the library's own, on an unclosed bracket and on a tag that is no address
        {
            reader.NotYaml(reader.scanner.CurrentPosition, "");
        }
        return null;
    }

    private void NotYaml(in Mark mark, string reason) =>
        problems.Error(
            At(path, mark),
            $"this is not YAML{reason}",
            next: "Look for a missing quote, colon, bracket or a wrong indentation at or above this line."
        );

    private YamlMap? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            problems.Error(new(path, 1, 1), "the file is empty");
            return null;
        }
        var root = Node(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            problems.Error(At(path, second.Start), "a second document in one file", next: "Use one file for each.");
        if (root is YamlMap map)
            return map;
        problems.Error(root.Place, $"the file holds {root.Kind}", allowed: "keys with values");
        return null;
    }

    private YamlNode Node(int level)
    {
        var at = At(path, parser.Current!.Start);
        if (level > DeepestLevel)
            throw new YamlException(parser.Current.Start, parser.Current.End, "nested too deep");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(at, scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Node(level + 1));
            return new YamlList(at, items);
        }
        if (parser.TryConsume<MappingStart>(out _))
            return Mapping(at, level);
        throw new YamlException(
            parser.Current.Start,
            parser.Current.End,
            parser.Current is AnchorAlias ? "aliases are not used here, write the value out" : "unexpected"
        );
    }

    private YamlMap Mapping(Place at, int level)
    {
        var entries = new List<YamlEntry>();
        var places = new Dictionary<string, Place>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(level + 1);
            var value = Node(level + 1);
            if (key is not YamlScalar name)
                problems.Error(key.Place, $"{key.Kind} where a key should stand");
            else if (places.TryAdd(name.Text, name.Place))
                entries.Add(new(name, value));
            else
                problems.Error(
                    name.Place,
                    "duplicate key",
                    name.Text,
                    next: $"It stands already at line {places[name.Text].Line}."
                );
        }
        return new YamlMap(at, entries);
    }

    private static Place At(string path, in Mark mark) => new(path, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static string FirstLine(string message) => message.Split('\n')[0].Trim().TrimEnd('.');
}
