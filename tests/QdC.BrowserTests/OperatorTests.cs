using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace QdC.BrowserTests;

/// <summary>An operator stops what runs and takes back what was published.</summary>
[Category("Browser")]
public sealed class OperatorTests
{
    private const string Area = "reus";

    [TestCase("ca", "Programació", "Torna a carregar", "Atura", "aturada per", "Execucions", "Torna a una versió anterior", "Torna-hi", "Fet: la versió {0} és la que se serveix ara", "Registre d'auditoria")]
    [TestCase("es", "Programación", "Vuelve a cargar", "Detén", "detenida por", "Ejecuciones", "Volver a una versión anterior", "Volver", "Hecho: la versión {0} es la que se sirve ahora", "Registro de auditoría", Category = "Slow")]
    [TestCase("en", "Schedule", "Load again", "Stop", "stopped by", "Runs", "Step back to an older version", "Step back", "Done: version {0} is served now", "Audit log", Category = "Slow")]
    public async Task An_operator_stops_a_running_refresh_and_steps_back(string language, string schedule, string load, string stop, string stoppedBy, string runs, string back, string goBack, string said, string register)
    {
        var store = Portal.Store(Area);
        using (var lease = store.TakeLease())
        using (var copy = store.BeginVersion(lease))
        {
            copy.Publish();
        }
        var (older, current) = (store.Versions[^2], store.Current!.Value);
        await using var reader = await Portal.Open(language: language);
        var page = reader.Page;

        await reader.Go(schedule);
        var card = page.Locator($"#{Area}");
        await card.Locator("summary", new() { HasText = load }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = load }).ClickAsync();
        var running = page.Locator($"[data-live={Area}-ara] progress");
        await Expect(running).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.Locator($"[data-live={Area}-cap]").GetByRole(AriaRole.Button, new() { Name = stop }).ClickAsync();
        await Expect(running).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await reader.Go(schedule);
        Assert.That(await page.Locator("main table tbody tr").First.InnerTextAsync(), Does.Contain(stoppedBy));
        Assert.That(store.Current, Is.EqualTo(current), "what is served did not change");

        await reader.Go(runs);
        await page.Locator(".choice summary").ClickAsync();
        await page.Locator(".choice").GetByRole(AriaRole.Link, new() { Name = "Reus" }).ClickAsync();
        Assert.That(await page.Locator("main table tbody tr").First.InnerTextAsync(), Does.Contain(stoppedBy.Split(' ')[0]));
        await page.Locator("summary", new() { HasText = back }).ClickAsync();
        await page.Locator("select[name=to]").SelectOptionAsync($"{older}");
        await page.Locator("form:has(input[name=confirm]) [name=reason]").FillAsync("xifres equivocades");
        await page.Locator("input[name=confirm]").FillAsync(Area);
        await page.GetByRole(AriaRole.Button, new() { Name = goBack, Exact = true }).ClickAsync();
        await Expect(page.Locator("[role=status]")).ToContainTextAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, said, current + 1));
        Assert.That(store.Current, Is.EqualTo(current + 1));

        await reader.Go(register);
        var stepped = page.Locator($"main table [title='to {older}, now {current + 1}: xifres equivocades']"); // the stored words, beside the reader's
        Assert.That(await stepped.InnerTextAsync(), Does.EndWith(": xifres equivocades"));
        Assert.That(reader.Wrong, Is.Empty);
    }
}
