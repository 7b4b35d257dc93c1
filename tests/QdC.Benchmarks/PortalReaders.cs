using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using QdC.Cli.App;
using QdC.Cli.Commands;
using QdC.Pipeline.Jobs;
using QdC.Portal;
using QdC.Portal.Access;
using QdC.Warehouse;

namespace QdC.Benchmarks;

/// <summary>
/// Measures how long pages of the dashboard take in a portal that many read at once: an area of ten years, readers in sessions of their own who
/// each ask for page after page. The portal and its readers share the machine.
/// </summary>
internal sealed class PortalReaders(BenchArea area, string home, TextWriter says)
{
    private static readonly string[] Pages = ["resum", "persones", "serveis", "costos", "carrega"];
    private static readonly string[] Cuts = ["?periode=year", "?periode=quarter", "?periode=month", "?periode=ytd", "?periode=rolling12", "?periode=year&dia=2024-12-31", "?periode=year&sex=D", ""];

    /// <summary>Runs it and says what it took.</summary>
    /// <param name="readers">Readers at once.</param>
    /// <param name="views">Pages that each asks for.</param>
    /// <param name="pause">How long each looks at a page before the next.</param>
    public async Task Run(int readers, int views, TimeSpan pause)
    {
        if (!Directory.Exists(Path.Combine(home, "store")))
        {
            QdcRun.Of(home, area.Jobs, BenchArea.Name);
        }
        var links = new ConcurrentStack<Uri>(); // one more ends the one before
        var settings = new PortalSettings(new QdcHome(home), ServeCommand.Files(Workspace.Load(Path.Combine(Repository.Root, "etl-jobs"))) with { Jobs = JobLoader.Load(area.Jobs).Jobs! }, TimeProvider.System)
        {
            Urls = ["http://127.0.0.1:0"],
            ShowLink = links.Push,
            RequestsPerMinute = 1_000_000, // one person plays all readers
            SignInsPerMinute = 1_000,
        };
        await using var portal = await PortalHost.Start(settings);
        var browsers = new List<HttpClient>();
        for (var i = 0; i < readers; i++)
        {
            SignIn.ShowLink(portal.Services);
            links.TryPop(out var link);
            var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(portal.Urls.First()) };
            browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
            (await browser.GetAsync(link)).EnsureSuccessStatusCode();
            browsers.Add(browser);
        }
        says.WriteLine("| readers | pause, ms | pages | of which first asked | p50, ms | p95, ms | p99, ms | pages a second | bytes of a page, p95 |");
        says.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var asked = new ConcurrentDictionary<string, bool>();
        await Measure(1, Pages.Length * Cuts.Length, TimeSpan.Zero, asked, browsers);
        await Measure(readers, views, pause, asked, browsers);
        await Measure(readers, views, TimeSpan.Zero, asked, browsers);
    }

    private async Task Measure(int readers, int views, TimeSpan pause, ConcurrentDictionary<string, bool> asked, List<HttpClient> browsers)
    {
        var (took, bytes, first) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), 0);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, readers).Select(reader => Task.Run(async () =>
        {
            var order = new Random(reader);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause * order.NextDouble());
            }
            for (var i = 0; i < views; i++)
            {
                // One reader alone asks for each once; many ask as they like.
                var (page, cut) = readers == 1 ? (Pages[i % Pages.Length], Cuts[i / Pages.Length]) : (Pages[order.Next(Pages.Length)], Cuts[order.Next(Cuts.Length)]);
                var address = $"/quadre/{BenchArea.Name}/{page}{cut}";
                if (asked.TryAdd(address, true))
                {
                    Interlocked.Increment(ref first);
                }
                var begun = Stopwatch.GetTimestamp();
                using var answer = await browsers[reader].GetAsync(address);
                var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
                took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                bytes.Add(body.Length);
                await Task.Delay(pause);
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        double At(IEnumerable<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(took.Count * share) - 1);
        says.WriteLine(FormattableString.Invariant($"| {readers} | {pause.TotalMilliseconds:0} | {took.Count} | {first} | {At(took, 0.5):0} | {At(took, 0.95):0} | {At(took, 0.99):0} | {took.Count / seconds:0} | {At(bytes, 0.95):0} |"));
    }
}
