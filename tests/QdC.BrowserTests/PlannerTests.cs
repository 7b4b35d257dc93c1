using System.Globalization;
using ClosedXML.Excel;
using Microsoft.Playwright;
using NUnit.Framework;
using QdC.Metrics;
using QdC.Portal.Pages.Reports;

namespace QdC.BrowserTests;

/// <summary>A planner takes the yearly report to Excel, and compares.</summary>
[Category("Browser")]
public sealed class PlannerTests
{
    [TestCase("ca", "Informes", "Baixa l'Excel", Category = "Slow")]
    [TestCase("es", "Informes", "Descargar el Excel")]
    [TestCase("en", "Reports", "Download the workbook", Category = "Slow")]
    public async Task A_planner_exports_the_yearly_report_and_every_number_of_the_page_stands_in_its_cell(string language, string reports, string download)
    {
        await using var reader = await Portal.Open(language: language);
        var page = reader.Page;
        await reader.Go(reports);
        if (await page.Locator("main .choice, main .chips").Filter(new() { HasText = "Tarragona" }).CountAsync() > 0)
        {
            await page.Locator("main .chips").GetByRole(AriaRole.Link, new() { Name = "Tarragona" }).ClickAsync();
        }
        await page.Locator("main .cards a[href$='/memoria']").ClickAsync();
        await page.Locator("input[type=number]").FillAsync("2024");
        await page.Locator("main form button").First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("any=2024", StringComparison.Ordinal));
        var shown = await page.EvaluateAsync<string[][]>(
            """
            [...document.querySelectorAll('main section.panel')].flatMap(section => [...section.querySelectorAll('table tr')].map(row =>
                [section.querySelector('h2')?.innerText ?? '', ...[...row.querySelectorAll('td')].map(cell => { const copy = cell.cloneNode(true); copy.querySelectorAll('abbr').forEach(mark => mark.remove()); return copy.textContent.trim(); })])).filter(row => row.length > 1)
            """);

        var taken = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = download }).ClickAsync());
        using var bytes = new MemoryStream(await File.ReadAllBytesAsync(await taken.PathAsync()));
        using var workbook = new XLWorkbook(bytes);
        var sheets = workbook.Worksheets.ToDictionary(s => s.Name, s => s.RowsUsed().Select(r => Line(r.Cells(1, r.LastCellUsed()!.Address.ColumnNumber + 10).Select(c => Text(c, language)))).ToList());
        var lost = shown.Where(row => !sheets[row[0]].Any(line => line.Contains(Line(row.Skip(1)), StringComparison.Ordinal))).Select(row => $"{string.Join(" | ", row)}\n  nearest: {sheets[row[0]].Find(line => line.Contains(row[1], StringComparison.Ordinal))?.Replace('\n', '|')}").ToList();

        Assert.That(shown, Has.Length.GreaterThan(50), "the page shows its tables");
        Assert.That(shown.SelectMany(row => row.Skip(1)).Count(cell => cell.Any(char.IsDigit)), Is.GreaterThan(100));
        Assert.That(lost, Is.Empty, "rows of the page that the workbook does not hold as they are");
        Assert.That(reader.Wrong, Is.Empty);
    }

    private static string Line(IEnumerable<string> cells) => "\n" + string.Join('\n', cells.Select(c => c.Trim())) + "\n";

    /// <summary>A cell as a spreadsheet of the language shows it.</summary>
    private static string Text(IXLCell cell, string language)
    {
        // A formula's answer is the one that was written with it, which is what a spreadsheet shows before it computes anything anew.
        var cached = cell.HasFormula ? Convert.ToString(cell.CachedValue, CultureInfo.InvariantCulture) ?? "" : null;
        double? number = cached is null ? (cell.DataType == XLDataType.Number ? cell.GetDouble() : null) : double.TryParse(cached, CultureInfo.InvariantCulture, out var answer) ? answer : null;
        var format = cell.Style.NumberFormat.Format;
        return number is not null ? CellText.Of(new ReportCell(null, number, format is "" or "General" ? null : format), language)
            : cached ?? (cell.DataType == XLDataType.DateTime ? $"{cell.GetDateTime():dd/MM/yyyy}" : cell.GetString());
    }
}
