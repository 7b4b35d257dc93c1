using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Stage;
using QdC.Warehouse;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Stage;

/// <summary>Rows of XML files, in the form of Hèstia's answers.</summary>
[TestFixture]
internal sealed class XmlStagingTests
{
    private const string Head = """<?xml version="1.0" encoding="UTF-8"?><RespostaConsultaExpedients xmlns="http://www.aoc.cat/hestia" data="2025-01-31"><Resultat><CodiResultat>0</CodiResultat></Resultat>""";
    private const string Tail = "</RespostaConsultaExpedients>";

    private const string Two = Head + """
        <LlistaExpedients equip="Nord">
          <Expedient codi="1">
            <Estat><IdEstat>1</IdEstat></Estat><DtObertura>2020-02-03T00:00:00+01:00</DtObertura>
            <PersonesVinculades><Persona><IdPersona>11</IdPersona><Nom>Núria</Nom></Persona><Persona><IdPersona>12</IdPersona></Persona></PersonesVinculades>
            <Import><![CDATA[12.5]]></Import>
          </Expedient>
          <Expedient codi="2"><DtObertura>2020-02-04</DtObertura><Estat><IdEstat> 1 </IdEstat></Estat><Import xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/></Expedient>
        </LlistaExpedients>
        """ + Tail;

    private static readonly ExtractDefinition Messages = Extract("/RespostaConsultaExpedients/LlistaExpedients/Expedient");

    [Test]
    public void Rows_take_their_columns_by_paths_attributes_and_from_what_they_lie_in()
    {
        using var database = Database();
        var result = Run(database, Messages, Two);
        Assert.That(Said(result), Is.Empty);
        Assert.That(result.Drifts.Select(d => d.What), Is.EqualTo(new[] { "no row holds Urgent (Urgent)" }));
        Assert.That(database.Query("SELECT concat_ws(' ', opened_on, team, (coalesce(len(persons), -1) + 1) // 37, coalesce(amount::VARCHAR, '-')) FROM stg.\"case\" ORDER BY opened_on", r => r.GetString(0)), Is.EqualTo(new[] { "2020-02-03 Nord 2 12.50", "2020-02-04 Nord 0 -" }));
    }

    [Test]
    public void A_finding_names_the_line_at_which_the_row_begins_and_the_column()
    {
        using var database = Database();
        var finding = Run(database, Messages, Two.Replace("<DtObertura>2020-02-04</DtObertura>", "<DtObertura>demà</DtObertura>", StringComparison.Ordinal)).Findings.Single();
        Assert.That($"{finding.Rule} {finding.Column} {finding.Line} {finding.RecordNo}", Is.EqualTo("mandatory_untypable DtObertura 7 2"));
    }

