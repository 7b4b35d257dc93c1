using System.Collections.Concurrent;
using Microsoft.Playwright;
using NUnit.Framework;

namespace QdC.BrowserTests;

/// <summary>How many bytes pages take on their way, all that they need included.</summary>
[Category("Browser")]
public sealed class BudgetTests
{
    private const int First = 900_000;
    private const int Later = 150_000;

    [Test]
    public async Task The_first_page_takes_under_900_KB_and_each_later_one_under_150_KB()
    {
        await using var reader = await Portal.Open();
        var context = reader.Page.Context;
        var page = await context.NewPageAsync(); // nothing but the entry was read before, which draws no chart
        var answers = new ConcurrentQueue<IResponse>(); // a page that follows a job asks on while it is weighed
        page.Response += (_, answer) => answers.Enqueue(answer);
        async Task<int> Weight(string address)
        {
            answers.Clear();
            await page.GotoAsync(address); // its scripts and styles are part of loading it
            var sizes = await Task.WhenAll(answers.ToArray().Select(a => a.Request.SizesAsync()));
            return sizes.Sum(s => s.ResponseBodySize + s.ResponseHeadersSize);
        }

        var first = await Weight("/quadre/tarragona/resum?periode=year");
        Assert.That(await page.Locator(".chart[data-drawn]").CountAsync(), Is.GreaterThan(0), "charts and what draws them are in");
        Assert.That(first, Is.InRange(100_000, First));
        foreach (var address in new[] { "/quadre/tarragona/persones?periode=year", "/quadre/tarragona/costos/spend?periode=year", "/informes/tarragona/memoria?any=2024", "/llinatge/tarragona?nom=open_cases", "/qualitat/tarragona/incidencies", "/programacio", "/" })
        {
            Assert.That(await Weight(address), Is.LessThan(Later), address);
        }
    }
}
