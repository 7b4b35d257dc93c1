namespace QdC.Pipeline.Stage;

/// <summary>What a cell holds; a CSV field is always text.</summary>
public enum CellKind : byte
{
    /// <summary>Text, in the form the dialect declares.</summary>
    Text,

    /// <summary>A number, written with a decimal point and no grouping.</summary>
    Number,

    /// <summary>A date, written yyyy-MM-dd.</summary>
    Date,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A spreadsheet's error such as #N/A; the text is the error's name.</summary>
    Error,
}

/// <summary>What is wrong with a record as a whole.</summary>
public enum RowFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It has more or fewer fields than the header.</summary>
    FieldCount,

    /// <summary>A quote stands where none may, or is never closed.</summary>
    Quoting,

    /// <summary>A line of fixed width is shorter or longer than a record.</summary>
    Length,

    /// <summary>An element stands more than once where one value is taken, or a value holds what separates values.</summary>
    Repeated,
}

/// <summary>What a file held, line by line; nothing is left uncounted.</summary>
/// <param name="Records">Records of data, good or bad.</param>
/// <param name="Preamble">Lines or rows above the header, and the header itself.</param>
/// <param name="Blank">Empty lines, and rows whose every cell is empty.</param>
/// <param name="Footer">Totals and closing lines.</param>
public readonly record struct LineCounts(long Records, long Preamble, long Blank, long Footer);

/// <summary>
/// Reads the records of a file one after the other. Usage: while <see cref="NextTable"/>, while <see cref="Read"/>.
/// Spans stay valid until the next call.
/// </summary>
public abstract class RowReader : IDisposable
{
    /// <summary>The columns of the current table as they are written.</summary>
    public IReadOnlyList<string> Header { get; protected set; } = [];

    /// <summary>The line of the header, from 1.</summary>
    public int HeaderLine { get; protected set; }

    /// <summary>The current sheet's name; null for CSV.</summary>
    public string? Sheet { get; protected set; }

    /// <summary>The line or row at which the current record begins, from 1.</summary>
    public int Line { get; protected set; }

    /// <summary>What is wrong with the current record as a whole.</summary>
    public RowFault Fault { get; protected set; }

    /// <summary>What a finding tells of <see cref="Fault"/> where the kind of fault is not enough; null where it is.</summary>
    public (string Name, string Value)[]? FaultFacts { get; protected set; }

    /// <summary>Fields of the current record.</summary>
    public abstract int FieldCount { get; }

    /// <summary>What the file held so far.</summary>
    public LineCounts Counts { get; protected set; }

    /// <summary>True when a footer row was seen.</summary>
    public bool FooterSeen => Counts.Footer > 0;

    /// <summary>Rows the footer says the file has; null when it says nothing.</summary>
    public long? FooterRows { get; protected set; }

    /// <summary>Facts about the form of the file that differ from the declaration but did no harm.</summary>
    public IReadOnlyList<string> Notes => NoteList;

    /// <summary>Where <see cref="Notes"/> are gathered.</summary>
    protected List<string> NoteList { get; } = [];

    /// <summary>Moves to the next table (the file itself, or the next matching sheet) and reads its header.</summary>
    public abstract bool NextTable();

    /// <summary>Moves to the next record of the table.</summary>
    public abstract bool Read();

    /// <summary>The text of field <paramref name="index"/> in UTF-8; empty where the record has no such field.</summary>
    public abstract ReadOnlySpan<byte> Field(int index);

    /// <summary>Fields of the current record as it stands in the file, whatever was corrected in it.</summary>
    public virtual int FileFieldCount => FieldCount;

    /// <summary>The text of a field as it stands in the file, whatever was corrected in it.</summary>
    public virtual ReadOnlySpan<byte> FileField(int index) => Field(index);

    /// <summary>What field <paramref name="index"/> holds.</summary>
    public virtual CellKind Kind(int index) => CellKind.Text;

    /// <summary>True for the record of a person who was erased: what it lacks is nobody's mistake.</summary>
    public virtual bool IsErased => false;

    /// <summary>True when the bytes of the current record are valid text in the declared encoding.</summary>
    public virtual bool ValidText => true;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected abstract void Dispose(bool disposing);
}
