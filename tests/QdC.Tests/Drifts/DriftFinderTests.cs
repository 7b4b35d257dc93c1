using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Stage;
using QdC.Tests.Stage;
using QdC.Warehouse;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Drifts;

/// <summary>What is named when a file comes otherwise than the one before it, and what of a file is kept to tell.</summary>
internal sealed class DriftFinderTests
{
    private const string Rows = "1;E1;03/02/2020;1;Equip Àngels;7,5\n2;E2;04/02/2020;2;Equip Núria;8,25\n3;E3;05/02/2020;1;Equip Lluís;9,5\n4;E4;06/03/2020;1;Equip Nord;1,5\n";
    private const string Header = "IdExpedient;NumExpedient;DtObertura;IdEstat;Equip;Hores\n";

    [Test]
    public void the_same_form_with_other_rows_is_no_change() =>
        Assert.That(Changes(Header + Rows, Header.ToUpperInvariant() + Rows.Replace("2020", "2021", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void a_text_in_another_encoding_is_told_from_what_it_would_be_read_as()
    {
        var change = DriftFinder.Between(Look(Latin(Header + Rows)), Look(Encoding.UTF8.GetBytes(Header + Rows)), CaseCsv).Single();
        Assert.That((change.Kind, change.IsDestructive, change.Before, change.After, change.Effect), Is.EqualTo((DriftKinds.Encoding, true, "windows-1252", "utf-8", "{\"encoding\":\"utf-8\"}")));
    }

    [Test]
    public void a_column_is_known_again_by_its_name_or_by_its_values()
    {
        var named = Changes(Header + Rows, Header.Replace("Equip", "Equips", StringComparison.Ordinal) + Rows).Single();
        Assert.That((named.Kind, named.Effect), Is.EqualTo((DriftKinds.ColumnRenamed, "{\"column\":\"Equip\",\"becomes\":\"Equips\"}")));
        var valued = Changes(Header + Rows, Header.Replace("Equip", "Unitat", StringComparison.Ordinal) + Rows).Single();
        Assert.That((valued.Kind, valued.Effect), Is.EqualTo((DriftKinds.ColumnRenamed, "{\"column\":\"Equip\",\"becomes\":\"Unitat\"}")));
        var others = Changes(Header + Rows, Header.Replace("Equip", "Unitat", StringComparison.Ordinal) + Rows.Replace("Equip", "Zona", StringComparison.Ordinal).Replace("Nord", "Sud", StringComparison.Ordinal));
        Assert.That(others.Select(o => $"{o.Kind} {o.Subject}"), Is.EqualTo(new[] { "column_missing Equip", "column_new Unitat" }), "nothing is alike");
    }

    [Test]
    public void values_written_otherwise_are_told_with_how_they_could_be_read()
    {
        var iso = Changes(Header + Rows, Header + "5;E5;2020-03-05;1;Equip Nord;1,5\n6;E6;2020-03-06;1;Equip Nord;1,5\n7;E7;2020-03-17;1;Equip Sud;2,5\n").Single();
        Assert.That((iso.Kind, iso.Subject, iso.Effect), Is.EqualTo((DriftKinds.ColumnRetyped, "DtObertura", "{\"dates\":\"yyyy-MM-dd\"}")));
        var words = Changes(Header + Rows, Header + Rows.Replace("7,5", "set", StringComparison.Ordinal).Replace("8,25", "vuit", StringComparison.Ordinal).Replace("9,5", "nou", StringComparison.Ordinal).Replace("1,5", "u", StringComparison.Ordinal)).Single();
        Assert.That((words.Kind, words.Subject, words.Effect), Is.EqualTo((DriftKinds.ColumnRetyped, "Hores", (string?)null)), "nothing reads them");
        var codes = Changes(Header + Rows, Header + Rows.Replace(";1;", ";A;", StringComparison.Ordinal).Replace(";2;", ";B;", StringComparison.Ordinal)).Single();
        Assert.That((codes.Kind, codes.Subject), Is.EqualTo((DriftKinds.ColumnRetyped, "IdEstat")), "all codes are others: one change, not as many as codes");
    }

    [Test]
    public void a_sheet_of_another_name_is_found_by_its_columns()
    {
        var extract = CaseCsv with { Csv = null, Xlsx = new() { Sheets = ["Expedients*"] } };
        string Cells(int row, params string[] cells) => $"<row r=\"{row}\">{string.Concat(cells.Select((c, i) => $"<c r=\"{(char)('A' + i)}{row}\" t=\"inlineStr\"><is><t>{c}</t></is></c>"))}</row>";
        byte[] Book(string sheet) => RawWorkbook.Of(Cells(1, "Llista") + Cells(2, "IdExpedient", "DtObertura", "IdEstat") + Cells(3, "1", "17/05/2024", "1"), sheetName: sheet);
        using var database = Database();
        var before = StagePass.Run(Request(database, extract, Case, Book("Expedients"))).Shape!;
        var found = UnreadForm.Of(Request(database, extract, Case, Book("Casos 2025")), before)!.Value.Notes.Single();
        Assert.That((found.Kind, found.Before, found.After, found.Effect), Is.EqualTo((DriftKinds.Sheet, "Expedients", "Casos 2025", "{\"sheet\":\"Casos 2025\"}")));
        var named = UnreadForm.Of(Request(database, extract, Case, Book("Maria Puig 25")), before)!.Value.Notes.Single();
        Assert.That((named.After, named.Effect), Is.EqualTo(("AAAAA AAAA 25", "{\"sheet\":\"????? ???? 25\"}")), "a name is not kept, and the sheet is found by it all the same");
    }

    [Test]
    public void a_file_in_which_nothing_is_known_again_is_no_change_of_this_one()
    {
        using var database = Database();
        Assert.That(UnreadForm.Of(Request(database, CaseCsv, Case, Latin("Maria;Puig\nJoan;Mas\n")), Look(Latin(Header + Rows))), Is.Null);
    }

    [Test]
    public void what_is_kept_of_a_file_holds_no_value_of_a_person_nor_of_a_column_nobody_mapped()
    {
        using var database = Database();
        var json = StageText(database, PersonCsv, Person, PersonHeader + ";Observacions\n1;0;12345678Z;;;Mercè;D;03/05/1980;;431482;plora sovint\n2;0;;;;Mercè;H;04/05/1980;;431482;res\n").Shape!.ToJson();
        Assert.That(json, Does.Contain("\"Observacions\"").And.Not.Contain("Merc").And.Not.Contain("12345678").And.Not.Contain("plora").And.Not.Contain("1980"));
        Assert.That(Shape.FromJson(json).Columns.Where(c => c.Values.Count > 0).Select(c => c.Name), Is.EqualTo(new[] { "idTipusDocumentacio" }), "a kind of document says nothing of anybody");
    }

    private static List<DriftNote> Changes(string before, string now) => [.. DriftFinder.Between(Look(Latin(before)), Look(Latin(now)), CaseCsv)];

    private static Shape Look(byte[] bytes)
    {
        using var database = Database();
        return StagePass.Run(Request(database, CaseCsv, Case, bytes)).Shape!;
    }
}
