using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace QdC.Pipeline.Stage.Delimited;

/// <summary>
/// Finds out how a delimited text is written from its beginning. Of the ways in question the one is taken whose rows agree best in
/// their number of cells and whose cells look most like values; only for looking and cleaning: a run reads what is declared.
/// </summary>
internal static partial class FormFinder
{
    private const int Compared = 200;
    private const int MostHeaders = 4;
    private static readonly string[] Delimiters = [",", ";", "\t", "|", ", ", "; ", "\t\t", "||", " ", ":", "^", "~", "\\t", "\u001F", "\u0001"];
    private static readonly char[] Quotes = ['"', '\'', '`', DelimitedForm.None];

    /// <summary>The encoding of bytes: by their mark, else UTF-8 where they are valid, else windows-1252.</summary>
    public static (string Name, bool Marked) Encoding(ReadOnlySpan<byte> head)
    {
        if (TextSource.Mark(head).Encoding is { } marked)
        {
            return (marked.WebName, true);
        }
        if (IsWide(head, high: 1))
        {
            return ("utf-16", false);
        }
        if (IsWide(head, high: 0))
        {
            return ("utf-16BE", false);
        }
        return (Utf8.IsValid(WithoutTail(head)) ? "utf-8" : "windows-1252", false);
    }

    /// <summary>What ends the lines of a text, by its first ones.</summary>
    public static string LineEnd(string text) => text.Contains('\n') ? text.Contains("\r\n") ? "\r\n" : "\n" : text.Contains('\r') ? "\r" : "\n";

    /// <summary>Fills in what a form leaves open about how cells are divided and enclosed.</summary>
    public static CellForm Cells(string head, DelimitedForm given)
    {
        var best = (Score: double.NegativeInfinity, Form: new CellForm(given.Delimiter ?? ",", given.Quote ?? '"', given.Escape ?? given.Quote ?? '"'));
        foreach (var delimiter in given.Delimiter is { } d ? [d] : Delimiters.Where(c => c == "," || (head.Contains(c, StringComparison.Ordinal) && !IsDoubled(head, c))))
        {
            foreach (var quote in given.Quote is { } q ? [q] : Quotes.Where(c => c is '"' or DelimitedForm.None || head.Contains(c)))
            {
                foreach (var escape in given.Escape is { } e ? [e] : Escapes(head, quote, delimiter))
                {
                    var form = new CellForm(delimiter, quote, escape);
                    var score = Score(head, form, given);
                    if (score > best.Score + 1e-9)
                    {
                        best = (score, form);
                    }
                }
            }
        }
        return best.Form;
    }

    /// <summary>The number of cells that most rows have; of numbers as frequent the one that comes first.</summary>
    public static int Width(IEnumerable<DelimitedRecord> records) =>
        records.Where(r => !r.Blank).GroupBy(r => r.Cells.Count).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key ?? 1;

    /// <summary>The first records of a text as a form reads them.</summary>
    public static List<DelimitedRecord> Sample(string head, CellForm form, string? lineEnd, int? columns)
    {
        var reader = new RecordReader(new LineReader(new StringReader(head), lineEnd), form, columns);
        var records = new List<DelimitedRecord>();
        while (records.Count < Compared && reader.Read() is { } record)
        {
            records.Add(record);
        }
        return records;
    }

    /// <summary>How many of the first rows are before the table: those with at most half its cells, or hardly a filled one, before the first that is like the rest.</summary>
    public static int Preamble(IReadOnlyList<DelimitedRecord> records, int width)
    {
        if (width == 1)
        {
            return 0;
        }
        var first = records.TakeWhile(r => r.Blank || r.Cells.Count * 2 <= width || (width > 2 && r.Filled <= 1)).Count();
        return first == records.Count ? 0 : first;
    }

    /// <summary>
    /// How many lines the header has: the rows that hold words where the rows after them hold numbers, dates or codes, in all columns in
    /// which these do. 0 where the first row is like the others.
    /// </summary>
    public static int Header(IReadOnlyList<DelimitedRecord> table, int width)
    {
        var body = table.Skip(1 + MostHeaders).Where(r => r.Cells.Count == width).ToList();
        if (body.Count < 3)
        {
            return table.Count == 0 ? 0 : 1;
        }
        var typed = Enumerable.Range(0, width)
            .Where(i => body.Count(r => r.Cells[i].Length == 0 || Typed(r.Cells[i])) >= 0.9 * body.Count && body.Count(r => r.Cells[i].Length > 0) >= 0.3 * body.Count)
            .ToList();
        return typed.Count == 0 ? 1 : Math.Min(MostHeaders, table.TakeWhile(r => r.Cells.Count == width && IsHeader(typed, r)).Count());
    }

    /// <summary>Words, or nothing, where the rows below hold values: a heading of several columns leaves those beside it empty.</summary>
    private static bool IsHeader(List<int> typed, DelimitedRecord record) =>
        typed.TrueForAll(i => record.Cells[i].Length == 0 || !Typed(record.Cells[i])) && typed.Exists(i => record.Cells[i].Length > 0);

    private static IEnumerable<char> Escapes(string head, char quote, string delimiter) =>
        head.Contains($"\\{quote}") || head.Contains($"\\{delimiter}", StringComparison.Ordinal) ? [quote, '\\'] : [quote]; // without a quote this is none

