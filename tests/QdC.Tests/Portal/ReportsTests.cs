using System.Net;
using ClosedXML.Excel;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using QdC.Metrics;
using QdC.Pipeline.Report;
using QdC.Portal.Pages.Reports;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Portal;

/// <summary>Reports as a browser gets them.</summary>
public sealed class ReportsTests
{
    [Test]
    public async Task The_page_shows_what_the_workbook_holds_and_taking_it_is_noted()
    {
        var root = Path.Combine(Path.GetTempPath(), "qdc-portal-" + Guid.NewGuid().ToString("N"));
        try
        {
            await MiniHome.Published();
            BoardTests.CopyStore(root);
            await using var portal = await ServedPortal.Start(s => s with { Home = new QdcHome(root) });
            var browser = await portal.SignedIn();
            var page = WebUtility.HtmlDecode(await browser.GetStringAsync("/informes/mini/memoria?any=2024"));
            var document = portal.App.Services.GetRequiredService<Reporting>().Fill(new ReportRequest { Report = portal.App.Services.GetRequiredService<QdC.Portal.PortalFiles>().Reports.Reports["memoria"], Area = MiniHome.Area, Year = 2024 });
            var numbers = document.Sheets.SelectMany(s => s.Blocks).Where(b => b.Table is not null).SelectMany(b => b.Table!.Rows.Take(200)).SelectMany(r => r).Where(c => c.Number is not null).ToList();

            Assert.That(numbers, Is.Not.Empty);
            Assert.That(numbers.Select(n => CellText.Of(n, "ca")).Distinct().Where(n => !page.Contains($">{n}<", StringComparison.Ordinal)), Is.Empty, "every number of the tables");

            using var given = await browser.GetAsync("/informes/mini/memoria/llibre?any=2024");
            Assert.That(given.Content.Headers.ContentDisposition!.FileName, Is.EqualTo($"memoria-mini-v{document.Version}.xlsx"));
            using var workbook = new XLWorkbook(await given.Content.ReadAsStreamAsync());
            Assert.That(workbook.Worksheets.Select(s => s.Name), Is.SupersetOf(document.Sheets.Select(s => s.Name)));
            Assert.That(portal.App.Services.GetRequiredService<AuditLog>().Events(what: "export").Single().Event.Detail, Does.StartWith("report memoria, Any 2024, version"));
            Assert.That(await browser.GetStringAsync("/informes/mini"), Does.Contain($"<td>{Environment.UserName}</td>"));
        }
        finally
        {
            MiniHome.Remove(root);
        }
    }

    [TestCase(1234.5, "#,##0.00 \"€\"", "ca", "1.234,50 €")]
    [TestCase(0.1234, "0.0 %", "ca", "12,3 %")]
    [TestCase(-0.5, "+0.0 %;-0.0 %;0.0 %", "es", "-50,0 %")]
    [TestCase(1234.5, "#,##0.0", "en", "1,234.5")]
    [TestCase(2.5, "#,##0", "ca", "3")]
    public void A_cell_reads_as_the_spreadsheet_shows_it(double number, string format, string language, string expected) =>
        Assert.That(CellText.Of(new ReportCell(null, number, format), language), Is.EqualTo(expected));

    [Test]
    public async Task What_cannot_be_made_says_why()
    {
        await using var portal = await ServedPortal.Start();
        var browser = await portal.SignedIn();

        Assert.That((await browser.GetAsync("/informes/mini/memoria?any=1990")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await browser.GetStringAsync("/informes/mini/memoria?any=1990"), Does.Contain("role=\"status\"").And.Not.Contain("/llibre"));
        Assert.That((await browser.GetAsync("/informes/mini/memoria/llibre?any=1990")).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await browser.GetAsync("/informes/mini/memory")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
