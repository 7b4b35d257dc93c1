using NUnit.Framework;

namespace QdC.Tests.Jobs;

/// <summary>A system that is <c>like:</c> another takes from it what rows mean, and nothing of how files are written; what it may not say is told with its place.</summary>
public sealed class LikeTests
{
    private const string Llistes = "systems/llistes.yaml";

    private const string Text = """
        # yaml-language-server: $schema=../schema/system.schema.json
        system: llistes
        like: hestia
        extracts:
          case:
            file: "llistat_expedients_{date:yyyyMMdd}.xlsx"
            xlsx: { sheets: "Llistat*", title_rows: 2 }
            assumed: true
            question: Can it be sent every month?
        """;

    [Test]
    public void it_takes_what_rows_mean_and_says_itself_how_files_are_written()
    {
        var jobs = new JobFixture().WithFile(Llistes, Text).Jobs();
        var (own, other) = (jobs.Systems["llistes"].Extracts.Single(), jobs.Systems["hestia"].Extracts.Single(e => e.Name == "case"));
        Assert.That((own.System, own.Subject, own.Key, own.Columns.Keys), Is.EqualTo(("llistes", other.Subject, other.Key, other.Columns.Keys)));
        Assert.That((own.Csv, own.Xlsx is not null, own.Assumed, other.Assumed), Is.EqualTo(((QdC.Pipeline.Jobs.CsvDialect?)null, true, true, false)));
        Assert.That(jobs.CodeLists.Mappings[("case-state", "llistes")].Select(m => m.SourceCode), Is.EqualTo(jobs.CodeLists.Mappings[("case-state", "hestia")].Select(m => m.SourceCode)), "its codes too");
    }

    [Test]
    public void what_it_says_itself_holds()
    {
        var jobs = new JobFixture().WithFile(Llistes, Text + "\n    key: Id\n    complete: { scope: period, by: opened_on }").Jobs();
        var own = jobs.Systems["llistes"].Extracts.Single();
        Assert.That((own.Key.Single().Single(), own.Complete!.By), Is.EqualTo(("Id", "opened_on")));
        Assert.That(own.Columns, Does.ContainKey("risk"), "the rest is the other's");
    }

    [TestCase("like: hestia", "like: hesta", "3:7 unknown system 'hesta' -> hestia", TestName = "a system that is none")]
    [TestCase("like: hestia", "like: llistes", "3:7 this system is itself like another: 'llistes'", TestName = "itself")]
    [TestCase("like: hestia", "like: altres", "3:7 this system is itself like another: 'altres'", TestName = "one that is like a third")]
    [TestCase("like: hestia", "like: [hestia]", "3:7 \"like\" is a list", TestName = "a list")]
    [TestCase("like: hestia", "like: Hestia 7", "3:7 bad name 'Hestia 7'", TestName = "no name of a system")]
    [TestCase("  case:", "  cas:", "5:3 unknown extract of hestia 'cas' -> case", TestName = "an extract that the other has not")]
    [TestCase("    file: \"llistat_expedients_{date:yyyyMMdd}.xlsx\"\n", "", "6:5 missing key \"file\"", TestName = "no file of its own")]
    [TestCase("    xlsx: { sheets: \"Llistat*\", title_rows: 2 }\n", "", "6:5 a key is missing", TestName = "no form of its own")]
    [TestCase("    assumed: true", "    columns: { closed_dat: DtTancament }\n    assumed: true", "8:16 unknown field 'closed_dat' -> closed_on", TestName = "a column of its own for no field")]
    public void what_it_may_not_say_is_told(string old, string replacement, string expected)
    {
        var problems = new JobFixture()
            .WithFile("systems/altres.yaml", Text.Replace("llistes", "altres", StringComparison.Ordinal))
            .WithFile(Llistes, Text)
            .With(Llistes, old, replacement)
            .Load().Problems.Where(p => p.Path.EndsWith(Llistes, StringComparison.Ordinal)).ToList();
        Assert.That(problems.Select(p => ProblemTests.Short(p, Llistes)), Has.Some.EqualTo(expected), string.Join('\n', problems));
    }

    [Test]
    public void where_the_other_cannot_be_read_only_that_is_told()
    {
        var problems = new JobFixture().WithFile(Llistes, Text).WithFile("systems/hestia.yaml", "system: [").Load().Problems;
        Assert.That(problems.Select(p => Path.GetFileName(p.Path)), Has.Some.EqualTo("hestia.yaml"));
        Assert.That(problems.Select(p => p.What), Has.None.StartsWith("unknown system"), "it is there");
    }
}
