using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using QdC.Pipeline.Extract;

namespace QdC.Pipeline.Stage;

/// <summary>Finds the cells of a workbook that hold an error such as #N/A, which its reader gives as empty.</summary>
internal static class ErrorCells
{
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Row and column, from 0, of every error cell by sheet name. Leaves the stream at its start.</summary>
    public static IReadOnlyDictionary<string, HashSet<(int Row, int Column)>> Find(Stream workbook)
    {
        workbook.Position = 0;
        using var zip = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        var parts = zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) && MayHoldErrors(e)).ToList();
        var found = new Dictionary<string, HashSet<(int, int)>>();
        if (parts.Count > 0)
        {
            foreach (var (name, part) in Sheets(zip))
            {
                if (parts.Find(p => string.Equals(p.FullName, part, StringComparison.OrdinalIgnoreCase)) is { } entry)
                {
                    found[name] = Read(entry);
                }
            }
        }

        workbook.Position = 0;
        return found;
    }

    private static bool MayHoldErrors(ZipArchiveEntry entry)
    {
        const int Overlap = 8;
        var buffer = new byte[1 << 16];
        using var content = entry.Open();
        var kept = 0;
        for (int count; (count = content.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var text = buffer.AsSpan(0, kept + count);
            if (text.IndexOf("t=\"e\""u8) >= 0 || text.IndexOf("t='e'"u8) >= 0)
            {
                return true;
            }

            kept = Math.Min(Overlap, text.Length);
            text[^kept..].CopyTo(buffer);
        }

        return false;
    }

    private static IEnumerable<(string Name, string Part)> Sheets(ZipArchive zip)
    {
        if (zip.GetEntry("xl/workbook.xml") is not { } book || zip.GetEntry("xl/_rels/workbook.xml.rels") is not { } relations)
        {
            yield break;
        }

        var targets = Load(relations).Root!.Elements().ToDictionary(e => (string)e.Attribute("Id")!, e => (string)e.Attribute("Target")!);
        foreach (var sheet in Load(book).Descendants().Where(e => e.Name.LocalName == "sheet"))
        {
            if ((string?)sheet.Attribute(Relations + "id") is { } id && targets.TryGetValue(id, out var target))
            {
                yield return ((string)sheet.Attribute("name")!, target.StartsWith('/') ? target[1..] : "xl/" + target);
            }
        }
    }

    private static HashSet<(int, int)> Read(ZipArchiveEntry entry)
    {
        var cells = new HashSet<(int, int)>();
        using var content = entry.Open();
        using var xml = XmlReader.Create(content, Settings);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" } && xml.GetAttribute("t") == "e" && xml.GetAttribute("r") is { } place)
            {
                cells.Add(CellPlace.Of(place));
            }
        }

        return cells;
    }

    private static XDocument Load(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var xml = XmlReader.Create(content, Settings);
        return XDocument.Load(xml);
    }
}
