using System.IO.Enumeration;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>
/// Reads the matching sheets of a workbook row by row. Numbers and dates come as they are stored, formulas as the value they last had,
/// and a cell merged over several rows counts in each of them.
/// </summary>
internal sealed class XlsxRowReader : RowReader
{
    private readonly XlsxLayout _layout;
    private readonly string _file;
    private readonly Func<IReadOnlyList<string>, bool> _isHeader;
    private readonly FooterLine? _footer;
    private readonly MemoryStream _bytes;
    private readonly WorkbookParts _book;
    private readonly CellBuffer _cells = new();
    private readonly MergedCells _merged = new();
    private readonly List<string> _sheets = [];
    private readonly Func<bool> _read;
    private SheetReader? _rows;
    private int _next;
    private bool _tables;

    /// <summary>A reader of a workbook, which it refuses where it goes beyond the limits.</summary>
    /// <param name="bytes">The file; it is read into memory and closed.</param>
    /// <param name="layout">How it is laid out.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="isHeader">True for a row that holds every key column; asked when the layout does not say where the header is.</param>
    /// <param name="limits">What the workbook may be at most.</param>
    public XlsxRowReader(Stream bytes, XlsxLayout layout, string file, Func<IReadOnlyList<string>, bool> isHeader, WorkbookLimits limits)
    {
        _layout = layout;
        _file = file;
        _isHeader = isHeader;
        _footer = FooterLine.From(layout.Footer);
        _bytes = Workbook.Load(bytes, file, limits);
        _book = Workbook.Guard(file, () => new WorkbookParts(_bytes));
        _read = () => _rows!.Read(_cells);
    }

    /// <inheritdoc/>
    public override int FieldCount => Header.Count;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Field(int index) => _cells.Text(index);

    /// <inheritdoc/>
    public override CellKind Kind(int index) => _cells.Kind(index);

    /// <inheritdoc/>
    public override bool NextTable()
    {
        while (_next < _book.Sheets.Count)
        {
            var sheet = _book.Sheets[_next++];
            _sheets.Add(Masking.SheetName(sheet.Name));
            if (!_layout.Sheets.Any(s => FileSystemName.MatchesSimpleExpression(s, sheet.Name)))
            {
                continue;
            }

            Sheet = Shown(sheet.Name);
            if (sheet.IsHidden)
            {
                NoteList.Add($"sheet {_sheets[^1]} is hidden; it was read all the same");
            }

            _rows?.Dispose();
            Line = 0;
            _rows = Workbook.Guard(_file, () => new SheetReader(_book, sheet.Part));
            if (FindHeader(sheet))
            {
                _tables = true;
                return true;
            }
        }

        if (!_tables)
        {
            throw new ExtractUnreadable(
                "No sheet of the workbook holds data", _file, "sheets " + string.Join(", ", _sheets), "sheets named " + string.Join(" or ", _layout.Sheets));
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        while (NextRow())
        {
            if (_cells.Blank)
            {
                Counts = Counts with { Blank = Counts.Blank + 1 };
                continue;
            }

            if (_footer is not null && _footer.Matches(_cells.First, out var rows))
            {
                Counts = Counts with { Footer = Counts.Footer + 1 };
                FooterRows = rows is null ? FooterRows : (FooterRows ?? 0) + rows;
                continue;
            }

            _merged.Apply(_cells, Line - 1);
            Counts = Counts with { Records = Counts.Records + 1 };
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _rows?.Dispose();
        _book.Dispose();
        _bytes.Dispose();
    }

    /// <summary>Moves to the next row of the sheet; those that the file leaves out are blank.</summary>
    private bool NextRow()
    {
        if (!Workbook.Guard(_file, _read))
        {
            return false;
        }

        Counts = Counts with { Blank = Counts.Blank + _rows!.Row - Line };
        Line = _rows.Row + 1;
        return true;
    }

    /// <summary>The sheet's name where it may be shown; else its shape with its place, so that two sheets never share a name.</summary>
    private string Shown(string name) => Masking.SheetName(name) is var shown && shown == name ? name : $"{shown} ({_sheets.Count})";

    private bool FindHeader(WorkbookSheet sheet)
    {
        var any = false;
        while (NextRow())
        {
            var title = _layout.TitleRows is { } titles && Line <= titles;
            if (_cells.Blank)
            {
                Counts = Counts with { Blank = Counts.Blank + 1 };
                continue;
            }

            any = true;
            Counts = Counts with { Preamble = Counts.Preamble + 1 };
            var names = _cells.Texts();
            if (!title && (_layout.TitleRows is not null || _isHeader(names)))
            {
                Header = names;
                HeaderLine = Line;
                _merged.Take(Workbook.Guard(_file, () => _book.Merges(sheet.Part)), Line - 1);
                return true;
            }
        }

        if (any)
        {
            throw new ExtractUnreadable(
                "No row of the sheet holds the key's columns", $"{_file}, sheet {_sheets[^1]}",
                nextStep: "Look at it with `qdc peek`: the header may have been renamed, or the sheet is none of these.");
        }

        NoteList.Add($"sheet {_sheets[^1]} is empty");
        return false;
    }
}
