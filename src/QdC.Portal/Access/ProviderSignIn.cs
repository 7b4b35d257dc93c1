using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using QdC.Portal.Settings;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Access;

/// <summary>Sign-in by an identity provider: the authorization code flow with PKCE of OpenID Connect.</summary>
internal static class ProviderSignIn
{
    private static readonly string[] Kept = ["sub", "oid", "name", "preferred_username", "email", "email_verified"];

    /// <summary>Sets it up.</summary>
    public static void Configure(OpenIdConnectOptions provider, SignInSettings settings, string secret, CookieSecurePolicy secure)
    {
        provider.Authority = settings.Authority.ToString();
        provider.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        (provider.ClientId, provider.ClientSecret) = (settings.ClientId, secret);
        provider.ResponseType = OpenIdConnectResponseType.Code;
        provider.ResponseMode = OpenIdConnectResponseMode.Query; // a form sent from elsewhere would need weaker cookies
        (provider.CorrelationCookie.SameSite, provider.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
        (provider.CorrelationCookie.SecurePolicy, provider.NonceCookie.SecurePolicy) = (secure, secure);
        provider.UsePkce = true;
        provider.SaveTokens = false;
        provider.MapInboundClaims = false;
        provider.Scope.Clear();
        provider.Scope.Add("openid");
        provider.Scope.Add("profile");
        provider.Scope.Add("email");
        provider.TokenValidationParameters.NameClaimType = "sub";
        provider.CallbackPath = SignIn.Path + "/proveidor";
        provider.Events.OnTokenValidated = context =>
        {
            // Only what says who somebody is stays in the session.
            var told = context.Principal!.Claims.ToList();
            var claims = told.Where(c => Kept.Contains(c.Type)).Concat(told.Where(c => c.Type == settings.GroupsClaim).Select(c => new Claim(AccessList.Group, c.Value)));
            context.Principal = new ClaimsPrincipal(new ClaimsIdentity(claims, OpenIdConnectDefaults.AuthenticationScheme, "sub", null));
            context.Properties!.ExpiresUtc = null;
            var services = context.HttpContext.RequestServices;
            services.GetRequiredService<AuditLog>().Note(new AuditEvent("sign_in", services.GetRequiredService<AccessList>().ViewerOf(context.Principal).Id));
            return Task.CompletedTask;
        };
        provider.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.HttpContext.RequestServices.GetRequiredService<AuditLog>().Note(new AuditEvent("sign_in", "?", Detail: context.Failure?.GetType().Name, Outcome: AuditOutcome.Refused));
            return Refusals.Show(context.HttpContext, StatusCodes.Status403Forbidden);
        };
    }

    /// <summary>Sends somebody to the provider, to come back to a place of the portal.</summary>
    public static IResult Challenge(string? back) =>
        Results.Challenge(new AuthenticationProperties { RedirectUri = back is not null && Addresses.IsLocal(back) ? back : "/" }, [OpenIdConnectDefaults.AuthenticationScheme]);
}
