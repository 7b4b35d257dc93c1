using System.IO.Compression;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
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
            [new("d"), ReportCell.NotAvailable("no denominator")],
        ];
        using var book = new XLWorkbook(Written(Report(new ReportTable("marks", "Marks", [new("x", false, 20), new("y", true, 12)], rows))));
        var cells = book.Worksheet("Full").Tables.Single().DataRange.Column(2).Cells().ToList();
        Assert.That((cells[0].DataType, cells[0].GetDouble(), cells[0].Style.NumberFormat.Format, cells[0].Style.Font.Italic), Is.EqualTo((XLDataType.Number, 12d, "#,##0\" p\"", true)));
        Assert.That(cells.Skip(1).Select(c => c.GetString()), Is.EqualTo(new[] { "c", "–" }));
        var cover = book.Worksheet("Portada").CellsUsed().Select(c => c.GetString()).ToList();
        Assert.That(cover, Has.Some.StartsWith("p: provisional").And.Some.StartsWith("c: no es publica").And.Some.EqualTo("–: no disponible"));
        var below = Enumerable.Range(1, 4).Select(i => book.Worksheet("Full").Tables.Single().LastRow().RowNumber() + i).Select(r => book.Worksheet("Full").Cell(r, 1).GetString());
        Assert.That(below, Is.EqualTo(new[] { "–: no disponible: no denominator", $"c: {FigureMarks.Suppressed.Ca}", $"p: {FigureMarks.Provisional.Ca}", "" }));
    }

    [Test]
    public void What_0_means_is_told_where_a_figure_is_0_and_others_are_not_there()
    {
        string[] Signs(double number, string format, ReportCell other) => [.. new ReportTable("t", "t", [new("x", true, 9), new("y", true, 9)], [[new(null, number, format), other]]).Signs("en")];
        var zero = $"0: {FigureMarks.Zero.En}";
        Assert.That(Signs(0, "#,##0", ReportCell.NotAvailable()), Is.EqualTo(new[] { zero, "–: not available" }));
        Assert.That(Signs(0, "#,##0", new(null, 3, "0")), Is.Empty, "nothing to tell it from");
        Assert.That(Signs(2, "#,##0", ReportCell.NotAvailable()), Is.EqualTo(new[] { "–: not available" }));
        Assert.That(Signs(0, "+#,##0;-#,##0;0", ReportCell.NotAvailable()), Has.None.EqualTo(zero), "that nothing changed is not that nobody was counted");
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

    [Test]
    public void A_chart_draws_the_cells_of_its_table_and_holds_their_numbers([Values(VisualKind.Line, VisualKind.Columns, VisualKind.Bars, VisualKind.Donut)] VisualKind kind)
    {
        IReadOnlyList<ReportCell>[] rows = [[new("=a"), new(null, 1.5, "#,##0.0"), new(null, 2, "0")], [new("b & c"), ReportCell.Empty, new(null, 3, "0")]];
        var table = new ReportTable("drawn", "Drawn", [new("x", false, 20), new("y", true, 12), new("z", true, 12)], rows) { Chart = new ReportChart(kind, kind == VisualKind.Donut ? [2] : [1, 2], false) };
        using var package = SpreadsheetDocument.Open(Written(Report(table)), isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"), Is.Empty);
        var series = package.WorkbookPart!.WorksheetParts.Select(s => s.DrawingsPart).OfType<DrawingsPart>().Single().ChartParts.Single().ChartSpace.Descendants<DocumentFormat.OpenXml.Drawing.Charts.Formula>().Select(f => f.Text).ToList();
        var cache = package.WorkbookPart.WorksheetParts.Select(s => s.DrawingsPart).OfType<DrawingsPart>().Single().ChartParts.Single().ChartSpace.Descendants<NumericValue>().Select(v => v.Text).ToList();
        Assert.That(series.TakeLast(3), Is.EqualTo(new[] { "'Full'!$C$6", "'Full'!$A$7:$A$8", "'Full'!$C$7:$C$8" }));
        Assert.That(cache.TakeLast(5), Is.EqualTo(new[] { "z", "=a", "b & c", "2", "3" }));
        Assert.That(kind == VisualKind.Donut || cache.Contains("1.5"), Is.True);
    }

    /// <summary>Bars of 71 and 76 that began at 68 would look like one three times the other; which of a table's figures is drawn is said.</summary>
    [Test]
    public void Numbers_are_drawn_from_zero_where_none_is_below([Values(VisualKind.Line, VisualKind.Columns, VisualKind.Bars)] VisualKind kind, [Values(71, -1)] double least)
    {
        IReadOnlyList<ReportCell>[] rows = [[new("a"), new(null, least, "0"), new(null, -5, "0")], [new("b"), new(null, 76, "0"), new(null, 3, "0")]];
        var table = new ReportTable("drawn", "Drawn", [new("x", false, 20), new("y", true, 12), new("z", true, 12)], rows) { Chart = new ReportChart(kind, [1], false) };
        using var package = SpreadsheetDocument.Open(Written(Report(table)), isEditable: false);
        var chart = package.WorkbookPart!.WorksheetParts.Select(s => s.DrawingsPart).OfType<DrawingsPart>().Single().ChartParts.Single().ChartSpace;
        Assert.That(chart.Descendants<MinAxisValue>().Select(m => m.Val!.Value), Is.EqualTo(least < 0 ? [] : new[] { 0.0 }));
        Assert.That(chart.Descendants<Legend>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Heads_are_repeated_by_rows_that_every_program_understands()
    {
        using var package = SpreadsheetDocument.Open(Written(Report(new ReportTable("heads", "Heads", [new("x", false, 20)], [[new("a")]]))), isEditable: false);
        var titles = package.WorkbookPart!.Workbook.DefinedNames!.Elements<DefinedName>().Where(n => n.Name == "_xlnm.Print_Titles").Select(n => n.Text).ToList();
        Assert.That(titles, Is.EqualTo(new[] { "Full!$1:$6" }));
    }

    [Test]
    public void A_table_that_would_be_cut_begins_a_page()
    {
        ReportBlock Block(string name, int rows) => new([], new ReportTable(name, name, [new("x", false, 40), new("y", true, 15)], [.. Enumerable.Repeat<IReadOnlyList<ReportCell>>([new("a"), new(null, 1, "0")], rows)]));
        using var book = new XLWorkbook(Written(Report(new ReportTable("t", "t", [new("x", false, 9)], [])) with { Sheets = [new("Full", [Block("first", 16), Block("second", 16), Block("third", 16), Block("fourth", 2)])] }));
        var breaks = book.Worksheet("Full").PageSetup.RowBreaks;
        var heads = book.Worksheet("Full").Tables.ToDictionary(t => t.Name, t => t.HeadersRow().RowNumber());
        Assert.That(breaks, Is.EqualTo(new[] { heads["third"] - 2 }), "two stand on a page, and the small one fits below the third");
    }

    [Test]
    public void A_cover_that_would_leave_a_few_lines_to_a_second_page_stands_on_one()
    {
        var table = new ReportTable("t", "t", [new("x", false, 9)], []);
        int PagesTall(int definitions)
        {
            using var book = new XLWorkbook(Written(Report(table) with { Definitions = [.. Enumerable.Repeat(("name", "unit", "description"), definitions)] }));
            return book.Worksheet("Portada").PageSetup.PagesTall;
        }
        Assert.That(new[] { 5, 40, 120 }.Select(PagesTall), Is.EqualTo(new[] { 0, 1, 0 }), "as many as there are, but one for what is slightly too long");
    }

    [Test]
    public void Several_areas_stand_in_one_workbook_each_with_its_cover()
    {
        var pivoted = new ReportTable("a_table_of_both", "Both", [new("x", false, 20), new("w", false, 20), new("y", true, 12)], [[new("a"), new("b"), new(null, 1, "0")]]) { Pivot = new(["x"], ["w"], ["y"]) };
        using var stream = new MemoryStream();
        ReportWorkbook.Write([Report(pivoted), Report(pivoted) with { Area = "la-noguera", AreaName = "Noguera" }], stream);
        using (var package = SpreadsheetDocument.Open(stream, isEditable: false))
        {
            Assert.That(new OpenXmlValidator().Validate(package).Select(e => e.Description), Is.Empty);
        }
        stream.Position = 0;
        using var book = new XLWorkbook(stream);
        Assert.That(book.Worksheets.Select(s => s.Name), Is.EqualTo(new[] { "Portada · mini", "Full · mini", "Full · mini · taula dinàmica", "Portada · la-noguera", "Full · la-noguera", "Full · la-nogu · taula dinàmica" }));
        Assert.That(book.Worksheets.SelectMany(s => s.Tables).Select(t => t.Name), Is.EqualTo(new[] { "mini_a_table_of_both", "la_noguera_a_table_of_both" }));
        Assert.That(book.Worksheet("Portada · la-noguera").Cell(3, 2).GetString(), Is.EqualTo("Noguera"));
        Assert.That(book.Worksheet("Portada · la-noguera").Hyperlinks.Select(h => h.InternalAddress), Has.All.Contains("la-noguera"));
    }

    /// <summary>A table alone on its sheet is written when the workbook is saved already; beside another one it is written at once.</summary>
    [Test]
    public void A_long_table_looks_as_a_short_one_does()
    {
        ReportCell[] kinds = [new(null, 7, "0"), new(null, 0.5, "0.0 %", FigureMark.Provisional), new("c", Mark: FigureMark.Suppressed), ReportCell.NotAvailable(), ReportCell.Empty, new(null) { Day = new(2025, 3, 31) }, new("=1+1"), new("")];
        var rows = kinds.Select((kind, i) => (IReadOnlyList<ReportCell>)[new($"{i}"), kind, new(new string('x', 20 * i))]).ToList();
        var table = new ReportTable("kinds", "Kinds", [new("x", false, 20), new("y", true, 12), new("z", false, 30)], rows) { Note = "A note" };
        using var stream = Written(Report(table));
        using (var package = SpreadsheetDocument.Open(stream, isEditable: false))
        {
            Assert.That(new OpenXmlValidator().Validate(package).Select(e => e.Description), Is.Empty);
        }
        using var alone = new XLWorkbook(stream);
        using var beside = new XLWorkbook(Written(Report(table) with { Sheets = [new("Full", [new([], table), new([], table with { Name = "other" })])] }));
        var (one, other) = (alone.Worksheet("Full").Table("kinds"), beside.Worksheet("Full").Table("kinds"));
        Assert.That(one.RangeAddress.ToString(), Is.EqualTo(other.RangeAddress.ToString()));
        foreach (var (cell, like) in one.DataRange.Cells().Zip(other.DataRange.Cells()))
        {
            Assert.That(cell.Value, Is.EqualTo(like.Value), $"{cell.Address}");
            Assert.That((cell.Style.NumberFormat.Format, cell.Style.Font, cell.Style.Alignment, cell.Style.IncludeQuotePrefix), Is.EqualTo((like.Style.NumberFormat.Format, like.Style.Font, like.Style.Alignment, like.Style.IncludeQuotePrefix)), $"{cell.Address}");
        }
        Assert.That(Enumerable.Range(1, 20).Select(r => (alone.Worksheet("Full").Row(r).Height, alone.Worksheet("Full").Cell(r, 1).GetString())), Is.EqualTo(Enumerable.Range(1, 20).Select(r => r < 19 ? (beside.Worksheet("Full").Row(r).Height, beside.Worksheet("Full").Cell(r, 1).GetString()) : (15, ""))));
    }

    [Test]
    public void Rows_of_a_long_table_are_written_while_they_are_read()
    {
        using var stream = new MemoryStream();
        var writtenAt = 0L;
        var rows = Enumerable.Range(0, 20_000).Select(i => (IReadOnlyList<ReportCell>)[new($"row {i}"), new(null, i, "0")]).ToList();
        var table = new ReportTable("long", "Long", [new("x", false, 20), new("y", true, 12)], Reports.Watched(rows, i => writtenAt = i == 19_999 ? stream.Length : writtenAt));
        ReportWorkbook.Write(Report(table), stream);
        Assert.That(writtenAt, Is.GreaterThan(stream.Length / 2), "when the last row is read most of the file is there");
    }

    private static ReportDocument Report(ReportTable table) =>
        new()
        {
            Report = "test",
            Title = "Test",
            Description = "A test.",
            Language = "ca",
            Area = "mini",
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
