using System.Text;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Forget;

/// <summary>
/// A delivery's rows as the bytes that are landed in the place of its file after somebody was erased from it, whatever form the file had:
/// <c>QDCROWS1</c>, then each table (sheet, header) with its rows (line, cells) and what the file held at its end. Places stay what they were.
/// </summary>
internal sealed class RowsContent : ForwardStream
{
    internal const byte Table = (byte)'T';
    internal const byte Row = (byte)'R';
    internal const byte End = (byte)'E';
    private readonly RowReader _rows;
    private readonly MemoryStream _ready = new();
    private readonly BinaryWriter _writer;
    private bool _inTable;
    private bool _ended;

    public RowsContent(RowReader rows)
    {
        _rows = rows;
        _writer = new BinaryWriter(_ready, Encoding.UTF8);
        _writer.Write(Magic);
        _ready.Position = 0;
    }

    /// <summary>How the bytes begin.</summary>
    public static ReadOnlySpan<byte> Magic => "QDCROWS1"u8;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_ready.Position == _ready.Length && !_ended)
        {
            _ready.SetLength(0);
            Next();
            _writer.Flush();
            _ready.Position = 0;
        }

        return _ready.Read(buffer);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
            _writer.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Next()
    {
        if (_inTable && _rows.Read())
        {
            WriteRow();
        }
        else if (_rows.NextTable())
        {
            _inTable = true;
            _writer.Write(Table);
            Text(_rows.Sheet);
            _writer.Write(_rows.HeaderLine);
            _writer.Write(_rows.Header.Count);
            foreach (var name in _rows.Header)
            {
                _writer.Write(name);
            }
        }
        else
        {
            _ended = true;
            WriteEnd();
        }
    }

    private void WriteRow()
    {
        _writer.Write(Row);
        _writer.Write(_rows.Line);
        _writer.Write((byte)_rows.Fault);
        _writer.Write(_rows.ValidText);
        _writer.Write(_rows.IsErased);
        _writer.Write(_rows.FieldCount);
        for (var i = 0; i < _rows.FieldCount; i++)
        {
            var text = _rows.Field(i);
            _writer.Write((byte)_rows.Kind(i));
            _writer.Write(text.Length);
            _writer.Write(text);
        }
    }

    private void WriteEnd()
    {
        _writer.Write(End);
        _writer.Write(_rows.Counts.Records);
        _writer.Write(_rows.Counts.Preamble);
        _writer.Write(_rows.Counts.Blank);
        _writer.Write(_rows.Counts.Footer);
        _writer.Write(_rows.FooterRows ?? -1);
        _writer.Write(_rows.Notes.Count);
        foreach (var note in _rows.Notes)
        {
            _writer.Write(note);
        }
    }

    private void Text(string? text)
    {
        _writer.Write(text is not null);
        _writer.Write(text ?? "");
    }
}
