using System.Net;
using Microsoft.AspNetCore.Builder;
using QdC.Cli.App;
using QdC.Portal;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal;

/// <summary>A portal on a free port, on the home in which <c>mini</c> is published, with browsers that keep cookies and follow nothing by themselves.</summary>
internal sealed class ServedPortal : IAsyncDisposable
{
    private readonly List<Uri> _links = [];
    private readonly List<HttpClient> _browsers = [];

    private ServedPortal(WebApplication app) => App = app;

    public WebApplication App { get; }

    /// <summary>The links it has shown, the newest last.</summary>
    public IReadOnlyList<Uri> Links => _links;

    public static async Task<ServedPortal> Start(Func<PortalSettings, PortalSettings>? with = null)
    {
        await MiniHome.Published();
        var workspace = Workspace.Load(MiniHome.Jobs);
        var links = new List<Uri>();
        var settings = new PortalSettings(new QdcHome(MiniHome.Root), new PortalFiles(workspace.Jobs, workspace.Metrics, workspace.Dashboards, workspace.Reports), TimeProvider.System)
        {
            Urls = ["http://127.0.0.1:0"],
            ShowLink = links.Add,
            RequestsPerMinute = 100_000,
        };
        var app = await PortalHost.Start(with?.Invoke(settings) ?? settings);
        var served = new ServedPortal(app);
        served._links.AddRange(links);
        return served;
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Links[0].GetLeftPart(UriPartial.Authority)) };
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>A browser in which the person who started the portal is signed in.</summary>
    public async Task<HttpClient> SignedIn()
    {
        var browser = Browser();
        using var entered = await browser.GetAsync(Links[^1]);
        return entered.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"{entered.StatusCode}");
    }

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(b => b.Dispose());
        await App.DisposeAsync();
    }
}
