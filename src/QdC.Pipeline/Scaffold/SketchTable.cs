using System.Globalization;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Scaffold;

/// <summary>What a column of an unknown file holds.</summary>
internal enum SketchKind
{
    Empty,
    Integer,
    Decimal,
    Date,
    Month,
    Text,
}

/// <summary>A column of an unknown file, by its first rows.</summary>
internal sealed class SketchColumn
{
    private const int MostValues = 300;
    private const int LongestValue = 80;
    private const double Nearly = 0.9;
    private const double NearlyAll = 0.98;
    private static readonly string[] DateForms = [.. ColumnGuess.DateFormats, "yyyy/MM/dd", "MM/dd/yyyy"];
    private static readonly string[] MonthForms = ["yyyy-MM", "MM/yyyy", "yyyyMM"];

    public SketchColumn(string name, int index, IReadOnlyList<string> values)
    {
        (Name, Index, Rows) = (name, index, values.Count);
        var filled = values.Where(v => v.Length > 0).ToList();
        Filled = filled.Count;
        Set = [.. filled];
        var guess = ColumnGuess.Of(name, index, filled.Count == 0 ? [""] : filled);
        Personal = guess.Masked;
        List<string> amounts = [.. filled.Select(v => v.Trim('€', '$', ' ', '\u00A0')).Where(v => v.Length > 0 && v.Any(char.IsDigit) && !v.Any(char.IsLetter))];
        var amount = amounts.Count >= Nearly * filled.Count && amounts.Count > 0 ? ColumnGuess.Of(name, index, amounts).Type : "text";
        Dates = Forms(filled);
        MonthForm = Dates.Count == 0 ? Form(filled, MonthForms) : null;
        Kind = filled.Count == 0 ? SketchKind.Empty
            : Dates.Count > 0 ? SketchKind.Date
            : MonthForm is not null && !(MonthForm == "yyyyMM" && !filled.TrueForAll(v => v.StartsWith("19", StringComparison.Ordinal) || v.StartsWith("20", StringComparison.Ordinal))) ? SketchKind.Month
            : amount == "integer" ? SketchKind.Integer
            : amount.StartsWith("decimal", StringComparison.Ordinal) ? SketchKind.Decimal
            : SketchKind.Text;
        DecimalComma = Kind == SketchKind.Decimal && amount == "decimal with comma";
        Thousands = DecimalComma && amounts.Exists(v => v.Contains('.'));
        Documents = Share(filled, v => Identifiers.HasDniOrNieShape(v));
        Cips = Share(filled, v => Identifiers.IsCip(v));
        Nasses = Share(filled, v => v.Length >= 11 && Identifiers.IsNass(v));
        if (Set.Count <= MostValues && filled.TrueForAll(v => v.Length <= LongestValue))
        {
            Values = filled.CountBy(v => v).OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).ToList();
        }
    }

    public string Name { get; }

    public int Index { get; }

    public int Rows { get; }

    public int Filled { get; }

    /// <summary>Its different values.</summary>
    public HashSet<string> Set { get; }

    /// <summary>Its different values by frequency; null where they are too many or too long for a code.</summary>
    public IReadOnlyList<KeyValuePair<string, int>>? Values { get; }

    public SketchKind Kind { get; }

    /// <summary>The forms its dates have, the most frequent first.</summary>
    public IReadOnlyList<string> Dates { get; }

    public string? MonthForm { get; }

    public bool DecimalComma { get; }

    public bool Thousands { get; }

    public bool Personal { get; }

    /// <summary>Share of its values with the form of a DNI or NIE.</summary>
    public double Documents { get; }

    public double Cips { get; }

    public double Nasses { get; }

    /// <summary>True where hardly a row lacks a value; a total below a table is no row.</summary>
    public bool Full => Rows > 0 && Filled >= NearlyAll * Rows;

    public bool Unique => Full && Set.Count >= NearlyAll * Filled;

    private static string? Form(List<string> values, string[] forms) =>
        values.Count == 0 ? null : forms.FirstOrDefault(f => values.Count(v => IsDate(v, f)) >= Nearly * values.Count);

    /// <summary>The forms that explain nearly all values, each at least one in twenty; none where they are no dates.</summary>
    private static List<string> Forms(List<string> values)
    {
        var (left, forms) = (values.Select(v => v.Split(' ', 'T')[0]).ToList(), new List<string>());
        while (left.Count > 0 && DateForms.Select(f => (Form: f, Count: left.Count(v => IsDate(v, f)))).MaxBy(f => f.Count) is var best && best.Count > 0.05 * values.Count)
        {
            forms.Add(best.Form);
            left.RemoveAll(v => IsDate(v, best.Form));
        }
        return left.Count <= (1 - Nearly) * values.Count ? forms : [];
    }

    private static bool IsDate(string text, string form) => DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static double Share(List<string> values, Func<byte[], bool> test) =>
        values.Count == 0 ? 0 : (double)values.Count(v => test(System.Text.Encoding.UTF8.GetBytes(v))) / values.Count;
}

/// <summary>A table of an unknown file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Sheet">The sheet; null for a text.</param>
/// <param name="Dialect">How a text is written; null for a workbook.</param>
/// <param name="Header">The line of the header.</param>
/// <param name="Columns">Its columns that have a name.</param>
/// <param name="Data">Its first rows.</param>
internal sealed record SketchTable(string File, string? Sheet, PeekDialect? Dialect, int Header, IReadOnlyList<SketchColumn> Columns, IReadOnlyList<string[]> Data)
{
    private const int MostRows = 50_000;

    /// <summary>How many rows were looked at.</summary>
    public int Rows => Data.Count;

    /// <summary>How many rows differ in some columns.</summary>
    public int DistinctRows(IReadOnlyList<SketchColumn> columns) =>
        Data.Select(r => string.Join('\u001F', columns.Select(c => c.Index < r.Length ? r[c.Index] : ""))).ToHashSet().Count;

    /// <summary>The tables of a file that have a header.</summary>
    /// <exception cref="ExtractUnreadable">It is neither text nor a workbook that may be opened.</exception>
    public static IEnumerable<SketchTable> Read(string path)
    {
        foreach (var (sheet, dialect, rows) in Peek.Tables(path, MostRows))
        {
            var header = Peek.FindHeader(rows);
            if (header < 0)
            {
                continue;
            }
            var names = rows[header].Cells;
            var data = rows.Skip(header + 1).Select(r => r.Cells).Where(r => r.Any(c => c.Length > 0)).ToList();
            var columns = names
                .Select((name, i) => (Name: name, Index: i))
                .Where(c => c.Name.Length > 0)
                .Select(c => new SketchColumn(c.Name, c.Index, [.. data.Select(r => c.Index < r.Length ? r[c.Index] : "")]))
                .ToList();
            yield return new SketchTable(Path.GetFileName(path), sheet, dialect, rows[header].Line, columns, data);
        }
    }
}
