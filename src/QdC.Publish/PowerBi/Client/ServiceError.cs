using System.Text.Json;

namespace QdC.Publish.PowerBi.Client;

/// <summary>An error body of either service, brought to one form.</summary>
/// <param name="Code">The code, which decides; <c>Http404</c> and the like where the service gave none.</param>
/// <param name="Message">The service's words; they may change, and nothing reads them.</param>
/// <param name="Details">Further codes and words: the real reason of a failed operation stands here.</param>
/// <param name="IsRetriable">What the service says of trying again; null where it says nothing.</param>
public sealed record ServiceError(string Code, string? Message, IReadOnlyList<string> Details, bool? IsRetriable)
{
    private const int LongestWords = 500;

    /// <summary>Reads a body of either form: Fabric's <c>{"errorCode",…}</c>, Power BI's <c>{"error":{"code",…}}</c>, a bare message, or none.</summary>
    public static ServiceError Read(string? body, string fallback)
    {
        try
        {
            using var document = JsonDocument.Parse(body is { Length: > 0 } ? body : "{}");
            return Of(document.RootElement, fallback);
        }
        catch (JsonException)
        {
            return new ServiceError(fallback, null, [], null); // a proxy's page, and what it quotes is nobody's to tell
        }
    }

    /// <summary>Reads an error object.</summary>
    public static ServiceError Of(JsonElement error, string fallback)
    {
        if (error.ValueKind != JsonValueKind.Object)
        {
            return new ServiceError(fallback, null, [], null);
        }
        if (error.TryGetProperty("error", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            error = inner;
        }
        var own = error.TryGetProperty("pbi.error", out var pbi) && pbi.ValueKind == JsonValueKind.Object ? pbi : default;
        var code = Text(error, "errorCode") ?? Text(error, "code") ?? (own.ValueKind == JsonValueKind.Object ? Text(own, "code") : null) ?? fallback;
        var details = new List<string>();
        foreach (var detail in Items(error, "moreDetails").Concat(Items(own, "details")))
        {
            var (detailCode, words) = (Text(detail, "errorCode") ?? Text(detail, "code"), Text(detail, "message"));
            if ((detailCode ?? words) is not null)
            {
                details.Add(string.Join(": ", new[] { detailCode, Short(words) }.OfType<string>()));
            }
        }
        bool? retriable = error.TryGetProperty("isRetriable", out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False ? flag.GetBoolean() : null;
        return new ServiceError(code, Short(Text(error, "message")), details, retriable);
    }

    /// <summary>The code in an error that was put into a text, such as a refresh's <c>serviceExceptionJson</c>; null when there is none.</summary>
    public static string? CodeOf(string? json) => json is { Length: > 0 } ? Read(json, "Unknown").Code : null;

    /// <summary>The same without what repeats a secret: a proxy or a service may quote what it was sent.</summary>
    /// <param name="secrets">The secrets; null and empty ones are none.</param>
    /// <param name="code">The code where the service's own repeats one.</param>
    public ServiceError Without(IReadOnlyList<string?> secrets, string code)
    {
        bool Tells(string? words) => words is not null && secrets.Any(s => s is { Length: > 0 } && words.Contains(s, StringComparison.Ordinal));
        return Tells(Code) || Tells(Message) || Details.Any(Tells) ? new ServiceError(Tells(Code) ? code : Code, "its words repeat a secret and are not told", [], IsRetriable) : this;
    }

    /// <summary>Code, words and details in one line.</summary>
    public override string ToString() => string.Join("; ", new[] { Message is null ? Code : $"{Code}: {Message}" }.Concat(Details));

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Short(string? words) => words is { Length: > LongestWords } ? words[..LongestWords] + "…" : words;
}
