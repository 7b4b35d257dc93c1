using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using QdC.Publish.Detail;

namespace QdC.Publish.Excel;

/// <summary>
/// Rows of a sheet, written one at a time when the workbook has been saved: ClosedXML holds all cells in memory, so it is given but a few rows
/// that show how cells look, and these come in their place.
/// </summary>
/// <param name="Sheet">The sheet's name.</param>
/// <param name="First">The first row that shows looks, and in the end the first of these.</param>
/// <param name="Looks">How many rows show looks.</param>
/// <param name="Columns">How many columns there are.</param>
/// <param name="Rows">The rows.</param>
internal sealed record LongRows(string Sheet, int First, int Looks, int Columns, IEnumerable<LongRow> Rows)
{
    /// <summary>Copies a workbook that was saved, its long rows put in.</summary>
    public static void Copy(MemoryStream saved, IReadOnlyList<LongRows> rows, Stream to)
    {
        var parts = new Dictionary<string, LongRows>();
        saved.Position = 0;
        using (var package = SpreadsheetDocument.Open(saved, isEditable: false))
        {
            var workbook = package.WorkbookPart!;
            foreach (var of in rows)
            {
                var id = workbook.Workbook.Sheets!.Elements<Sheet>().Single(s => s.Name == of.Sheet).Id!.Value!;
                parts.Add(workbook.GetPartById(id).Uri.OriginalString.TrimStart('/'), of);
            }
        }
        saved.Position = 0;
        using var from = new ZipArchive(saved, ZipArchiveMode.Read, leaveOpen: true);
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in from.Entries)
        {
            using var part = entry.Open();
            using var copy = zip.CreateEntry(entry.FullName).Open();
            if (parts.TryGetValue(entry.FullName, out var of))
            {
                of.Write(part, copy);
            }
            else
            {
                part.CopyTo(copy);
            }
        }
    }

    private void Write(Stream part, Stream to)
    {
        var root = XElement.Load(part);
        var main = root.Name.Namespace;
        root.Attributes().Where(a => a.IsNamespaceDeclaration && a.Value == main.NamespaceName).Remove(); // no prefix, as the rows have none
        root.Element(main + "dimension")?.Remove(); // may be left out, and would not be so any more
        var shown = root.Element(main + "sheetData")!.Elements(main + "row").Where(r => (int)r.Attribute("r")! >= First && (int)r.Attribute("r")! < First + Looks).ToList();
        var styles = shown.Elements(main + "c").ToDictionary(c => (string)c.Attribute("r")!, c => (int?)c.Attribute("s") ?? 0);
        var looks = Enumerable.Range(0, Looks).Select(l => Enumerable.Range(0, Columns).Select(c => styles.GetValueOrDefault($"{SheetWriter.Letters(c)}{First + l}")).ToArray()).ToArray();
        var here = new XElement(main + "rows");
        shown[0].AddBeforeSelf(here);
        shown.Remove();
        var around = root.ToString(SaveOptions.DisableFormatting).Split("<rows />");
        using var sheet = new SheetWriter(to, First - 1);
        sheet.Raw(around[0]);
        foreach (var row in Rows)
        {
            sheet.StartRow(row.Height);
            for (var c = 0; c < Columns; c++)
            {
                var (value, look) = row.Cells[c];
                sheet.Value(value, looks[look][c], isStyled: true);
            }
            sheet.EndRow();
        }
        sheet.Raw(around[1]);
    }
}

/// <summary>A row.</summary>
/// <param name="Height">Its height in points.</param>
/// <param name="Cells">Its cells: a day as <see cref="DateTime"/>, a number, a text or nothing, and which look of its column each has.</param>
internal readonly record struct LongRow(double Height, IReadOnlyList<(object? Value, int Look)> Cells);
