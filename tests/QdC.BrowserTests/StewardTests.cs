using ClosedXML.Excel;
using NUnit.Framework;

namespace QdC.BrowserTests;

/// <summary>The morning of a data steward, who uses the links and buttons that are there and no address.</summary>
[Category("Browser")]
public sealed class StewardTests
{
    [Test]
    public async Task A_steward_sees_what_was_rejected_reads_why_and_takes_the_workbook()
    {
        await using var reader = await Portal.Open();
        var page = reader.Page;
        await page.GotoAsync("/");
        await reader.Go("Qualitat");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Main).GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Tarragona" }).ClickAsync();
        await page.GetByLabel("Gravetat").SelectOptionAsync("error");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Mostra" }).ClickAsync();
        var first = page.Locator("table.findings tbody tr").First;
        var (rule, count) = (await first.Locator("code").InnerTextAsync(), await first.Locator("td.number").First.InnerTextAsync());
        await first.GetByRole(Microsoft.Playwright.AriaRole.Link).ClickAsync();
        Assert.That(await page.Locator("[data-total]").InnerTextAsync(), Is.EqualTo(count), "the rows are those that were counted");
        Assert.That(await page.Locator("table.findings tbody tr").First.InnerTextAsync(), Does.Contain("Corregiu-ho"), "what to do is said");

        var taken = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Baixa el llibre per retornar" }).ClickAsync());
        using var bytes = new MemoryStream(await File.ReadAllBytesAsync(await taken.PathAsync()));
        using var workbook = new XLWorkbook(bytes);
        var lines = workbook.Worksheet("Incidències").RowsUsed().Skip(1).ToList();
        Assert.That($"{lines.Count}", Is.EqualTo(count.Replace(".", "", StringComparison.Ordinal)));
        Assert.That(lines.Select(l => l.Cell(3).GetString()).Distinct(), Is.EqualTo(new[] { rule }));
        Assert.That(reader.Wrong, Is.Empty);
    }
}
