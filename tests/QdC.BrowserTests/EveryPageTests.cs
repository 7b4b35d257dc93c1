using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using NUnit.Framework;

namespace QdC.BrowserTests;

/// <summary>Every page, on a desktop and a phone, in both themes: nobody is shut out, nothing sticks out, nothing fails.</summary>
[Category("Browser")]
public sealed class EveryPageTests
{
    private static readonly string[] Addresses =
    [
        "/", "/quadre", "/quadre/tarragona/resum", "/quadre/tarragona/persones?periode=year", "/quadre/tarragona/serveis?periode=year", "/quadre/tarragona/costos?periode=year",
        "/quadre/tarragona/carrega?periode=quarter", "/quadre/tarragona/qualitat", "/quadre/tarragona/costos/spend?periode=year", "/quadre/tarragona/resum?periode=year&sex=D", "/llinatge", "/llinatge/tarragona?nom=open_cases", "/llinatge/tarragona?nom=expedient", "/informes", "/informes/tarragona/memoria?any=2024", "/qualitat", "/qualitat/tarragona", "/qualitat/tarragona/incidencies", "/qualitat/tarragona/persones", "/qualitat/tarragona/codis", "/qualitat/tarragona/canvis", "/qualitat/nou-sistema", "/programacio", "/execucions", "/execucions/tarragona", "/execucions/tarragona/1", "/acces", "/registre", "/no-hi-es",
    ];

    private readonly Dictionary<(int Width, ColorScheme Theme), Reader> _readers = [];

    /// <summary>Desktop in light and phone in dark colours; all four where somebody wants to look at them.</summary>
    private static IEnumerable<(int Width, ColorScheme Theme)> Looks =>
        from width in new[] { 1280, 390 }
        from theme in new[] { ColorScheme.Light, ColorScheme.Dark }
        where Shots is not null || (width == 1280) == (theme == ColorScheme.Light)
        select (width, theme);

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Asked of axe itself, in the page as it is: no page of its own is opened for each, and what passed is neither gathered nor sent. The portal has no frames.</summary>
    private const string Violations = "async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)";

    private static string? Shots => Environment.GetEnvironmentVariable("QDC_SHOTS");

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var reader in _readers.Values)
        {
            await reader.DisposeAsync();
        }
    }

    [Test]
    public async Task It_has_no_fault_that_axe_finds_and_fits_its_width([ValueSource(nameof(Addresses))] string address)
    {
        foreach (var look in Looks)
        {
            if (!_readers.TryGetValue(look, out var reader))
            {
                _readers[look] = reader = await Portal.Open(look.Width, look.Theme);
            }
            reader.Wrong.Clear();
            await reader.Page.GotoAsync(address);
            foreach (var closed in await reader.Page.QuerySelectorAllAsync("details"))
            {
                await closed.EvaluateAsync("d => d.open = true");
            }
            await reader.Page.EvaluateAsync(Axe);
            var found = await reader.Page.EvaluateAsync<string[]>(Violations);
            var width = await reader.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            await reader.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = false)");
            await Shoot(reader.Page, address, look.Theme == ColorScheme.Dark, look.Width);

            Assert.That(found, Is.Empty, $"{look}");
            Assert.That(width, Is.LessThanOrEqualTo(look.Width), $"{look}: nothing sticks out to the side");
            Assert.That(reader.Wrong.Where(w => !(address == "/no-hi-es" && w.Contains("404"))), Is.Empty, $"{look}");
        }
    }

    [Test]
    public async Task A_finding_is_read_to_its_end_on_a_screen_of_a_desk([Values("reus", "tarragona")] string area, [Values("ca", "es", "en")] string language)
    {
        await using var reader = await Portal.Open(1280, ColorScheme.Light);
        await reader.Page.GotoAsync($"/qualitat/{area}/incidencies?lang={language}");

        Assert.That(await reader.Page.EvaluateAsync<int>("(t => t.scrollWidth - t.clientWidth)(document.querySelector('.scroll'))"), Is.Zero, "nothing is to be looked for beyond the edge");
    }

    [Test]
    public async Task What_is_wrong_is_read_on_a_phone_without_moving_the_table([Values("ca", "es", "en")] string language)
    {
        await using var reader = await Portal.Open(390, ColorScheme.Light);
        await reader.Page.GotoAsync($"/qualitat/tarragona/incidencies?lang={language}");

        Assert.That(await reader.Page.EvaluateAsync<double>("Math.max(...[...document.querySelectorAll('.findings .wrong')].map(c => c.getBoundingClientRect().right))"), Is.InRange(1, 390));
    }

    [Test]
    public async Task Every_name_of_a_chart_is_read_whole_and_none_lies_on_another([Values(390, 700, 1280)] int width, [Values("carrega", "costos", "persones")] string page)
    {
        const string Cut = """
            [...document.querySelectorAll('[data-chart]')].map(c => [c, JSON.parse(c.dataset.chart)]).filter(([, data]) => data.kind === 'bars' || data.kind === 'donut').flatMap(([c, data]) => {
              const names = data.categories.filter((_, i) => data.kind === 'bars' || data.series[0].values[i] > 0);
              const letters = text => text.replace(/[^\p{L}\p{N}]/gu, '');
              const texts = [...c.querySelectorAll('svg text')], shown = letters(texts.map(t => t.textContent).join(''));
              const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]);
              const lies = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3;
              return ['drawn', ...names.filter(name => !shown.includes(letters(name))), ...texts.map(t => t.textContent).filter(t => /^\d+\/\d+$/.test(t)).map(t => 'names on page ' + t),
                ...boxes.flatMap(([text, box], i) => boxes.slice(i + 1).filter(other => lies(box, other[1])).map(other => text + ' on ' + other[0]))];
            })
            """;
        await using var reader = await Portal.Open(width, ColorScheme.Light);
        await reader.Page.GotoAsync($"/quadre/tarragona/{page}?periode=year");

        var told = await reader.Page.EvaluateAsync<string[]>(Cut);
        Assert.That(told, Is.Not.Empty.And.All.EqualTo("drawn"));
    }

    // On a phone they stand in one line that a finger moves: wrapped they would take half of the screen.
    [Test]
    public async Task The_places_stand_without_a_bar_to_move_them([Values(700, 1100, 1280)] int width, [Values("ca", "es", "en")] string language)
    {
        await using var reader = await Portal.Open(width, ColorScheme.Light);
        await reader.Page.GotoAsync($"/?lang={language}");

        Assert.That(await reader.Page.EvaluateAsync<int>("(u => u.scrollWidth - u.clientWidth)(document.querySelector('.places ul'))"), Is.Zero);
    }

    [Test]
    public async Task Why_a_figure_is_missing_is_read_within_its_card()
    {
        await using var reader = await Portal.Open(390, ColorScheme.Light);
        await reader.Page.GotoAsync("/quadre/tarragona/carrega?periode=year");
        var why = reader.Page.Locator(".figure .badge").First;
        await why.EvaluateAsync("b => b.textContent = 'no disponible: problemàtica: cap origen de l\\'àrea ho dona'"); // as an area whose system knows no problems is told

        Assert.That(await reader.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
    }

    /// <summary>For people to look at: set QDC_SHOTS to a folder.</summary>
    private static async Task Shoot(IPage page, string address, bool dark, int width)
    {
        if (Shots is { } folder)
        {
            var name = address.Trim('/').Replace('/', '_').Replace('?', '-').Replace('&', '-');
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{(name.Length == 0 ? "inici" : name)}.{width}.{(dark ? "dark" : "light")}.png"), FullPage = true });
        }
    }
}
