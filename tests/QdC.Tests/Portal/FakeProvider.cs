using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QdC.Tests.Portal;

/// <summary>An identity provider that speaks OpenID Connect, and signs in whomever the test says.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, IReadOnlyDictionary<string, object> Claims)> _codes = new();

    private FakeProvider(WebApplication app) => _app = app;

    public Uri Authority => new(_app.Urls.First());

    /// <summary>What the provider says of whoever comes next.</summary>
    public IReadOnlyDictionary<string, object> Next { get; set; } = new Dictionary<string, object>();

    public static async Task<FakeProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var provider = new FakeProvider(builder.Build());
        provider.Map();
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private void Map()
    {
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Authority.ToString(),
            ["authorization_endpoint"] = new Uri(Authority, "authorize"),
            ["token_endpoint"] = new Uri(Authority, "token"),
            ["jwks_uri"] = new Uri(Authority, "keys"),
        }));
        _app.MapGet("/keys", () =>
        {
            var key = _rsa.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "1", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } });
        });
        _app.MapGet("/authorize", (HttpContext context) =>
        {
            var code = Guid.NewGuid().ToString("N");
            _codes[code] = (context.Request.Query["nonce"]!, Next);
            return Results.Redirect($"{context.Request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(context.Request.Query["state"]!)}");
        });
        _app.MapPost("/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            if (form["client_secret"] != "s3cret" || !_codes.TryRemove(form["code"]!, out var given))
            {
                return Results.Json(new { error = "invalid_client" }, statusCode: 400);
            }
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Authority.ToString(),
                Audience = "qdc",
                Claims = given.Claims.Append(new("nonce", given.Nonce)).ToDictionary(),
                SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
            });
            return Results.Text(JsonSerializer.Serialize(new { access_token = "none", token_type = "Bearer", id_token = token }), "application/json");
        });
    }
}
