using System.Net;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using QdC.Cli.App;
using QdC.Portal;
using QdC.Portal.Jobs;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal.Jobs;

/// <summary>A home of its own in which <c>mini</c> is published, with a second area that has no key.</summary>
internal sealed class JobHome : IDisposable
{
    public const string Keyless = "mini-keyless";

    private JobHome(string root) => Root = root;

    public string Root { get; }

    public QdcHome Home => new(Path.Combine(Root, "home"));

    public string Jobs => Path.Combine(Root, "etl-jobs");

    public AreaStore Store => new(Home, AreaCode.Parse("mini"), TimeProvider.System);

    public JobBook Book => new(Home, TimeProvider.System);

    public static async Task<JobHome> Make()
    {
        await MiniHome.Published();
        var home = new JobHome(Path.Combine(Path.GetTempPath(), "qdc-jobs-" + Guid.NewGuid().ToString("N")));
        MiniHome.CopyJobs(home.Jobs);
        File.Copy(Path.Combine(MiniHome.Jobs, "code-lists", "service.csv"), Path.Combine(home.Jobs, "code-lists", "service.csv"), overwrite: true);
        var mini = Path.Combine(home.Jobs, "areas", "mini.yaml");
        File.WriteAllText(mini, File.ReadAllText(mini).Replace("run: on_request", "run: scheduled", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(home.Jobs, "areas", Keyless + ".yaml"), File.ReadAllText(mini).Replace("area: mini", $"area: {Keyless}", StringComparison.Ordinal).Replace("number: 99", "number: 98", StringComparison.Ordinal));
        foreach (var folder in new[] { "store", "landing", "vault" })
        {
            Copy(Path.Combine(MiniHome.Root, folder), Path.Combine(home.Home.Root, folder));
        }
        return home;
    }

    /// <summary>What its star holds: rows and a hash of each table.</summary>
    public string Star()
    {
        using var version = Store.OpenCurrent();
        var tables = version.Session.Query("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'star' ORDER BY 1", r => r.GetString(0));
        return string.Join('\n', tables.Select(t => $"{t} {version.Session.Scalar<string>($"SELECT count(*) || ' ' || coalesce(sum(hash(t)), 0) FROM star.{t} t")}"));
    }

    public IReadOnlyList<RunRecord> Runs()
    {
        using var log = AreaLog.OpenRead(Home, AreaCode.Parse("mini"), TimeProvider.System)!;
        return log.Runs();
    }

    public void Dispose() => MiniHome.Remove(Root);

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

/// <summary>A portal with its scheduler on such a home, whose waits are short.</summary>
internal sealed class JobPortal : IAsyncDisposable
{
    private readonly List<HttpClient> _browsers = [];

    private JobPortal(WebApplication app, Uri link) => (App, Link) = (app, link);

    public WebApplication App { get; }

    public Uri Link { get; }

    public JobDesk Desk => App.Services.GetRequiredService<JobDesk>();

    public JobRunner Runner => App.Services.GetRequiredService<JobRunner>();

    public JobStorage Queue => App.Services.GetRequiredService<JobStorage>();

    public static async Task<JobPortal> Start(JobHome home, Func<PortalSettings, PortalSettings>? with = null)
    {
        var workspace = Workspace.Load(home.Jobs);
        Uri? link = null;
        var settings = new PortalSettings(home.Home, new PortalFiles(workspace.Jobs, workspace.Metrics, workspace.Dashboards, workspace.Reports), TimeProvider.System)
        {
            Urls = ["http://127.0.0.1:0"],
            ShowLink = l => link = l,
            RequestsPerMinute = 100_000,
            Jobs = new JobSettings(new QdcProgram(["dotnet", typeof(QdcCommandLine).Assembly.Location], home.Home.Root, home.Jobs))
            {
                SignOfLife = TimeSpan.FromMilliseconds(100),
                LostAfter = TimeSpan.FromSeconds(2),
                Look = TimeSpan.FromMilliseconds(300),
                Pause = TimeSpan.FromMilliseconds(300),
            },
        };
        var app = await PortalHost.Start(with?.Invoke(settings) ?? settings);
        return new JobPortal(app, link!);
    }

    /// <summary>A browser in which whoever started the portal is signed in.</summary>
    public async Task<HttpClient> SignedIn()
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Link.GetLeftPart(UriPartial.Authority)) };
        _browsers.Add(browser);
        using var entered = await browser.GetAsync(Link);
        return entered.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"{entered.StatusCode}");
    }

    /// <summary>Waits until something is so, for a minute at most.</summary>
    public static async Task<T> Until<T>(Func<T?> look, string what)
    {
        for (var until = Environment.TickCount64 + 60_000; Environment.TickCount64 < until;)
        {
            if (look() is { } found)
            {
                return found;
            }
            await Task.Delay(20);
        }
        throw new TimeoutException(what);
    }

    /// <summary>Waits for a job's end.</summary>
    public static Task<AreaJob> End(JobHome home, AreaJob job) => Until(() => home.Book.Find(job.Id) is { EndedAt: not null } ended ? ended : null, $"the end of job {job.Id} ({job.Kind})");

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(b => b.Dispose());
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
