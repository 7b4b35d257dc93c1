namespace QdC.Pipeline.Conform;

/// <summary>A small hash table from UTF-8 text to a number, looked up by span without allocating. Grows to a limit, then keeps what it has.</summary>
internal sealed class Utf8Table(int limit)
{
    private byte[]?[] _keys = new byte[64][];
    private int[] _values = new int[64];
    private int _count;

    public bool TryGet(ReadOnlySpan<byte> text, out int value)
    {
        var mask = _keys.Length - 1;
        for (var at = (int)RowHash.Of(text) & mask; _keys[at] is { } key; at = (at + 1) & mask)
        {
            if (text.SequenceEqual(key))
            {
                value = _values[at];
                return true;
            }
        }

        value = 0;
        return false;
    }

    /// <summary>Adds a text that is not there yet; does nothing when the table is full.</summary>
    public void Add(ReadOnlySpan<byte> text, int value)
    {
        if (_count >= limit)
        {
            return;
        }

        if (_count * 2 >= _keys.Length)
        {
            Grow();
        }

        Put(text.ToArray(), value);
        _count++;
    }

    private void Put(byte[] text, int value)
    {
        var mask = _keys.Length - 1;
        var at = (int)RowHash.Of(text) & mask;
        while (_keys[at] is not null)
        {
            at = (at + 1) & mask;
        }

        _keys[at] = text;
        _values[at] = value;
    }

    private void Grow()
    {
        var (keys, values) = (_keys, _values);
        _keys = new byte[keys.Length * 2][];
        _values = new int[keys.Length * 2];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] is { } key)
            {
                Put(key, values[i]);
            }
        }
    }
}
