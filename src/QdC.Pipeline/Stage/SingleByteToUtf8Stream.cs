using System.Runtime.InteropServices;
using System.Text;
using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>
/// Reads a single-byte code page as UTF-8 by table look-up. Runs of ASCII are copied whole, so a Catalan file costs little more
/// than a copy, where .NET's decoder would cost more than all parsing and checking after it.
/// </summary>
internal sealed class SingleByteToUtf8Stream : ForwardStream
{
    private const int LongestScalar = 4;
    private readonly Stream _source;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly byte[] _lengths = new byte[256];
    private readonly uint[] _scalars = new uint[256];
    private readonly byte[] _side = new byte[LongestScalar];
    private int _at;
    private int _filled;
    private int _sideAt;
    private int _sideFilled;

    /// <summary>A reader of <paramref name="source"/>, which it closes with itself.</summary>
    /// <exception cref="ArgumentException">The encoding is not a single-byte one.</exception>
    public SingleByteToUtf8Stream(Stream source, Encoding encoding)
    {
        if (!encoding.IsSingleByte)
        {
            throw new ArgumentException($"'{encoding.WebName}' is not a single-byte encoding.", nameof(encoding));
        }

        _source = source;
        Span<byte> one = stackalloc byte[1];
        Span<char> chars = stackalloc char[2];
        Span<byte> utf8 = stackalloc byte[8];
        for (var value = 0; value < 256; value++)
        {
            one[0] = (byte)value;
            var count = encoding.GetChars(one, chars);
            utf8.Clear();
            _lengths[value] = (byte)Encoding.UTF8.GetBytes(chars[..count], utf8);
            _scalars[value] = MemoryMarshal.Read<uint>(utf8);
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_sideAt == _sideFilled && buffer.Length >= LongestScalar)
        {
            return Fill(buffer);
        }

        if (_sideAt == _sideFilled)
        {
            _sideAt = 0;
            _sideFilled = Fill(_side);
        }

        var taken = Math.Min(buffer.Length, _sideFilled - _sideAt);
        _side.AsSpan(_sideAt, taken).CopyTo(buffer);
        _sideAt += taken;
        return taken;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Fill(Span<byte> target)
    {
        var written = 0;
        while (target.Length - written >= LongestScalar)
        {
            if (_at == _filled)
            {
                if (written > 0)
                {
                    return written;
                }

                _filled = _source.Read(_buffer);
                _at = 0;
                if (_filled == 0)
                {
                    return 0;
                }
            }

            var source = _buffer.AsSpan(_at, Math.Min(_filled - _at, target.Length - written));
            var ascii = source.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                ascii = source.Length;
            }

            source[..ascii].CopyTo(target[written..]);
            written += ascii;
            _at += ascii;
            while (_at < _filled && _buffer[_at] >= 0x80 && target.Length - written >= LongestScalar)
            {
                var value = _buffer[_at++];
                MemoryMarshal.Write(target[written..], _scalars[value]);
                written += _lengths[value];
            }
        }

        return written;
    }
}
