using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Tests.Cli;

namespace QdC.Tests.House;

/// <summary>One more entry in metrics.yaml, and the figure is everywhere: asked for, in a report, in the reference and in Power BI.</summary>
public sealed class AddedMetricTests
{
    private const string Entry = """

          aid_per_person:
            unit: euros
            format: "#,0.00 €"
            folder: aid
            direction: neutral
            source: urgent
            numerator: urgent_paid
            denominator: urgent_people
            breakdowns: [service, funder]
            needs: [payment.amount, payment.paid_on, service.type, beneficiary.person]
            ca: { name: Ajut per persona, description: "Euros pagats per persona beneficiària." }
            es: { name: Ayuda por persona, description: "Euros pagados por persona beneficiaria." }
            en: { name: Aid per person, description: "Euros paid per beneficiary." }
        """;

    private static readonly string Root = Path.Combine(Path.GetTempPath(), "qdc-added-" + Guid.NewGuid().ToString("N"));

    [OneTimeTearDown]
    public void Remove() => MiniHome.Remove(Root);

    [Test]
    public async Task A_figure_added_to_the_definitions_is_in_SQL_DAX_Excel_and_the_reference()
    {
        var jobs = Path.Combine(Root, "etl-jobs");
        MiniHome.CopyJobs(jobs);
        File.AppendAllText(Path.Combine(Root, "powerbi", "metrics.yaml"), Entry + "\n");
        var reports = Path.Combine(Root, "powerbi", "reports.yaml");
        File.WriteAllText(reports, File.ReadAllText(reports).Replace("change: [urgent_aid, urgent_aid_families, urgent_aid_people, urgent_aid_per_family, urgent_aid_granted]", "change: [urgent_aid, aid_per_person]", StringComparison.Ordinal));
        MiniHome.GiveKey("mini");
        var home = Path.Combine(Root, "home");
        Task<QdcResult> Run(params string[] arguments) => Qdc.Run([.. arguments, "--home", home, "--jobs", jobs]);
        Assert.That((await Run("run", "mini")).Code, Is.Zero);

        var asked = await Run("query", "aid_per_person", "--by", "funder", "--area", "mini", "--year", "2024", "--json");
        var paid = (await Run("query", "urgent_aid", "--area", "mini", "--year", "2024", "--json")).Json()[0].GetProperty("figures")[0].GetProperty("value").GetDouble();
        var whole = (await Run("query", "aid_per_person", "--area", "mini", "--year", "2024", "--json")).Json()[0].GetProperty("figures")[0];
        Assert.That(asked.Json()[0].GetProperty("figures").GetArrayLength(), Is.GreaterThan(0), "SQL");
        Assert.That(whole.GetProperty("value").GetDouble(), Is.EqualTo(paid / whole.GetProperty("denominator").GetDouble()).Within(1e-9));

        var book = Path.Combine(Root, "serveis.xlsx");
        Assert.That((await Run("report", "serveis", "--area", "mini", "--year", "2024", "-o", book)).Code, Is.Zero);
        using var workbook = new XLWorkbook(book);
        var row = workbook.Worksheets.SelectMany(s => s.CellsUsed(c => c.GetString() == "Ajut per persona")).First(c => c.Worksheet.Name != workbook.Worksheet(1).Name).WorksheetRow();
        Assert.That(row.CellsUsed(c => c.DataType == XLDataType.Number).Select(c => c.GetDouble()), Has.Some.EqualTo(whole.GetProperty("value").GetDouble()).Within(1e-9), "Excel");

        Assert.That((await Run("metrics", "--dax")).Out, Does.Contain("[Ajut per persona] #,0.00 €").And.Contain("DIVIDE ( [Base urgent paid], [Base urgent people] )"), "DAX");
        Assert.That((await Run("metrics", "--lang", "en")).Out, Does.Contain("### Aid per person").And.Contain("Untested against truth"), "the reference");
        Assert.That((await Run("check")).Out, Does.Contain("aid_per_person  is untested against truth"));
    }
}
