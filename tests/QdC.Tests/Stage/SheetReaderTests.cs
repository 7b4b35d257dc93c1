using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using NUnit.Framework;
using QdC.Pipeline.Stage;

namespace QdC.Tests.Stage;

/// <summary>What the workbooks' own reader gives is what ExcelDataReader gives, cell by cell.</summary>
[TestFixture]
internal sealed class SheetReaderTests
{
    private const int PastTheLast = 3;
    private static readonly string[] Odd =
    [
        """<row r="2"><c r="B2" t="s"><v>1</v></c><c t="s"><v>0</v></c></row><row><c><v>1.50</v></c><c><v>-0</v></c><c><v>1E3</v></c></row><row r="7"><c r="A7" t="b"><v>1</v></c><c r="B7" t="b"><v>0</v></c></row>""",
        """<row r="1"><c r="A1" s="1"><v>45000</v></c><c r="B1" s="1"><v>45000.75</v></c><c r="C1" s="1"><v>59</v></c><c r="D1" s="1"><v>3000000</v></c><c r="E1" s="2"><v>1.25</v></c><c r="F1" s="3"><v>45000</v></c><c r="G1" s="4"><v>45000</v></c><c r="H1" s="9"><v>7</v></c></row>""",
        """<row r="1"><c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>123456789012345678</v></c><c r="C1"><v>000123</v></c><c r="D1"><v>0.5</v></c><c r="E1"><v>12.0</v></c><c r="F1"><v>-3.25</v></c><c r="G1"><v>n/d</v></c><c r="H1"><v>1.2.3</v></c><c r="I1"><v>100</v></c><c r="J1"><v>1e-7</v></c></row>""",
        """<row r="1"><c r="A1" t="d"><v>2024-05-17</v></c><c r="B1" t="d"><v>2024-05-17T10:00:00</v></c><c r="C1" t="str"><f>A1&amp;"x"</f><v> l&apos;a_x0041_b _x00g_ </v></c><c r="D1" t="inlineStr"><is><r><t>dos </t></r><r><rPr><b/></rPr><t>trams</t></r><rPh sb="0" eb="1"><t>lectura</t></rPh></is></c><c r="E1"><f>1+1</f><v>2</v></c><c r="F1"/><c r="G1" t="inlineStr"><is><t></t></is></c></row><row r="2"/><row r="3" spans="1:2"></row>""",
        """<row r="1"><c r="C1" t="inlineStr"><is><t>tres</t></is></c><c r="A1" t="inlineStr"><is><t>u</t></is></c><c r="AB1" t="inlineStr"><is><t xml:space="preserve">  vint-i-vuit&#160;</t></is></c></row>""",
    ];

