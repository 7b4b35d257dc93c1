using System.Globalization;
using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Stage.Delimited;
using QdC.Pipeline.Stage.Looking;

namespace QdC.Tests.Stage.Looking;

/// <summary>Texts of fixed width and XML that nobody has described: what can be told of them is told, and what is a guess is called one.</summary>
internal sealed class FixedAndXmlTests
{
    private static readonly string[] Names = ["Maria Puig", "Joan Serra Vila", "Anna", "Fatoumata Ceesay", "Pere Mas"];
    private string _folder = null!;

    [OneTimeSetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-looking").FullName;

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    /// <summary>Number and case filled up with zeros, a day, cents, a name filled up with blanks, a code.</summary>
    private static string Payments =>
        string.Concat(Enumerable.Range(1, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i:0000000000}{1000 + (i * 7 % 90):00000000}{2024 + (i % 2)}{1 + (i % 12):00}{1 + (i % 28):00}{i * 137:00000000000}{Names[i % 5],-20}{(i % 2 == 0 ? "IRE" : "EUR")}\n")));

    private static string Cases =>
        $"{"NUM",-8}{"OBERTURA",-12}{"ESTAT",-10}{"EQUIP",-12}{"IMPORT",10}\n"
        + string.Concat(Enumerable.Range(1, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i,-8}{1 + (i % 28):00}/{1 + (i % 12):00}/2024  {(i % 3 == 0 ? "Obert" : "Tancat"),-10}{(i % 2 == 0 ? "Nord" : "Sud"),-12}{i * 17.27m,10:0.00}\n")))
        + "TOTAL 40\n";

    private static string Xml =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Resposta xmlns=\"http://www.aoc.cat/hestia\"><Capcalera><Data>2025-03-31</Data></Capcalera><Llista lot=\"7\">\n"
        + string.Concat(Enumerable.Range(1, 12).Select(i => $"<Recurs codi=\"R{i}\"><IdExpedient>{i / 2}</IdExpedient><Estat><Nom>Concedit</Nom></Estat><Beneficiaris>{string.Concat(Enumerable.Range(0, 1 + (i % 3)).Select(k => $"<Beneficiari><IdPersona>{(i * 10) + k}</IdPersona></Beneficiari>"))}</Beneficiaris></Recurs>\n"))
        + "</Llista></Resposta>\n";

    [Test]
    public void Columns_of_fixed_width_are_guessed_from_blanks_zeros_and_days_and_said_to_be_a_guess()
    {
        var seen = Peek.Look(File("pagaments.txt", Payments));

        Assert.That(seen.Form, Is.EqualTo("fixed"));
        Assert.That(seen.Fixed!.Layout.ToString(), Is.EqualTo("C1:10,C11:8,C19:8,C27:11,C38:20,C58:3"));
        Assert.That(seen.Fixed.Layout.IsGuess, Is.True);
        Assert.That(seen.Tables.Single().Columns.Select(c => c.Type), Is.EqualTo(new[] { "integer", "integer", "date yyyyMMdd", "integer", "text", "text" }));
        Assert.That(string.Join(' ', seen.Tables[0].Rows.SelectMany(r => r)), Does.Not.Contain("Maria").And.Not.Contain("Serra"), "nobody named the columns, so their words are masked");
    }

    [Test]
    public void A_heading_names_the_columns_below_it_and_a_line_of_another_length_is_no_row_of_the_table()
    {
        var seen = Peek.Look(File("expedients.txt", Cases));

        Assert.That(seen.Fixed!.Layout.ToString(), Is.EqualTo("NUM:8,OBERTURA:12,ESTAT:10,EQUIP:12,IMPORT:10").Or.EqualTo("NUM:8,OBERTURA:12,ESTAT:10,EQUIP:16,IMPORT:6"));
        Assert.That((seen.Fixed.OtherLines, seen.Tables.Single().HeaderLine, seen.Tables[0].Sampled), Is.EqualTo((1, 1, 40)));
        Assert.That(seen.Tables[0].Columns.Select(c => (c.Name, c.Type)), Is.EqualTo(new[] { ("NUM", "integer"), ("OBERTURA", "date dd/MM/yyyy"), ("ESTAT", "text"), ("EQUIP", "text"), ("IMPORT", "decimal with point") }));
        Assert.That(Clean("expedients.txt", Cases).Text, Does.StartWith("NUM,OBERTURA,ESTAT,EQUIP,IMPORT\r\n1,02/02/2024,Tancat,Sud,17.27\r\n").And.EndWith("\r\nTOTAL 40,,,,\r\n"), "no line is left out");
    }

    [Test]
    public void A_layout_that_is_said_holds()
    {
        var said = new SaidForms([("pag*.txt", FixedForm.Parse("Num:10,Dia:19-26,Import:11,Nom:20")!)], []);
        var (text, result) = Clean("pagaments.txt", Payments, said);

        Assert.That(Peek.Look(File("pagaments.txt", Payments), said: said).Fixed!.Layout.IsGuess, Is.False);
        Assert.That(text, Does.StartWith("Num,Dia,Import,Nom\r\n0000000001,20250202,00000000137,Joan Serra Vila,EUR\r\n"), "what stands behind the last column is not cut off");
        Assert.That((result.Rows, result.Ragged.Count, result.IsGuess), Is.EqualTo((41L, 40, false)));
    }

    [TestCase("Num")]
    [TestCase("Num:0")]
    [TestCase(":5")]
    [TestCase("Num:5-3")]
    [TestCase("Num:10,Dia:5-9")]
    public void What_is_no_layout_is_none(string text) => Assert.That(FixedForm.Parse(text), Is.Null);

    [TestCase("Maria Puig\nJoan Serra\nAnna Mas\nPere Vila\n")]
    [TestCase("08:30\n09:45\n10:00\n")]
    [TestCase("Id;Nom\n1;Anna\n2;Pere\n3;Joan\n")]
    [TestCase("12345678\n23456789\n34567890\n")]
    public void Other_texts_are_not_taken_for_it(string text) => Assert.That(Peek.Look(File("a.txt", text)).Form, Is.EqualTo("csv"));

    [Test]
    public void Rows_of_xml_are_the_elements_that_repeat_and_the_others_are_told_with_their_number()
    {
        var seen = Peek.Look(File("recursos.xml", Xml));

        Assert.That((seen.Form, seen.Xml!.Rows, seen.Xml.IsGuess, seen.Xml.IsOfOne), Is.EqualTo(("xml", "/Resposta/Llista/Recurs", true, false)));
        Assert.That(seen.Xml.Candidates.Select(c => (c.Path, c.Count)), Is.EqualTo(new[] { ("/Resposta/Llista/Recurs", 12L), ("/Resposta/Llista/Recurs/Beneficiaris/Beneficiari", 24L) }));
        Assert.That(seen.Xml.Fields, Is.EqualTo(new[]
        {
            new XmlField("codi", "@codi", false), new XmlField("IdExpedient", "IdExpedient", false), new XmlField("Nom", "Estat/Nom", false),
            new XmlField("IdPersona", "Beneficiaris/Beneficiari/IdPersona", true), new XmlField("lot", "../@lot", false),
        }));
        Assert.That(Clean("recursos.xml", Xml).Text, Does.StartWith("codi,IdExpedient,Nom,IdPersona,lot\r\nR1,0,Concedit,10|11,7\r\n"));
    }

    [Test]
    public void A_path_of_rows_that_is_said_holds()
    {
        var said = new SaidForms([], [("*", "//Beneficiari")]);

        Assert.That(Clean("recursos.xml", Xml, said).Text, Does.StartWith("IdPersona\r\n10\r\n11\r\n20\r\n"));
        Assert.That(() => Peek.Look(File("recursos.xml", Xml), said: new SaidForms([], [("*", "/Resposta/Res")])), Throws.TypeOf<ExtractUnreadable>().With.Message.Contains("/Resposta/Llista/Recurs"));
    }

    [Test]
    public void Where_nothing_repeats_the_row_is_said_to_be_a_guess() =>
        Assert.That(Peek.Look(File("un.xml", "<r><cap><dia>2025-01-01</dia></cap><cas><id>1</id><obert>2024-02-03</obert></cas></r>")).Xml is { Rows: "/r/cas", IsOfOne: true }, Is.True);

    [TestCase("<r><a>1</a><a>2</a>")]
    [TestCase("<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><r><a>&e;</a><a>2</a></r>")]
    public void Xml_that_is_cut_or_fetches_something_is_refused(string text) => Assert.That(() => Peek.Look(File("b.xml", text)), Throws.TypeOf<ExtractUnreadable>());

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    private (string Text, CleanResult Result) Clean(string name, string text, SaidForms? said = null)
    {
        using var to = new StringWriter();
        var result = CleanTable.Write(File(name, text), new DelimitedForm(), said ?? SaidForms.None, to);
        return (to.ToString(), result);
    }
}
