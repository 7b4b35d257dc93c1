using System.IO.Compression;
using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Publish.Excel;
using QdC.Warehouse;

namespace QdC.Tests.Publish;

public sealed class RejectWorkbookTests
{
    private static readonly string[] Hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\")", " =1", "'=1", "\"=1"];

    [Test]
    public void One_line_for_each_fault_under_a_header_that_stays()
    {
        using var workbook = new XLWorkbook(Reports.Workbook(Reports.Of(Reports.Line(7), Reports.Line(8, error: false))));
        var sheet = workbook.Worksheet("Incidències");
        Assert.That(sheet.Cell(1, 1).GetString(), Is.EqualTo("Número"));
        Assert.That(sheet.Cell(1, 15).GetString(), Is.EqualTo("Valor correcte"));
        Assert.That(sheet.Cell(2, 1).GetValue<long>(), Is.EqualTo(7));
        Assert.That(sheet.Cell(2, 2).GetString(), Is.EqualTo("rebutjada"));
        Assert.That(sheet.Cell(3, 2).GetString(), Is.EqualTo("consulta"));
        Assert.That(sheet.Cell(2, 8).GetValue<int>(), Is.EqualTo(214));
        Assert.That(sheet.Cell(2, 14).GetDateTime(), Is.EqualTo(new DateTime(2025, 4, 1)));
        Assert.That(sheet.Cell(2, 15).IsEmpty(), Is.True);
        Assert.That(sheet.Cell(2, 15).Style.NumberFormat.Format, Is.EqualTo("@"));
        Assert.That(sheet.SheetView.SplitRow, Is.EqualTo(1));
        Assert.That(sheet.AutoFilter.IsEnabled, Is.True);
        Assert.That(sheet.LastRowUsed()!.RowNumber(), Is.EqualTo(3));
    }

    [Test]
    public void On_paper_it_is_read_and_what_is_long_is_wrapped()
    {
        const double PointsOfCharacter = 5.3;
        using var workbook = new XLWorkbook(Reports.Workbook(Reports.Of(Reports.Line(1), Reports.Line(2) with { File = "expedients_de_tota_la_comarca_20250331.csv" })));
        var sheet = workbook.Worksheet("Incidències");
        var scale = (11.69 - 0.8) * 72 / (sheet.Columns(1, 15).Sum(c => c.Width) * PointsOfCharacter);

        Assert.That((sheet.PageSetup.PageOrientation, sheet.PageSetup.PagesWide), Is.EqualTo((XLPageOrientation.Landscape, 1)));
        Assert.That(scale * workbook.Style.Font.FontSize, Is.GreaterThan(7.5), "points of a letter");
        Assert.That(sheet.Range(2, 1, 3, 15).Cells().Select(c => c.Style.Alignment.WrapText), Is.All.True);
        Assert.That(sheet.Row(3).Height, Is.GreaterThan(sheet.Row(2).Height), "a longer name takes more lines");
    }

    [Test]
    public void No_text_becomes_a_formula()
    {
        var lines = Hostile.Select((text, i) => Reports.Line(i + 1, text, column: text)).ToArray();
        var stream = Reports.Workbook(Reports.Of(lines));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
        {
            foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(entry.Open());
                Assert.That(reader.ReadToEnd(), Does.Not.Contain("<x:f>").And.Not.Contain("<f>").And.Not.Contain("<x:f "), entry.FullName);
            }
        }
        stream.Position = 0;
        using var workbook = new XLWorkbook(stream);
        var sheet = workbook.Worksheet("Incidències");
        for (var row = 2; row < lines.Length + 2; row++)
        {
            Assert.That(sheet.Cell(row, 11).DataType, Is.EqualTo(XLDataType.Text));
            Assert.That(sheet.Cell(row, 11).HasFormula, Is.False);
            Assert.That(sheet.Cell(row, 11).Style.IncludeQuotePrefix, Is.True, lines[row - 2].Received);
        }
    }

    [Test]
    public void A_text_is_cut_where_a_cell_ends_and_loses_what_no_workbook_may_hold()
    {
        var lines = new[] { Reports.Line(1, new string('x', 40_000)), Reports.Line(2, "a\0b\u0001c\uFFFFd\uD800e") };
        using var workbook = new XLWorkbook(Reports.Workbook(Reports.Of(lines)));
        var sheet = workbook.Worksheet("Incidències");
        Assert.That(sheet.Cell(2, 11).GetString(), Has.Length.EqualTo(32_767));
        Assert.That(sheet.Cell(3, 11).GetString(), Is.EqualTo("a b c d e"));
    }

    [Test]
    public void The_cover_counts_by_rule_and_says_how_it_comes_back()
    {
        using var workbook = new XLWorkbook(Reports.Workbook(Reports.Of(Reports.Line(1), Reports.Line(2), Reports.Line(3, error: false))));
        var texts = workbook.Worksheet("Portada").CellsUsed().Select(c => c.GetString()).ToList();
        Assert.That(texts, Has.Some.EqualTo("Mini & fills").And.Some.Contains("corrections_mini_20250401.xlsx").And.Some.EqualTo("mandatory_empty"));
        Assert.That(texts, Has.Some.EqualTo("2").And.Some.EqualTo("3"));
    }

    [TestCase("ca", "Valor correcte")]
    [TestCase("es", "Valor correcto")]
    [TestCase("en", "Right value")]
    public void The_hidden_sheet_says_where_the_program_finds_what_comes_back(string language, string valueColumn)
    {
        using var workbook = new XLWorkbook(Reports.Workbook(Reports.Of(Reports.Line(1)) with { Language = language }));
        var mark = workbook.Worksheet(SentBackForm.HiddenSheet);
        Assert.That(mark.Visibility, Is.EqualTo(XLWorksheetVisibility.Hidden));
        var facts = mark.RowsUsed().ToDictionary(r => r.Cell(1).GetString(), r => r.Cell(2).GetString());
        Assert.That(facts[SentBackForm.Form], Is.EqualTo(SentBackForm.Version));
        Assert.That(facts[SentBackForm.Area], Is.EqualTo("mini"));
        Assert.That(facts[SentBackForm.ValueHeader], Is.EqualTo(valueColumn));
        var header = workbook.Worksheet(facts[SentBackForm.Sheet]).Row(int.Parse(facts[SentBackForm.HeaderRow]));
        Assert.That(header.CellsUsed().Select(c => c.GetString()), Has.Member(facts[SentBackForm.IdHeader]).And.Member(valueColumn));
    }

    [Test]
    public void A_report_without_faults_is_a_workbook_too() =>
        Assert.That(() => new XLWorkbook(Reports.Workbook(Reports.Of())).Dispose(), Throws.Nothing);

    [Test]
    public void More_faults_than_a_workbook_takes_are_refused_before_it_is_made()
    {
        var line = Reports.Line(1);
        var report = Reports.Of([.. Enumerable.Repeat(line, RejectReport.MostLines + 1)]);
        Assert.That(() => Reports.Workbook(report), Throws.TypeOf<TooManyRejects>().With.Message.Contains(".csv"));
    }
}
