using System.IO.Compression;
using System.Text;
using QdC.Metrics;
using QdC.Publish.Excel;
using QdC.Warehouse;

namespace QdC.Publish.Detail;

/// <summary>
/// Writes the rows behind a figure as a workbook, a row at a time: memory does not grow with the rows. ClosedXML holds a whole workbook
/// in memory, so the parts of this one, which has two plain sheets, are written as the format has them.
/// </summary>
public static class DetailWorkbook
{
    /// <summary>The most rows a sheet takes below its headers.</summary>
    public const long MostRows = ReportWorkbook.MostRows - 1;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>Styles of cells; those of the columns' formats follow.</summary>
    internal enum Style
    {
        Plain,
        Head,
        Word,
        Wrapped,
        First,
    }

    /// <summary>Writes it: a cover, then a sheet of rows whose head stays, with a filter.</summary>
    /// <exception cref="DetailTooLarge">There are more rows than a sheet takes; nothing is written.</exception>
    public static void Write(DetailDocument detail, Stream to)
    {
        if (detail.Count > MostRows)
        {
            throw new DetailTooLarge(detail.Count);
        }
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Part(zip, "[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """);
        Part(zip, "_rels/.rels", $"""
            <Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        Part(zip, "xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        var rows = SheetWriter.Escaped(detail.RowsName);
        Part(zip, "xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{SheetWriter.Escaped(detail.CoverName)}" sheetId="1" r:id="rId1"/><sheet name="{rows}" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="1">'{rows.Replace("'", "''", StringComparison.Ordinal)}'!$1:$1</definedName></definedNames></workbook>
            """);
        Part(zip, "xl/styles.xml", Styles(detail.Columns));
        using (var sheet = new SheetWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open()))
        {
            Cover(sheet, detail);
        }
        using (var sheet = new SheetWriter(zip.CreateEntry("xl/worksheets/sheet2.xml", CompressionLevel.Fastest).Open()))
        {
            Rows(sheet, detail);
        }
    }

    private static void Cover(SheetWriter sheet, DetailDocument detail)
    {
        sheet.Raw($"<worksheet xmlns=\"{Main}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"/></sheetViews>");
        sheet.Columns([26, 84]);
        sheet.Raw("<sheetData>");
        foreach (var (what, value) in detail.Cover)
        {
            sheet.StartRow(ReportStyle.HeightOf(value, 84));
            sheet.Text(what, (int)Style.Word);
            sheet.Text(value, (int)Style.Wrapped);
            sheet.EndRow();
        }
        sheet.Raw("</sheetData><pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"portrait\"/></worksheet>");
    }

    private static void Rows(SheetWriter sheet, DetailDocument detail)
    {
        var (columns, reader) = (detail.Columns, detail.Rows);
        sheet.Raw($"<worksheet xmlns=\"{Main}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        sheet.Columns(columns.Select(c => c.Width));
        sheet.Raw("<sheetData>");
        sheet.StartRow(columns.Max(c => ReportStyle.HeightOf(c.Header, c.Width - 5)) + 4);
        foreach (var column in columns)
        {
            sheet.Text(column.Header, (int)Style.Head);
        }
        sheet.EndRow();
        var written = 0L;
        while (reader.Read())
        {
            if (++written > MostRows)
            {
                throw new DetailTooLarge(written);
            }
            sheet.StartRow();
            for (var c = 0; c < columns.Count; c++)
            {
                sheet.Value(reader.GetValue(c), columns[c].Format is null ? (int)Style.Plain : (int)Style.First + c);
            }
            sheet.EndRow();
        }
        sheet.Raw($"</sheetData><autoFilter ref=\"A1:{SheetWriter.Letters(columns.Count - 1)}{written + 1}\"/><pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/></worksheet>");
    }

    private static string Styles(IReadOnlyList<DetailColumn> columns)
    {
        const int FirstFormat = 164;
        var formats = string.Concat(columns.Select((c, i) => c.Format is { } f ? $"<numFmt numFmtId=\"{FirstFormat + i}\" formatCode=\"{SheetWriter.Escaped(f)}\"/>" : ""));
        var count = columns.Count(c => c.Format is not null);
        var styles = string.Concat(columns.Select((c, i) => $"<xf numFmtId=\"{(c.Format is null ? 0 : FirstFormat + i)}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment horizontal=\"{(c.Format?.Contains("yy", StringComparison.Ordinal) == true ? "left" : "general")}\"/></xf>"));
        return $"""
            <styleSheet xmlns="{Main}">{(count == 0 ? "" : $"<numFmts count=\"{count}\">{formats}</numFmts>")}<fonts count="3"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F3A4D"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{(int)Style.First + columns.Count}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>{styles}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
            """;
    }

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        writer.Write(xml.Trim());
    }
}

/// <summary>A detail has more rows than a sheet takes.</summary>
public sealed class DetailTooLarge(long rows)
    : TerminalException(new Problem(
        "The rows are more than a workbook's sheet takes",
        Received: $"{rows} rows",
        Allowed: $"{DetailWorkbook.MostRows} rows",
        NextStep: "Export them as .csv, or ask for one year or one member with --where; nothing was written."));
