using System.Text;

namespace QdC.Pipeline.Stage.Delimited;

/// <summary>A delimited text of any origin, opened: how it is written, its first records, and its lines from the beginning.</summary>
internal sealed class DelimitedFile : IDisposable
{
    private const int HeadLength = 1 << 18;
    private const double Evenly = 0.5;
    private readonly TextReader _text;
    private readonly string _head;
    private readonly string _whole;
    private readonly double _even;
    private Chained? _lines;

    private DelimitedFile(TextReader text, string head, bool all, DelimitedForm form)
    {
        (_text, _head) = (text, head);
        head = head.Replace("\0", "", StringComparison.Ordinal);
        _whole = all || head.LastIndexOfAny(['\n', '\r']) is not (var cut and > 0) ? head : head[..(cut + 1)];
        LineEnd = FormFinder.LineEnd(_whole) switch { "\r\n" => "CRLF", "\r" => "CR", _ => "LF" };
        form = form with { LineEnd = string.IsNullOrEmpty(form.LineEnd) ? LineEnd == "CR" ? "\r" : null : form.LineEnd };
        var cells = FormFinder.Cells(_whole, form);
        Form = Table(form with { Delimiter = cells.Delimiter, Quote = cells.Quote, Escape = cells.Escape }, out _even);
    }

    /// <summary>How it is written: what was given, the rest as found.</summary>
    public DelimitedForm Form { get; }

    /// <summary>What ends its first lines: CRLF, LF or CR.</summary>
    public string LineEnd { get; }

    /// <summary>True when it begins with the mark of its encoding.</summary>
    public bool ByteOrderMark { get; private init; }

    /// <summary>True when some of its first cells stand in quotes.</summary>
    public bool Quotes => Form.Quote is { } quote and not DelimitedForm.None && _whole.Contains(quote);

    /// <summary>False where what was found divides nothing, or only at blanks and colons, which words and times hold too: then it may be a text of fixed width.</summary>
    public bool DividesWell => Form.Columns > 1 && Form.Delimiter is not (" " or ":") && _even >= Evenly;

    /// <summary>Its first lines.</summary>
    public IEnumerable<string> FirstLines(int most)
    {
        var lines = new LineReader(new StringReader(_whole), Form.LineEnd);
        for (var i = 0; i < most && lines.Peek(i) is { } line; i++)
        {
            yield return line.Text;
        }
    }

    /// <summary>Opens a file and finds out what is not given of how it is written.</summary>
    /// <exception cref="ExtractUnreadable">The encoding does not exist.</exception>
    public static DelimitedFile Open(string path, DelimitedForm given)
    {
        var name = Path.GetFileName(path);
        var (found, marked) = Encoding(path);
        var text = new StreamReader(
            TextSource.Open(File.OpenRead(path), given.Encoding is { } e ? TextSource.Alias(e) : found, name, out var encoding),
            System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        var head = new char[HeadLength];
        var count = text.ReadBlock(head);
        return new DelimitedFile(text, new string(head, 0, count), count < HeadLength, given with { Encoding = encoding }) { ByteOrderMark = marked };
    }

    /// <summary>Its first records, what stands before the table among them. Once only, and not beside <see cref="Lines"/>.</summary>
    public IEnumerable<DelimitedRecord> First(int most)
    {
        var reader = new RecordReader(Lines(), CellForm.Of(Form), Form.Columns);
        for (var i = 0; i < most && reader.Read() is { } record; i++)
        {
            yield return record;
        }
    }

    /// <summary>Its lines, from the first. Once only.</summary>
    public LineReader Lines() => new(_lines = new Chained(_head, _text), Form.LineEnd);

    /// <summary>How many characters of <see cref="Lines"/> were none (NUL) and left out.</summary>
    public long Nuls => _lines?.Nuls ?? 0;

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    /// <summary>The encoding of a whole file: one byte far behind that is no UTF-8 tells as much as one at its beginning.</summary>
    private static (string Name, bool Marked) Encoding(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[HeadLength];
        var count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var (name, marked) = FormFinder.Encoding(head.AsSpan(0, count));
        if (name != "utf-8" || marked || count < head.Length)
        {
            return (name, marked);
        }
        file.Position = 0;
        using var strict = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), false);
        try
        {
            var read = new char[1 << 14];
            while (strict.ReadBlock(read) > 0)
            {
            }
            return (name, false);
        }
        catch (DecoderFallbackException)
        {
            return ("windows-1252", false);
        }
    }

    /// <summary>Where the table is: after its preamble, so many columns, so many lines of header.</summary>
    private DelimitedForm Table(DelimitedForm form, out double even)
    {
        var skipped = form.Preamble ?? 0;
        List<DelimitedRecord> Rows(int? columns) => [.. FormFinder.Sample(_whole, CellForm.Of(form), form.LineEnd, columns).SkipWhile(r => r.Line <= skipped)];
        var width = form.Columns ?? FormFinder.Width(Rows(null));
        var rows = Rows(width);
        even = rows.Count == 0 ? 0 : rows.Count(r => r.Cells.Count == width) / (double)rows.Count;
        if (form.Preamble is null)
        {
            var before = FormFinder.Preamble(rows, width);
            skipped = before == 0 ? 0 : rows[before].Line - 1;
            rows.RemoveRange(0, before);
        }
        return form with { Columns = width, Preamble = skipped, Header = form.Header ?? FormFinder.Header([.. rows.Where(r => !r.Blank)], width) };
    }

    /// <summary>A text that was begun and put back, without the characters that are none.</summary>
    private sealed class Chained(string head, TextReader rest) : TextReader
    {
        private int _at;

        public long Nuls { get; private set; }

        public override int Read(char[] buffer, int index, int count)
        {
            while (Next(buffer, index, count) is > 0 and var taken)
            {
                var kept = index;
                for (var i = index; i < index + taken; i++)
                {
                    if (buffer[i] != '\0')
                    {
                        buffer[kept++] = buffer[i];
                    }
                }
                Nuls += index + taken - kept;
                if (kept > index)
                {
                    return kept - index;
                }
            }
            return 0;
        }

        private int Next(char[] buffer, int index, int count)
        {
            if (_at == head.Length)
            {
                return rest.Read(buffer, index, count);
            }
            var taken = Math.Min(count, head.Length - _at);
            head.CopyTo(_at, buffer, index, taken);
            _at += taken;
            return taken;
        }
    }
}
