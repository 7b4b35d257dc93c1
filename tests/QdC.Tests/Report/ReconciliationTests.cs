using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Pipeline.Report;
using QdC.Tests.Cli;

namespace QdC.Tests.Report;

/// <summary>What an area returned, typed in, against the warehouse.</summary>
public sealed class ReconciliationTests
{
    [Test]
    public async Task Each_figure_stands_against_the_warehouses_with_its_likely_cause()
    {
        using var book = new XLWorkbook(await ReportBooks.File("conciliacio", "ca"));
        var rows = book.Worksheets.Last().Tables.Single().DataRange.Rows().Select(r => r.Cells(1, 8).Select(c => c.Value).ToList()).ToList();
        var women = (await MiniHome.Ask(new() { Area = MiniHome.Area, Metric = "people_attended", Where = [new("sex", "D")], Year = 2023 })).Figures.Single().Value!.Value;
        Assert.That(rows[0], Is.EqualTo(new object[] { "Persones ateses", 2024d, 10d, 10d, 0d, 0d, "Coincideix", "=Memòria" }));
        Assert.That(rows[1].Take(5), Is.EqualTo(new object[] { "Ajuts d'urgència", 2024d, 300d, 350.5, 50.5 }));
        Assert.That(rows[1][6], Does.StartWith("Cap causa que es pugui dir"));
        Assert.That(rows[2].Take(5), Is.EqualTo(new object[] { "Persones ateses (Sexe = D)", 2023d, 3d, women, women - 3 }));
        Assert.That((rows[3][3], rows[3][6]), Is.EqualTo(((object)"–", (object)"No hi ha dades d'aquell any")));
        Assert.That(rows[4][6], Is.EqualTo("La xifra és provisional: les dades no arriben al final de l'any"));
        Assert.That(rows[6].Take(6), Is.EqualTo(new object[] { "Ajuts d'urgència (Finançador = state)", 2024d, 12d, 0d, -12d, -1d }), "nothing was paid by the state: that is 0");
        Assert.That((double)rows[5][2], Is.EqualTo(0.055).Within(1e-12), "percentages are held as parts");
        var cover = book.Worksheets.First().CellsUsed().Select(c => c.GetString()).ToList();
        Assert.That(cover, Has.Some.EqualTo("Any 2012, any 2023, any 2024, any 2025").And.Some.EqualTo("No hi ha dades d'aquell any"));
    }

    [Test]
    public async Task The_template_is_filled_in_and_read_back([Values("ca", "es", "en")] string language)
    {
        var (template, told) = (Path.Combine(MiniHome.Root, $"template-{language}.xlsx"), Path.Combine(MiniHome.Root, $"told-{language}.xlsx"));
        var made = await MiniHome.Run("report", "conciliacio", "--template", "--year", "2024", "--lang", language, "-o", template);
        Assert.That(made.Code, Is.Zero, made.Error);
        using (var book = new XLWorkbook(template))
        {
            var lines = book.Worksheets.Single().Tables.Single().DataRange.Rows().ToDictionary(r => r.Cell(1).GetString());
            Assert.That(lines.Keys, Does.Contain("people_attended").And.Contain("coverage"));
            foreach (var column in (int[])[1, 2, 3])
            {
                Assert.That(lines.Values.Max(l => l.Cell(column).GetString().Length), Is.LessThan(book.Worksheets.Single().Column(column).Width), "no text runs over the cells to be filled in");
            }
            lines["people_attended"].Cell(5).Value = 10;
            lines["coverage"].Cell(5).Value = 0.055; // what Excel holds when somebody types 5,5 in a cell of percentages
            book.Save();
        }
        var reconciled = await MiniHome.Run("report", "conciliacio", "--area", "mini", "--return", template, "--lang", language, "-o", told);
        Assert.That(reconciled.Code, Is.Zero, reconciled.Error);
        using var report = new XLWorkbook(told);
        var rows = report.Worksheets.Last().Tables.Single().DataRange.Rows().ToList();
        Assert.That(rows.Select(r => (r.Cell(2).GetDouble(), r.Cell(3).GetDouble())), Is.EqualTo(new[] { (2024, 10), (2024, 0.055) }), "lines left empty are not read");
    }

    [TestCase("people_atended,2024,10,", "line 2: there is no figure \"people_atended\"; did you mean \"people_attended\"?")]
    [TestCase("people_attended sex=Q,2024,10,", "line 2: unknown member of sex \"Q\"")]
    [TestCase("people_attended,24,10,", "line 2: \"24\" is no year")]
    [TestCase("people_attended,2024,many,", "line 2: \"many\" is no number")]
    [TestCase("people_attended,2024,47382915V,", "line 2: \"99999999A\" is no number")]
    [TestCase("people_attended,47382915V,10,", "line 2: \"99999999A\" is no year")]
    [TestCase("47382915V,2024,10,", "line 2: there is no figure \"99999999A\"")]
    [TestCase("people_attended sex=47382915V,2024,10,", "line 2: unknown member of sex \"99999999A\"")]
    [TestCase("people_attended,2024,\"1,234\",", "can be read in two ways")]
    [TestCase("people_attended,2024,,", "no line has a number")]
    public async Task What_is_wrong_with_a_return_is_told_with_its_line(string line, string told)
    {
        var path = Path.Combine(MiniHome.Root, $"wrong-{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, "Variable,Any,Xifra declarada,D'on surt\n" + line + "\n");
        var wrong = await MiniHome.Run("report", "conciliacio", "--area", "mini", "--return", path, "-o", path.Replace(".csv", ".xlsx"));
        Assert.That(wrong.Code, Is.EqualTo(1));
        Assert.That(wrong.Error, Does.Contain(told));
        Assert.That(File.Exists(path.Replace(".csv", ".xlsx")), Is.False);
    }

    [Test]
    public async Task Without_a_return_it_says_how_to_give_one()
    {
        var wrong = await MiniHome.Run("report", "conciliacio", "--area", "mini", "-o", Path.Combine(MiniHome.Root, "none.xlsx"));
        Assert.That((wrong.Code, wrong.Error), Is.EqualTo((1, wrong.Error)));
        Assert.That(wrong.Error, Does.Contain("--return").And.Contain("--template"));
    }

    [Test]
    public async Task A_return_given_to_another_report_is_not_passed_over()
    {
        var wrong = await MiniHome.Run("report", "memoria", "--area", "mini", "--return", "none.csv", "-o", Path.Combine(MiniHome.Root, "none.xlsx"));
        Assert.That(wrong.Code, Is.EqualTo(1));
        Assert.That(wrong.Error, Does.Contain("memoria").And.Contain("conciliacio"));
    }

    [TestCase("12,5", 12.5)]
    [TestCase("12.5 %", 12.5)]
    [TestCase("3.100,00 €", 3100)]
    [TestCase("3,100.00", 3100)]
    [TestCase("1.234.567", 1234567)]
    [TestCase("-4", -4)]
    [TestCase("0,125", 0.125)]
    [TestCase("1.234", null)]
    [TestCase("", null)]
    [TestCase("ten", null)]
    public void A_number_is_read_as_people_write_it_or_not_at_all(string text, double? number) => Assert.That(ReturnFile.Number(text), Is.EqualTo(number));
}
