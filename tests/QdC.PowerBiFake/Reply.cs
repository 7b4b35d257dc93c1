using System.Globalization;
using System.Text.Json.Nodes;

namespace QdC.PowerBiFake;

/// <summary>Answers, made while the tenant is held.</summary>
internal static class Reply
{
    private const int PageSize = 10;

    /// <summary>An answer with its status; without a body where there is none.</summary>
    public static IResult With(Tenant tenant, Func<(int Status, JsonNode? Body)> make)
    {
        lock (tenant.Gate)
        {
            var (status, body) = make();
            return body is null ? Results.StatusCode(status) : Results.Text(body.ToJsonString(), "application/json", statusCode: status);
        }
    }

    /// <summary>A page of a list; Fabric's lists go on with a token.</summary>
    public static IResult Page(Tenant tenant, Func<IEnumerable<JsonObject>> list, string? token) =>
        With(tenant, () =>
        {
            var (all, from) = (list().ToList(), token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture));
            var page = new JsonObject { ["value"] = new JsonArray([.. all.Skip(from).Take(PageSize)]) };
            if (from + PageSize < all.Count)
            {
                page["continuationToken"] = (from + PageSize).ToString(CultureInfo.InvariantCulture);
                page["continuationUri"] = $"https://api.fabric.microsoft.com/v1/next?continuationToken={from + PageSize}";
            }
            return (200, page);
        });
}
