using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Tests.Cli;

namespace QdC.Tests.Report;

/// <summary>Totals for RUDEL, with and without the variables that a council gives. The list here is made up for the test: none is public.</summary>
public sealed class RudelTests
{
    private const string Header = "variable,label,metric,where,counted_by\n";
    private static readonly string Jobs = Path.Combine(MiniHome.Root, "jobs-rudel", "etl-jobs");

    private static string Form => Path.Combine(Jobs, "code-lists", "rudel-fitxa-1.csv");

    [OneTimeSetUp]
    public async Task Copy()
    {
        await MiniHome.Published();
        MiniHome.CopyJobs(Jobs);
    }

    [Test]
    public async Task Without_the_list_it_says_that_it_is_not_the_form_and_gives_the_totals()
    {
        using var book = new XLWorkbook(await ReportBooks.File("rudel", "ca"));
        var cover = book.Worksheets.First().CellsUsed().Select(c => c.GetString()).ToList();
        Assert.That(cover, Has.Some.StartsWith("No és el formulari d'EACAT").And.Some.StartsWith("Cap ens no ha donat la llista de variables"));
        Assert.That(book.Worksheets.Select(s => s.Name), Does.Not.Contain("Fitxa 1"));
        var counts = book.Worksheets.SelectMany(s => s.Tables).Single(t => t.Name == "rudel_counts").DataRange.Rows().ToDictionary(r => r.Cell(1).GetString());
        Assert.That((counts["Demandes"].Cell(3).GetDouble(), counts["Demandes"].Cell(4).GetDouble()), Is.EqualTo((3, 3)));
        Assert.That(counts["Expedients oberts"].Cell(4).GetString(), Is.EqualTo("–"), "a state has no day of registration");
        foreach (var row in counts.Values)
        {
            var metric = ReportBooks.Metric(row.Cell(1).GetString(), "ca");
            Assert.That(row.Cell(3).GetDouble(), Is.EqualTo((await MiniHome.Ask(new() { Area = MiniHome.Area, Metric = metric.Name, Year = 2024 })).Figures.Single().Value), metric.Name);
            Assert.That(row.Cell(5).GetString(), Is.EqualTo(metric.Texts["ca"].Description));
        }
    }

    [Test]
    public async Task With_the_list_a_sheet_holds_its_variables_with_their_figures()
    {
        File.WriteAllText(Form, Header + "X.1,Dones ateses,people_attended,sex=D,\nX.2,\"Ajuts, euros\",urgent_aid,funder=own,registration\nX.3,Persones de 65 i més,people_attended,age_group=65+;sex=D,action\n");
        var path = Path.Combine(MiniHome.Root, "rudel-form.xlsx");
        var made = await Qdc.Run("report", "rudel", "--area", "mini", "--year", "2024", "-o", path, "--home", MiniHome.Root, "--jobs", Jobs);
        Assert.That(made.Code, Is.Zero, made.Error);
        using var book = new XLWorkbook(path);
        var rows = book.Worksheet("Fitxa 1").Tables.Single().DataRange.Rows().ToList();
        Assert.That(rows.Select(r => (r.Cell(1).GetString(), r.Cell(2).GetString(), r.Cell(5).GetString())), Is.EqualTo(new[] { ("X.1", "Dones ateses", "Per data d'acció"), ("X.2", "Ajuts, euros", "Per data de registre"), ("X.3", "Persones de 65 i més", "Per data d'acció") }));
        var women = (await MiniHome.Ask(new() { Area = MiniHome.Area, Metric = "people_attended", Where = [new("sex", "D")], Year = 2024 })).Figures.Single().Value;
        Assert.That(rows[0].Cell(3).GetDouble(), Is.EqualTo(women));
        Assert.That(rows[1].Cell(3).GetDouble(), Is.EqualTo(250.25), "payments 401 and 402, which takes its service's funder");
        Assert.That(rows[2].Cell(3).GetDouble(), Is.LessThan(women!.Value));
        Assert.That(rows[0].Cell(4).GetString(), Is.EqualTo("Persones ateses (Sexe = D)"));
    }

    [TestCase("X,x,people_atended,,", ":2", "unknown metric \"people_atended\"", "people_attended")]
    [TestCase("X,x,people_attended,sexe=D,", ":2", "unknown dimension of people_attended \"sexe\"", "sex")]
    [TestCase("X,x,people_attended,sex=Dona,", ":2", "unknown member of sex \"Dona\"", null)]
    [TestCase("X,x,people_attended,team=A,", ":2", "it has no team", null)]
    [TestCase("X,x,people_attended,sex,", ":2", "bad filter \"sex\"", null)]
    [TestCase("X,x,demands,,registrated", ":2", "unknown way of counting \"registrated\"", "registration")]
    [TestCase("X,x,open_cases,,registration", ":2", "no day of registration", null)]
    [TestCase("X,x,demands,,\nX,x,demands,,", ":3", "duplicate variable \"X\"", null)]
    [TestCase("X,x,demands", ":2", "the row has 3 values", null)]
    [TestCase("X,x,problems_in_force,problem_type=addiction;sex=D,", ":2", "sensitive list", null)]
    public async Task What_is_wrong_with_the_list_is_said_by_check_with_its_line(string row, string line, string told, string? nearest)
    {
        File.WriteAllText(Form, Header + row + "\n");
        var check = await Qdc.Run("check", "--json", "--jobs", Jobs);
        Assert.That(check.Code, Is.EqualTo(3));
        var error = check.Json().GetProperty("errors").EnumerateArray().Single();
        Assert.That(error.GetProperty("place").GetString(), Is.EqualTo("etl-jobs/code-lists/rudel-fitxa-1.csv" + line));
        Assert.That(error.GetProperty("what").GetString(), Does.Contain(told));
        if (nearest is not null)
        {
            Assert.That(error.GetProperty("nearest").GetString(), Is.EqualTo(nearest));
        }
    }
}
