using System.Text;

namespace QdC.Pipeline.Stage.Looking;

/// <summary>The rows of an XML file nobody has described: those at a path that is said, or at the likeliest one.</summary>
internal sealed class XmlTable : IDisposable
{
    private readonly XmlRowReader _rows;
    private readonly PeekXml _form;

    private XmlTable(XmlRowReader rows, PeekXml form) => (_rows, _form) = (rows, form);

    /// <summary>Opens a file, which is read once for its outline.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The path of its rows; null finds it.</param>
    /// <exception cref="ExtractUnreadable">It is no XML that can be read, or nothing in it is at the path or may be a row.</exception>
    public static XmlTable Open(string path, string? rows)
    {
        var name = Path.GetFileName(path);
        var outline = XmlOutline.Read(path);
        var candidates = outline.Candidates();
        var at = rows ?? candidates.FirstOrDefault()?.Path ?? throw new ExtractUnreadable("No element of the XML may be a row", name, allowed: "elements that repeat and hold texts or attributes", nextStep: "Say which it is with --rows /path/of/Row.");
        var fields = outline.Fields(at);
        if (fields.Count == 0)
        {
            throw new ExtractUnreadable("No element of the XML is at the path of the rows", name, at, candidates.Count == 0 ? null : string.Join(", ", candidates.Take(8).Select(c => c.Path)));
        }
        var reader = new XmlRowReader(File.OpenRead(path), XmlOutline.Layout(at, fields), name);
        reader.NextTable();
        return new XmlTable(reader, new PeekXml(at, rows is null, rows is null && outline.IsOfOne, fields, candidates));
    }

    /// <summary>Where its rows lie.</summary>
    public PeekXml Form => _form;

    /// <summary>Its fields' names.</summary>
    public IReadOnlyList<string> Names => [.. _form.Fields.Select(f => f.Name)];

    /// <summary>Its rows; the line, the cells, and whether a value that repeats holds what divides it from the next.</summary>
    public IEnumerable<(int Line, string[] Cells, bool IsDoubtful)> Rows()
    {
        while (_rows.Read())
        {
            yield return (_rows.Line, [.. Enumerable.Range(0, _rows.FieldCount).Select(i => Encoding.UTF8.GetString(_rows.Field(i)))], _rows.Fault != RowFault.None);
        }
    }

    /// <summary>Its first rows as a table.</summary>
    public RawTable First(int most) =>
        new(null, new RawForm(Xml: _form), [(0, [.. Names]), .. Rows().Take(most).Select(r => (r.Line, r.Cells)).Where(r => r.Cells.Any(c => c.Length > 0))], IsNamed: true);

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();
}
