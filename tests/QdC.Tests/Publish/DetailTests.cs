using System.Data;
using System.Text;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using NUnit.Framework;
using QdC.Metrics;
using QdC.Publish.Detail;

namespace QdC.Tests.Publish;

/// <summary>Details as files: typed cells, inert texts, written while they are read.</summary>
public sealed class DetailTests
{
    private static readonly string[] Texts = ["plain", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a & <b> \"c\"", "à·€ 😀", "\u0001\uFFFE", " =1", ""];

    private static readonly DetailColumn[] Columns = [new("Data", "dd/mm/yyyy", 12), new("=Text", null, 20), new("Import", "#,##0.00", 14), new("Número", "0", 9)];

    [Test]
    public void Every_cell_is_what_it_was_and_no_text_is_a_formula()
    {
        using var stream = new MemoryStream();
        DetailWorkbook.Write(Detail(Texts.Length), stream);
        using (var package = SpreadsheetDocument.Open(stream, isEditable: false))
        {
            Assert.That(new OpenXmlValidator().Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"), Is.Empty);
        }
        stream.Position = 0;
        using var book = new XLWorkbook(stream);
        Assert.That(book.Worksheets.Select(s => s.Name), Is.EqualTo(new[] { "Cover & more", "Rows" }));
        Assert.That(book.Worksheet(1).CellsUsed().Select(c => c.GetString()), Is.EqualTo(new[] { "What", "=is" }));
        var sheet = book.Worksheet("Rows");
        Assert.That(sheet.CellsUsed().Where(c => c.HasFormula), Is.Empty);
        Assert.That(sheet.Row(1).CellsUsed().Select(c => c.GetString()), Is.EqualTo(Columns.Select(c => c.Header)));
        for (var i = 0; i < Texts.Length; i++)
        {
            var row = sheet.Row(i + 2);
            Assert.That((row.Cell(1).GetDateTime(), row.Cell(3).GetDouble(), row.Cell(4).GetDouble()), Is.EqualTo((new DateTime(2024, 1, 1).AddDays(i), i * -1.25, i)));
            Assert.That(row.Cell(2).GetString(), Is.EqualTo(Texts[i].Replace('\t', ' ').Replace('\u0001', ' ').Replace('\uFFFE', ' ')));
            Assert.That((row.Cell(1).Style.DateFormat.Format, row.Cell(3).Style.NumberFormat.Format), Is.EqualTo(("dd/mm/yyyy", "#,##0.00")));
        }
        Assert.That((sheet.SheetView.SplitRow, sheet.AutoFilter.Range.RangeAddress.ToString()), Is.EqualTo((1, $"A1:D{Texts.Length + 1}")));
    }

    [Test]
    public void A_csv_holds_the_same_with_texts_that_no_program_evaluates()
    {
        using var stream = new MemoryStream();
        DetailCsv.Write(Detail(4), stream);
        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo("\uFEFFData,\"'=Text\",Import,Número\r\n2024-01-01,plain,-0,0\r\n2024-01-02,\"'=1+1\",-1.25,1\r\n2024-01-03,+1,-2.5,2\r\n2024-01-04,-1,-3.75,3\r\n"));
    }

    [Test]
    public void Rows_are_written_while_they_are_read()
    {
        using var stream = new Counting();
        var writtenAt = 0L;
        DetailWorkbook.Write(Detail(60_000, row => writtenAt = row == 59_999 ? stream.Length : writtenAt), stream);
        Assert.That(writtenAt, Is.GreaterThan(stream.Length / 2), "when the last row is read most of the file is there");
    }

    [Test]
    public void More_rows_than_a_sheet_takes_are_refused_before_anything_is_written()
    {
        using var stream = new MemoryStream();
        Assert.That(() => DetailWorkbook.Write(Detail(1) with { Count = DetailWorkbook.MostRows + 1 }, stream), Throws.TypeOf<DetailTooLarge>().With.Message.Contains(".csv"));
        Assert.That(stream.Length, Is.Zero);
    }

    private static DetailDocument Detail(int rows, Action<int>? read = null) => new([("What", "=is")], "Cover & more", "Rows", Columns, rows, Reader(rows, read));

    private static IDataReader Reader(int rows, Action<int>? read)
    {
        IEnumerable<object[]> Rows()
        {
            for (var i = 0; i < rows; i++)
            {
                read?.Invoke(i);
                yield return [new DateTime(2024, 1, 1).AddDays(i % 365), Texts[i % Texts.Length], i * -1.25, (long)i];
            }
        }
        return new Lazy(Rows().GetEnumerator());
    }

    private sealed class Counting : MemoryStream;

    /// <summary>Rows that are made when they are read.</summary>
    private sealed class Lazy(IEnumerator<object[]> rows) : QdC.Benchmarks.DbReader
    {
        public override int FieldCount => 0;

        public override bool Read() => rows.MoveNext();

        public override object GetValue(int ordinal) => rows.Current[ordinal];
    }
}
