using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QdC.PowerBiTests.Contract;

/// <summary>Compares a value with a Swagger 2 schema, strictly: a property that the schema does not know is an error.</summary>
/// <param name="document">The document the schema's references lead into.</param>
/// <param name="request">True for what is sent: what the service alone may write must not be in it, and enumerations are closed.</param>
internal sealed class SwaggerSchema(JsonObject document, bool request)
{
    /// <summary>What is wrong with a value, each with its place.</summary>
    public IEnumerable<string> Faults(JsonNode? value, JsonObject schema, string at = "body")
    {
        schema = Resolve(schema);
        if (value is null)
        {
            return request ? [$"{at} is null"] : [];
        }
        var parts = Parts(schema, value).ToList();
        if (parts.Exists(p => p["properties"] is not null))
        {
            return value is JsonObject o ? ObjectFaults(o, parts, at) : [$"{at} is no object"];
        }
        if (schema["items"] is JsonObject items)
        {
            return value is JsonArray list ? list.SelectMany((item, i) => Faults(item, items, $"{at}[{i}]")) : [$"{at} is no list"];
        }
        return ScalarFaults(value, schema, at);
    }

    private IEnumerable<string> ObjectFaults(JsonObject value, List<JsonObject> parts, string at)
    {
        var properties = parts.SelectMany(p => (p["properties"] as JsonObject ?? []).Select(e => e)).GroupBy(e => e.Key).ToDictionary(e => e.Key, e => (JsonObject)e.Last().Value!);
        var required = parts.SelectMany(p => (p["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>())).Distinct();
        foreach (var name in required.Where(r => value[r] is null))
        {
            if (!(request && properties.TryGetValue(name, out var own) && IsReadOnly(own)))
            {
                yield return $"{at}.{name} is required";
            }
        }
        foreach (var (name, item) in value)
        {
            if (!properties.TryGetValue(name, out var schema))
            {
                yield return $"{at}.{name} is not in the description";
                continue;
            }
            if (request && IsReadOnly(schema))
            {
                yield return $"{at}.{name} is the service's to write";
            }
            foreach (var fault in Faults(item, schema, $"{at}.{name}"))
            {
                yield return fault;
            }
        }
    }

    private IEnumerable<string> ScalarFaults(JsonNode value, JsonObject schema, string at)
    {
        var kind = value.GetValueKind();
        var fits = schema["type"]?.GetValue<string>() switch
        {
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => kind == JsonValueKind.Number && long.TryParse(value.ToJsonString(), out _),
            "number" => kind == JsonValueKind.Number,
            "array" => kind == JsonValueKind.Array,
            _ => true,
        };
        if (!fits)
        {
            yield return $"{at} is {kind}, not {schema["type"]}";
            yield break;
        }
        var text = kind == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (request && schema["enum"] is JsonArray words && !words.Any(w => w!.GetValue<string>() == text))
        {
            yield return $"{at} is '{text}', not one of {words.ToJsonString()}";
        }
        if (schema["format"]?.GetValue<string>() == "uuid" && !Guid.TryParse(text, out _))
        {
            yield return $"{at} is no UUID";
        }
        if (schema["format"]?.GetValue<string>() == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _))
        {
            yield return $"{at} is no moment";
        }
        if (schema["maxLength"] is { } longest && text.Length > longest.GetValue<int>())
        {
            yield return $"{at} is longer than {longest}";
        }
    }

    /// <summary>The schema, those it is all of, and the one that its discriminator names.</summary>
    private IEnumerable<JsonObject> Parts(JsonObject schema, JsonNode value)
    {
        schema = Resolve(schema);
        foreach (var parent in schema["allOf"] as JsonArray ?? [])
        {
            foreach (var part in Parts((JsonObject)parent!, value).Where(p => p != schema))
            {
                yield return part;
            }
        }
        yield return schema;
        if (schema["discriminator"]?.GetValue<string>() is { } by && value is JsonObject o && o[by] is JsonValue word && Child(schema, word.GetValue<string>()) is { } child)
        {
            if (child["properties"] is not null)
            {
                yield return child;
            }
        }
    }

    private JsonObject? Child(JsonObject parent, string word) =>
        ((JsonObject)document["definitions"]!)
            .Where(d => d.Value is JsonObject o && Descends(o, parent) && (o["x-ms-discriminator-value"]?.GetValue<string>() ?? d.Key) == word)
            .Select(d => (JsonObject)d.Value!)
            .FirstOrDefault();

    private bool Descends(JsonObject schema, JsonObject from) =>
        (schema["allOf"] as JsonArray ?? []).Select(p => Resolve((JsonObject)p!)).Any(p => p == from || Descends(p, from));

    private static bool IsReadOnly(JsonObject schema) => schema["readOnly"]?.GetValue<bool>() ?? false;

    private JsonObject Resolve(JsonObject schema)
    {
        while (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            schema = (JsonObject)document["definitions"]![reference.Split('/')[^1]]!;
        }
        return schema;
    }
}
