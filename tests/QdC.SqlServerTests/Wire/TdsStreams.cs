using System.Buffers.Binary;
using System.Net.Sockets;

namespace QdC.SqlServerTests.Wire;

/// <summary>A stream over another, of which only reading and writing are asked.</summary>
internal abstract class PlainStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>A socket that a fault may cut off at a byte.</summary>
internal sealed class SocketStream(Socket socket, Func<WireFaults> faults) : PlainStream
{
    private int _peeked = -1;

    /// <summary>The first byte, which stays to be read.</summary>
    public byte Peek()
    {
        var first = new byte[1];
        return socket.Receive(first) == 1 ? (byte)(_peeked = first[0]) : throw new EndOfStreamException();
    }

    /// <summary>Ends the connection without a word.</summary>
    public void Cut()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_peeked >= 0 && count > 0)
        {
            (buffer[offset], _peeked) = ((byte)_peeked, -1);
            return 1;
        }
        var read = socket.Receive(buffer, offset, count, SocketFlags.None);
        if (faults().Pass(read) < read)
        {
            Cut();
            throw new EndOfStreamException();
        }
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        var passes = faults().Pass(count);
        for (var sent = 0; sent < passes;)
        {
            sent += socket.Send(buffer, offset + sent, passes - sent, SocketFlags.None);
        }
        if (passes < count)
        {
            Cut();
            throw new EndOfStreamException();
        }
    }
}

/// <summary>TLS before TDS 8 shakes hands inside TDS packets of the kind that a connection begins with, and stands bare afterwards.</summary>
internal sealed class HandshakeStream(Stream inner) : PlainStream
{
    private int _left;

    public bool IsShaking { get; set; } = true;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (!IsShaking && _left == 0)
        {
            return inner.Read(buffer, offset, count);
        }
        if (_left == 0)
        {
            var header = new byte[TdsPacket.Header];
            inner.ReadExactly(header);
            _left = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - TdsPacket.Header;
        }
        var read = inner.Read(buffer, offset, Math.Min(count, _left));
        _left -= read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        inner.Write(IsShaking ? [.. TdsPacket.Of(TdsPacket.Prelogin, count, isLast: true), .. buffer.AsSpan(offset, count)] : buffer[offset..(offset + count)]);

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);
}

/// <summary>The kinds of packets, and their headers.</summary>
internal static class TdsPacket
{
    public const int Header = 8;
    public const byte Batch = 1, Rpc = 3, Answer = 4, Attention = 6, Bulk = 7, Transaction = 14, Login = 16, Prelogin = 18;
    public const byte Last = 1, Reset = 8, ResetButTransaction = 16;

    /// <summary>A header for so many bytes.</summary>
    public static byte[] Of(byte kind, int bytes, bool isLast)
    {
        var header = new byte[Header];
        (header[0], header[1]) = (kind, isLast ? Last : (byte)0);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(bytes + Header));
        return header;
    }
}

/// <summary>A message as its packets bring it.</summary>
internal sealed class TdsMessage : PlainStream
{
    private readonly Stream _inner;
    private readonly byte[] _header = new byte[TdsPacket.Header];
    private byte[] _packet = [];
    private int _at;

    public TdsMessage(Stream inner)
    {
        _inner = inner;
        Next();
        (Kind, Status) = (_header[0], _header[1]);
    }

    /// <summary>What kind it is.</summary>
    public byte Kind { get; }

    /// <summary>What its first packet asks for besides.</summary>
    public byte Status { get; }

    private bool IsLast => (_header[1] & TdsPacket.Last) != 0;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_at == _packet.Length)
        {
            if (IsLast)
            {
                return 0;
            }
            Next();
        }
        var read = Math.Min(buffer.Length, _packet.Length - _at);
        _packet.AsSpan(_at, read).CopyTo(buffer);
        _at += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Leaves the rest unread.</summary>
    public void Drain()
    {
        while (!IsLast)
        {
            Next();
        }
    }

    private void Next()
    {
        _inner.ReadExactly(_header);
        _packet = new byte[BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)) - TdsPacket.Header];
        _inner.ReadExactly(_packet);
        _at = 0;
    }
}
