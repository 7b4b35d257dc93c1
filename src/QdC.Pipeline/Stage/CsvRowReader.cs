using System.Text.Unicode;
using CsvHelper;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage;

/// <summary>
/// Reads a CSV file record by record. A record whose quoting is broken costs one line: its first line is given as a faulty record
/// and reading begins again on the next one, so a stray quote never swallows the rows after it.
/// </summary>
internal sealed class CsvRowReader : RowReader
{
    /// <summary>The longest record in bytes; a longer one is taken for broken quoting.</summary>
    public const int MaxRecordSize = 1 << 20;

    private readonly CsvDialect _dialect;
    private readonly string _file;
    private readonly RewindStream _input;
    private readonly FooterLine? _footer;
    private readonly bool _checkText;
    private CsvReader _csv;
    private CsvReader? _brokenLine;
    private long _base;
    private long _recordStart;
    private long _recordEnd;
    private int _lineBase;
    private bool _malformed;
    private bool _opened;

    /// <summary>A reader of a file's bytes.</summary>
    /// <param name="bytes">The file as it came; closed with the reader.</param>
    /// <param name="dialect">How it is written.</param>
    /// <param name="file">Its name, for messages.</param>
    public CsvRowReader(Stream bytes, CsvDialect dialect, string file)
    {
        _dialect = dialect;
        _file = file;
        _footer = FooterLine.From(dialect.Footer);
        _input = new RewindStream(TextSource.Open(bytes, dialect.Encoding, file, out var encoding), 4 * MaxRecordSize);
        _checkText = encoding == "utf-8";
        if (!SameEncoding(encoding, dialect.Encoding))
        {
            NoteList.Add($"encoding: the file begins with the mark of {encoding}, declared is {dialect.Encoding}");
        }

        _csv = Open();
    }

    /// <inheritdoc/>
    public override int FieldCount => (_brokenLine ?? _csv).FieldCount;

    /// <inheritdoc/>
    public override bool ValidText => !_checkText || Utf8.IsValid((_brokenLine ?? _csv).RawRecord);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Field(int index) => (_brokenLine ?? _csv).GetSpan(index);

    /// <inheritdoc/>
    public override bool NextTable()
    {
        if (_opened)
        {
            return false;
        }

        _opened = true;
        SkipPreamble();
        while (Advance())
        {
            if (IsBlank())
            {
                Counts = Counts with { Blank = Counts.Blank + 1 };
                continue;
            }

            if (Fault == RowFault.Quoting)
            {
                throw new ExtractUnreadable("The quoting of the header line is broken", $"{_file}:{Line}");
            }

            Counts = Counts with { Preamble = Counts.Preamble + 1 };
            if (Field(0).StartsWith("sep="u8) && FieldCount <= 2)
            {
                // A hint to Excel, in front of the header.
                continue;
            }

            TakeHeader();
            return true;
        }

        throw new ExtractUnreadable("The file has no header line", _file, "an empty file", nextStep: "Ask the council to export it again.");
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        while (Advance())
        {
            if (IsBlank())
            {
                Counts = Counts with { Blank = Counts.Blank + 1 };
            }
            else if (_footer is not null && _brokenLine is null && _footer.Matches(_csv.RawRecord, out var rows))
            {
                Counts = Counts with { Footer = Counts.Footer + 1 };
                FooterRows = rows ?? FooterRows;
            }
            else
            {
                Counts = Counts with { Records = Counts.Records + 1 };
                if (Fault == RowFault.None && FieldCount != Header.Count)
                {
                    Fault = RowFault.FieldCount;
                }

                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _brokenLine?.Dispose();
        _csv.Dispose();
        _input.Dispose();
    }

    private static bool SameEncoding(string read, string declared) =>
        TextSource.Find(declared) is { } encoding && encoding.WebName == read;

    private CsvReader Open() => CsvReader.Create(_input, Options(lineBreaksInQuotes: true, () => _malformed = true), leaveOpen: true);

    private CsvReaderOptions Options(bool lineBreaksInQuotes, Action? onMalformed) =>
        new()
        {
            Separator = _dialect.Delimiter,
            Mode = _dialect.Quote == '\0' ? CsvMode.NoEscape : CsvMode.Rfc4180,
            Quote = _dialect.Quote == '\0' ? '"' : _dialect.Quote,
            HasHeader = false,
            DetectSeparatorHint = false,
            SkipEmptyLines = false,
            AllowLineBreaksInQuotes = lineBreaksInQuotes,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordSize,
            IncludeValuesInExceptions = false,
            Encoding = System.Text.Encoding.UTF8,
            OnMalformedRecord = onMalformed is null ? null : _ => onMalformed(),
        };

    /// <summary>Moves to the next record of any sort.</summary>
    private bool Advance()
    {
        _brokenLine?.Dispose();
        _brokenLine = null;
        _malformed = false;
        Fault = RowFault.None;
        try
        {
            if (!_csv.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException)
        {
            // A quote that is opened and not closed within the longest record: the line after the last good record.
            Line = _recordEnd == 0 ? _lineBase + 1 : Line;
            BreakOff(_base + _recordStart, _base + _recordEnd);
            return true;
        }

        Line = _lineBase + (int)_csv.LineNumber;
        var raw = _csv.RawRecord;
        _recordStart = _csv.ByteOffset;
        _recordEnd = _recordStart + raw.Length;
        if (!_malformed)
        {
            return true;
        }

        Fault = RowFault.Quoting;
        if (raw.ContainsAny((byte)'\n', (byte)'\r'))
        {
            BreakOff(_base + _recordStart, after: 0);
        }

        return true;
    }

    /// <summary>Makes one line the current record and begins anew after it: the one at <paramref name="start"/>, or the first that begins after <paramref name="after"/>.</summary>
    private void BreakOff(long start, long after)
    {
        if (!_input.Holds(start))
        {
            throw new ExtractUnreadable("A quote is opened and never closed", $"{_file}:{Line}", nextStep: "Ask the council to export it again.");
        }

        _input.Rewind(start);
        var taker = new LineTaker(_input, MaxRecordSize);
        while (_recordEnd > 0 && _input.At <= after)
        {
            taker.Take();
            Line++;
        }

        var line = taker.Take() ?? [];
        _csv.Dispose();
        _base = _input.At;
        (_recordStart, _recordEnd) = (0, 0);
        _lineBase = Line;
        _csv = Open();
        _brokenLine = CsvReader.Create(line, Options(lineBreaksInQuotes: false, null));
        _brokenLine.Read();
        Fault = RowFault.Quoting;
    }

    private void SkipPreamble()
    {
        if (_dialect.SkipLines == 0)
        {
            return;
        }

        var taker = new LineTaker(_input, MaxRecordSize);
        while (_lineBase < _dialect.SkipLines && taker.Take() is not null)
        {
            _lineBase++;
        }

        Counts = Counts with { Preamble = _lineBase };
        _base = _input.At;
        _csv.Dispose();
        _csv = Open();
    }

    private void TakeHeader()
    {
        var names = new string[FieldCount];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = System.Text.Encoding.UTF8.GetString(Field(i)).Trim();
        }

        Header = names;
        HeaderLine = Line;
    }

    private bool IsBlank()
    {
        for (var i = 0; i < FieldCount; i++)
        {
            if (!Field(i).TrimEnd(" \t"u8).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }
}
