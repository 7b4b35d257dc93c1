using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using QdC.Cli.App;
using QdC.Portal;
using QdC.Portal.Access;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal;

/// <summary>A portal on a free port, on the home in which <c>mini</c> is published, with browsers that keep cookies and follow nothing by themselves.</summary>
internal sealed class ServedPortal : IAsyncDisposable
{
    private readonly List<HttpClient> _browsers = [];

    private readonly List<Uri> _links;
    private readonly SemaphoreSlim _signing = new(1);

    private ServedPortal(WebApplication app, List<Uri> links) => (App, _links) = (app, links);

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
            RequestsPerMinute = 1_000_000,
            SignInsPerMinute = 1_000,
        };
        var app = await PortalHost.Start(with?.Invoke(settings) ?? settings);
        return new ServedPortal(app, links);
    }

    /// <summary>Asks for one more link.</summary>
    public void AskForLink() => SignIn.ShowLink(App.Services);

    /// <summary>The areas that its declarative files name and a viewer with every right sees.</summary>
    public IReadOnlyList<QdC.Pipeline.Jobs.AreaFile> Areas => [.. App.Services.GetRequiredService<PortalFiles>().Jobs.Areas.Values];

    /// <summary>A browser in which nobody is signed in.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(App.Urls.First()) };
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

    /// <summary>One more browser in which somebody is signed in.</summary>
    public async Task<HttpClient> AnotherReader()
    {
        await _signing.WaitAsync();
        try
        {
            AskForLink();
            return await SignedIn();
        }
        finally
        {
            _signing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(b => b.Dispose());
        await App.StopAsync();
        await App.DisposeAsync();
        _signing.Dispose();
    }
}
