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

    private void SkipLineFeed()
    {
        var at = input.At;
        if (input.Read(_buffer.AsSpan(0, 1)) == 1 && _buffer[0] != '\n')
        {
            input.Rewind(at);
        }
    }
}
