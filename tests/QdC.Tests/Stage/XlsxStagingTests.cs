using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Stage;

[TestFixture]
internal sealed class XlsxStagingTests
{
    private static readonly ExtractDefinition CaseXlsx = CaseCsv with
    {
        Csv = null,
        Xlsx = new XlsxLayout { Sheets = ["Expedients*"], Footer = "^Total" },
    };

    private DuckDbSession _database = null!;

    [SetUp]
    public void Open() => _database = Database();

    [TearDown]
    public void Close() => _database.Dispose();

    [Test]
    public void Matching_sheets_are_read_below_their_titles_with_typed_cells_totals_and_blank_rows_apart()
    {
        using var book = new XLWorkbook();
        foreach (var (name, first) in new[] { ("Expedients gener", 100), ("expedients febrer", 200) })
        {
            var sheet = book.AddWorksheet(name);
            sheet.Cell(1, 1).Value = "Consell Comarcal";
            sheet.Cell(3, 1).Value = "Estat";
            sheet.Cell(3, 2).Value = "ID EXPEDIENT";
            sheet.Cell(3, 3).Value = "Dt. Obertura";
            sheet.Cell(3, 4).Value = "Equip";
            sheet.Cell(3, 5).Value = "Import";
            for (var i = 0; i < 3; i++)
            {
                sheet.Cell(4 + i, 1).Value = "obert";
                sheet.Cell(4 + i, 2).Value = (double)(first + i);
                sheet.Cell(4 + i, 3).Value = new DateTime(2024, 5, 17);
                sheet.Cell(4 + i, 4).Value = "Nord";
                sheet.Cell(4 + i, 5).Value = 0.1 + 0.2;
            }

            sheet.Cell(5, 3).SetValue("18/05/2024");
            sheet.Cell(5, 5).SetValue("1.234,5");
            sheet.Cell(6, 5).FormulaA1 = "10/4";
            sheet.Cell(9, 1).Value = "Total";
            sheet.Cell(9, 2).Value = 3;
        }

        book.AddWorksheet("Notes").Cell(1, 1).Value = "no data here";
        var extract = CaseXlsx with { Columns = With(CaseXlsx.Columns, ("state", From("Estat"))) };
        var result = Stage(extract, Bytes(book));

        Assert.That(Said(result), Is.Empty);
        Assert.That(result.Lines, Is.EqualTo(new LineCounts(Records: 6, Preamble: 4, Blank: 6, Footer: 2)));
        Assert.That(_database.Query("SELECT line FROM stg.\"case\" ORDER BY row_no", r => r.GetInt32(0)), Is.EqualTo(new[] { 4, 5, 6, 4, 5, 6 }));
        Assert.That(_database.Query("SELECT sheet FROM stg.\"case\" GROUP BY sheet ORDER BY min(row_no)", r => r.GetString(0)), Is.EqualTo(new[] { "Expedients gener", "expedients febrer" }));
        Assert.That(_database.Query("SELECT amount FROM stg.\"case\" WHERE sheet LIKE 'E%' ORDER BY row_no", r => r.GetDecimal(0)), Is.EqualTo(new[] { 0.30m, 1234.50m, 2.50m }));
        Assert.That(_database.Query("SELECT opened_on FROM stg.\"case\" ORDER BY row_no LIMIT 2", r => r.GetFieldValue<DateOnly>(0)), Is.EqualTo(new[] { new DateOnly(2024, 5, 17), new DateOnly(2024, 5, 18) }));
    }

    [Test]
    public void A_number_in_a_key_is_the_same_key_as_its_text()
    {
        var number = Stage(CaseXlsx, RawWorkbook.Of(Header(1) + Row(2, "<c r=\"A2\"><v>123.0</v></c>", "17/05/2024", "1"), sheetName: "Expedients"));
        var asNumber = _database.Scalar<Guid>("SELECT source_key FROM stg.\"case\"");
        Stage(CaseXlsx, RawWorkbook.Of(Header(1) + Row(2, "123", "17/05/2024", "1"), sheetName: "Expedients"));

        Assert.That(number.Rejected, Is.Zero);
        Assert.That(_database.Scalar<Guid>("SELECT source_key FROM stg.\"case\""), Is.EqualTo(asNumber));
    }

