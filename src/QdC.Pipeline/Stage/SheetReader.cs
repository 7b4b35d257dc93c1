using System.Globalization;
using System.Xml;

namespace QdC.Pipeline.Stage;

/// <summary>
/// Reads the rows of a workbook's sheet, going over it once: numbers and dates as they are stored, formulas as the
/// value they last had, errors as errors. Rows that the file leaves out are left out.
/// </summary>
internal sealed class SheetReader : IDisposable
{
    private const int MostColumns = 16384;
    private const int SafeDigits = 15;
    private readonly WorkbookParts _book;
    private readonly XmlReader _xml;
    private readonly CellText _text = new();

    /// <summary>A reader of a sheet; see <see cref="WorkbookParts.Sheets"/>.</summary>
    /// <param name="book">The workbook.</param>
    /// <param name="part">The sheet's part.</param>
    public SheetReader(WorkbookParts book, string part)
    {
        _book = book;
        _xml = book.Open(part);
    }

    private enum CellType
    {
        Number,
        Shared,
        Text,
        Boolean,
        Error,
        Day,
    }

    /// <summary>The current row, from 0.</summary>
    public int Row { get; private set; } = -1;

    /// <summary>Moves to the next row that the file holds and puts its cells; false at the end.</summary>
    /// <exception cref="XmlException">The sheet is damaged.</exception>
    public bool Read(CellBuffer cells)
    {
        cells.Clear();
        while (_xml.Read())
        {
            if (_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "row")
            {
                var empty = _xml.IsEmptyElement;
                Row = int.TryParse(Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > Row + 1 ? number - 1 : Row + 1;
                if (!empty)
                {
                    ReadCells(cells);
                }

                return true;
            }

            if (_xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == "sheetData")
            {
                return false;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    private void ReadCells(CellBuffer cells)
    {
        var column = -1;
        while (_xml.Read() && _xml.NodeType != XmlNodeType.EndElement)
        {
            if (_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "c")
            {
                column = ReadCell(cells, column + 1);
            }
            else
            {
                _text.Skip(_xml);
            }
        }
    }

    /// <summary>Puts the cell that the reader stands on, and gives its column.</summary>
    private int ReadCell(CellBuffer cells, int column)
    {
        var (type, style, empty) = (CellType.Number, -1, _xml.IsEmptyElement);
        while (_xml.MoveToNextAttribute())
        {
            switch (_xml.LocalName)
            {
                case "r":
                    column = Column(Value(), column);
                    break;
                case "s":
                    style = int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
                    break;
                case "t":
                    type = Type(Value());
                    break;
            }
        }

        _xml.MoveToElement();
        if (column >= MostColumns)
        {
            throw new InvalidDataException("a cell beyond the last column");
        }

        if (!empty && _text.Read(_xml))
        {
            Put(cells, column, type, style);
        }

        return column;
    }

    private void Put(CellBuffer cells, int column, CellType type, int style)
    {
        var text = _text.Chars;
        switch (type)
        {
            case CellType.Shared when int.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out var index):
                cells.Put(column, _book.Shared(index), CellKind.Text);
                break;
            case CellType.Boolean:
                cells.Put(column, text is "1" ? "true"u8 : "false"u8, CellKind.Boolean);
                break;
            case CellType.Error:
                cells.Put(column, "#error"u8, CellKind.Error);
                break;
            case CellType.Day when DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite, out var day):
                Put(cells, column, day);
                break;
            case CellType.Number when IsShortest(text) && _book.FormOf(style) == NumberWritten.Plain:
                cells.Put(column, text, CellKind.Number);
                break;
            case CellType.Number when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole):
                Put(cells, column, (double)whole, style);
                break;
            case CellType.Number when double.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out var number):
                Put(cells, column, number, style);
                break;
            default:
                cells.Put(column, CellText.Plain(text), CellKind.Text);
                break;
        }
    }

    private void Put(CellBuffer cells, int column, double number, int style)
    {
        const double FirstDay = -657435;
        const double LastDay = 2958466;
        const double LeapDay = 60; // of 1900, which was no leap year
        var form = _book.FormOf(style);
        var serial = _book.From1904 ? number + 1462 : number is >= 0 and < LeapDay ? number + 1 : number;
        if (form == NumberWritten.Date && serial is > FirstDay and < LastDay)
        {
            Put(cells, column, DateTime.FromOADate(serial));
        }
        else if (form == NumberWritten.Duration)
        {
            cells.Put(column, TimeSpan.FromDays(number).ToString(), CellKind.Text);
        }
        else
        {
            // To 15 significant digits, as spreadsheets show and mean them: 0.1 + 0.2 is 0.3.
            cells.Put(column, Math.Abs(number) < 1e15 ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture), CellKind.Number);
        }
    }

    private static void Put(CellBuffer cells, int column, DateTime day)
    {
        Span<char> text = stackalloc char[19];
        day.TryFormat(text, out _, "s", CultureInfo.InvariantCulture);
        text[10] = ' ';
        cells.Put(column, day.TimeOfDay == TimeSpan.Zero ? text[..10] : text, CellKind.Date);
    }

    /// <summary>True for a number that is written as it would be written again: reading it can be spared.</summary>
    private static bool IsShortest(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith("-") ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        return digits.Length is > 0 and <= SafeDigits
            && digits.IndexOfAnyExcept("0123456789.") < 0
            && whole.Length > 0 && (whole.Length == 1 || whole[0] != '0')
            && (point < 0 ? text.Length == digits.Length || whole[0] != '0' : digits[^1] is not ('0' or '.') && digits[(point + 1)..].IndexOf('.') < 0);
    }

    private static CellType Type(ReadOnlySpan<char> type) =>
        type switch
        {
            "s" => CellType.Shared,
            "inlineStr" or "str" => CellType.Text,
            "b" => CellType.Boolean,
            "e" => CellType.Error,
            "d" => CellType.Day,
            _ => CellType.Number,
        };

    private static int Column(ReadOnlySpan<char> place, int otherwise)
    {
        var column = 0;
        foreach (var c in place)
        {
            if (!char.IsAsciiLetter(c) || column >= MostColumns)
            {
                break;
            }

            column = (column * 26) + (c & 0x1F);
        }

        return column == 0 ? otherwise : column - 1;
    }

    private ReadOnlySpan<char> Attribute(string name)
    {
        var found = _xml.MoveToAttribute(name) ? Value() : [];
        _xml.MoveToElement();
        return found;
    }

    /// <summary>The value of the attribute that the reader stands on, as far as one of a cell's goes.</summary>
    private ReadOnlySpan<char> Value()
    {
        return _xml.Value;
    }
}
