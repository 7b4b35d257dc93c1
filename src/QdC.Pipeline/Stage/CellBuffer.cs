using System.Text;

namespace QdC.Pipeline.Stage;

/// <summary>The cells of one row, as UTF-8 texts in one buffer.</summary>
internal sealed class CellBuffer
{
    private readonly List<(int Start, int Length, CellKind Kind)> _cells = [];
    private byte[] _text = new byte[4096];
    private int _length;

    /// <summary>True when no cell holds anything.</summary>
    public bool Blank { get; private set; } = true;

    /// <summary>The first cell that is not empty.</summary>
    public ReadOnlySpan<byte> First
    {
        get
        {
            var at = _cells.FindIndex(c => c.Length > 0);
            return at < 0 ? [] : Text(at);
        }
    }

    public ReadOnlySpan<byte> Text(int index) => index < _cells.Count ? _text.AsSpan(_cells[index].Start, _cells[index].Length) : [];

    public CellKind Kind(int index) => index < _cells.Count ? _cells[index].Kind : CellKind.Text;

    public void Clear()
    {
        _cells.Clear();
        _length = 0;
        Blank = true;
    }

    /// <summary>Puts a text behind the last, trimmed.</summary>
    public void Add(string text, CellKind kind) => Put(_cells.Count, text.AsSpan(), kind);

    /// <inheritdoc cref="Add(string, CellKind)"/>
    public void Add(ReadOnlySpan<byte> trimmed, CellKind kind) => Put(_cells.Count, trimmed, kind);

    /// <summary>Puts a text at a place, trimmed; the cells before it that were not put are empty.</summary>
    public void Put(int index, ReadOnlySpan<char> text, CellKind kind)
    {
        text = text.Trim();
        Reserve(text.Length * 3);
        Put(index, Encoding.UTF8.GetBytes(text, _text.AsSpan(_length)), kind);
    }

    /// <inheritdoc cref="Put(int, ReadOnlySpan{char}, CellKind)"/>
    public void Put(int index, ReadOnlySpan<byte> trimmed, CellKind kind)
    {
        Reserve(trimmed.Length);
        trimmed.CopyTo(_text.AsSpan(_length));
        Put(index, trimmed.Length, kind);
    }

    /// <summary>Replaces an empty cell by the value of the merged cell it lies under.</summary>
    public void Set(int index, byte[] text, CellKind kind)
    {
        if (Text(index).IsEmpty)
        {
            Put(index, text.AsSpan(), kind);
        }
    }

    /// <summary>The texts up to the last that is not empty.</summary>
    public IReadOnlyList<string> Texts()
    {
        var count = _cells.FindLastIndex(c => c.Length > 0) + 1;
        return [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetString(Text(i)))];
    }

    private void Put(int index, int length, CellKind kind)
    {
        while (_cells.Count <= index)
        {
            _cells.Add((0, 0, CellKind.Text));
        }

        _cells[index] = (_length, length, kind);
        _length += length;
        Blank &= length == 0;
    }

    private void Reserve(int more)
    {
        if (_length + more > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + more));
        }
    }
}
