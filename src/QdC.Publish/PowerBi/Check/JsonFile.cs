using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QdC.Publish.PowerBi;

/// <summary>A JSON file whose parts know their line.</summary>
internal sealed class JsonFile
{
    private readonly Dictionary<JsonNode, int> _lines = new(ReferenceEqualityComparer.Instance);

    private JsonFile(string path) => Path = path;

    /// <summary>Its path under <c>powerbi</c>.</summary>
    public string Path { get; }

    /// <summary>What it holds; null when it cannot be read.</summary>
    public JsonObject? Root { get; private set; }

    /// <summary>Why it cannot be read; null when it can.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>The line of a part, from 1; 1 for what has none.</summary>
    public int Line(JsonNode? node) => node is null ? 1 : _lines.GetValueOrDefault(node, 1);

    /// <summary>Reads a file.</summary>
    public static JsonFile Read(string path, string text)
    {
        var file = new JsonFile(path);
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            reader.Read();
            var (counted, line) = (0, 1);
            file.Root = file.Value(ref reader, bytes, ref counted, ref line) as JsonObject;
            file.Unreadable = file.Root is null ? "the file holds no object" : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            file.Unreadable = e.Message;
        }
        return file;
    }

    private JsonNode? Value(ref Utf8JsonReader reader, byte[] bytes, ref int counted, ref int line)
    {
        var start = (int)reader.TokenStartIndex;
        line += bytes.AsSpan(counted, start - counted).Count((byte)'\n');
        counted = start;
        var here = line;
        JsonNode? node;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var made = new JsonObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    made.Add(name, Value(ref reader, bytes, ref counted, ref line));
                }
                node = made;
                break;
            case JsonTokenType.StartArray:
                var list = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Add(Value(ref reader, bytes, ref counted, ref line));
                }
                node = list;
                break;
            case JsonTokenType.String:
                node = JsonValue.Create(reader.GetString());
                break;
            case JsonTokenType.Number:
                node = JsonValue.Create(reader.GetDouble());
                break;
            case JsonTokenType.Null:
                return null;
            default:
                node = JsonValue.Create(reader.GetBoolean());
                break;
        }
        _lines.Add(node!, here);
        return node;
    }
}
