using System.Text;
using System.Xml;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>
/// Reads the rows of an XML file while it streams by: no document type, no entities but XML's own five, nothing fetched.
/// <see cref="RowReader.Line"/> is where the row's element begins; where several begin in one line, they are counted on from it.
/// </summary>
internal sealed class XmlRowReader : RowReader
{
    private const int Deepest = 200;
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly XmlLayout _layout;
    private readonly string _file;
    private readonly XmlReader _xml;
    private readonly XmlPathTree _paths;
    private readonly Stack<OpenElement> _open = new();
    private readonly List<XmlName> _names = [];
    private readonly string?[] _values;
    private readonly bool[] _everSeen;
    private readonly bool[] _givenAbove;
    private readonly CellBuffer _cells = new();
    private string _root = "";
    private string? _otherRow;
    private bool _opened;
    private bool _holderSeen;
    private bool _inRow;
    private int _size;

    /// <summary>A reader of a file's bytes.</summary>
    /// <param name="bytes">The file as it came; closed with the reader.</param>
    /// <param name="layout">Where its rows lie.</param>
    /// <param name="file">Its name, for messages.</param>
    public XmlRowReader(Stream bytes, XmlLayout layout, string file)
    {
        _layout = layout;
        _file = file;
        _xml = Reader(bytes);
        _paths = new XmlPathTree(layout);
        _values = new string?[layout.Columns.Count];
        _everSeen = new bool[layout.Columns.Count];
        _givenAbove = new bool[layout.Rows.Steps.Count];
        Header = [.. layout.Columns.Select(c => c.Name)];
        HeaderLine = 1;
    }

    /// <inheritdoc/>
    public override int FieldCount => Header.Count;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Field(int index) => _cells.Text(index);

    /// <inheritdoc/>
    public override bool NextTable() => !_opened && (_opened = true);

    /// <inheritdoc/>
    public override bool Read()
    {
        try
        {
            while (_xml.Read())
            {
                switch (_xml.NodeType)
                {
                    case XmlNodeType.Element:
                        Begin();
                        if (_xml.IsEmptyElement && End())
                        {
                            return true;
                        }

                        break;
                    case XmlNodeType.EndElement:
                        if (End())
                        {
                            return true;
                        }

                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when _open.TryPeek(out var here) && here.Text is { } text:
                        text.Append(_xml.Value);
                        Weigh(_xml.Value.Length);
                        break;
                }
            }
        }
        catch (XmlException e)
        {
            throw Unreadable(e, _file);
        }

        Finish();
        return false;
    }