    [Test]
    public void Rows_in_one_line_are_told_apart()
    {
        using var database = Database();
        var rows = string.Concat(Enumerable.Range(1, 3).Select(i => $"<Expedient codi='{i}'><DtObertura>x</DtObertura><Estat><IdEstat>1</IdEstat></Estat></Expedient>"));
        Assert.That(Run(database, Messages, $"{Head}<LlistaExpedients>{rows}</LlistaExpedients>{Tail}").Findings.Select(f => f.Line), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [TestCase("<Import>1</Import><Import>2</Import>", "Import", TestName = "an element that repeats where one value is taken")]
    [TestCase("<PersonesVinculades><Persona><IdPersona>1|2</IdPersona></Persona></PersonesVinculades>", "Persones", TestName = "a value that holds the separator")]
    public void What_could_be_read_in_two_ways_is_no_record(string inside, string column)
    {
        using var database = Database();
        var result = Run(database, Messages, $"{Head}<LlistaExpedients><Expedient codi='1'><DtObertura>2020-01-01</DtObertura><Estat><IdEstat>1</IdEstat></Estat>{inside}</Expedient></LlistaExpedients>{Tail}");
        Assert.That((result.Findings.Single().Rule, result.Findings.Single().Args, result.Rejected), Is.EqualTo(("row_malformed", $"{{\"once\":\"{column}\"}}", 1L)));
    }

    [TestCase("//Expedient")]
    [TestCase("/RespostaConsultaExpedients/h:LlistaExpedients/h:Expedient")]
    public void Rows_may_be_at_any_depth_or_of_one_namespace(string rows)
    {
        using var database = Database();
        var extract = Extract(rows);
        extract = extract with { Xml = extract.Xml! with { Columns = [.. extract.Xml.Columns.Where(c => c.Path.Up == 0)] } };
        Assert.That(Run(database, extract, Two).Staged, Is.EqualTo(2));
        using var other = Database();
        if (rows.Contains(':'))
        {
            Assert.That(() => Run(other, extract, Two.Replace("www.aoc.cat", "example.cat", StringComparison.Ordinal)), Throws.TypeOf<ExtractUnreadable>());
        }
    }

    [Test]
    public void A_list_without_rows_is_empty_but_another_name_for_its_rows_is_refused()
    {
        using var database = Database();
        Assert.That(Run(database, Messages, $"{Head}<LlistaExpedients/>{Tail}").Records, Is.Zero);
        var renamed = Assert.Throws<ExtractUnreadable>(() => Run(database, Messages, $"{Head}<LlistaExpedients><Cas/></LlistaExpedients>{Tail}"));
        Assert.That(renamed!.Message, Does.Contain("elements Cas there").And.Contain("/LlistaExpedients/Expedient"));
        Assert.That(Assert.Throws<ExtractUnreadable>(() => Run(database, Messages, "<html><body/></html>"))!.Message, Does.Contain("a document html"));
        Assert.That(() => Run(database, Extract("//Expedient"), $"{Head}{Tail}"), Throws.TypeOf<ExtractUnreadable>());
    }

    [Test]
    public void A_value_from_above_that_comes_too_late_is_refused_not_left_empty()
    {
        var extract = Messages with { Xml = Messages.Xml! with { Columns = [.. Messages.Xml.Columns.Where(c => c.Name != "Equip"), Column("Equip", "../Equip")] } };
        var row = "<Expedient codi='1'><DtObertura>2020-01-01</DtObertura><Estat><IdEstat>1</IdEstat></Estat></Expedient>";
        using var database = Database();
        Run(database, extract, $"{Head}<LlistaExpedients><Equip>Sud</Equip>{row}</LlistaExpedients><LlistaExpedients>{row.Replace("'1'", "'2'", StringComparison.Ordinal)}</LlistaExpedients>{Tail}");
        Assert.That(database.Query("SELECT coalesce(team, '-') FROM stg.\"case\" ORDER BY 1", r => r.GetString(0)), Is.EqualTo(new[] { "-", "Sud" }), "what one list says does not hold for the next");
        using var other = Database();
        Assert.That(() => Run(other, extract, $"{Head}<LlistaExpedients>{row}<Equip>Sud</Equip></LlistaExpedients>{Tail}"), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("Equip (../Equip)"));
    }

    [TestCase("<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>", "document type")]
    [TestCase("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "document type")]
    [TestCase("<a><b>Núria</a>", "cut or not well-formed")]
    [TestCase("<a>&Puig;</a>", "cut or not well-formed")]
    [TestCase("no xml", "cut or not well-formed")]
    public void What_is_no_harmless_xml_is_refused_with_its_place_and_without_its_text(string text, string told)
    {
        using var database = Database();
        var failed = Assert.Throws<ExtractUnreadable>(() => Run(database, Messages, text));
        Assert.That(failed!.Message, Does.Contain(told).And.Match(@"file\.csv(:1:\d+)? - ").And.Not.Contain("Núria").And.Not.Contain("Puig").And.Not.Contain("passwd"));
    }

    [Test]
    public void A_file_that_is_cut_anywhere_is_refused_whole()
    {
        var bytes = Encoding.UTF8.GetBytes(Two);
        for (var length = 1; length < bytes.Length - 1; length += 37)
        {
            using var database = Database();
            Assert.That(() => StagePass.Run(Request(database, Messages, Case, bytes[..length])), Throws.TypeOf<ExtractUnreadable>(), $"{length} bytes");
        }
    }

    [Test]
    public void Neither_depth_nor_a_giant_value_fills_the_memory()
    {
        using var database = Database();
        Assert.That(() => Run(database, Messages, string.Concat(Enumerable.Repeat("<a>", 100_000))), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("deeper"));
        Assert.That(() => Run(database, Messages, $"{Head}<LlistaExpedients><Expedient><Import>{new string('1', 2 << 20)}"), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("larger than any record"));
    }

    [Test]
    public void The_file_says_its_own_encoding()
    {
        using var database = Database();
        var latin = Latin(Two.Replace("UTF-8", "windows-1252", StringComparison.Ordinal).Replace("Nord", "Garbí·à", StringComparison.Ordinal));
        Assert.That(StagePass.Run(Request(database, Messages, Case, latin)).Staged, Is.EqualTo(2));
        Assert.That(database.Query("SELECT DISTINCT team FROM stg.\"case\"", r => r.GetString(0)), Is.EqualTo(new[] { "Garbí·à" }));
    }

    private static StageResult Run(DuckDbSession database, ExtractDefinition extract, string text) => StagePass.Run(Request(database, extract, Case, Encoding.UTF8.GetBytes(text)));

    private static XmlColumn Column(string name, string path, string? separator = null) => new(name, XmlPathForm.Read(path, new Dictionary<string, string>()), separator);

    private static ExtractDefinition Extract(string rows) =>
        CaseCsv with
        {
            File = "expedients_{date:yyyyMMdd}.xml",
            Csv = null,
            Xml = new XmlLayout
            {
                Rows = XmlPathForm.Read(rows, new Dictionary<string, string> { ["h"] = "http://www.aoc.cat/hestia" }),
                Columns =
                [
                    Column("IdExpedient", "@codi"), Column("DtObertura", "DtObertura"), Column("IdEstat", "Estat/IdEstat"), Column("Equip", "../@equip"),
                    Column("Persones", "PersonesVinculades/Persona/IdPersona", "|"), Column("Import", "Import"), Column("Urgent", "Urgent"),
                ],
            },
            Columns = CaseCsv.Columns.Where(c => c.Key is "id" or "opened_on" or "state" or "team" or "persons" or "amount" or "urgent").ToDictionary(),
        };
}
