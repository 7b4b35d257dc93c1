using System.IO.Compression;
using ClosedXML.Excel;
using NUnit.Framework;
using QdC.Metrics;
using QdC.Publish.Excel;

namespace QdC.Tests.Publish;

public sealed class ReportWorkbookTests
{
    private static readonly string[] Hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", " =1", "'=1"];

    [Test]
    public void No_text_becomes_a_formula_wherever_it_stands()
    {
        var rows = Hostile.Select(t => (IReadOnlyList<ReportCell>)[new(t), new(null, 1, "#,##0")]).ToList();
        var report = Report(new ReportTable("hostile", "=1+1", [new("=cmd", false, 20), new("+x", true, 12)], rows) { Note = "@note" });
        using var stream = Written(report with { AreaName = "=area", Title = "=title", Lacking = [("=what", "+why")], Definitions = [("=name", "=unit", "=description")] });
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
        {
            foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(entry.Open());
                Assert.That(reader.ReadToEnd(), Does.Not.Contain("<x:f>").And.Not.Contain("<f>"), entry.FullName);
            }
        }
        stream.Position = 0;
        using var book = new XLWorkbook(stream);
        Assert.That(book.Worksheets.SelectMany(s => s.CellsUsed()).Where(c => c.HasFormula), Is.Empty);
        Assert.That(book.Worksheet("Full").Tables.Single().DataRange.Column(1).Cells().Select(c => c.DataType), Has.All.EqualTo(XLDataType.Text));
    }

    [Test]
    public void Marks_are_seen_and_numbers_stay_numbers()
    {
        IReadOnlyList<ReportCell>[] rows =
        [
            [new("a"), new(null, 12, "#,##0", FigureMark.Provisional)],
            [new("b"), new("c", Mark: FigureMark.Suppressed)],
            [new("d"), new("–", Mark: FigureMark.NotAvailable)],
        ];
        using var book = new XLWorkbook(Written(Report(new ReportTable("marks", "Marks", [new("x", false, 20), new("y", true, 12)], rows))));
        var cells = book.Worksheet("Full").Tables.Single().DataRange.Column(2).Cells().ToList();
        Assert.That((cells[0].DataType, cells[0].GetDouble(), cells[0].Style.NumberFormat.Format, cells[0].Style.Font.Italic), Is.EqualTo((XLDataType.Number, 12d, "#,##0\" p\"", true)));
        Assert.That(cells.Skip(1).Select(c => c.GetString()), Is.EqualTo(new[] { "c", "–" }));
        var cover = book.Worksheet("Portada").CellsUsed().Select(c => c.GetString()).ToList();
        Assert.That(cover, Has.Some.StartsWith("p, en cursiva").And.Some.StartsWith("c: no es publica").And.Some.StartsWith("–: no disponible"));
    }

    [Test]
    public void A_sheet_larger_than_the_format_takes_is_refused_before_anything_is_written()
    {
        var columns = Enumerable.Range(0, ReportWorkbook.MostColumns + 1).Select(i => new ReportColumn($"c{i}", false, 10)).ToList();
        var written = new MemoryStream();
        Assert.That(() => ReportWorkbook.Write(Report(new ReportTable("wide", "Wide", columns, [])), written), Throws.TypeOf<ReportTooLarge>().With.Message.Contains("16384"));
        IReadOnlyList<ReportCell> line = [ReportCell.Empty];
        var rows = Enumerable.Repeat(line, ReportWorkbook.MostRows).ToList();
        Assert.That(() => ReportWorkbook.Write(Report(new ReportTable("long", "Long", [new("x", false, 10)], rows)), written), Throws.TypeOf<ReportTooLarge>());
        Assert.That(written.Length, Is.Zero);
    }

    [Test]
    public void A_table_without_rows_has_one_that_says_so()
    {
        var none = new ReportTable("none", "None", [new("x", false, 10), new("y", true, 10) { Adds = true, HasBars = true }], []) { Total = [new("Total"), new(null, 0, "0")] };
        using var book = new XLWorkbook(Written(Report(none)));
        var table = book.Worksheet("Full").Tables.Single();
        Assert.That((table.RowCount(), table.DataRange.FirstCell().GetString(), table.ShowTotalsRow), Is.EqualTo((2, "–", false)));
        Assert.That(table.LastRow().RowBelow().Cell(2).GetDouble(), Is.Zero);
    }

    private static ReportDocument Report(ReportTable table) =>
        new()
        {
            Report = "test",
            Title = "Test",
            Description = "A test.",
            Language = "ca",
            AreaName = "Mini & fills",
            Version = 1,
            Period = "Any 2024",
            DataDates = [new DateOnly(2025, 1, 31)],
            IsInternal = true,
            Sheets = [new ReportSheet("Full", [new ReportBlock([], table)])],
            Definitions = [],
            Lacking = [],
        };

    private static MemoryStream Written(ReportDocument report)
    {
        var stream = new MemoryStream();
        ReportWorkbook.Write(report, stream);
        stream.Position = 0;
        return stream;
    }
}
