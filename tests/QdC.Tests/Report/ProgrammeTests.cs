using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Tests.Cli;

namespace QdC.Tests.Report;

/// <summary>The account of the Contracte Programa, against mini's costs and staff counted by hand.</summary>
public sealed class ProgrammeTests
{
    [Test]
    public async Task The_departments_share_stands_against_the_agreed_one_by_line()
    {
        using var book = new XLWorkbook(await ReportBooks.File("justificacio", "ca"));
        var table = Table(book, "justificacio_agreed_shares");
        var line = table.DataRange.Rows().First();
        // E1 100 + E2 140 + E3 266 + E4 198, of which the Generalitat pays all but E3.
        Assert.That(line.Cell(1).GetString(), Is.EqualTo("Fitxa 1"));
        Assert.That(line.Cells(2, 8).Select(c => c.GetDouble()), Is.EqualTo(new[] { 704, 438, 438 / 704d, 0.66, 100 * (438 / 704d) - 66, 464.64, -26.64 }).Within(1e-9));
        Assert.That(table.DataRange.RowCount() - (table.ShowTotalsRow ? 1 : 0), Is.EqualTo(1), "what stands outside the programme has no agreement");
    }

    [Test]
    public async Task A_line_has_the_share_that_the_areas_file_agrees()
    {
        await MiniHome.Published();
        var jobs = Path.Combine(MiniHome.Root, "jobs-programme", "etl-jobs");
        MiniHome.CopyJobs(jobs);
        File.AppendAllText(Path.Combine(jobs, "areas", "mini.yaml"), "contract_programme: { share: 50, lines: { \"Fitxa 1\": 100 } }\n");
        var path = Path.Combine(MiniHome.Root, "programme.xlsx");
        var made = await Qdc.Run("report", "justificacio", "--area", "mini", "--year", "2024", "-o", path, "--home", MiniHome.Root, "--jobs", jobs);
        Assert.That(made.Code, Is.Zero, made.Error);
        using var book = new XLWorkbook(path);
        var line = Table(book, "justificacio_agreed_shares").DataRange.Rows().First();
        Assert.That((line.Cell(5).GetDouble(), line.Cell(8).GetDouble()), Is.EqualTo((1d, -266d)));
    }

    [Test]
    public async Task Months_under_contract_stand_against_three_and_two_for_fifteen_thousand_inhabitants()
    {
        using var book = new XLWorkbook(await ReportBooks.File("justificacio", "en"));
        var inhabitants = (double)(await MiniHome.Ask(new() { Area = MiniHome.Area, Metric = "coverage", Year = 2024 })).Figures.Single().Denominator!;
        var rows = Table(book, "justificacio_staffing").DataRange.Rows().ToList();
        // The staff list: one TS with a full week since 2020, one ES with half of one since 2021.
        foreach (var (row, worked, standard) in new[] { (rows[0], 12d, 3d), (rows[1], 6d, 2d) })
        {
            var due = inhabitants / 15000 * standard * 12;
            Assert.That(row.Cells(2, 7).Select(c => c.GetDouble()), Is.EqualTo(new[] { inhabitants, standard, due, worked, worked - due, worked / due }).Within(1e-6), row.Cell(1).GetString());
        }
    }

    [Test]
    public async Task Cost_is_told_by_line_kind_and_funder_and_adds_up()
    {
        using var book = new XLWorkbook(await ReportBooks.File("justificacio", "ca"));
        var detail = Table(book, "justificacio_programme_line_cost_type_funder").DataRange.Rows().Where(r => r.Cell(1).GetString() is not ("Total" or "")).ToDictionary(r => $"{r.Cell(1).GetString()} · {r.Cell(2).GetString()} · {r.Cell(3).GetString()}", r => r.Cell(4).GetDouble());
        Assert.That(detail, Is.EquivalentTo(new Dictionary<string, double>
        {
            ["Fitxa 1 · Personal propi · Generalitat de Catalunya"] = 240,
            ["Fitxa 1 · Contracte · Fons propis"] = 266,
            ["Fitxa 1 · Contracte · Generalitat de Catalunya"] = 198,
            ["Fora del Contracte Programa · Contracte · Persona usuària"] = 22,
            ["Fora del Contracte Programa · Ajuts · Fons propis"] = 200.5,
        }));
    }

    [Test]
    public async Task People_of_a_line_are_those_of_the_services_that_it_pays_for()
    {
        // In 2024 the line pays for 1.1.1, which attends everybody attended, and for home care, whose users are among them.
        var byLine = (await MiniHome.Ask(new() { Area = MiniHome.Area, Metric = "people_served", By = ["programme_line"], Year = 2024 })).Figures.Single();
        var attended = (await MiniHome.Ask(new() { Area = MiniHome.Area, Metric = "people_attended", Year = 2024 })).Figures.Single();
        Assert.That((byLine.Members[0].Code, byLine.Value), Is.EqualTo(("Fitxa 1", attended.Value)));
        Assert.That(byLine.Value, Is.Positive);
    }

    private static IXLTable Table(IXLWorkbook book, string name) => book.Worksheets.SelectMany(s => s.Tables).Single(t => t.Name == name);
}
