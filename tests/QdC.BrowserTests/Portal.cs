using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Cli.Commands;
using QdC.Portal;
using QdC.Portal.Jobs;
using QdC.Warehouse;

namespace QdC.BrowserTests;

/// <summary>A portal on the pilot samples of two areas, and Debian's Chromium to look at it; once for all tests.</summary>
[SetUpFixture]
public sealed class Portal
{
    private static readonly string Home = Environment.GetEnvironmentVariable("QDC_BROWSER_HOME") ?? Path.Combine(Path.GetTempPath(), "qdc-browser-" + Guid.NewGuid().ToString("N"));
    private static readonly List<Uri> Links = [];
    private static WebApplication? _app;
    private static IPlaywright? _playwright;

    /// <summary>The declarative files and what the councils of two areas deliver, as a copy that tests may add to.</summary>
    public static string Files { get; } = Path.Combine(Path.GetTempPath(), "qdc-browser-files-" + Guid.NewGuid().ToString("N"));

    /// <summary>Where Chromium is.</summary>
    private static string? Executable { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public static IBrowser Browser { get; private set; } = null!;

    public static string Address => _app!.Urls.First();

    /// <summary>An area's versions.</summary>
    public static AreaStore Store(string area) => new(new QdcHome(Home), AreaCode.Parse(area), TimeProvider.System);

    public static string Root { get; } = Repository.Root;

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Executable is null)
        {
            Assert.Ignore("Chromium is not here: install the package chromium.");
        }
        var jobs = Path.Combine(Files, "etl-jobs");
        foreach (var folder in new[] { "etl-jobs", "powerbi", "samples/pilot/tarragona", "samples/pilot/reus" })
        {
            Copy(Path.Combine(Root, folder), Path.Combine(Files, folder));
        }
        if (Environment.GetEnvironmentVariable("QDC_BROWSER_HOME") is null)
        {
            Directory.CreateDirectory(Home);
            Environment.SetEnvironmentVariable("QDC_KEY_TARRAGONA", Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i + 1)).ToArray()));
            Environment.SetEnvironmentVariable("QDC_KEY_REUS", Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i + 2)).ToArray()));
            using var output = new StringWriter();
            var code = await QdcCommandLine.Invoke(["run", "tarragona", "reus", "--json", "--home", Home, "--jobs", jobs], output, output);
            Assert.That(code, Is.EqualTo(ExitCode.Findings).Or.EqualTo(ExitCode.Done), output.ToString());
        }
        _app = await PortalHost.Start(new PortalSettings(new QdcHome(Home), ServeCommand.Files(Workspace.Load(jobs)), TimeProvider.System)
        {
            Urls = ["http://127.0.0.1:0"],
            ShowLink = Links.Add,
            RequestsPerMinute = 1_000_000,
            SignInsPerMinute = 1_000,
            Jobs = new JobSettings(new QdcProgram(["dotnet", typeof(QdcCommandLine).Assembly.Location], Home, jobs)),
        });
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }
        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
        if (Directory.Exists(Files))
        {
            Directory.Delete(Files, recursive: true);
        }
        if (Environment.GetEnvironmentVariable("QDC_BROWSER_HOME") is null && Directory.Exists(Home))
        {
            foreach (var file in Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
            Directory.Delete(Home, recursive: true);
        }
    }

    /// <summary>A page of a reader who is signed in, of a width and in a theme. Everything it asks of others than the portal, and every error of its scripts, fails the test.</summary>
    public static async Task<Reader> Open(int width = 1280, ColorScheme theme = ColorScheme.Light, string language = "ca")
    {
        var context = await Browser.NewContextAsync(new() { BaseURL = Address, ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 }, ColorScheme = theme, Locale = "ca-ES" });
        var page = await context.NewPageAsync();
        var reader = new Reader(context, page);
        QdC.Portal.Access.SignIn.ShowLink(_app!.Services);
        await page.GotoAsync(Links[^1].PathAndQuery);
        if (language != "ca")
        {
            await page.GotoAsync($"/?lang={language}");
        }
        return reader;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

/// <summary>A reader's page, with all that went wrong in it.</summary>
public sealed class Reader : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public Reader(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Wrong.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Wrong.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Portal.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                Wrong.Add("asked of another host: " + request.Url);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Goes to a place of the navigation.</summary>
    public Task Go(string place) => Page.Locator("nav.places").GetByRole(AriaRole.Link, new() { Name = place, Exact = true }).ClickAsync();

    /// <summary>A figure of the page as it is shown.</summary>
    public Task<string> Figure(string metric) => Page.Locator($"[data-figure={metric}]").First.InnerTextAsync();

    /// <summary>What went wrong so far.</summary>
    public List<string> Wrong { get; } = [];

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