    private static IEnumerable<string> Pilots() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "pilot"), "*.xlsx", SearchOption.AllDirectories).Where(f => f.EndsWith("01.xlsx", StringComparison.Ordinal) || f.EndsWith("0131.xlsx", StringComparison.Ordinal));

    [Test]
    public void Every_cell_of_the_pilots_workbooks_is_as_another_reader_gives_it()
    {
        var files = Pilots().ToList();

        Assert.That(files, Has.Count.GreaterThan(30));
        foreach (var file in files)
        {
            Same(File.ReadAllBytes(file), Path.GetFileName(file));
        }
    }

    [TestCaseSource(nameof(Odd))]
    public void So_is_every_cell_of_what_a_spreadsheet_seldom_writes(string rows) => Same(Workbook(rows), rows);

    [Test]
    public void Names_may_have_a_prefix_and_a_strict_namespace()
    {
        var cells = Rows(Workbook("<x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row>", "x:", "http://purl.oclc.org/ooxml/spreadsheetml/main"))[0];

        Assert.That(cells.Cells, Is.EqualTo(new[] { ("1", CellKind.Number) }));
    }

    [Test]
    public void An_error_is_an_error_and_rows_that_are_left_out_are_left_out()
    {
        var rows = Rows(Workbook("<row r=\"3\"><c r=\"A3\" t=\"e\"><v>#N/A</v></c></row><row r=\"2147483647\"><c><v>1</v></c></row>"));

        Assert.That(rows.Select(r => r.Row), Is.EqualTo(new[] { 2, 2147483646 }));
        Assert.That(rows[0].Cells, Is.EqualTo(new[] { ("#error", CellKind.Error) }));
    }

    [Test]
    public void A_damaged_sheet_is_no_short_one([Values("<row r=\"1\"><c><v>1</v></c>", "<row><c r=\"AAAAA1\"><v>1</v></c></row>", "<row><c t=\"s\"><v>9</v></c></row>")] string rows) =>
        Assert.That(() => Rows(Workbook(rows)), Throws.InstanceOf<System.Xml.XmlException>().Or.InstanceOf<InvalidDataException>());

    private static void Same(byte[] workbook, string what)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var ours = new WorkbookParts(new MemoryStream(workbook));
        using var theirs = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(workbook));
        var at = 0;
        do
        {
            var sheet = ours.Sheets[at++];
            Assert.That((sheet.Name, sheet.IsHidden), Is.EqualTo((theirs.Name, theirs.VisibleState != "visible")), what);
            Assert.That(ours.Merges(sheet.Part), Is.EqualTo((theirs.MergeCells ?? []).Select(m => new MergedRange(m.FromRow, m.ToRow, m.FromColumn))), what);
            using var rows = new SheetReader(ours, sheet.Part);
            var cells = new CellBuffer();
            var more = rows.Read(cells);
            for (var row = 0; theirs.Read(); row++)
            {
                var here = more && rows.Row == row;
                var expected = Enumerable.Range(0, theirs.FieldCount + PastTheLast).Select(c => c < theirs.FieldCount ? Of(theirs.GetValue(c)) : ("", CellKind.Text)).ToList();
                Assert.That(Cells(cells, here ? expected.Count : 0).Concat(Enumerable.Repeat(("", CellKind.Text), here ? 0 : expected.Count)), Is.EqualTo(expected), $"{what}, {sheet.Name}, row {row + 1}");
                more = here ? rows.Read(cells) : more;
            }

            Assert.That(more, Is.False, $"{what}, {sheet.Name}: rows that are not there");
        }
        while (theirs.NextResult());
    }

    private static (string Text, CellKind Kind) Of(object? value) =>
        value switch
        {
            null or "" => ("", CellKind.Text),
            string text => (text.Trim(), CellKind.Text),
            double number when Math.Abs(number) < 1e15 => (((decimal)number).ToString(CultureInfo.InvariantCulture), CellKind.Number),
            double number => (number.ToString("R", CultureInfo.InvariantCulture), CellKind.Number),
            bool truth => (truth ? "true" : "false", CellKind.Boolean),
            DateTime day => (day.ToString(day.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), CellKind.Date),
            var other => (Convert.ToString(other, CultureInfo.InvariantCulture) ?? "", CellKind.Text),
        };

    private static IEnumerable<(string, CellKind)> Cells(CellBuffer cells, int count) => Enumerable.Range(0, count).Select(c => (Encoding.UTF8.GetString(cells.Text(c)), cells.Kind(c)));

    private static List<(int Row, (string, CellKind)[] Cells)> Rows(byte[] workbook)
    {
        using var book = new WorkbookParts(new MemoryStream(workbook));
        using var rows = new SheetReader(book, book.Sheets[0].Part);
        var (cells, all) = (new CellBuffer(), new List<(int, (string, CellKind)[])>());
        while (rows.Read(cells))
        {
            all.Add((rows.Row, [.. Cells(cells, 1)]));
        }

        return all;
    }

    private static byte[] Workbook(string rows, string prefix = "", string space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main")
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            RawWorkbook.Put(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/xl/workbook.xml"/></Relationships>""");
            RawWorkbook.Put(zip, "xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Full &amp; 1" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            RawWorkbook.Put(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>""");
            RawWorkbook.Put(zip, "xl/sharedStrings.xml", """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t xml:space="preserve"> zero_x000D_ </t></si><si><r><t>do</t></r><r><t xml:space="preserve">s </t></r><r><t>mots</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si></sst>""");
            RawWorkbook.Put(zip, "xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="170" formatCode="[$-403]d&quot; de &quot;mmmm\ yyyy;@"/><numFmt numFmtId="171" formatCode="#,##0.00&quot; dies&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>""");
            RawWorkbook.Put(zip, "xl/worksheets/sheet1.xml", $"""<?xml version="1.0"?><{prefix}worksheet xmlns{(prefix.Length == 0 ? "" : ":" + prefix.TrimEnd(':'))}="{space}"><{prefix}sheetData>{rows}</{prefix}sheetData><{prefix}mergeCells count="1"><{prefix}mergeCell ref="B2:C3"/></{prefix}mergeCells></{prefix}worksheet>""");
        }

        return memory.ToArray();
    }
}
