using System.Globalization;
using Microsoft.Playwright;
using NUnit.Framework;

namespace QdC.BrowserTests;

/// <summary>The head of an area wants to know why costs rose, and uses the links that are there and no address.</summary>
[Category("Browser")]
public sealed class HeadTests
{
    [TestCase("ca", "Quadre de comandament", "Resum", "Costos", "Any", "Despesa executada per prestació", "Servei d'ajuda a domicili", "any 2023", "Municipi")]
    [TestCase("es", "Cuadro de mando", "Resumen", "Costes", "Año", "Gasto ejecutado por prestación", "Servicio de ayuda a domicilio", "año 2023", "Municipio", Category = "Slow")]
    [TestCase("en", "Dashboard", "Summary", "Costs", "Year", "Spend by service", "Home care", "year 2023", "Municipality", Category = "Slow")]
    public async Task A_head_finds_why_costs_rose_and_drills_down_to_the_municipality(string language, string dashboard, string summary, string costs, string year, string byService, string homeCare, string before, string municipality)
    {
        await using var reader = await Portal.Open(language: language);
        var page = reader.Page;
        await reader.Go(dashboard);
        await page.Locator("li.panel", new() { HasText = "Ajuntament de Tarragona" }).GetByRole(AriaRole.Link, new() { Name = summary, Exact = true }).ClickAsync();
        await page.Locator(".segments").GetByRole(AriaRole.Link, new() { Name = year, Exact = true }).ClickAsync();
        var spend = await Card(page, "spend");
        Assert.That(spend.Now, Is.GreaterThan(spend.Before), "costs rose");
        Assert.That(spend.Text, Does.Contain(before));

        // Which service is it?
        await page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = costs, Exact = true }).ClickAsync();
        Assert.That(await Card(page, "spend"), Is.EqualTo(spend), "the same figure on both pages");
        await Title(page, "spend").ClickAsync();
        var row = await Opened(page, byService, homeCare);
        var share = Number(await row.Locator("td").First.InnerTextAsync());
        await row.GetByRole(AriaRole.Link).ClickAsync();
        var service = await Card(page, "spend");
        Assert.That(service.Now, Is.EqualTo(share), "the row led to its own figure");
        Assert.That(service.Now - service.Before, Is.GreaterThan((spend.Now - spend.Before) / 3), "a good part of the rise is home care");
        Assert.That(await page.Locator(".filters").InnerTextAsync(), Does.Contain(homeCare));

        // Who are they, and where do they live?
        await page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = summary, Exact = true }).ClickAsync();
        var users = await Card(page, "home_care_users");
        Assert.That(users.Now, Is.GreaterThan(users.Before), "more people have home care");
        await Title(page, "home_care_users").ClickAsync();
        var here = await Opened(page, municipality.ToLowerInvariant(), "Tarragona");
        var living = Number(await here.Locator("td").First.InnerTextAsync());
        await here.GetByRole(AriaRole.Link).ClickAsync();
        Assert.That((await Card(page, "home_care_users")).Now, Is.EqualTo(living));
        Assert.That(await page.Locator(".filters").InnerTextAsync(), Does.Contain($"{municipality}: Tarragona"));
        Assert.That(reader.Wrong, Is.Empty);
    }

    private static ILocator Title(IPage page, string metric) => page.Locator($"li.figure:has([data-figure={metric}]) h3 a");

    /// <summary>A row of the table below a chart, which is opened.</summary>
    private static async Task<ILocator> Opened(IPage page, string visual, string member)
    {
        var panel = page.Locator("section.visual").Filter(new() { Has = page.Locator("h3", new() { HasText = visual }) }).First;
        await panel.Locator("summary").ClickAsync();
        return panel.Locator("tbody tr").Filter(new() { Has = page.Locator("th", new() { HasText = member }) }).First;
    }

    /// <summary>A card's figure, that of the period before, and all that it says.</summary>
    private static async Task<(decimal Now, decimal Before, string Text)> Card(IPage page, string metric)
    {
        var card = page.Locator($"li.figure:has([data-figure={metric}])");
        var before = await card.Locator(".before").InnerTextAsync();
        return (Number(await card.Locator(".big").InnerTextAsync()), Number(before[(before.IndexOf(':') + 1)..]), $"{await card.Locator(".big").InnerTextAsync()} {before}");
    }

    /// <summary>A number as people of any of the three languages write it: the last mark before two digits or one is the decimal one.</summary>
    private static decimal Number(string text)
    {
        var bare = new string([.. text.Where(c => char.IsDigit(c) || c is '.' or ',' or '-')]).Trim();
        var at = bare.LastIndexOfAny(['.', ',']);
        var isDecimal = at >= 0 && bare.Length - at <= 3;
        var whole = new string([.. (isDecimal ? bare[..at] : bare).Where(c => c is not ('.' or ','))]);
        return decimal.Parse(isDecimal ? $"{whole}.{bare[(at + 1)..]}" : whole, CultureInfo.InvariantCulture);
    }
}
