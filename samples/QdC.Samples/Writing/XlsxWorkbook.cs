using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace QdC.Samples.Writing;

/// <summary>A cell of a sheet: nothing, text, a number or a real date.</summary>
internal readonly record struct SheetCell(char Kind, string Text)
{
    public static readonly SheetCell Empty = new(' ', "");

    public static SheetCell Words(string text) => text.Length == 0 ? Empty : new SheetCell('s', text);

    public static SheetCell Number(string invariant) => invariant.Length == 0 ? Empty : new SheetCell('n', invariant);

    public static SheetCell Date(DateOnly day) =>
        new('d', (day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture));
}

/// <summary>Writes a workbook row by row, always the same bytes for the same cells.</summary>
internal sealed class XlsxWorkbook : IDisposable
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    private static readonly DateTimeOffset EntryTime = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly List<string> _sheets = [];

    /// <summary>Starts a workbook in a file.</summary>
    public XlsxWorkbook(string path) =>
        _zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create, leaveOpen: false);

    /// <summary>Adds a sheet.</summary>
    public void Sheet(string name, IEnumerable<IReadOnlyList<SheetCell>> rows)
    {
        _sheets.Add(name);
        using var writer = Entry($"xl/worksheets/sheet{_sheets.Count}.xml");
        writer.Write($"{Head}<worksheet xmlns=\"{Main}\"><sheetData>");
        var line = 0;
        foreach (var row in rows)
        {
            line++;
            if (row.Count == 0)
                continue;
            writer.Write($"<row r=\"{line}\">");
            for (var column = 0; column < row.Count; column++)
                Write(writer, row[column], column, line);
            writer.Write("</row>");
        }
        writer.Write("</sheetData></worksheet>");
    }

    /// <summary>Writes the parts that name the sheets and closes the file.</summary>
    public void Dispose()
    {
        var sheets = new StringBuilder();
        var relations = new StringBuilder();
        var types = new StringBuilder();
        for (var i = 1; i <= _sheets.Count; i++)
        {
            sheets.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{Escape(_sheets[i - 1])}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>");
            relations.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>");
            types.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>");
        }
        relations.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{_sheets.Count + 1}\" Type=\"{Office}/styles\" Target=\"styles.xml\"/>");
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{sheets}</sheets></workbook>");
        Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">{relations}</Relationships>");
        Part(
            "xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
                + "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
                + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
                + "<cellXfs count=\"2\"><xf numFmtId=\"0\" xfId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\" xfId=\"0\"/></cellXfs></styleSheet>"
        );
        Part(
            "_rels/.rels",
            $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        Part(
            "[Content_Types].xml",
            $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>{types}</Types>"
        );
        _zip.Dispose();
    }

    private static void Write(TextWriter writer, SheetCell cell, int column, int line)
    {
        if (cell.Kind == ' ')
            return;
        var place = Column(column) + line.ToString(CultureInfo.InvariantCulture);
        writer.Write(
            cell.Kind switch
            {
                's' => $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(cell.Text)}</t></is></c>",
                'd' => $"<c r=\"{place}\" s=\"1\"><v>{cell.Text}</v></c>",
                _ => $"<c r=\"{place}\"><v>{cell.Text}</v></c>",
            }
        );
    }

    private static string Column(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : Column(index / 26 - 1) + (char)('A' + index % 26);

    private static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    private void Part(string name, string xml)
    {
        using var writer = Entry(name);
        writer.Write(Head + xml);
    }

    private StreamWriter Entry(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = EntryTime;
        return new StreamWriter(entry.Open(), new UTF8Encoding(false));
    }
}
