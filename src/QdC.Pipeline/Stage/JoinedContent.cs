using System.Globalization;
using System.Text;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>A file of a delivery that consists of several.</summary>
/// <param name="Join">The join it is read for; empty for the delivery's own file.</param>
/// <param name="FileName">Its name as it may be shown.</param>
/// <param name="Path">Where it is.</param>
/// <param name="PromisedRows">Records the manifest promises; null when none does.</param>
internal sealed record JoinedPart(string Join, string FileName, string Path, long? PromisedRows = null);

/// <summary>
/// The bytes of a delivery of several files, one after the other, so that they are landed and replayed as one: a line
/// <c>join ⇥ bytes ⇥ promised rows ⇥ file</c> before each, the joined files first, the delivery's own last.
/// </summary>
internal sealed class JoinedContent(IReadOnlyList<JoinedPart> parts) : ForwardStream
{
    private readonly Queue<JoinedPart> _parts = new(parts);
    private Stream? _file;
    private string _name = "";
    private byte[] _head = [];
    private int _headAt;
    private long _left;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_headAt == _head.Length && _left == 0 && !Next())
        {
            return 0;
        }

        if (_headAt < _head.Length)
        {
            var written = Math.Min(buffer.Length, _head.Length - _headAt);
            _head.AsSpan(_headAt, written).CopyTo(buffer);
            _headAt += written;
            return written;
        }

        var count = _file!.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= count;
        return count > 0 || buffer.IsEmpty ? count : throw new SourceChanged(_name);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes the next part of landed bytes; null after the last.</summary>
    /// <param name="landed">The bytes, at the beginning of a part. The content of the part before must have been read to its end.</param>
    internal static LandedPart? Next(Stream landed)
    {
        var line = new List<byte>();
        for (var b = landed.ReadByte(); b != '\n'; b = landed.ReadByte())
        {
            if (b < 0)
            {
                return line.Count == 0 ? null : throw new InvalidDataException("a delivery of several files breaks off");
            }

            line.Add((byte)b);
        }

        var parts = Encoding.UTF8.GetString([.. line]).Split('\t', 4);
        return new LandedPart(
            parts[0], Masking.FileName(parts[3]), parts[2].Length == 0 ? null : long.Parse(parts[2], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), landed);
    }

    private bool Next()
    {
        if (_file is not null && _file.ReadByte() >= 0)
        {
            throw new SourceChanged(_name);
        }

        _file?.Dispose();
        _file = null;
        if (!_parts.TryDequeue(out var part))
        {
            return false;
        }

        _file = SourceBytes.Open(part.Path);
        (_name, _left, _headAt) = (part.FileName, SourceBytes.Length(part.Path), 0);
        _head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{part.Join}\t{_left}\t{part.PromisedRows}\t{part.FileName.ReplaceLineEndings("_").Replace('\t', '_')}\n"));
        return true;
    }
}

/// <summary>One of several landed files; its bytes end where the next one begins.</summary>
internal sealed class LandedPart(string join, string file, long? promisedRows, long length, Stream landed) : ForwardStream
{
    private long _left = length;

    /// <summary>The join it was landed for; empty for the delivery's own file.</summary>
    public string Join { get; } = join;

    /// <summary>Its name.</summary>
    public string FileName { get; } = file;

    /// <summary>Records the manifest promised.</summary>
    public long? PromisedRows { get; } = promisedRows;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_left == 0)
        {
            // What is landed is known to be whole only once its last byte was asked for.
            return Join.Length > 0 || landed.ReadByte() < 0 ? 0 : throw new InvalidDataException("bytes follow the last file of a delivery");
        }

        var count = landed.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= count;
        return count > 0 || buffer.IsEmpty ? count : throw new InvalidDataException("a delivery of several files breaks off");
    }

    /// <summary>Reads over what is left of it.</summary>
    public void Skip() => CopyTo(Null);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Join.Length == 0)
        {
            landed.Dispose();
        }

        base.Dispose(disposing);
    }
}
