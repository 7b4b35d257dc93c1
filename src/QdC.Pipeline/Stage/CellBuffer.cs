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

    public void Add(string text, CellKind kind)
    {
        var trimmed = text.AsSpan().Trim();
        _cells.Add(Put(trimmed, kind));
        Blank &= trimmed.IsEmpty;
    }

    public void Add(ReadOnlySpan<byte> text, CellKind kind)
    {
        Reserve(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _cells.Add((_length, text.Length, kind));
        _length += text.Length;
        Blank &= text.IsEmpty;
    }

    /// <summary>Replaces an empty cell by the value of the merged cell it lies under.</summary>
    public void Set(int index, byte[] text, CellKind kind)
    {
        while (_cells.Count <= index)
        {
            _cells.Add((0, 0, CellKind.Text));
        }

        if (_cells[index].Length == 0)
        {
            Reserve(text.Length);
            text.CopyTo(_text, _length);
            _cells[index] = (_length, text.Length, kind);
            _length += text.Length;
        }
    }

    /// <summary>The texts up to the last that is not empty.</summary>
    public IReadOnlyList<string> Texts()
    {
        var count = _cells.FindLastIndex(c => c.Length > 0) + 1;
        return [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetString(Text(i)))];
    }

    private (int Start, int Length, CellKind Kind) Put(ReadOnlySpan<char> text, CellKind kind)
    {
        Reserve(text.Length * 3);
        var start = _length;
        _length += Encoding.UTF8.GetBytes(text, _text.AsSpan(start));
        return (start, _length - start, kind);
    }

    private void Reserve(int more)
    {
        if (_length + more > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + more));
        }
    }
}
