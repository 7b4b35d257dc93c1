using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QdC.Portal.Access;
using QdC.Portal.Figures;
using QdC.Portal.Layout;
using QdC.Portal.Overview;
using QdC.Portal.Pages.Reports;
using QdC.Portal.Pages.Runs;
using QdC.Portal.Settings;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal;

/// <summary>The portal as a web application.</summary>
public static class PortalHost
{
    /// <summary>Starts it. It runs until it is stopped.</summary>
    /// <exception cref="PortalNotLocal">It may be reached from this machine only and was told to listen elsewhere.</exception>
    /// <exception cref="PortalAddressTaken">It cannot listen where it was told to.</exception>
    public static async Task<WebApplication> Start(PortalSettings settings, CancellationToken cancel = default)
    {
        if (settings.Installation.Portal is null && settings.Urls.FirstOrDefault(u => !IsLoopback(u)) is { } url)
        {
            throw new PortalNotLocal(url);
        }
        Jobs.JobsHost.RequireShared(settings);
        var app = Build(settings);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new PortalAddressTaken(settings.Urls, e);
        }
        if (settings.Installation.Portal is null)
        {
            SignIn.ShowLink(app.Services);
        }
        return app;
    }

    private static WebApplication Build(PortalSettings settings)
    {
        IHostApplicationLifetime? life = null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A start that fails is thrown, and told by whoever started it: no stack trace beside it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && life is { ApplicationStarted.IsCancellationRequested: true });
        Operations.Telemetry.Add(builder, settings.Installation.Operations.Telemetry);
        Add(builder.Services, settings);

        var app = builder.Build();
        life = app.Lifetime;
        SecurityHeaders.Use(app);
        app.UseHostFiltering();
        UsePublicAddress(app, settings.Installation.Portal);
        app.UseResponseCompression();
        Refusals.Use(app);
        Preferences.Use(app);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();

        Operations.Health.Map(app);
        app.Services.GetRequiredService<Assets>().Map(app);
        SignIn.Map(app, settings.Installation.Portal is not null);
        Pages.Schedule.ScheduleRoutes.Map(app);
        Jobs.QueuePages.Map(app, settings.Jobs);
        StepBack.Map(app);
        Reporting.Map(app);
        Pages.Quality.QualityRoutes.Map(app);
        app.MapRazorComponents<App>();
        app.MapFallback(() => Results.NotFound()).RequireAuthorization(p => p.RequireAuthenticatedUser());
        return app;
    }

    private static void Add(IServiceCollection services, PortalSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(settings.Files).AddSingleton(settings.Home).AddSingleton(settings.Clock);
        services.AddSingleton<Assets>().AddSingleton<AccessList>().AddSingleton<Sessions>().AddSingleton<AuditLog>().AddSingleton<ServedVersions>().AddSingleton<Boards>().AddSingleton<Lineages>().AddSingleton<AreaOverview>().AddSingleton<Reporting>().AddSingleton<Pages.Quality.PairReview>().AddSingleton<Pages.Quality.CodeMappings>();
        services.AddSingleton(new OneTimeLinks(settings.Clock, Environment.UserName));
        services.AddSingleton<Operations.Health>();
        Jobs.JobsHost.Add(services, settings);
        services.AddHttpContextAccessor();
        services.AddScoped(s => s.GetRequiredService<AccessList>().ViewerOf(Request(s).User));
        services.AddScoped(s => Preferences.Of(Request(s)));

        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // nothing it protects outlives the sessions, which a restart ends
        AddSignIn(services, settings);
        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        services.AddAuthorization(rights =>
        {
            // Whatever does not say what it needs is refused to everybody.
            rights.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build();
            foreach (var right in Enum.GetValues<Right>())
            {
                rights.AddPolicy($"{right}", p => p.RequireAuthenticatedUser().AddRequirements(new RightRequirement(right)));
            }
        });
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "qdc-form";
            forms.Cookie.HttpOnly = true;
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = Sessions.Secure(settings);
        });
        services.AddRateLimiter(limits => RateLimits.Configure(limits, settings));
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddRazorComponents();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // pages are UTF-8: an à stays an à
        services.AddSingleton<IHostLifetime, StoppedByCommandLine>();
        services.AddSystemd().AddWindowsService(); // takes effect only where one of them started this process
    }

    private static void AddSignIn(IServiceCollection services, PortalSettings settings)
    {
        string[] here = ["localhost", "127.0.0.1", "[::1]"];
        var portal = settings.Installation.Portal;
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = portal is null ? here : [.. here, portal.PublicUrl.Host]);
        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<Sessions>((cookie, sessions) => sessions.Configure(cookie, Sessions.Secure(settings)));
        if (portal is not null)
        {
            var secret = portal.SignIn.ReadSecret(settings.Home.Root);
            authentication.AddOpenIdConnect(provider => ProviderSignIn.Configure(provider, portal.SignIn, secret, Sessions.Secure(settings)));
            services.Configure<ForwardedHeadersOptions>(forwarded =>
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
                forwarded.KnownIPNetworks.Clear();
                forwarded.KnownProxies.Clear();
                portal.Proxies.ToList().ForEach(forwarded.KnownProxies.Add);
            });
        }
    }

    /// <summary>Requests are taken for what people typed, whatever stands in front; who they come from is what a known proxy says.</summary>
    private static void UsePublicAddress(WebApplication app, PublicPortal? portal)
    {
        if (portal is null)
        {
            return;
        }
        if (portal.Proxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }
        app.Use((context, next) =>
        {
            (context.Request.Scheme, context.Request.Host) = (portal.PublicUrl.Scheme, HostString.FromUriComponent(portal.PublicUrl));
            if (portal.PublicUrl.Scheme == Uri.UriSchemeHttps)
            {
                context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
            }
            return next(context);
        });
    }

    private static HttpContext Request(IServiceProvider services) => services.GetRequiredService<IHttpContextAccessor>().HttpContext!;

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Signals are the command line's to hear.</summary>
    private sealed class StoppedByCommandLine : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancel) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