    /// <summary>True where a delimiter stands twice wherever it stands: then both together are one.</summary>
    private static bool IsDoubled(string head, string delimiter) =>
        Delimiters.Contains(delimiter + delimiter) && !head.Replace(delimiter + delimiter, "", StringComparison.Ordinal).Contains(delimiter, StringComparison.Ordinal);

    /// <summary>True for text of two bytes a character: the high bytes are mostly zero, the low ones characters.</summary>
    private static bool IsWide(ReadOnlySpan<byte> head, int high)
    {
        int zeros = 0, characters = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            zeros += head[i + high] == 0 ? 1 : 0;
            characters += head[i + 1 - high] >= ' ' || head[i + 1 - high] is (byte)'\n' or (byte)'\r' or (byte)'\t' ? 1 : 0;
        }
        return zeros > head.Length / 4 && characters == head.Length / 2;
    }

    /// <summary>Leaves the last few bytes out, which may be the first half of a character.</summary>
    private static ReadOnlySpan<byte> WithoutTail(ReadOnlySpan<byte> head)
    {
        var cut = head.LastIndexOf((byte)'\n');
        return cut < 0 ? head : head[..cut];
    }

    /// <summary>
    /// How well a form reads a text: the share of rows with as many cells as most, weighed by how much it divides, times the share of
    /// cells that are values; what breaks the rules counts against it.
    /// </summary>
    private static double Score(string head, CellForm form, DelimitedForm given)
    {
        var width = given.Columns ?? Width(Sample(head, form, given.LineEnd, null));
        var rows = Sample(head, form, given.LineEnd, width).Where(r => !r.Blank).ToList();
        if (rows.Count == 0)
        {
            return 0;
        }
        var even = (double)rows.Count(r => r.Cells.Count == width) / rows.Count;
        var divides = width == 1 ? 0.3 : (form.Delimiter is " " or ":" ? 0.4 : 1) * (1 - (1.0 / (width + 1))); // words and times hold spaces and colons
        var cells = rows.Where(r => r.Cells.Count == width).SelectMany(r => r.Cells).Where(c => c.Length > 0).ToList();
        var values = cells.Count == 0 ? 0.5 : cells.Average(c => Value(c, form));
        var broken = (double)rows.Count(r => r.Repaired) / rows.Count;
        var enclosed = form.Quote == DelimitedForm.None ? 0 : 0.01 * Math.Min(1, rows.Count(r => r.Lines > 1) + (Encloses(head, form) ? 1 : 0));
        // A delimiter inside a cell of an unbroken row was enclosed on purpose.
        var holds = form.Quote == DelimitedForm.None && form.Escape == DelimitedForm.None ? 0 : 0.08 * rows.Count(r => !r.Repaired && r.Cells.Any(c => c.Contains(form.Delimiter, StringComparison.Ordinal))) / rows.Count;
        return (even * divides * values * (1 - (0.3 * broken))) + enclosed + holds;
    }

    /// <summary>True where a quote begins a cell: an apostrophe within a word (<c>Data d'obertura</c>) encloses nothing. A double quote is in no word and may stand anywhere.</summary>
    private static bool Encloses(string head, CellForm form) =>
        form.Quote == '"' ? head.Contains('"')
        : head.StartsWith(form.Quote) || head.Contains($"\n{form.Quote}", StringComparison.Ordinal) || head.Contains($"{form.Delimiter}{form.Quote}", StringComparison.Ordinal);

    /// <summary>How much a cell looks like a value: a date, a number, a code or an address wholly, words nearly, what holds loose quotes or other delimiters less.</summary>
    private static double Value(string cell, CellForm form)
    {
        if (Typed(cell))
        {
            return 1;
        }
        if (cell.Length > 1 && cell[0] == cell[^1] && cell[0] is '"' or '\'' && cell[0] != form.Quote)
        {
            return 0.3; // enclosed by what this form does not take for a quote
        }
        var quotes = cell.Count(c => c is '"' || c == form.Quote);
        var edges = cell[0] is ',' or ';' or '\t' or '|' or ' ' || cell[^1] is ',' or ';' or '\t' or '|' or ' ' ? 0.15 : 0;
        var others = cell.Count(c => c is ';' or '\t' or '|') + (form.Delimiter[0] == ',' ? 0 : cell.Count(c => c == ',') / 4.0);
        return Math.Max(0.1, 0.9 - (quotes > 0 ? 0.3 : 0) - edges - (others > 0 ? Math.Min(0.6, 0.15 * others) : 0));
    }

    private static bool Typed(string cell)
    {
        var text = cell.AsSpan().Trim();
        return text.Length == 0 || text.Length < 64 && (
            double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _)
            || Patterns().IsMatch(text));
    }

    [GeneratedRegex("""^(?:[-+]?[€$£]?\s?\d[\d.,' ]*\s?[€$£%]?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?Z?)?|\d{1,2}:\d{2}(?::\d{2})?|[A-Z]{1,5}[-_]?\d[\w-]*|\d+[A-Z]|https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})$""", RegexOptions.CultureInvariant)]
    private static partial Regex Patterns();
}
