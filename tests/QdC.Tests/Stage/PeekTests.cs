using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Stage;

namespace QdC.Tests.Stage;

[TestFixture]
internal sealed class PeekTests
{
    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-peek").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Dialect_header_and_types_are_seen()
    {
        var peek = Look("a.csv", TestExtracts.Latin("Id;Equip;Data obertura;Import;Urgent\r\n1;Àger;03/02/2020;1.234,50;S\r\n2;Nord;04/02/2020;3,00;N\r\n"));

        Assert.That(peek.Dialect, Is.EqualTo(new PeekDialect("windows-1252", false, ";", null, "CRLF")));
        Assert.That(peek.Tables.Single().Columns.Select(c => c.Type), Is.EqualTo(new[] { "integer", "text", "date dd/MM/yyyy", "decimal with comma", "code" }));
        Assert.That(peek.Tables[0].HeaderLine, Is.EqualTo(1));
        Assert.That(peek.Tables[0].Rows[0], Is.EqualTo(new[] { "1", "AAAA", "03/02/2020", "1.234,50", "S" }));
    }

    [TestCase("129.16", "decimal with point")]
    [TestCase("1,129.16", "decimal with point")]
    [TestCase("129,16", "decimal with comma")]
    [TestCase("1.129,16", "decimal with comma")]
    [TestCase("1129", "integer")]
    public void Decimals_are_told_by_what_stands_before_the_last_digits(string value, string type) =>
        Assert.That(Look("a.csv", Encoding.UTF8.GetBytes($"Id;Import\n1;{value}\n2;{value}\n")).Tables.Single().Columns[1].Type, Is.EqualTo(type));

    [TestCase("a,b,c\n1,\"x;y;z\",3\n", ",")]
    [TestCase("a\tb\tc\n1\t2,5\t3\n", "\t")]
    [TestCase("a|b\n1|2\n", "|")]
    [TestCase("a;b\n1,5;2,5\n2,5;3,5\n", ";")]
    public void The_delimiter_is_the_one_that_divides_evenly(string text, string delimiter) =>
        Assert.That(Look("a.csv", Encoding.UTF8.GetBytes(text)).Dialect!.Delimiter, Is.EqualTo(delimiter));

    [TestCase("Núm.;Tipus d'actuació\n1;Trucada\n2;Visita\n", null, Description = "an apostrophe in a heading")]
    [TestCase("Núm.;Lloc\n1;L'Esquirol\n2;Vic\n", null)]
    [TestCase("Núm.;Lloc\n1;'L''Esquirol; centre'\n2;'Vic'\n", "'")]
    [TestCase("Núm.;Lloc\n1;\"Vic; centre\"\n2;Manlleu\n", "\"")]
    public void A_quote_is_what_encloses_cells(string text, string? quote) =>
        Assert.That(Look("a.csv", Encoding.UTF8.GetBytes(text)).Dialect!.Quote, Is.EqualTo(quote?[0]));

    [Test]
    public void Personal_values_are_shown_as_shapes()
    {
        var text = "Id;Nom complet;Document;Codi;Contacte;Lliure;Equip\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"{i};Maria Puig;{12345678 + i}Z;E/{i};977 24 61 {i:00};parla de Joan;Nord\n"));
        var peek = Look("a.csv", Encoding.UTF8.GetBytes(text));
        var shown = string.Join('\n', peek.Tables[0].Rows.Select(r => string.Join(';', r)));

        Assert.That(shown, Does.Not.Contain("Maria").And.Not.Contain("1234567").And.Not.Contain("977").And.Not.Contain("Joan"));
        Assert.That(peek.Tables[0].Rows[0], Is.EqualTo(new[] { "1", "AAAAA AAAA", "99999999A", "E/1", "999 99 99 99", "AAAAA AA AAAA", "Nord" }));
    }

    /// <summary>As synthetic patients are written: names with digits, numbers of cards, where they live.</summary>
    [Test]
    public void Columns_of_foreign_systems_that_tell_a_person_are_masked()
    {
        const string Header = "Id,BIRTHDATE,SSN,DRIVERS,PASSPORT,FIRST,MIDDLE,LAST,MAIDEN,MARITAL,RACE,ETHNICITY,BIRTHPLACE,ADDRESS,ZIP,LAT,LON,INCOME,Altres,GENDER,CODE";
        var text = Header + "\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"7b45145c-1a81-482c-a4e5-0cad6623{i:0000},1970-01-{i:00},999-91-7{i:000},S999{i:00000},X{i:00000000}X,Abe{i},Ines{i},Brown{i},Lee{i},M,white,hispanic,Boston  Massachusetts  US,{i} Port Suite,0{1000 + i},42.12284223{i},-71.848936926{i},{20000 + i},Noel{i},F,16267{i}\n"));
        var columns = Look("patients.csv", Encoding.UTF8.GetBytes(text)).Tables.Single().Columns;
        Assert.That(columns.Where(c => !c.Masked).Select(c => c.Name), Is.EqualTo(new[] { "GENDER", "CODE" }));
    }

    [Test]
    public void A_file_without_header_shows_no_words_and_no_dates()
    {
        var peek = Look("a.csv", Encoding.UTF8.GetBytes("1;Maria;03/02/1970\n2;Joan;04/05/1980\n"));

        Assert.That(peek.Tables[0].HeaderLine, Is.Null);
        Assert.That(peek.Tables[0].Columns.Select(c => c.Name), Is.EqualTo(new[] { "column 1", "column 2", "column 3" }));
        Assert.That(peek.Tables[0].Rows[0], Is.EqualTo(new[] { "1", "AAAAA", "99/99/9999" }));
    }

    [Test]
    public void Each_sheet_of_a_workbook_is_a_table()
    {
        var sheet = RawWorkbook.Row(1, "Consell Comarcal") + RawWorkbook.Row(3, "Núm.", "Nom", "Estat") + RawWorkbook.Row(4, "1", "Maria", "Obert");
        var table = Look("a.xlsx", RawWorkbook.Of(sheet, sheetName: "Expedients")).Tables.Single();

        Assert.That((table.Sheet, table.HeaderLine), Is.EqualTo(("Expedients", 3)));
        Assert.That(table.Rows.Single(), Is.EqualTo(new[] { "1", "AAAAA", "Obert" }));
    }

    [Test]
    public void What_is_no_text_and_no_workbook_is_refused()
    {
        Assert.That(() => Look("a.bin", [1, 0, 2, 0, 3]), Throws.TypeOf<ExtractUnreadable>());
        Assert.That(() => Look("a.csv", []), Throws.TypeOf<ExtractUnreadable>());
    }

    private PeekResult Look(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return Peek.Look(path);
    }
}
