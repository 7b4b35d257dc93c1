using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using ExcelNumberFormat;
using QdC.Pipeline.Extract;

namespace QdC.Pipeline.Stage;

/// <summary>What a number of a workbook stands for, by the form it is shown in.</summary>
internal enum NumberWritten : byte
{
    /// <summary>A number.</summary>
    Plain,

    /// <summary>A day, perhaps with a time.</summary>
    Date,

    /// <summary>A time that has passed.</summary>
    Duration,
}

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsHidden">True when a reader of the workbook does not see it.</param>
/// <param name="Part">The part it stands in.</param>
internal sealed record WorkbookSheet(string Name, bool IsHidden, string Part);

/// <summary>Cells merged into one.</summary>
/// <param name="FromRow">First row, from 0.</param>
/// <param name="ToRow">Last row.</param>
/// <param name="FromColumn">First column, from 0.</param>
internal readonly record struct MergedRange(int FromRow, int ToRow, int FromColumn);

/// <summary>The parts of an .xlsx workbook: its sheets, the texts they share, and how numbers are shown.</summary>
internal sealed class WorkbookParts : IDisposable
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = true,
    };

    private readonly ZipArchive _zip;
    private readonly NumberWritten[] _styles = [];
    private readonly List<byte[]> _shared = [];

    /// <summary>Looks through a workbook; the stream stays open.</summary>
    /// <exception cref="InvalidDataException">It is no workbook.</exception>
    public WorkbookParts(Stream workbook)
    {
        _zip = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        var root = Relations("_rels/.rels", "").FirstOrDefault(r => r.Type == "officeDocument").Part ?? "xl/workbook.xml";
        var folder = root[..(root.LastIndexOf('/') + 1)];
        var parts = Relations($"{folder}_rels/{root[folder.Length..]}.rels", folder);
        var book = Load(root);
        From1904 = book.Descendants().Any(e => e.Name.LocalName == "workbookPr" && (string?)e.Attribute("date1904") is "1" or "true");
        Sheets = [.. book.Descendants().Where(e => e.Name.LocalName == "sheet").Select(e => Sheet(e, parts))];
        if (parts.Find(p => p.Type == "styles").Part is { } styles && _zip.GetEntry(styles) is not null)
        {
            _styles = Styles(Load(styles));
        }

        if (parts.Find(p => p.Type == "sharedStrings").Part is { } shared && _zip.GetEntry(shared) is not null)
        {
            ReadShared(shared);
        }
    }

    /// <summary>The sheets, in their order.</summary>
    public IReadOnlyList<WorkbookSheet> Sheets { get; }

    /// <summary>True when days are counted from 1904.</summary>
    public bool From1904 { get; }

    /// <summary>Opens a part.</summary>
    public XmlReader Open(string part) => XmlReader.Create((_zip.GetEntry(part) ?? throw new InvalidDataException("a part of the workbook is missing")).Open(), Settings);

    /// <summary>A shared text in UTF-8, trimmed.</summary>
    public ReadOnlySpan<byte> Shared(int index) => index >= 0 && index < _shared.Count ? _shared[index] : throw new InvalidDataException("a shared text is missing");

    /// <summary>What a number in a cell of that style stands for.</summary>
    public NumberWritten FormOf(int style) => style >= 0 && style < _styles.Length ? _styles[style] : NumberWritten.Plain;

    /// <summary>The merged cells of a sheet; they are told after its rows.</summary>
    public IReadOnlyList<MergedRange> Merges(string part)
    {
        if (!Holds(part, "mergeCell "u8))
        {
            return [];
        }

        var merges = new List<MergedRange>();
        using var xml = Open(part);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" } && xml.GetAttribute("ref") is { } range)
            {
                var ends = range.Split(':');
                var (from, to) = (CellPlace.Of(ends[0]), CellPlace.Of(ends[^1]));
                merges.Add(new MergedRange(from.Row, to.Row, from.Column));
            }
        }

        return merges;
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private bool Holds(string part, ReadOnlySpan<byte> wanted)
    {
        var buffer = new byte[1 << 16];
        using var content = _zip.GetEntry(part)?.Open() ?? Stream.Null;
        var kept = 0;
        for (int count; (count = content.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var text = buffer.AsSpan(0, kept + count);
            if (text.IndexOf(wanted) >= 0 || text[0] == 0 || (text.Length > 1 && text[1] == 0))
            {
                return true; // or it is written in UTF-16
            }

            kept = Math.Min(wanted.Length, text.Length);
            text[^kept..].CopyTo(buffer);
        }

        return false;
    }

    private static WorkbookSheet Sheet(XElement sheet, List<(string Id, string Type, string Part)> parts)
    {
        var id = (string?)sheet.Attributes().FirstOrDefault(a => a.Name.LocalName == "id");
        return new WorkbookSheet((string?)sheet.Attribute("name") ?? "", (string?)sheet.Attribute("state") is "hidden" or "veryHidden", parts.Find(p => p.Id == id).Part ?? "");
    }

    private List<(string Id, string Type, string Part)> Relations(string part, string folder) =>
        _zip.GetEntry(part) is null ? [] : [.. Load(part).Root!.Elements().Select(e => (
            (string?)e.Attribute("Id") ?? "",
            ((string?)e.Attribute("Type") ?? "").Split('/')[^1],
            (string?)e.Attribute("Target") is { } target ? target.StartsWith('/') ? target[1..] : folder + target : ""))];

    private static NumberWritten[] Styles(XDocument styles)
    {
        var forms = styles.Descendants().Where(e => e.Name.LocalName == "numFmt").ToLookup(e => (int?)e.Attribute("numFmtId") ?? -1, e => (string?)e.Attribute("formatCode") ?? "");
        var cells = styles.Descendants().FirstOrDefault(e => e.Name.LocalName == "cellXfs");
        return [.. (cells?.Elements() ?? []).Where(e => e.Name.LocalName == "xf").Select(e => (int?)e.Attribute("numFmtId") ?? 0).Select(id => Form(id, forms[id].FirstOrDefault()))];
    }

    private static NumberWritten Form(int id, string? declared)
    {
        if (declared is null)
        {
            return id is >= 14 and <= 22 or 45 or 47 ? NumberWritten.Date : id == 46 ? NumberWritten.Duration : NumberWritten.Plain;
        }

        var form = new NumberFormat(declared);
        return form.IsDateTimeFormat ? NumberWritten.Date : form.IsTimeSpanFormat ? NumberWritten.Duration : NumberWritten.Plain;
    }

    private void ReadShared(string part)
    {
        using var xml = Open(part);
        var (text, cells) = (new CellText(), new CellBuffer());
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                cells.Clear();
                cells.Put(0, !xml.IsEmptyElement && text.Read(xml) ? CellText.Plain(text.Chars) : [], CellKind.Text);
                _shared.Add(cells.Text(0).ToArray());
            }
        }
    }

    private XDocument Load(string part)
    {
        using var xml = Open(part);
        return XDocument.Load(xml);
    }
}
