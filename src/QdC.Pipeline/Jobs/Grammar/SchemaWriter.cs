using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>Writes the grammar as JSON Schema (draft 7, which editors know best).</summary>
internal static class SchemaWriter
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>The schema of one kind of file, as text with a final line break.</summary>
    public static string Write(string title, Shape shape)
    {
        var schema = Schema(shape);
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        schema.Insert(1, "title", title);
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Schema(Shape shape) =>
        shape switch
        {
            TextShape { Form.Pattern: { } pattern } => new() { ["type"] = "string", ["pattern"] = pattern },
            TextShape => new() { ["type"] = "string" },
            ChoiceShape choice => new() { ["enum"] = Array(choice.Words) },
            WholeShape whole => Range("integer", whole.Min, whole.Max == int.MaxValue ? null : whole.Max),
            NumberShape number => Range("number", number.Min, number.Max),
            FlagShape => new() { ["type"] = "boolean" },
            AnyValueShape => new() { ["type"] = Array("string", "number", "boolean") },
            ListShape { OrOne: true } list => AnyOf(Schema(list.Item), List(list)),
            ListShape list => List(list),
            TableShape table => new()
            {
                ["type"] = "object",
                ["propertyNames"] = new JsonObject { ["pattern"] = table.KeyForm.Pattern },
                ["additionalProperties"] = Schema(table.Value),
            },
            EitherShape either => AnyOf(Schema(either.Short), Schema(either.Long)),
            KeysShape keys => Object(keys),
            _ => throw new InvalidOperationException($"no schema for {shape}"),
        };

    private static JsonObject Object(KeysShape shape)
    {
        var properties = new JsonObject();
        foreach (var key in shape.Keys)
        {
            var schema = Schema(key.Shape);
            schema.Insert(0, "description", key.About);
            properties[key.Name] = schema;
        }
        var result = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        if (shape.Keys.Where(k => k is { Required: true, Inherited: false }).Select(k => k.Name).ToArray() is { Length: > 0 } required)
            result["required"] = Array(required);
        if (shape.Rules.OfType<KeyRule.ExactlyOne>().FirstOrDefault() is { } one)
            result["oneOf"] = new JsonArray([.. one.Names.Select(n => (JsonNode)new JsonObject { ["required"] = Array(n) })]);
        if (shape.Rules.OfType<KeyRule.AtMostOne>().FirstOrDefault() is { } most)
            result["not"] = new JsonObject { ["required"] = Array(most.Names) };
        var needs = new JsonObject();
        foreach (var need in shape.Rules.OfType<KeyRule.Needs>().Where(n => n.Beside.Length == 1))
            needs[need.Name] = Array(need.Beside);
        if (needs.Count > 0)
            result["dependencies"] = needs;
        return result;
    }

    private static JsonObject List(ListShape list) =>
        new()
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = Schema(list.Item),
        };

    private static JsonObject Range(string type, decimal? min, decimal? max)
    {
        var range = new JsonObject { ["type"] = type };
        if (min is not null)
            range["minimum"] = min;
        if (max is not null)
            range["maximum"] = max;
        return range;
    }

    private static JsonObject AnyOf(params JsonNode[] shapes) => new() { ["anyOf"] = new JsonArray(shapes) };

    private static JsonArray Array(params string[] words) => [.. words.Select(w => (JsonNode)w)];
}
