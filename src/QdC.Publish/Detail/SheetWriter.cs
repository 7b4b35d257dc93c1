using System.Globalization;
using System.Text;
using QdC.Publish.Excel;

namespace QdC.Publish.Detail;

/// <summary>Writes a sheet's cells straight to its part. A text is an inline string: no program takes it for a formula.</summary>
/// <param name="part">The part.</param>
/// <param name="above">The rows that stand above those it writes.</param>
internal sealed class SheetWriter(Stream part, int above = 0) : IDisposable
{
    private readonly StreamWriter _to = new(part, new UTF8Encoding(false), 1 << 16);
    private readonly List<string> _letters = [];
    private readonly char[] _number = new char[32];
    private int _row = above;
    private int _column;

    /// <summary>Writes what is XML already.</summary>
    public void Raw(string xml) => _to.Write(xml);

    /// <summary>Writes the columns' widths, in characters.</summary>
    public void Columns(IEnumerable<double> widths) =>
        _to.Write($"<cols>{string.Concat(widths.Select((w, i) => string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{w:0.##}\" customWidth=\"1\"/>")))}</cols>");

    /// <summary>Begins a row.</summary>
    /// <param name="height">Its height in points; null for the usual.</param>
    public void StartRow(double? height = null)
    {
        (_row, _column) = (_row + 1, 0);
        _to.Write("<row r=\"");
        Whole(_row);
        _to.Write(height is { } points ? string.Create(CultureInfo.InvariantCulture, $"\" ht=\"{points:0.##}\" customHeight=\"1\">") : "\">");
    }

    /// <summary>Ends it.</summary>
    public void EndRow() => _to.Write("</row>");

    /// <summary>A cell: a day, a number or a text. Where there is no value, there is a cell only if its style is to be seen.</summary>
    public void Value(object? value, int style, bool isStyled = false)
    {
        switch (value)
        {
            case null or DBNull when isStyled:
                Cell(style);
                _to.Write("/>");
                break;
            case null or DBNull:
                _column++;
                break;
            case DateTime day:
                Number(day.ToOADate(), style);
                break;
            case string text:
                Text(text, style);
                break;
            case IConvertible number:
                Number(number.ToDouble(CultureInfo.InvariantCulture), style);
                break;
            default:
                Text(value.ToString() ?? "", style);
                break;
        }
    }

    /// <summary>A cell with a text.</summary>
    public void Text(string text, int style)
    {
        Cell(style);
        var tidy = Cells.Tidy(text);
        _to.Write(tidy is [' ', ..] or [.., ' '] ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">" : " t=\"inlineStr\"><is><t>");
        Escape(tidy);
        _to.Write("</t></is></c>");
    }

    /// <summary>The letters of a column, from 0.</summary>
    public static string Letters(int column) => (column >= 26 ? Letters(column / 26 - 1) : "") + (char)('A' + column % 26);

    /// <summary>A text as it stands in XML.</summary>
    public static string Escaped(string text) => Cells.Tidy(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => _to.Dispose();

    private void Number(double number, int style)
    {
        Cell(style);
        _to.Write("><v>");
        number.TryFormat(_number, out var length, "R", CultureInfo.InvariantCulture);
        _to.Write(_number, 0, length);
        _to.Write("</v></c>");
    }

    private void Cell(int style)
    {
        while (_letters.Count <= _column)
        {
            _letters.Add(Letters(_letters.Count));
        }
        _to.Write("<c r=\"");
        _to.Write(_letters[_column++]);
        Whole(_row);
        _to.Write("\" s=\"");
        Whole(style);
        _to.Write('"');
    }

    private void Whole(int number)
    {
        number.TryFormat(_number, out var length, default, CultureInfo.InvariantCulture);
        _to.Write(_number, 0, length);
    }

    private void Escape(string text)
    {
        var rest = text.AsSpan();
        for (int at; (at = rest.IndexOfAny('&', '<', '>')) >= 0; rest = rest[(at + 1)..])
        {
            _to.Write(rest[..at]);
            _to.Write(rest[at] switch { '&' => "&amp;", '<' => "&lt;", _ => "&gt;" });
        }
        _to.Write(rest);
    }
}
