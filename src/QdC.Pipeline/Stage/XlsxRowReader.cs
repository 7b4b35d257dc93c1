using System.Globalization;
using System.IO.Enumeration;
using ExcelDataReader;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>
/// Reads the matching sheets of a workbook row by row. Numbers and dates come as they are stored, formulas as the value they last had,
/// and a cell merged over several rows counts in each of them.
/// </summary>
public sealed class XlsxRowReader : RowReader
{
    private readonly XlsxLayout _layout;
    private readonly string _file;
    private readonly Func<IReadOnlyList<string>, bool> _isHeader;
    private readonly FooterLine? _footer;
    private readonly MemoryStream _bytes;
    private readonly IReadOnlyDictionary<string, HashSet<(int Row, int Column)>> _errors;
    private readonly IExcelDataReader _excel;
    private readonly CellBuffer _cells = new();
    private readonly MergedCells _merged = new();
    private readonly List<string> _sheets = [];
    private bool _started;
    private HashSet<(int Row, int Column)>? _errorsHere;
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
        _errors = Workbook.Guard(file, () => ErrorCells.Find(_bytes));
        _excel = Workbook.Open(_bytes, file);
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
        while (NextSheet())
        {
            _sheets.Add(Masking.ColumnName(_excel.Name));
            if (!_layout.Sheets.Any(s => FileSystemName.MatchesSimpleExpression(s, _excel.Name)))
            {
                continue;
            }

            Sheet = Shown(_excel.Name);
            _errorsHere = _errors.GetValueOrDefault(_excel.Name);
            if (_excel.VisibleState != "visible")
            {
                NoteList.Add($"sheet {Masking.ColumnName(_excel.Name)} is hidden; it was read all the same");
            }

            if (FindHeader())
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
        while (Workbook.Guard(_file, _excel.Read))
        {
            Fill();
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

            _merged.Apply(_cells, _excel.Depth);
            Counts = Counts with { Records = Counts.Records + 1 };
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _excel.Dispose();
        _bytes.Dispose();
    }

    private bool NextSheet()
    {
        if (!_started)
        {
            _started = true;
            return _excel.ResultsCount > 0;
        }

        return Workbook.Guard(_file, _excel.NextResult);
    }

    /// <summary>The sheet's name where it may be shown; else its shape with its place, so that two sheets never share a name.</summary>
    private string Shown(string name) => Masking.ColumnName(name) is var shown && shown == name ? name : $"{shown} ({_sheets.Count})";

    private bool FindHeader()
    {
        var any = false;
        while (Workbook.Guard(_file, _excel.Read))
        {
            Fill();
            var title = _layout.TitleRows is { } titles && _excel.Depth < titles;
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
                _merged.Take(_excel.MergeCells, _excel.Depth);
                return true;
            }
        }

        if (any)
        {
            throw new ExtractUnreadable(
                "No row of the sheet holds the key's columns", $"{_file}, sheet {Masking.ColumnName(_excel.Name)}",
                nextStep: "Look at it with `qdc peek`: the header may have been renamed, or the sheet is none of these.");
        }

        NoteList.Add($"sheet {Masking.ColumnName(_excel.Name)} is empty");
        return false;
    }

    private void Fill()
    {
        Line = _excel.Depth + 1;
        _cells.Clear();
        for (var i = 0; i < _excel.FieldCount; i++)
        {
            Add(i);
        }
    }

    private void Add(int column)
    {
        if (_errorsHere?.Contains((_excel.Depth, column)) == true)
        {
            _cells.Add("#error", CellKind.Error);
            return;
        }

        switch (_excel.GetValue(column))
        {
            case null:
                _cells.Add("", CellKind.Text);
                break;
            case string text:
                _cells.Add(text, CellKind.Text);
                break;
            case double number:
                _cells.Add(Number(number), CellKind.Number);
                break;
            case int number:
                _cells.Add(number.ToString(CultureInfo.InvariantCulture), CellKind.Number);
                break;
            case bool truth:
                _cells.Add(truth ? "true" : "false", CellKind.Boolean);
                break;
            case DateTime date:
                _cells.Add(date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), CellKind.Date);
                break;
            case var other:
                _cells.Add(Convert.ToString(other, CultureInfo.InvariantCulture) ?? "", CellKind.Text);
                break;
        }
    }

    /// <summary>To 15 significant digits, as spreadsheets show and mean them: 0.1 + 0.2 is 0.3.</summary>
    private static string Number(double number) =>
        Math.Abs(number) < 1e15 ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
}
