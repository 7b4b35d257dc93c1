using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal;

/// <summary>The dashboard's pages as a browser gets them, of <c>mini</c>.</summary>
public sealed partial class BoardTests : MiniPortalTests
{
    [Test]
    public async Task A_page_shows_the_figures_that_the_command_gives()
    {
        var page = await Browser.GetStringAsync("/quadre/mini/resum?periode=year&dia=2024-01-01");
        var told = (await MiniHome.Run("dashboard", "resum", "--area", "mini", "--period", "year", "--day", "2024-01-01", "--json")).Json();

        var cards = told.GetProperty("visuals")[0].GetProperty("cards").EnumerateArray().ToDictionary(c => c.GetProperty("metric").GetString()!, c => c.GetProperty("value").GetString());
        Assert.That(Figures(page), Is.EqualTo(cards));
        Assert.That(page, Does.Contain("Any 2024").And.Contain("<option value=\"2024-12-31\" selected>Any 2024</option>"));
        Assert.That(Charts().Matches(page), Has.Count.EqualTo(4), "what is drawn");
        Assert.That(page, Does.Contain("/echarts.js"));
    }

    [Test]
    public async Task A_member_leads_to_the_page_cut_by_it_and_a_filter_can_be_taken_away()
    {
        var page = await Browser.GetStringAsync("/quadre/mini/resum?periode=quarter&dia=2024-12-31");
        var link = Regex.Match(page, "<th scope=\"row\"><a href=\"([^\"]*sex=D)\">").Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        var women = await Browser.GetStringAsync(link);

        Assert.That(Figures(women)["people_attended"], Is.EqualTo("4"));
        Assert.That(women, Does.Contain("no es pot filtrar així"), "what cannot be cut is not shown");
        var without = Regex.Match(women, "<ul class=\"filters\".*?href=\"([^\"]*)\"", RegexOptions.Singleline).Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        Assert.That(Figures(await Browser.GetStringAsync(without)), Is.EqualTo(Figures(page)));
    }

    [Test]
    public async Task A_figure_says_what_it_is_how_it_is_counted_and_which_column_it_comes_from()
    {
        var page = await Browser.GetStringAsync("/quadre/mini/costos/spend?periode=year&dia=2024-12-31");
        Assert.That(page, Does.Not.Contain("fact_cost"), "the sentence above says in words how it is counted; the terms of the star stand in docs/indicators");

        Assert.That(Figures(page).Keys, Is.EqualTo(new[] { "spend" }));
        Assert.That(page, Does.Contain("Executat").And.Contain("S'ha comptat".Replace("'", "&#x27;", StringComparison.Ordinal)));
        Assert.That(page, Does.Contain("<dt>Unitat</dt>").And.Not.Contain("<code>spend</code>"), "a code is no word of its readers");
        Assert.That(await Browser.GetStringAsync("/quadre/mini/costos?periode=year&dia=2024-12-31"), Does.Contain("/quadre/mini/costos/spend?periode=year&amp;dia=2024-12-31"));
    }

