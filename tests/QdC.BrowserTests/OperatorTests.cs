using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace QdC.BrowserTests;

/// <summary>An operator stops what runs and takes back what was published. The clicks are played in Catalan; what the pages say of them is looked at in each language.</summary>
[Category("Browser")]
public sealed class OperatorTests
{
    private const string Area = "reus";

    [Test]
    public async Task An_operator_stops_a_running_refresh_and_steps_back()
    {
        var store = Portal.Store(Area);
        using (var lease = store.TakeLease())
        using (var copy = store.BeginVersion(lease))
        {
            copy.Publish();
        }
        var (older, current) = (store.Versions[^2], store.Current!.Value);
        await using var reader = await Portal.Open();
        var page = reader.Page;

        await reader.Go("Programació");
        var card = page.Locator($"#{Area}");
        await card.Locator("summary", new() { HasText = "Torna a carregar" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Torna a carregar" }).ClickAsync();
        var running = page.Locator($"[data-live={Area}-ara] progress");
        await Expect(running).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.Locator($"[data-live={Area}-cap]").GetByRole(AriaRole.Button, new() { Name = "Atura" }).ClickAsync();
        await Expect(running).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await reader.Go("Programació");
        Assert.That(await page.Locator("main table tbody tr").First.InnerTextAsync(), Does.Contain("aturada per"));
        Assert.That(store.Current, Is.EqualTo(current), "what is served did not change");

        await reader.Go("Execucions");
        await page.Locator(".choice summary").ClickAsync();
        await page.Locator(".choice").GetByRole(AriaRole.Link, new() { Name = "Reus" }).ClickAsync();
        Assert.That(await page.Locator("main table tbody tr").First.InnerTextAsync(), Does.Contain("aturada"));
        await page.Locator("summary", new() { HasText = "Torna a una versió anterior" }).ClickAsync();
        await page.Locator("select[name=to]").SelectOptionAsync($"{older}");
        await page.GetByLabel("Motiu").FillAsync("xifres equivocades");
        await page.GetByLabel("Escriviu «reus» per confirmar").FillAsync(Area);
        await page.GetByRole(AriaRole.Button, new() { Name = "Torna-hi" }).ClickAsync();
        await Expect(page.Locator("[role=status]")).ToContainTextAsync($"Fet: la versió {current + 1} és la que se serveix ara");
        Assert.That(store.Current, Is.EqualTo(current + 1));

        foreach (var (language, stopped, done) in new[] { ("es", "detenida", $"Se sirve la versión {current + 1}"), ("en", "stopped", $"Served is version {current + 1}"), ("ca", "aturada", $"Se serveix la versió {current + 1}") })
        {
            await page.GotoAsync($"/execucions/{Area}?lang={language}");
            Assert.That(await page.Locator("main").InnerTextAsync(), Does.Contain(stopped).And.Contain(done));
        }
        await reader.Go("Registre d'auditoria");
        Assert.That(await page.Locator("main table").InnerTextAsync(), Does.Contain($"to {older}, now {current + 1}: xifres equivocades"));
        Assert.That(reader.Wrong, Is.Empty);
    }
}
