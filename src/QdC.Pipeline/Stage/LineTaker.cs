namespace QdC.Pipeline.Stage;

/// <summary>Takes physical lines off a rewindable stream, ended by CR, LF or both.</summary>
internal sealed class LineTaker(RewindStream input, int keep)
{
    private readonly byte[] _buffer = new byte[4096];

    /// <summary>The next line without its end, cut to what may be kept; null at the end of the input.</summary>
    public byte[]? Take()
    {
        var line = new MemoryStream();
        var any = false;
        while (true)
        {
            var start = input.At;
            var count = input.Read(_buffer);
            if (count == 0)
            {
                return any ? line.ToArray() : null;
            }

            any = true;
            var read = _buffer.AsSpan(0, count);
            var end = read.IndexOfAny((byte)'\n', (byte)'\r');
            var text = end < 0 ? read : read[..end];
            line.Write(text[..(int)Math.Min(text.Length, keep - line.Length)]);
            if (end < 0)
            {
                continue;
            }

            input.Rewind(start + end + 1);
            if (read[end] == '\r')
            {
                SkipLineFeed();
            }

            return line.ToArray();
        }
    }

    /// <summary>The number of line ends in <paramref name="text"/>; CR LF is one.</summary>
    public static int Breaks(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (var i = text.IndexOfAny((byte)'\n', (byte)'\r'); i >= 0; i = text.IndexOfAny((byte)'\n', (byte)'\r'))
        {
            count++;
            text = text[(text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? i + 2 : i + 1)..];
        }

        return count;
    }

    private void SkipLineFeed()
    {
        var at = input.At;
        if (input.Read(_buffer.AsSpan(0, 1)) == 1 && _buffer[0] != '\n')
        {
            input.Rewind(at);
        }
    }
}
