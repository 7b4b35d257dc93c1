using System.Text;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Forget;

/// <summary>Reads rows back that were landed as <see cref="RowsContent"/>.</summary>
internal sealed class RowsContentReader : RowReader
{
    private readonly BinaryReader _bytes;
    private readonly List<(CellKind Kind, byte[] Text)> _cells = [];
    private bool _validText;
    private bool _isErased;
    private byte _tag;

    /// <param name="content">The bytes from the beginning.</param>
    public RowsContentReader(Stream content)
    {
        _bytes = new BinaryReader(content, Encoding.UTF8);
        _bytes.ReadBytes(RowsContent.Magic.Length);
        _tag = _bytes.ReadByte();
    }

    /// <inheritdoc/>
    public override int FieldCount => _cells.Count;

    /// <inheritdoc/>
    public override bool ValidText => _validText;

    /// <inheritdoc/>
    public override bool IsErased => _isErased;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Field(int index) => index < _cells.Count ? _cells[index].Text : [];

    /// <inheritdoc/>
    public override CellKind Kind(int index) => index < _cells.Count ? _cells[index].Kind : CellKind.Text;

    /// <inheritdoc/>
    public override bool NextTable()
    {
        while (Read())
        {
            // rows of the table before that nobody asked for
        }

        if (_tag == RowsContent.End)
        {
            ReadEnd();
            return false;
        }

        var hasSheet = _bytes.ReadBoolean();
        var sheet = _bytes.ReadString();
        Sheet = hasSheet ? Masking.SheetName(sheet) : null;
        HeaderLine = _bytes.ReadInt32();
        Header = [.. Enumerable.Range(0, _bytes.ReadInt32()).Select(_ => _bytes.ReadString())];
        _tag = _bytes.ReadByte();
        return true;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        if (_tag != RowsContent.Row)
        {
            return false;
        }

        Line = _bytes.ReadInt32();
        Fault = (RowFault)_bytes.ReadByte();
        _validText = _bytes.ReadBoolean();
        _isErased = _bytes.ReadBoolean();
        _cells.Clear();
        for (var left = _bytes.ReadInt32(); left > 0; left--)
        {
            var kind = (CellKind)_bytes.ReadByte();
            _cells.Add((kind, _bytes.ReadBytes(_bytes.ReadInt32())));
        }

        Counts = Counts with { Records = Counts.Records + 1 };
        _tag = _bytes.ReadByte();
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _bytes.Dispose();

    private void ReadEnd()
    {
        Counts = new LineCounts(_bytes.ReadInt64(), _bytes.ReadInt64(), _bytes.ReadInt64(), _bytes.ReadInt64());
        FooterRows = _bytes.ReadInt64() is >= 0 and var rows ? rows : null;
        for (var left = _bytes.ReadInt32(); left > 0; left--)
        {
            NoteList.Add(_bytes.ReadString());
        }

        while (_bytes.BaseStream.ReadByte() >= 0)
        {
            // what is landed is known to be whole only once its last byte was asked for
        }
    }
}
