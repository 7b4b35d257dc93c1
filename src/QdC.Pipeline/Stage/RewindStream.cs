using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>
/// A forward stream that remembers the last bytes it gave, so that a reader that was misled by a stray quote can begin again
/// a little further back without reading the file anew.
/// </summary>
/// <param name="source">The stream; closed with this one.</param>
/// <param name="window">How many bytes are remembered at most. A short file takes as much memory as it has bytes.</param>
internal sealed class RewindStream(Stream source, int window) : ForwardStream
{
    private const int Fewest = 1 << 14;
    private byte[] _ring = new byte[Math.Min(window, Fewest)];
    private long _read;
    private long _at;

    /// <summary>Where the next byte stands, counted from the start of the stream.</summary>
    public long At => _at;

    /// <summary>True when the window still holds the byte at <paramref name="position"/>.</summary>
    public bool Holds(long position) => position >= 0 && position <= _read && _read - position <= _ring.Length;

    /// <summary>Makes the byte at <paramref name="position"/> the next one.</summary>
    public void Rewind(long position)
    {
        if (!Holds(position))
        {
            throw new InvalidOperationException($"The window of {window} bytes does not reach back to byte {position} of {_read}.");
        }

        _at = position;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_at < _read)
        {
            var start = (int)(_at % _ring.Length);
            var count = (int)Math.Min(Math.Min(_read - _at, _ring.Length - start), buffer.Length);
            _ring.AsSpan(start, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        var taken = source.Read(buffer);
        Remember(buffer[..taken]);
        _read += taken;
        _at = _read;
        return taken;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        if (_ring.Length < window && _read + bytes.Length > _ring.Length)
        {
            // nothing has been written over yet: all that was read stands in its place
            Array.Resize(ref _ring, (int)Math.Min(window, Math.Max(_read + bytes.Length, _ring.Length * 4L)));
        }

        var passed = Math.Max(0, bytes.Length - _ring.Length);
        bytes = bytes[passed..];
        var start = (int)((_read + passed) % _ring.Length);
        var first = Math.Min(bytes.Length, _ring.Length - start);
        bytes[..first].CopyTo(_ring.AsSpan(start));
        bytes[first..].CopyTo(_ring);
    }
}
