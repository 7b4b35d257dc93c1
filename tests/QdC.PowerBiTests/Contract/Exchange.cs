using System.Text.Json.Nodes;

namespace QdC.PowerBiTests.Contract;

/// <summary>A call and its answer, as they went over the wire.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Url">The whole address.</param>
/// <param name="Request">The body sent; empty when there was none.</param>
/// <param name="Status">The status answered.</param>
/// <param name="Response">The body answered; empty when there was none.</param>
internal sealed record Exchange(string Method, Uri Url, string Request, int Status, string Response)
{
    /// <summary>A body as JSON; null when there is none.</summary>
    public static JsonNode? Body(string text) => text.Length == 0 ? null : JsonNode.Parse(text);
}
