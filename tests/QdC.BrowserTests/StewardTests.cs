using ClosedXML.Excel;
using Microsoft.Playwright;
using NUnit.Framework;
using QdC.Portal.Pages.Quality;

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
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Tarragona" }).ClickAsync();
        await page.GetByLabel("Gravetat").SelectOptionAsync("error");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mostra" }).ClickAsync();
        var first = page.Locator("table.findings tbody tr").First;
        var (rule, count) = (await first.Locator("code").InnerTextAsync(), await first.Locator("td.number").First.InnerTextAsync());
        await first.GetByRole(AriaRole.Link).ClickAsync();
        Assert.That(await page.Locator("[data-total]").InnerTextAsync(), Is.EqualTo(count), "the rows are those that were counted");
        Assert.That(await page.Locator("table.findings tbody tr").First.InnerTextAsync(), Does.Contain("Corregiu-ho"), "what to do is said");

        var taken = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Baixa el llibre per retornar" }).ClickAsync());
        using var bytes = new MemoryStream(await File.ReadAllBytesAsync(await taken.PathAsync()));
        using var workbook = new XLWorkbook(bytes);
        var lines = workbook.Worksheet("Incidències").RowsUsed().Skip(1).ToList();
        Assert.That($"{lines.Count}", Is.EqualTo(count.Replace(".", "", StringComparison.Ordinal)));
        Assert.That(lines.Select(l => l.Cell(3).GetString()).Distinct(), Is.EqualTo(new[] { rule }));
        Assert.That(reader.Wrong, Is.Empty);
    }

    /// <summary>The council's part is played by the test: it puts a file that cannot be read, and later one that can, where it puts its files.</summary>
    [TestCase("ca", "expedients_20250430.csv", "Falten columnes que calen", "Qualitat", "Actualitza ara", "Mostra", "Baixa el llibre per retornar", "Retorna", "prendrà 1 valors", "Actualitza l'àrea ara")]
    [TestCase("es", "expedients_20250531.csv", "Faltan columnas necesarias", "Calidad", "Actualiza ahora", "Mostrar", "Descargar el libro para devolver", "Devolver", "tomará 1 valores", "Actualizar el área ahora", Category = "Slow")]
    [TestCase("en", "expedients_20250630.csv", "Columns that are needed are missing", "Quality", "Refresh now", "Show", "Download the workbook to send back", "Send back", "takes 1 values", "Refresh the area now", Category = "Slow")]
    public async Task A_steward_sees_what_failed_sends_corrections_in_runs_again_and_sees_it_right(string language, string file, string why, string quality, string refresh, string show, string download, string send, string takes, string again)
    {
        const string Area = "tarragona";
        var hestia = Path.Combine(Portal.Files, "samples", "pilot", Area, "hestia");
        var late = Path.Combine(hestia, file);
        await File.WriteAllTextAsync(late, $"no cases at all, {language}");
        await using var reader = await Portal.Open(language: language);
        var page = reader.Page;
        await page.GotoAsync("/programacio");
        await Ended(async () =>
        {
            await page.Locator($"#{Area}").GetByRole(AriaRole.Button, new() { Name = refresh }).ClickAsync();
            await Assertions.Expect(page.Locator("[data-live=feines][data-running] tbody tr").First).ToBeVisibleAsync();
        });
        await Assertions.Expect(page.Locator("[data-live=feines]:not([data-running]) tbody tr").First).ToBeVisibleAsync(new() { Timeout = 60_000 }); // the latest jobs, by themselves
        await reader.Go(quality);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Tarragona" }).ClickAsync();
        var stuck = page.Locator("main tr").Filter(new() { HasText = file });
        Assert.That(await stuck.CountAsync(), Is.EqualTo(1), "what failed stands there");
        Assert.That(await stuck.Locator(".why").InnerTextAsync(), Does.Contain(why), "with the reason, in the reader's language");

        await page.Locator($"select[name={FindingAsk.ExtractKey}]").SelectOptionAsync("council-accounts/cost_line");
        await page.Locator($"select[name={FindingAsk.SeverityKey}]").SelectOptionAsync("error");
        await page.GetByRole(AriaRole.Button, new() { Name = show, Exact = true }).ClickAsync();
        var before = int.Parse(await page.Locator("[data-total]").First.GetAttributeAsync("data-total") ?? "", System.Globalization.CultureInfo.InvariantCulture);
        var taken = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = download }).ClickAsync());
        var filled = Path.Combine(Portal.Files, $"filled-{language}.xlsx");
        using (var workbook = new XLWorkbook(new MemoryStream(await File.ReadAllBytesAsync(await taken.PathAsync()))))
        {
            workbook.Worksheets.First(w => w.RowsUsed().Count() == before + 1).Row(2).Cell(15).Value = 120;
            workbook.SaveAs(filled);
        }
        await page.Locator("input[name=llibre]").SetInputFilesAsync(filled);
        await page.GetByRole(AriaRole.Button, new() { Name = send, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync(takes);
        File.Copy(Path.Combine(hestia, "expedients_20250331.csv"), late, overwrite: true);
        await Ended(() => page.GetByRole(AriaRole.Button, new() { Name = again }).ClickAsync());

        await page.GotoAsync($"/qualitat/{Area}?{FindingAsk.ExtractKey}=council-accounts/cost_line&{FindingAsk.SeverityKey}=error");
        Assert.That(await page.Locator("[data-total]").First.GetAttributeAsync("data-total"), Is.EqualTo($"{before - 1}"), "one is corrected");
        Assert.That(await page.Locator("main").InnerTextAsync(), Does.Not.Contain(file), "nothing waits any more");
        await page.GotoAsync("/");
        Assert.That(reader.Wrong, Is.Empty);

        // A refresh is over when the ledger has one more that ended.
        static async Task Ended(Func<Task> order)
        {
            static int Over()
            {
                using var log = Portal.Store(Area).OpenLog();
                return log.Runs().Count(r => r.EndedAt is not null);
            }
            var were = Over();
            await order();
            for (var i = 0; i < 300 && Over() == were; i++)
            {
                await Task.Delay(200);
            }
            Assert.That(Over(), Is.GreaterThan(were));
        }
    }
}
