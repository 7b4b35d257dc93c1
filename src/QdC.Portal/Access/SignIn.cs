using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QdC.Portal.Pages;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Access;

/// <summary>Coming in and going out.</summary>
internal static class SignIn
{
    /// <summary>Where one comes in.</summary>
    public const string Path = "/entrada";

    /// <summary>Where one goes out.</summary>
    public const string OutPath = "/sortida";

    /// <summary>Adds the addresses. Coming in is one of the few that need no right.</summary>
    public static void Map(IEndpointRouteBuilder app, bool byProvider)
    {
        if (byProvider)
        {
            app.MapGet(Path, (string? torna, bool? fora) => fora == true ? new RazorComponentResult<SignInPage>(new { IsOut = true }) : ProviderSignIn.Challenge(torna)).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        }
        else
        {
            app.MapGet(Path, Enter).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
            app.MapPost(Path, AskForLink).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        }
        app.MapPost(OutPath, Leave).RequireAuthorization(p => p.RequireAuthenticatedUser());
    }

    /// <summary>Makes a link and shows it to whoever started the portal.</summary>
    public static void ShowLink(IServiceProvider services)
    {
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        services.GetRequiredService<PortalSettings>().ShowLink(new Uri($"{address}{Path}?clau={services.GetRequiredService<OneTimeLinks>().Make()}"));
    }

    private static async Task<IResult> Enter(HttpContext context, OneTimeLinks links, AuditLog audit, string? clau, string? torna)
    {
        if (clau is null)
        {
            return new RazorComponentResult<SignInPage>(new { Return = torna });
        }
        if (links.Use(clau) is not { } user)
        {
            audit.Note(new AuditEvent("sign_in", "?", Detail: "one-time link", Outcome: AuditOutcome.Refused));
            return new RazorComponentResult<SignInPage>(new { Return = torna, WasRefused = true }) { StatusCode = StatusCodes.Status403Forbidden };
        }
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user);
        audit.Note(new AuditEvent("sign_in", user.Identity!.Name!, Detail: "one-time link"));
        return Results.LocalRedirect(torna is { } back && Addresses.IsLocal(back) ? back : "/");
    }

    private static RazorComponentResult<SignInPage> AskForLink(HttpContext context, [FromForm] string? torna)
    {
        ShowLink(context.RequestServices);
        return new(new { Return = torna, WasSent = true });
    }

    private static async Task<IResult> Leave(HttpContext context, Viewer viewer, AuditLog audit, [FromForm] string? torna)
    {
        _ = torna; // a form's field makes the endpoint check where the form comes from
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        audit.Note(new AuditEvent("sign_out", viewer.Id));
        return Results.LocalRedirect(Path + "?fora=true");
    }
}
