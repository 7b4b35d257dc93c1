using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QdC.PowerBiTests.Contract;

/// <summary>A service's description, and what of an exchange does not stand in it.</summary>
internal sealed class Swagger
{
    private static readonly Lazy<Swagger> PowerBiDocument = new(() => new Swagger(Patched("powerbi-rest.swagger.json", "powerbi-rest.corrections.merge-patch.json")));
    private static readonly Lazy<Swagger> FabricDocument = new(() => new Swagger((JsonObject)JsonNode.Parse(File.ReadAllText(Contracts.Require("fabric-items.swagger.json")))!));

    private readonly JsonObject _document;
    private readonly List<(Regex Path, string Verb, JsonObject Operation)> _operations = [];

    private Swagger(JsonObject document)
    {
        _document = document;
        var basePath = document["basePath"]?.GetValue<string>() ?? "";
        foreach (var (path, verbs) in (JsonObject)document["paths"]!)
        {
            var pattern = new Regex("^" + Regex.Replace(Regex.Escape(basePath + path), @"\\\{[^}]+}", "[^/]+") + "$", RegexOptions.NonBacktracking);
            _operations.AddRange(((JsonObject)verbs!).Select(v => (pattern, v.Key.ToUpperInvariant(), (JsonObject)v.Value!)));
        }
    }

    /// <summary>Power BI REST, with our corrections.</summary>
    public static Swagger PowerBi => PowerBiDocument.Value;

    /// <summary>Fabric REST.</summary>
    public static Swagger Fabric => FabricDocument.Value;

    /// <summary>The description that an address belongs to.</summary>
    public static Swagger Of(Uri url) => url.AbsolutePath.StartsWith("/v1.0/myorg/", StringComparison.Ordinal) ? PowerBi : Fabric;

    /// <summary>True when there is such a call.</summary>
    public bool Knows(string method, Uri url) => Find(new(method, url, "", 0, "")) is not null;

    /// <summary>What of a call is not as described: path, verb, query, body.</summary>
    public IReadOnlyList<string> RequestFaults(Exchange exchange)
    {
        if (Find(exchange) is not { } operation)
        {
            return [$"{exchange.Method} {exchange.Url.AbsolutePath} is not in the description"];
        }
        var parameters = ((JsonArray?)operation["parameters"] ?? []).Select(p => Resolve((JsonObject)p!)).ToList();
        var faults = new List<string>();
        var query = exchange.Url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => Uri.UnescapeDataString(p.Split('=')[0])).ToList();
        var known = parameters.Where(p => p["in"]!.GetValue<string>() == "query").ToDictionary(p => p["name"]!.GetValue<string>());
        faults.AddRange(query.Where(q => !known.ContainsKey(q)).Select(q => $"query {q} is not in the description"));
        faults.AddRange(known.Where(k => IsRequired(k.Value) && !query.Contains(k.Key)).Select(k => $"query {k.Key} is required"));
        var body = parameters.Find(p => p["in"]!.GetValue<string>() == "body");
        if (body is null && exchange.Request.Length > 0)
        {
            faults.Add("a body that is not in the description");
        }
        if (body is not null && (exchange.Request.Length > 0 || IsRequired(body)))
        {
            faults.AddRange(new SwaggerSchema(_document, request: true).Faults(Exchange.Body(exchange.Request), (JsonObject)body["schema"]!));
        }
        return [.. faults.Select(f => $"{exchange.Method} {exchange.Url.PathAndQuery}: {f}")];
    }

    /// <summary>What of an answer is not as described: status, body. Errors have descriptions of their own, or none.</summary>
    public IReadOnlyList<string> ResponseFaults(Exchange exchange)
    {
        if (Find(exchange) is not { } operation)
        {
            return [$"{exchange.Method} {exchange.Url.AbsolutePath} is not in the description"];
        }
        var responses = (JsonObject)operation["responses"]!;
        var described = responses[exchange.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] ?? (exchange.Status >= 400 ? responses["default"] : null);
        if (described is null)
        {
            return exchange.Status >= 400 ? [] : [$"{exchange.Method} {exchange.Url.AbsolutePath}: {exchange.Status} is not in the description"];
        }
        return described["schema"] is JsonObject schema && exchange.Response.Length > 0
            ? [.. new SwaggerSchema(_document, request: false).Faults(Exchange.Body(exchange.Response), schema).Select(f => $"{exchange.Method} {exchange.Url.AbsolutePath} answered {exchange.Status}: {f}")]
            : [];
    }

    private JsonObject? Find(Exchange exchange) =>
        _operations.Where(o => o.Verb == exchange.Method && o.Path.IsMatch(exchange.Url.AbsolutePath)).OrderByDescending(o => o.Path.ToString().Count(c => c == '\\')).Select(o => o.Operation).FirstOrDefault();

    private JsonObject Resolve(JsonObject parameter) =>
        parameter["$ref"]?.GetValue<string>() is { } reference ? (JsonObject)_document["parameters"]![reference.Split('/')[^1]]! : parameter;

    private static bool IsRequired(JsonObject parameter) => parameter["required"]?.GetValue<bool>() ?? false;

    private static JsonObject Patched(string name, string patch)
    {
        var document = JsonNode.Parse(File.ReadAllText(Contracts.Require(name)))!;
        Merge((JsonObject)document, (JsonObject)JsonNode.Parse(File.ReadAllText(Contracts.Require(patch)))!);
        return (JsonObject)document;
    }

    /// <summary>RFC 7386.</summary>
    private static void Merge(JsonObject into, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                into.Remove(name);
            }
            else if (value is JsonObject further && into[name] is JsonObject there)
            {
                Merge(there, further);
            }
            else
            {
                into[name] = value.DeepClone();
            }
        }
    }
}
