using System.Text;
using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>Opens the bytes of a text file as UTF-8 without a byte order mark, whatever single-byte code page they are written in.</summary>
internal static class TextSource
{
    static TextSource() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding of that name, or null when there is none that can be read.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The name of an encoding as .NET knows it, from one as other tools write it; ASCII is read as what contains it.</summary>
    public static string Alias(string name) =>
        name.Trim().ToLowerInvariant().Replace('_', '-') switch
        {
            "ascii" or "us-ascii" or "utf8" or "utf-8-sig" => "utf-8",
            "latin-1" or "latin1" or "iso8859-1" => "iso-8859-1",
            "cp1252" or "ansi" => "windows-1252",
            "utf-16le" or "utf16" => "utf-16",
            "utf-16-be" => "utf-16BE",
            var other => other,
        };

    /// <summary>Opens <paramref name="source"/>. A byte order mark outweighs the declared encoding.</summary>
    /// <param name="source">The bytes; closed with the returned stream.</param>
    /// <param name="declared">The declared encoding's name.</param>
    /// <param name="file">The file's name, for the message.</param>
    /// <param name="read">The name of the encoding that is read.</param>
    public static Stream Open(Stream source, string declared, string file, out string read)
    {
        var head = new byte[4];
        var count = source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var (mark, marked) = Mark(head.AsSpan(0, count));
        var whole = new PrefixedStream(head.AsMemory(mark, count - mark), source);
        var encoding =
            marked
            ?? Find(declared)
            ?? throw new ExtractUnreadable("The declared encoding does not exist", file, $"encoding {declared}", "utf-8, windows-1252 or another single-byte code page");
        read = encoding.WebName;
        if (encoding is UTF8Encoding)
        {
            return whole;
        }

        return encoding.IsSingleByte
            ? new SingleByteToUtf8Stream(whole, encoding)
            : Encoding.CreateTranscodingStream(whole, encoding, Encoding.UTF8);
    }

    /// <summary>The byte order mark a text begins with: its length and the encoding it tells; none where there is none.</summary>
    public static (int Length, Encoding? Encoding) Mark(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            return (3, Encoding.UTF8);
        }

        if (head.StartsWith<byte>([0xFF, 0xFE, 0, 0]))
        {
            return (4, Encoding.UTF32);
        }

        if (head.StartsWith<byte>([0xFF, 0xFE]))
        {
            return (2, Encoding.Unicode);
        }

        return head.StartsWith<byte>([0xFE, 0xFF]) ? (2, Encoding.BigEndianUnicode) : (0, null);
    }

    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override int Read(Span<byte> buffer)
        {
            if (_prefix.IsEmpty)
            {
                return rest.Read(buffer);
            }

            var count = Math.Min(buffer.Length, _prefix.Length);
            _prefix.Span[..count].CopyTo(buffer);
            _prefix = _prefix[count..];
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rest.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
