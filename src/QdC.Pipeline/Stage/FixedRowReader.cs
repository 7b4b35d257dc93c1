using System.Globalization;
using System.Text;
using System.Text.Unicode;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage;

/// <summary>
/// Reads a text of fixed width line by line. A line that is not of the declared length is a faulty record: where it was cut or shifted
/// nobody can tell, so none of its columns is believed.
/// </summary>
internal sealed class FixedRowReader : RowReader
{
    private const byte EndOfFile = 0x1A; // old programs of DOS close a text with it
    private readonly FixedLayout _layout;
    private readonly string _file;
    private readonly Stream _text;
    private readonly FooterLine? _footer;
    private readonly CellBuffer _cells = new();
    private readonly int _length;
    private readonly bool _checkText;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _filled;
    private int _lines;
    private bool _opened;
    private bool _valid = true;

    /// <summary>A reader of a file's bytes.</summary>
    /// <param name="bytes">The file as it came; closed with the reader.</param>
    /// <param name="layout">How it is laid out.</param>
    /// <param name="file">Its name, for messages.</param>
    public FixedRowReader(Stream bytes, FixedLayout layout, string file)
    {
        _layout = layout;
        _file = file;
        _footer = FooterLine.From(layout.Footer);
        _length = layout.Length ?? layout.Columns.Max(c => c.End);
        _text = TextSource.Open(bytes, layout.Encoding, file, out var encoding);
        _checkText = encoding == "utf-8";
        if (TextSource.Find(layout.Encoding)?.WebName != encoding)
        {
            NoteList.Add($"encoding: the file begins with the mark of {encoding}, declared is {layout.Encoding}");
        }

        Header = [.. layout.Columns.Select(c => c.Name)];
    }

    /// <inheritdoc/>
    public override int FieldCount => Fault == RowFault.None ? Header.Count : 0;

    /// <inheritdoc/>
    public override bool ValidText => _valid;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Field(int index) => Fault == RowFault.None ? _cells.Text(index) : [];

    /// <inheritdoc/>
    public override CellKind Kind(int index) => _cells.Kind(index);

    /// <inheritdoc/>
    public override bool NextTable()
    {
        if (_opened)
        {
            return false;
        }

        _opened = true;
        while (_lines < _layout.SkipLines && NextLine(out _))
        {
            Counts = Counts with { Preamble = Counts.Preamble + 1 };
        }

        HeaderLine = Math.Max(1, _lines);
        return true;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        while (NextLine(out var line))
        {
            if (line.IndexOfAnyExcept((byte)' ', (byte)'\t', EndOfFile) < 0)
            {
                Counts = Counts with { Blank = Counts.Blank + 1 };
            }
            else if (_footer is not null && _footer.Matches(line, out var rows))
            {
                Counts = Counts with { Footer = Counts.Footer + 1 };
                FooterRows = rows ?? FooterRows;
            }
            else
            {
                Counts = Counts with { Records = Counts.Records + 1 };
                Line = _lines;
                Take(line);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _text.Dispose();

    private void Take(ReadOnlySpan<byte> line)
    {
        _valid = !_checkText || Utf8.IsValid(line);
        var length = Characters(line);
        var tooLong = length > _length && line[Place(line, _length)..].IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0;
        var tooShort = length < _length && !_layout.PadsShortLines;
        Fault = tooLong || tooShort ? RowFault.Length : RowFault.None;
        FaultFacts = Fault == RowFault.None ? null : [("length", length.ToString(CultureInfo.InvariantCulture)), ("characters", _length.ToString(CultureInfo.InvariantCulture))];
        _cells.Clear();
        foreach (var column in Fault == RowFault.None ? _layout.Columns : [])
        {
            var start = Place(line, column.Start - 1);
            var text = line[start..(start + Place(line[start..], column.Width))].Trim((byte)' ');
            if (column.Decimals > 0 && WithPoint(text, column.Decimals) is { } number)
            {
                _cells.Add(number, CellKind.Number);
            }
            else
            {
                _cells.Add(text, CellKind.Text);
            }
        }
    }

    /// <summary>A number whose last digits stand behind a point that is not written; null for a text that is no such number.</summary>
    private static string? WithPoint(ReadOnlySpan<byte> text, int decimals)
    {
        var sign = text is [(byte)'-' or (byte)'+', ..] ? 1 : 0;
        var digits = text[sign..];
        if (digits.IsEmpty || digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
        {
            return null;
        }

        var whole = Encoding.ASCII.GetString(digits).PadLeft(decimals + 1, '0');
        return $"{(text[0] == '-' ? "-" : "")}{whole[..^decimals]}.{whole[^decimals..]}";
    }

    private static int Characters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var b in text)
        {
            count += IsFirst(b) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Where the character after so many begins; the end where there are not so many.</summary>
    private static int Place(ReadOnlySpan<byte> text, int characters)
    {
        if (Ascii.IsValid(text[..Math.Min(characters, text.Length)]))
        {
            return Math.Min(characters, text.Length);
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (IsFirst(text[at]) && characters-- == 0)
            {
                return at;
            }
        }

        return text.Length;
    }

    private static bool IsFirst(byte b) => (b & 0xC0) != 0x80;

    /// <summary>The next line without its end; it stays valid until the next call.</summary>
    private bool NextLine(out ReadOnlySpan<byte> line)
    {
        var looked = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + looked, _filled - _start - looked).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = WithoutReturn(_buffer.AsSpan(_start, looked + end));
                _start += looked + end + 1;
                _lines++;
                return true;
            }

            looked = _filled - _start;
            if (looked > CsvRowReader.MaxRecordSize)
            {
                throw new ExtractUnreadable("A line is longer than any record can be", $"{_file}:{_lines + 1}", $"more than {CsvRowReader.MaxRecordSize >> 20} MB", $"{_length} characters", "Is it a file of fixed width with line ends? Look at it with `qdc peek`.");
            }

            if (!Fill())
            {
                line = WithoutReturn(_buffer.AsSpan(_start, looked));
                _start = _filled;
                _lines += looked > 0 ? 1 : 0;
                return looked > 0;
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            (_start, _filled) = (0, _filled - _start);
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = _text.Read(_buffer.AsSpan(_filled));
        _filled += count;
        return count > 0;
    }

    private static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;
}
