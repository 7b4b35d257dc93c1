using System.Security.Cryptography;
using System.Text.Json;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract.Http;

/// <summary>Asks a source's service over HTTP for its extracts, page by page, and writes each answer into the source's folder once it is whole.</summary>
public sealed class HttpPull(RetryPolicy retry, HttpPatience? patience = null, Func<string, string?>? environment = null)
{
    private const int MostPages = 100_000;

    /// <summary>Asks for one extract. A file of the same day is replaced, at once.</summary>
    /// <param name="source">The source.</param>
    /// <param name="extract">One of the extracts that its service is asked for.</param>
    /// <param name="subject">The subject the extract delivers.</param>
    /// <param name="day">The day the answer shows.</param>
    /// <param name="accepted">The changes of its columns that persons have accepted.</param>
    /// <exception cref="QdcException">The service does not answer, refuses, or answers what cannot be written; the folder is as it was.</exception>
    /// <exception cref="SourceDrifted">A column that a mapping names is gone; nothing was written.</exception>
    public PulledFile Pull(SourceFile source, ExtractDefinition extract, Subject subject, DateOnly day, IReadOnlyList<DriftEvent>? accepted = null)
    {
        var asked = source.Http!.Extracts[extract.Name];
        using var service = new HttpAnswers(source.Http, retry, patience ?? new HttpPatience(), environment ?? Environment.GetEnvironmentVariable);
        var first = new Uri(source.Http.Url, asked.Path);
        if (!service.IsSameServer(first))
        {
            throw new SourceRefused("A path goes on from the address and names no server", source.Origin, HttpAnswers.Shown(first));
        }

        var rows = new JsonRows(extract, subject);
        Follow(service, asked, first, rows);
        using var read = rows.Read();
        return SourcePull.Land(source, extract, first.PathAndQuery, day, read, accepted);
    }

    private static void Follow(HttpAnswers service, HttpExtract asked, Uri first, JsonRows rows)
    {
        var seen = new HashSet<string>();
        byte[]? before = null;
        var number = asked.FirstPage;
        for (var page = asked.PageParameter is { } parameter ? With(first, parameter, $"{number}") : first; page is not null;)
        {
            if (!seen.Add(page.AbsoluteUri) || seen.Count > MostPages)
            {
                throw new SourceRefused("The pages of the answer lead in a circle", HttpAnswers.Shown(page), $"page {seen.Count} again", next: "Ask the service's maintainers; nothing was written.");
            }

            using var answer = service.Get(page);
            var found = Rows(answer.RootElement, asked, page);
            var count = rows.Count;
            foreach (var row in found.EnumerateArray())
            {
                rows.Add(row);
            }

            page = asked switch
            {
                { Next: { } next } => Text(answer.RootElement, next) is { Length: > 0 } link ? Same(service, new Uri(page, link), page) : null,
                { CursorParameter: { } cursor } => Text(answer.RootElement, asked.CursorValue!) is { Length: > 0 } value ? With(first, cursor, value) : null,
                { PageParameter: { } numbered } when rows.Count > count => With(first, numbered, $"{++number}"),
                _ => null,
            };
            if (asked.PageParameter is not null && page is not null)
            {
                var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(found));
                if (before is not null && hash.AsSpan().SequenceEqual(before))
                {
                    throw new SourceRefused("The service gives the same page for every number", HttpAnswers.Shown(page), asked.PageParameter, next: "Correct page: parameter in the area file.");
                }

                before = hash;
            }
        }
    }

    private static Uri Same(HttpAnswers service, Uri next, Uri page) =>
        service.IsSameServer(next) ? next : throw new SourceRefused("The next page is on another server", HttpAnswers.Shown(page), next.GetLeftPart(UriPartial.Authority), "the server of url in the area file");

    private static JsonElement Rows(JsonElement answer, HttpExtract asked, Uri page) =>
        (asked.Rows is { } path ? Find(answer, path) : answer) is { ValueKind: JsonValueKind.Array } rows
            ? rows
            : throw new SourceRefused("The answer has no list of rows where it should", HttpAnswers.Shown(page), asked.Rows is null ? answer.ValueKind.ToString() : null, asked.Rows ?? "a list; or say with rows: where it is");

    private static string? Text(JsonElement answer, string path) =>
        Find(answer, path) is { } value ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null : null;

    /// <summary>A value by its name, or by names with dots between.</summary>
    private static JsonElement? Find(JsonElement answer, string path)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (answer.TryGetProperty(path, out var found))
        {
            return found;
        }

        return path.IndexOf('.') is > 0 and var dot && answer.TryGetProperty(path[..dot], out var inside) ? Find(inside, path[(dot + 1)..]) : null;
    }

    private static Uri With(Uri address, string parameter, string value) =>
        new UriBuilder(address) { Query = $"{(address.Query.Length > 1 ? address.Query[1..] + "&" : "")}{Uri.EscapeDataString(parameter)}={Uri.EscapeDataString(value)}" }.Uri;
}
