using System.Text;

namespace QdC.SqlServerTests.Wire;

/// <summary>A column of an answer, or of a load.</summary>
internal sealed record TdsColumn(string Name, TdsType Type);

/// <summary>An answer: tokens, put into packets of the size that was agreed on, and sent when they are full or the answer ends.</summary>
internal sealed class TdsAnswer : IDisposable
{
    public const byte Proc = 0xFE, InProc = 0xFF, Batch = 0xFD;
    private const ushort More = 1, Wrong = 2, Counted = 16, Stopped = 32;

    private readonly Stream _to;
    private readonly int _packet;
    private readonly MemoryStream _buffer = new();
    private readonly BinaryWriter _tokens;

    public TdsAnswer(Stream to, int packet) => (_to, _packet, _tokens) = (to, packet - TdsPacket.Header, new BinaryWriter(_buffer, Encoding.Unicode));

    /// <summary>What a SELECT, an INSERT, a DELETE and an UPDATE are told by.</summary>
    public static ushort CommandOf(string sql) =>
        sql.Split(' ', 2)[0].ToUpperInvariant() switch { "SELECT" => 0xC1, "INSERT" => 0xC3, "DELETE" => 0xC4, "UPDATE" => 0xC5, _ => 0 };

    /// <summary>The columns of the rows that follow.</summary>
    public void Columns(IReadOnlyList<TdsColumn> columns)
    {
        _tokens.Write((byte)0x81);
        _tokens.Write((ushort)columns.Count);
        foreach (var column in columns)
        {
            _tokens.Write(0);
            _tokens.Write((ushort)0x0009); // may be NULL, may be written
            column.Type.Write(_tokens);
            Short(column.Name);
        }
    }

    /// <summary>A row; one with many NULLs in the form that says which.</summary>
    public void Row(IReadOnlyList<TdsColumn> columns, IReadOnlyList<object?> values)
    {
        var isMostlyNull = values.Count(v => v is null) * 2 > values.Count;
        _tokens.Write((byte)(isMostlyNull ? 0xD2 : 0xD1));
        if (isMostlyNull)
        {
            var nulls = new byte[(values.Count + 7) / 8];
            for (var i = 0; i < values.Count; i++)
            {
                nulls[i / 8] |= (byte)(values[i] is null ? 1 << (i % 8) : 0);
            }
            _tokens.Write(nulls);
        }
        for (var i = 0; i < columns.Count; i++)
        {
            if (!isMostlyNull || values[i] is not null)
            {
                columns[i].Type.WriteValue(_tokens, values[i]);
            }
        }
        Send(all: false);
    }

    /// <summary>A statement's end.</summary>
    public void Done(byte kind, ushort command = 0, long? rows = null, bool more = false, bool wrong = false, bool stopped = false)
    {
        _tokens.Write(kind);
        _tokens.Write((ushort)((more ? More : 0) | (wrong ? Wrong : 0) | (stopped ? Stopped : 0) | (rows is null ? 0 : Counted)));
        _tokens.Write(command);
        _tokens.Write(rows ?? 0);
    }

    /// <summary>A procedure's end.</summary>
    public void Returned(bool wrong = false)
    {
        _tokens.Write((byte)0x79);
        _tokens.Write(0);
        Done(Proc, wrong: wrong);
    }

    /// <summary>An error.</summary>
    public void Error(int number, byte severity, string words) => Message(0xAA, number, severity, words);

    /// <summary>A remark.</summary>
    public void Info(int number, string words) => Message(0xAB, number, 0, words);

    /// <summary>A setting of the connection that changed, told by words.</summary>
    public void Changed(byte what, string to, string from) => Token(0xE3, () =>
    {
        _tokens.Write(what);
        Short(to);
        Short(from);
    });

    /// <summary>A setting of the connection that changed, told by bytes.</summary>
    public void Changed(byte what, byte[] to, byte[] from) => Token(0xE3, () =>
    {
        _tokens.Write(what);
        _tokens.Write((byte)to.Length);
        _tokens.Write(to);
        _tokens.Write((byte)from.Length);
        _tokens.Write(from);
    });

    /// <summary>The client is let in.</summary>
    public void LetIn(bool isTds8) => Token(0xAD, () =>
    {
        _tokens.Write((byte)1);
        _tokens.Write(isTds8 ? [0x08, 0, 0, 0] : new byte[] { 0x74, 0, 0, 4 });
        Short("QdC test server");
        _tokens.Write(new byte[] { 16, 0, 0x03, 0xE8 });
    });

    /// <summary>Sends what is left.</summary>
    public void End() => Send(all: true);

    /// <inheritdoc/>
    public void Dispose() => _tokens.Dispose();

    private void Send(bool all)
    {
        if (!all && _buffer.Length <= _packet)
        {
            return;
        }
        var bytes = _buffer.GetBuffer().AsSpan(0, (int)_buffer.Length);
        while (all || bytes.Length > _packet)
        {
            var isLast = bytes.Length <= _packet;
            var part = bytes[..Math.Min(_packet, bytes.Length)];
            _to.Write([.. TdsPacket.Of(TdsPacket.Answer, part.Length, isLast), .. part]);
            bytes = bytes[part.Length..];
            if (isLast)
            {
                break;
            }
        }
        var left = bytes.ToArray();
        _buffer.SetLength(0);
        _buffer.Write(left);
    }

    private void Message(byte token, int number, byte severity, string words) => Token(token, () =>
    {
        _tokens.Write(number);
        _tokens.Write((byte)1);
        _tokens.Write(severity);
        _tokens.Write((ushort)words.Length);
        _tokens.Write(Encoding.Unicode.GetBytes(words));
        Short("twin");
        Short("");
        _tokens.Write(1);
    });

    /// <summary>A token that says how long it is.</summary>
    private void Token(byte token, Action write)
    {
        _tokens.Write(token);
        var at = _buffer.Position;
        _tokens.Write((ushort)0);
        write();
        var end = _buffer.Position;
        _buffer.Position = at;
        _tokens.Write((ushort)(end - at - 2));
        _buffer.Position = end;
    }

    private void Short(string text)
    {
        _tokens.Write((byte)text.Length);
        _tokens.Write(Encoding.Unicode.GetBytes(text));
    }
}
