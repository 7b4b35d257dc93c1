using NUnit.Framework;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

/// <summary>The words of the configuration language for systems of several files: join, effective_date, if_filled, if_empty.</summary>
public sealed class JoinTests
{
    private const string Hestia = "systems/hestia.yaml";

    private const string Join = """
            join:
              exit: { file: "sortides_{date:yyyyMMdd}.csv", key: [[Id, IdExp]], by: IdExpedient }
              team: { file: "equips_{date:yyyyMMdd}.csv", csv: { delimiter: "," }, key: Equip, by: exit.Equip, only: { Actiu: ["1", S] }, repeated: last }
        """;

    private static JobFixture Joined() =>
        new JobFixture()
            .With(Hestia, "    key: IdExpedient\n", Join + "\n    key: IdExpedient\n")
            .With(Hestia, "closed_on: { from: DtEstat, only_when: { state: closed } }", "closed_on: { from: [exit.Data, exit.DataFi] }")
            .With(Hestia, "state: { from: IdEstat, code_list: case-state }", "state: { from: exit.Data, if_filled: closed, if_empty: open }")
            .With(Hestia, "number: NumExpedient", "number: team.Nom");

    [Test]
    public void A_join_says_its_file_its_key_and_takes_the_columns_that_mappings_name()
    {
        var extract = Joined().Jobs().Systems["hestia"].Extracts[0];
        var (exit, team) = (extract.Joins[0], extract.Joins[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((exit.Name, exit.File, exit.Origin), Is.EqualTo(("exit", "sortides_{date:yyyyMMdd}.csv", "etl-jobs/systems/hestia.yaml:10")));
            Assert.That(exit.Key, Is.EqualTo(new[] { new[] { "Id", "IdExp" } }));
            Assert.That(exit.By, Is.EqualTo(new[] { new[] { "IdExpedient" } }));
            Assert.That(exit.Csv, Is.EqualTo(extract.Csv), "written as the extract");
            Assert.That(exit.Columns.Select(c => (string.Join(",", c.Names), c.IsNeeded)), Is.EqualTo(new[] { ("Data,DataFi", true), ("Equip", true) }));
            Assert.That((team.Csv!.Delimiter, team.LastHolds, team.Columns.Single().Names.Single()), Is.EqualTo((',', true, "Nom")));
            Assert.That(team.Only["Actiu"], Is.EqualTo(new[] { "1", "S" }));
            Assert.That((extract.Columns["state"].IfFilled, extract.Columns["state"].IfEmpty), Is.EqualTo(("closed", "open")));
        }
    }

    [Test]
    public void Without_by_the_key_has_the_same_name_in_both_files()
    {
        var join = Joined().With(Hestia, "key: [[Id, IdExp]], by: IdExpedient", "key: IdExpedient").Jobs().Systems["hestia"].Extracts[0].Joins[0];
        Assert.That(join.By, Is.EqualTo(join.Key));
    }

    [Test]
    public void The_effective_date_of_all_may_stand_in_a_file_beside_them()
    {
        var system = new JobFixture()
            .With(Hestia, "versions: [\"2024\"]", "effective_date: { file: Export.csv, column: [Fins, End], csv: { delimiter: \",\" } }")
            .With(Hestia, "expedients_{date:yyyyMMdd}*.csv", "expedients.csv")
            .Jobs()
            .Systems["hestia"];
        Assert.That((system.EffectiveDate!.File, system.EffectiveDate.Csv.Delimiter), Is.EqualTo(("Export.csv", ',')));
        Assert.That(system.EffectiveDate.Column, Is.EqualTo(new[] { "Fins", "End" }));
    }

    [TestCase("sortides_{date:yyyyMMdd}.csv", "sortides.csv", "10:21 the extract's files have a date in their names and the joined one has none:")]
    [TestCase("by: IdExpedient }", "by: [IdExpedient, Any] }", "10:73 \"by\" names 2 columns and \"key\" 1")]
    [TestCase("number: team.Nom", "number: tema.Nom", "11:7 nothing is taken from the join:", "14:15 unknown join -> team")]
    [TestCase("by: IdExpedient }", "by: team.Id }", "10:77 this join is looked up later:")]
    [TestCase("by: exit.Equip", "by: exti.Equip", "11:92 unknown join -> exit")]
    [TestCase("number: team.Nom", "number: NumExpedient", "11:7 nothing is taken from the join:")]
    [TestCase("repeated: last", "repeated: first", "11:141 unknown repeated")]
    [TestCase("key: Equip", "csv: { }", "11:13 missing key \"key\"")]
    [TestCase("if_empty: open", "if_empty: opne", "16:62 unknown code of case-state -> open")]
    [TestCase("number: team.Nom", "number: { from: team.Nom, if_filled: x }", "14:33 \"if_filled\" is for code and boolean fields; number is label")]
    [TestCase("    complete: { scope: all }", "    corrections: \"c_{date:yyyyMMdd}.csv\"", "8:18 \"corrections\" has no meaning beside \"join\"")]
    public void A_slip_in_a_join_is_told_with_its_place(string old, string replacement, params string[] expected)
    {
        var problems = Joined().With(Hestia, old, replacement).Load().Problems;
        Assert.That(problems.Select(p => $"{p.Line}:{p.Column} {p.What}{(p.Nearest is { } near ? $" -> {near}" : "")}"), Is.SupersetOf(expected));
    }

    [Test]
    public void A_dot_in_the_name_of_a_column_is_no_join()
    {
        Assert.That(Joined().With(Hestia, "lead: { from: ProfReferent }", "lead: { from: [prof.Referent, \"Núm. referent\"] }").Load().Problems, Is.Empty);
    }

    [Test]
    public void What_is_joined_decides_the_rows_and_so_the_fingerprint()
    {
        string Of(JobFixture fixture)
        {
            var jobs = fixture.Jobs();
            return jobs.Fingerprint(jobs.Areas["tarragona"], jobs.Systems["hestia"].Extracts[0], new DateOnly(2025, 1, 31));
        }
        var joined = Of(Joined());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(Joined().With(Hestia, "repeated: last", "repeated: refuse")), Is.Not.EqualTo(joined));
            Assert.That(Of(Joined().With(Hestia, "if_empty: open", "if_empty: closed")), Is.Not.EqualTo(joined));
            Assert.That(Of(Joined().With(Hestia, "sortides_", "exits_")), Is.EqualTo(joined), "a file's name decides nothing");
        }
    }
}