    /// <summary>A reader of XML that fetches nothing and knows no document type; it closes the bytes.</summary>
    internal static XmlReader Reader(Stream bytes)
    {
        _ = TextSource.Find("windows-1252"); // an XML declaration may name it
        return XmlReader.Create(bytes, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = FileGuard.LargestText,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }

    /// <summary>What is said of XML that cannot be read; the message of the library may quote the file.</summary>
    internal static ExtractUnreadable Unreadable(XmlException e, string file)
    {
        var place = e.LineNumber > 0 ? $"{file}:{e.LineNumber}:{e.LinePosition}" : file;
        return e.Message.Contains("DTD", StringComparison.Ordinal)
            ? new ExtractUnreadable("The XML declares a document type, which no data need", place, nextStep: "Ask the council to export it without <!DOCTYPE>.")
            : new ExtractUnreadable("The XML is cut or not well-formed", place, nextStep: "Ask the council to export it again.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _xml.Dispose();

    private void Begin()
    {
        var name = new XmlName(_xml.LocalName, _xml.NamespaceURI);
        _names.Add(name);
        var depth = _names.Count;
        if (depth > Deepest)
        {
            throw new ExtractUnreadable("The XML is nested deeper than any data are", Here(), allowed: $"at most {Deepest} elements inside each other");
        }

        if (depth == 1)
        {
            _root = name.Local;
        }

        var nodes = _open.TryPeek(out var parent) ? parent.Nodes.SelectMany(n => n.Elements(name)).ToArray() : [];
        if (!_inRow)
        {
            nodes = [.. nodes, .. OnTheWay(name, depth)];
        }

        var text = nodes.Any(n => n.Columns.Count > 0) && !IsNil() ? new StringBuilder() : null;
        _open.Push(new OpenElement(nodes, text));
        if (_xml.HasAttributes && nodes.Any(n => n.HasAttributes))
        {
            Attributes(nodes);
        }
    }

    /// <summary>What is wanted of an element that is a row, or that rows lie in.</summary>
    private IEnumerable<XmlPathNode> OnTheWay(XmlName name, int depth)
    {
        var steps = _layout.Rows.Steps;
        if (_layout.Rows.Anywhere ? depth >= steps.Count && IsAt(depth - steps.Count, steps.Count) : depth == steps.Count && IsAt(0, depth))
        {
            (_inRow, _size, Fault, FaultFacts) = (true, 0, RowFault.None, null);
            foreach (var column in _paths.OfRow)
            {
                _values[column] = null;
            }

            Line = Math.Max(((IXmlLineInfo)_xml).LineNumber, Line + 1);
            return [_paths.Row];
        }

        if (_layout.Rows.Anywhere || depth > steps.Count || !IsAt(0, Math.Min(depth, steps.Count - 1)))
        {
            return [];
        }

        if (depth == steps.Count)
        {
            _otherRow ??= name.Local;
            return [];
        }

        _holderSeen |= depth == steps.Count - 1;
        _givenAbove[depth - 1] = false;
        foreach (var column in _paths.OfAncestor(depth))
        {
            _values[column] = null;
        }

        return _paths.Ancestor(depth) is { } node ? [node] : [];
    }

    private bool IsAt(int from, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!_layout.Rows.Steps[i].Is(_names[from + i].Local, _names[from + i].Namespace!))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNil() => _xml.HasAttributes && _xml.GetAttribute("nil", Instance) is "true" or "1";

    private void Attributes(XmlPathNode[] nodes)
    {
        while (_xml.MoveToNextAttribute())
        {
            foreach (var column in nodes.SelectMany(n => n.Attributes(_xml.LocalName, _xml.NamespaceURI)))
            {
                Weigh(_xml.Value.Length);
                Set(column, _xml.Value);
            }
        }

        _xml.MoveToElement();
    }

    /// <summary>Closes the innermost element; true when it was a row, which now stands complete.</summary>
    private bool End()
    {
        var element = _open.Pop();
        _names.RemoveAt(_names.Count - 1);
        foreach (var column in element.Nodes.SelectMany(n => n.Columns))
        {
            Set(column, element.Text?.ToString() ?? "");
        }

        if (!_inRow || !element.Nodes.Contains(_paths.Row))
        {
            return false;
        }

        _inRow = false;
        Array.Fill(_givenAbove, true);
        Counts = Counts with { Records = Counts.Records + 1 };
        _cells.Clear();
        foreach (var value in _values)
        {
            _cells.Add(value ?? "", CellKind.Text);
        }

        return true;
    }

    private void Set(int column, string value)
    {
        var declared = _layout.Columns[column];
        value = value.Trim();
        _everSeen[column] = true;
        if (declared.Path.Up > 0 && _givenAbove[_layout.Rows.Steps.Count - 1 - declared.Path.Up])
        {
            throw new ExtractUnreadable(
                "A value that rows take from above them stands behind the first of them", Here(), $"{Masking.ColumnName(declared.Name)} ({declared.Path.Text})",
                nextStep: "A file is read as it streams by: only what stands before its rows can be given to them.");
        }

        if (_values[column] is not { } before)
        {
            _values[column] = value;
            Doubt(column, declared.Separator is { } separator && value.Contains(separator, StringComparison.Ordinal));
            return;
        }

        if (declared.Path.Up > 0 && declared.Separator is null)
        {
            throw new ExtractUnreadable("A value that rows take from above them stands there more than once", Here(), $"{Masking.ColumnName(declared.Name)} ({declared.Path.Text})");
        }

        Doubt(column, declared.Separator is null || value.Contains(declared.Separator, StringComparison.Ordinal));
        _values[column] = before + declared.Separator + value;
    }

    private void Doubt(int column, bool isRepeated)
    {
        if (isRepeated)
        {
            (Fault, FaultFacts) = (RowFault.Repeated, [("once", Masking.ColumnName(Header[column]))]);
        }
    }

    private void Weigh(int characters)
    {
        _size += characters;
        if (_size > CsvRowReader.MaxRecordSize)
        {
            throw new ExtractUnreadable("A row is larger than any record can be", Here(), allowed: $"at most {CsvRowReader.MaxRecordSize >> 20} MB");
        }
    }

    /// <summary>No row at all may mean that none is there, or that the element has another name now: then nothing is believed.</summary>
    private void Finish()
    {
        if (Counts.Records == 0 && (_otherRow is not null || (!_holderSeen && _layout.Rows.Steps.Count > 1) || _layout.Rows.Anywhere || _layout.Rows.Steps.Count == 1))
        {
            throw new ExtractUnreadable(
                "No element of the file is at the path of the rows", _file, _otherRow is null ? $"a document {Masking.ColumnName(_root)}" : $"elements {Masking.ColumnName(_otherRow)} there", _layout.Rows.Text,
                "Correct the path, or the names in it.");
        }

        NoteList.AddRange(_layout.Columns.Where((_, i) => Counts.Records > 0 && !_everSeen[i]).Select(c => $"no row holds {Masking.ColumnName(c.Name)} ({c.Path.Text})"));
    }

    private string Here() => $"{_file}:{((IXmlLineInfo)_xml).LineNumber}:{((IXmlLineInfo)_xml).LinePosition}";

    private readonly record struct OpenElement(XmlPathNode[] Nodes, StringBuilder? Text);
}
