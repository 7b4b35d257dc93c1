namespace QdC.PowerBiFake;

/// <summary>Microsoft Entra: tokens by client credentials.</summary>
public static class TokenRoutes
{
    /// <summary>The one application there is, as Power BI names it.</summary>
    public const string Application = "app-qdc";

    public const string PowerBi = "https://analysis.windows.net/powerbi/api/.default";
    public const string Fabric = "https://api.fabric.microsoft.com/.default";

    public static void Map(IEndpointRouteBuilder app, Tenant tenant) =>
        app.MapPost("/{tenant}/oauth2/v2.0/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            lock (tenant.Gate)
            {
                var known = form["client_secret"] == tenant.Habits.ClientSecret || form["client_assertion"].ToString().Split('.').Length == 3;
                if (form["grant_type"] != "client_credentials" || !known)
                {
                    return Results.Json(new { error = "invalid_client", error_description = "AADSTS7000215: Invalid client secret provided.", error_codes = new[] { 7000215 } }, statusCode: 401);
                }
                var token = Guid.NewGuid().ToString("N");
                var scope = form["scope"].ToString().Split(' ').First(s => s is PowerBi or Fabric);
                tenant.Tokens[token] = (scope, tenant.Now.AddSeconds(tenant.Habits.TokenSeconds));
                return Results.Json(new { token_type = "Bearer", expires_in = 3599, ext_expires_in = 3599, access_token = token });
            }
        });
}