    [TestCase("/quadre/mini/res")]
    [TestCase("/quadre/mini/resum/spendd")]
    [TestCase("/quadre/mini/resum?periode=week")]
    [TestCase("/quadre/mini/resum?sex=X")]
    public async Task What_is_not_there_is_said(string address) => Assert.That((await Browser.GetAsync(address)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

    [Test]
    public async Task What_the_sensitive_list_holds_is_not_told_of_less_than_area_and_year()
    {
        var refused = await Browser.GetStringAsync($"/quadre/mini/serveis?service={MiniHome.SensitiveService}");

        Assert.That(refused, Does.Contain("Aquest detall és reservat").And.Not.Contain("data-figure"));
        Assert.That(await Browser.GetStringAsync("/quadre/mini/serveis"), Does.Not.Contain($"<option value=\"{MiniHome.SensitiveService}\""));
    }

    [Test]
    public async Task It_speaks_the_readers_language()
    {
        var browser = await AnotherReader("en");

        Assert.That(await browser.GetStringAsync("/quadre/mini/resum?periode=year&dia=2024-01-01"), Does.Contain("People attended").And.Contain("Year 2024").And.Not.Contain("Persones ateses"));
    }

    /// <summary>Every figure of a version is made to be its number: a page that mixed two would show two numbers.</summary>
    /// <param name="atLeast">Pages that are looked at meanwhile, at least.</param>
    [TestCase(50)]
    [TestCase(10_000, Category = "Slow")]
    public async Task Every_figure_of_a_page_is_of_one_version_while_versions_are_published(int atLeast)
    {
        const int Publishes = 20;
        var looked = 0;
        var root = Path.Combine(Path.GetTempPath(), "qdc-portal-" + Guid.NewGuid().ToString("N"));
        try
        {
            CopyStore(root);
            await using var portal = await ServedPortal.Start(s => s with { Home = new QdcHome(root) });
            var store = new AreaStore(new QdcHome(root), AreaCode.Parse("mini"), TimeProvider.System);
            PublishNumbered(store);
            var first = store.Current!.Value;
            var done = false;
            var readers = Enumerable.Range(0, 6).Select(async reader =>
            {
                var browser = await portal.AnotherReader();
                var (views, seen) = (0, new HashSet<string>());
                string[] pages = ["resum", "persones", "serveis", "costos", "carrega"];
                bool last;
                do
                {
                    last = Volatile.Read(ref done);
                    var page = await browser.GetStringAsync($"/quadre/mini/{pages[(views + reader) % pages.Length]}?periode=year&dia=2024-01-01{(views % 3 == 0 ? "" : "&a=1")}");
                    var versions = Versions().Matches(page).Select(m => m.Groups[1].Value).Distinct().ToList();
                    var figures = Figures(page).Values.Where(v => v.Any(char.IsDigit)).Select(v => v.Split(',', ' ')[0]).Distinct().ToList();
                    Assert.That(versions, Has.Count.EqualTo(1), "one version");
                    Assert.That(figures, Is.EqualTo(versions), "its figures");
                    seen.Add(versions[0]);
                    views++;
                    Interlocked.Increment(ref looked);
                } while (!last);
                return (views, seen);
            }).ToList();
            for (var i = 0; i < Publishes; i++)
            {
                PublishNumbered(store);
                using (var lease = store.TakeLease())
                {
                    store.Retain(lease, 2);
                }
                do
                {
                    await Task.Delay(30);
                } while (Volatile.Read(ref looked) < atLeast * (i + 1) / Publishes && !readers.Exists(r => r.IsFaulted));
            }
            Volatile.Write(ref done, true);
            var read = await Task.WhenAll(readers);

            Assert.That(store.Current, Is.EqualTo(first + Publishes));
            Assert.That(read.Sum(r => r.views), Is.GreaterThanOrEqualTo(atLeast));
            Assert.That(read.SelectMany(r => r.seen).Distinct().Count(), Is.GreaterThan(5), "readers saw versions come");
            Assert.That(read, Has.All.Matches<(int views, HashSet<string> seen)>(r => r.seen.Contains($"{store.Current}")), "and the last one");
        }
        finally
        {
            MiniHome.Remove(root);
        }
    }

    [Test]
    public async Task A_failure_is_told_by_a_reference_and_nothing_else()
    {
        var root = Path.Combine(Path.GetTempPath(), "qdc-portal-" + Guid.NewGuid().ToString("N"));
        try
        {
            CopyStore(root);
            foreach (var version in Directory.EnumerateFiles(root, "*.duckdb", SearchOption.AllDirectories))
            {
                File.SetAttributes(version, FileAttributes.Normal);
                File.WriteAllText(version, "no database");
            }
            await using var portal = await ServedPortal.Start(s => s with { Home = new QdcHome(root) });
            var failed = await (await portal.SignedIn()).GetAsync("/quadre/mini/resum");
            var page = await failed.Content.ReadAsStringAsync();

            Assert.That(failed.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(page, Does.Match("Referència: <code>[0-9a-f]{12}</code>").And.Not.Contain("duckdb").IgnoreCase.And.Not.Contain("Exception").And.Not.Contain(root));
        }
        finally
        {
            MiniHome.Remove(root);
        }
    }

    private async Task<HttpClient> AnotherReader(string language)
    {
        var browser = await Served.AnotherReader();
        using var chosen = await browser.GetAsync($"/?lang={language}");
        return browser;
    }

    internal static void PublishNumbered(AreaStore store)
    {
        using var lease = store.TakeLease();
        using var copy = store.BeginVersion(lease);
        copy.Session.Execute("UPDATE mart.kpi SET value = ? WHERE value IS NOT NULL", (double)copy.Version);
        copy.Publish();
    }

    internal static void CopyStore(string root)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(MiniHome.Root, "store"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(root, Path.GetRelativePath(MiniHome.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static Dictionary<string, string> Figures(string page) => Figure().Matches(page).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));

    [GeneratedRegex("data-figure=\"([^\"]+)\">([^<]*)<")]
    private static partial Regex Figure();

    [GeneratedRegex("data-version=\"([0-9]+)\"")]
    private static partial Regex Versions();

    [GeneratedRegex("data-chart=")]
    private static partial Regex Charts();
}
