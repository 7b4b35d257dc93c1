using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Generation;
using NJsonSchema.Validation;

namespace QdC.Publish.PowerBi;

/// <summary>
/// The JSON Schemas that Microsoft publishes for the files of Power BI (repository microsoft/json-schemas), where a copy is at hand. A property
/// that the service's schema does not know makes a deployment fail.
/// </summary>
/// <param name="folder">The folder that holds <c>fabric/…</c>.</param>
public sealed class JsonSchemas(string folder)
{
    private const string Published = "https://developer.microsoft.com/json-schemas/";
    private readonly ConcurrentDictionary<string, JsonSchema?> _read = new();

    /// <summary>What a file has that its schema does not allow.</summary>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="schema">The address of its schema.</param>
    public IEnumerable<PowerBiFinding> Check(string path, string text, string schema)
    {
        if (!schema.StartsWith(Published, StringComparison.Ordinal) || _read.GetOrAdd(schema[Published.Length..], Read) is not { } read)
        {
            return [new("PBIR_SCHEMA", path, 1, $"there is no schema {schema}: versions that are not published are refused by services that do not know them")];
        }
        return read.Validate(text).SelectMany(Deepest).DistinctBy(e => (e.LineNumber, e.Kind, e.Property)).Select(e => new PowerBiFinding("PBIR_SCHEMA", path, e.LineNumber, $"{e.Path?.TrimStart('#', '/')}: {Words(e.Kind)}"));
    }

    /// <summary>Of alternatives that all fail, what is wrong inside says more than that none fits.</summary>
    private static IEnumerable<ValidationError> Deepest(ValidationError error) =>
        error is ChildSchemaValidationError { Errors.Count: > 0 } child ? child.Errors.Values.SelectMany(e => e).SelectMany(Deepest).DefaultIfEmpty(error) : [error];

    private static string Words(ValidationErrorKind kind) => string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())).ToLowerInvariant();

    private JsonSchema? Read(string name)
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? JsonSchema.FromJsonAsync(Constants(file), file, schema => new Resolver(schema)).GetAwaiter().GetResult() : null;
    }

    /// <summary>The schema with <c>const</c> said as a list of one, since the library does not know the former.</summary>
    private static string Constants(string file)
    {
        var root = JsonNode.Parse(File.ReadAllText(file))!;
        Rewrite(root);
        return root.ToJsonString();

        static void Rewrite(JsonNode? node)
        {
            if (node is JsonObject o)
            {
                if (o["const"] is JsonValue constant)
                {
                    o.Remove("const");
                    o["enum"] = new JsonArray(constant.DeepClone());
                }
                foreach (var part in o.ToList())
                {
                    Rewrite(part.Value);
                }
            }
            else if (node is JsonArray list)
            {
                foreach (var part in list)
                {
                    Rewrite(part);
                }
            }
        }
    }

    private sealed class Resolver(JsonSchema schema) : JsonReferenceResolver(new JsonSchemaAppender(schema, new DefaultTypeNameGenerator()))
    {
        public override async Task<NJsonSchema.References.IJsonReference> ResolveFileReferenceAsync(string filePath, CancellationToken cancellationToken = default) =>
            await JsonSchema.FromJsonAsync(Constants(filePath), filePath, s => this, cancellationToken);
    }
}