    [Test]
    public void Dates_of_a_1904_workbook_are_right()
    {
        Stage(CaseXlsx, RawWorkbook.Of(Header(1) + Row(2, "1", "<c r=\"B2\" s=\"1\"><v>43968</v></c>", "1"), date1904: true, sheetName: "Expedients"));

        Assert.That(_database.Scalar<DateOnly>("SELECT opened_on FROM stg.\"case\""), Is.EqualTo(new DateOnly(2024, 5, 18)));
    }

    [Test]
    public void An_error_cell_is_no_value()
    {
        var result = Stage(CaseXlsx, RawWorkbook.Of(Header(1) + Row(2, "1", "<c r=\"B2\" t=\"e\"><v>#N/A</v></c>", "1") + Row(3, "2", "17/05/2024", "<c r=\"C3\" t=\"e\"><v>#REF!</v></c>"), sheetName: "Expedients"));

        Assert.That(Said(result), Is.EqualTo(new[] { "mandatory_untypable opened_on", "mandatory_untypable state" }));
    }

    [Test]
    public void A_cell_merged_over_rows_counts_in_each_of_them()
    {
        var sheet = Header(1) + Row(2, "1", "17/05/2024", "1") + Row(3, "2", "", "1") + Row(4, "3", "19/05/2024", "1");
        var result = Stage(CaseXlsx, RawWorkbook.Of(sheet, merges: "<mergeCells count=\"1\"><mergeCell ref=\"B2:B3\"/></mergeCells>", sheetName: "Expedients"));

        Assert.That(Said(result), Is.Empty);
        Assert.That(_database.Query("SELECT day(opened_on) FROM stg.\"case\" ORDER BY row_no", r => Convert.ToInt32(r.GetValue(0))), Is.EqualTo(new[] { 17, 17, 19 }));
    }

    [Test]
    public void A_hidden_sheet_is_read_and_said()
    {
        var result = Stage(CaseXlsx, RawWorkbook.Of(Header(1) + Row(2, "1", "17/05/2024", "1"), sheetName: "Expedients", state: "state=\"hidden\""));

        Assert.That(result.Staged, Is.EqualTo(1));
        Assert.That(result.Drifts.Select(d => d.What), Has.Some.Contains("hidden"));
    }

    [Test]
    public void A_workbook_without_the_sheet_or_the_header_stops_the_extract()
    {
        var sheet = Row(1, "a", "b") + Row(2, "Maria Puig", "12345678Z");
        var noSheet = Assert.Throws<ExtractUnreadable>(() => Stage(CaseXlsx, RawWorkbook.Of(sheet, sheetName: "Altres")))!;
        var noHeader = Assert.Throws<ExtractUnreadable>(() => Stage(CaseXlsx, RawWorkbook.Of(sheet, sheetName: "Expedients 2025")))!;

        Assert.That(noSheet.Message, Does.Contain("Altres").And.Contain("Expedients*"));
        Assert.That(noHeader.Message, Does.Contain("Expedients 2025").And.Not.Contain("Maria"));
    }

    private static string Header(int row) => Row(row, "IdExpedient", "DtObertura", "IdEstat");

    private static string Row(int number, params string[] texts) => RawWorkbook.Row(number, texts);

    private static Dictionary<string, ColumnMapping> With(IReadOnlyDictionary<string, ColumnMapping> columns, params (string Field, ColumnMapping Mapping)[] changes)
    {
        var all = columns.ToDictionary(c => c.Key, c => c.Value);
        foreach (var (field, mapping) in changes)
        {
            all[field] = mapping;
        }

        return all;
    }

    private static byte[] Bytes(XLWorkbook book)
    {
        using var memory = new MemoryStream();
        book.SaveAs(memory, new SaveOptions { EvaluateFormulasBeforeSaving = true });
        return memory.ToArray();
    }

    private StageResult Stage(ExtractDefinition extract, byte[] bytes) => StagePass.Run(Request(_database, extract, Case, bytes));
}
