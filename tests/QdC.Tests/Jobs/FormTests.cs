using NUnit.Framework;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

/// <summary>The words of the configuration language for texts of fixed width and XML files.</summary>
public sealed class FormTests
{
    private const string Hestia = "systems/hestia.yaml";
    private const string Csv = "csv: { delimiter: \";\", encoding: windows-1252, dates: [dd/MM/yyyy], decimal: \",\", footer: \"^Total\" }";
    private const string Fixed = "fixed: { columns: { IdExpedient: 6, NumExpedient: { start: 9, width: 12 }, DtObertura: 8, IdEstat: 1, DtEstat: 8, ProfReferent: { width: 4 }, Import: { width: 9, decimals: 2 } }, length: 60, dates: yyyyMMdd, short_lines: pad }";
    private const string Xml = "xml: { rows: /r/h:Cas, namespaces: { h: \"urn:h\" }, columns: { IdExpedient: \"@id\", NumExpedient: \"Num\", DtObertura: \"../Data\", IdEstat: \"Estat/@codi\", DtEstat: \".\", ProfReferent: \"Prof\" } }";

    [Test]
    public void A_column_of_fixed_width_begins_behind_the_one_before_unless_it_says_where()
    {
        var layout = Extract(Fixed).Fixed!;
        Assert.That(layout.Columns.Select(c => (c.Name, c.Start, c.Width, c.Decimals)).Take(3), Is.EqualTo(new[] { ("IdExpedient", 1, 6, 0), ("NumExpedient", 9, 12, 0), ("DtObertura", 21, 8, 0) }));
        Assert.That((layout.Columns[^1].Start, layout.Columns[^1].Decimals, layout.Length, layout.PadsShortLines), Is.EqualTo((42, 2, 60, true)));
    }

    [Test]
    public void Paths_of_xml_are_read_with_their_namespaces()
    {
        var layout = Extract(Xml).Xml!;
        Assert.That(layout.Rows.Steps, Is.EqualTo(new[] { new XmlName("r", null), new XmlName("Cas", "urn:h") }));
        Assert.That(layout.Columns.Select(c => (c.Path.Up, string.Join(",", c.Path.Steps.Select(s => s.Local)), c.Path.IsAttribute)).Take(5), Is.EqualTo(new[] { (0, "id", true), (0, "Num", false), (1, "Data", false), (0, "Estat,codi", true), (0, "", false) }));
    }

    [Test]
    public void What_a_mapping_splits_by_joins_the_values_of_an_element_that_repeats()
    {
        var jobs = new JobFixture().With(Hestia, "csv: { dates: dd/MM/yyyy }", "xml: { rows: //A, columns: { Id: \"@id\", IdExpedient: Cas, Assistents: P/Id, Data: D, Urgent: U } }").Load();
        Assert.That(jobs.Jobs!.Systems["hestia"].Extracts[1].Xml!.Columns.Select(c => c.Separator), Is.EqualTo(new[] { null, null, "|", null, null }));
    }

    [TestCase(Fixed, "NumExpedient: { start: 9, width: 12 }", "NumExpedient: { start: 5, width: 12 }", "the column shares characters with IdExpedient (1 to 6):")]
    [TestCase(Fixed, "length: 60", "length: 49", "a column ends at 50, behind the end of the record:")]
    [TestCase(Fixed, "IdEstat: 1", "IdEsatt: 1", "unknown column of \"fixed\" -> IdEsatt")]
    [TestCase(Fixed, "IdEstat: 1", "idEstat: 1, ID_ESTAT: 2", "two columns have the same name, apart from case, accents and punctuation:")]
    [TestCase(Fixed, "IdExpedient: 6", "IdExpedient: 0", "\"IdExpedient\"")]
    [TestCase(Fixed, "dates: yyyyMMdd", "dats: yyyyMMdd", "unknown key -> dates")]
    [TestCase(Xml, "/r/h:Cas", "/r/g:Cas", "unknown prefix -> h")]
    [TestCase(Xml, "/r/h:Cas", "r/Cas", "bad row path")]
    [TestCase(Xml, "/r/h:Cas", "/r/h:Cas/@id", "bad row path")]
    [TestCase(Xml, "/r/h:Cas", "//h:Cas", "a column above the row needs rows whose path is whole:")]
    [TestCase(Xml, "../Data", "../../Data", "the column is above the root:")]
    [TestCase(Xml, "Estat/@codi", "Estat/@codi/x", "bad path")]
    [TestCase(Xml, "ProfReferent: \"Prof\"", "Prof: \"Prof\"", "unknown column of \"xml\"")]
    public void A_slip_is_told(string form, string old, string replacement, string expected)
    {
        var problems = new JobFixture().With(Hestia, Csv, form).With(Hestia, old, replacement).Load().Problems;
        Assert.That(problems.Select(p => $"{p.What}{(p.Nearest is { } near ? $" -> {near}" : "")}"), Has.Some.StartWith(expected));
        Assert.That(problems.Where(p => p.Path.EndsWith(Hestia, StringComparison.Ordinal)).Select(p => p.Line), Has.All.InRange(7, 16));
    }

    [Test]
    public void The_form_decides_the_rows_so_it_is_part_of_the_fingerprint()
    {
        var hashes = new[] { Fixed, Fixed.Replace("decimals: 2", "decimals: 3", StringComparison.Ordinal), Xml, Xml.Replace("@id", "@codi", StringComparison.Ordinal) }.Select(form =>
        {
            var jobs = new JobFixture().With(Hestia, Csv, form).Jobs();
            return jobs.Fingerprint(jobs.Areas["tarragona"], jobs.Systems["hestia"].Extracts[0], new DateOnly(2025, 1, 31));
        });
        Assert.That(hashes, Is.Unique);
    }

    private static ExtractDefinition Extract(string form) => new JobFixture().With(Hestia, Csv, form).Jobs().Systems["hestia"].Extracts[0];
}
