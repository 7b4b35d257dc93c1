using System.IO.Compression;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using NUnit.Framework;
using QdC.Pipeline.Stage;
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
    public void Lines_are_written_while_they_are_read()
    {
        using var stream = new MemoryStream();
        var writtenAt = 0L;
        var lines = Enumerable.Range(1, 20_000).Select(i => Reports.Line(i, $"{i}/02/2024")).ToList();
        RejectWorkbook.Write(Reports.Of() with { Lines = Reports.Watched(lines, i => writtenAt = i == 19_999 ? stream.Length : writtenAt) }, stream);
        Assert.That(writtenAt, Is.GreaterThan(stream.Length / 2), "when the last line is read most of the file is there");
    }

    [Test]
    public void It_is_the_format_to_the_letter_with_lines_and_without([Values(0, 1, 3)] int lines)
    {
        using var package = SpreadsheetDocument.Open(Reports.Workbook(Reports.Of([.. Enumerable.Range(1, lines).Select(i => Reports.Line(i, "=1", error: i % 2 == 0))])), isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"), Is.Empty);
        var sheet = package.WorkbookPart!.WorksheetParts.Select(p => p.Worksheet).Single(w => w.Elements<AutoFilter>().Any());
        Assert.That(sheet.Descendants<Row>().Select(r => (int)r.RowIndex!.Value), Is.EqualTo(Enumerable.Range(1, lines + 1)));
    }

    [Test]
    public void What_was_left_out_is_seen_among_queries()
    {
        using var workbook = new XLWorkbook(Reports.Workbook(Reports.Of(Reports.Line(1), Reports.Line(2, error: false))));
        var severities = workbook.Worksheet("Incidències").Range(2, 2, 3, 2).Cells().Select(c => (c.GetString(), c.Style.Font.Bold, c.Style.IncludeQuotePrefix));
        Assert.That(severities, Is.EqualTo(new[] { ("rebutjada", true, false), ("consulta", false, false) }));
    }

    [Test]
    public void The_largest_may_come_back_as_it_went_out()
    {
        double Unpacked(int lines)
        {
            using var zip = new ZipArchive(Reports.Workbook(Reports.Of([.. Enumerable.Range(1_000_000, lines).Select(i => Reports.Line(i))])));
            return zip.Entries.Sum(e => e.Length);
        }
        var ofALine = (Unpacked(200) - Unpacked(100)) / 100;
        Assert.That(ofALine * RejectReport.MostLines, Is.LessThan(new WorkbookLimits().UnpackedBytes * 0.9), $"{ofALine} bytes a line");
    }

    [Test]
    public void More_faults_than_a_workbook_takes_are_refused_before_it_is_made()
    {
        var line = Reports.Line(1);
        var report = Reports.Of([.. Enumerable.Repeat(line, RejectReport.MostLines + 1)]);
        Assert.That(() => Reports.Workbook(report), Throws.TypeOf<TooManyRejects>().With.Message.Contains(".csv"));
    }
}
