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

/// <summary>A column of an unknown table, by its first rows in every file that has it.</summary>
internal sealed class SketchColumn
{
    private const int MostValues = 300;
    private const int LongestValue = 80;
    private const double Nearly = 0.9;
    private const double NearlyAll = 0.98;
    private const string Mixed = "decimal with comma or point";
    private static readonly char[] Separators = ['|', ';', ','];
    private static readonly string[] DateForms = [.. ColumnGuess.DateFormats, "yyyy/MM/dd", "MM/dd/yyyy"];
    private static readonly string[] MonthForms = ["yyyy-MM", "MM/yyyy", "yyyyMM"];

    /// <summary>What several columns of files of one kind, or one alone, hold together.</summary>
    /// <param name="names">What it is called, the newest name first.</param>
    /// <param name="index">Its place among the table's columns.</param>
    /// <param name="files">Its values in each file, the oldest first; null in a file that lacks it.</param>
    public SketchColumn(IReadOnlyList<string> names, int index, IReadOnlyList<IReadOnlyList<string>?> files)
    {
        (Names, Index, Files) = (names, index, files);
        var parts = files.OfType<IReadOnlyList<string>>().Select(f => f.Where(v => v.Length > 0).ToList()).ToList();
        var filled = parts.Count == 1 ? parts[0] : [.. parts.SelectMany(p => p)];
        (Rows, Filled) = (files.Sum(f => f?.Count ?? 0), filled.Count);
        Set = [.. filled];
        var guess = ColumnGuess.Of(Name, index, filled.Count == 0 ? [""] : [.. Set]);
        Personal = guess.Masked || names.Skip(1).Any(n => ColumnGuess.Of(n, index, [""]).Masked);
        var amounts = parts.Where(p => p.Count > 0).Select(Amount).ToList();
        Dates = Together(parts, Forms, f => f.Count > 0).SelectMany(f => f).Distinct().ToList();
        MonthForm = Dates.Count == 0 ? Form(filled, MonthForms) : null;
        Kind = filled.Count == 0 ? SketchKind.Empty
            : Dates.Count > 0 ? SketchKind.Date
            : MonthForm is not null && !(MonthForm == "yyyyMM" && !filled.TrueForAll(v => v.StartsWith("19", StringComparison.Ordinal) || v.StartsWith("20", StringComparison.Ordinal))) ? SketchKind.Month
            : amounts.TrueForAll(a => a.Type == "integer") ? SketchKind.Integer
            : amounts.TrueForAll(a => a.Type == "integer" || a.Type.StartsWith("decimal", StringComparison.Ordinal)) ? SketchKind.Decimal
            : SketchKind.Text;
        var marks = amounts.Select(a => a.Type).Where(t => t != "integer").Distinct().ToList();
        DecimalComma = Kind == SketchKind.Decimal && marks[^1] is "decimal with comma" or Mixed;
        DecimalsDiffer = Kind == SketchKind.Decimal && (marks.Count > 1 || marks.Contains(Mixed));
        Thousands = DecimalComma && amounts.Exists(a => a.Thousands);
        Documents = Share(filled, v => Identifiers.HasDniOrNieShape(v));
        Cips = Share(filled, v => Identifiers.IsCip(v));
        Nasses = Share(filled, v => v.Length >= 11 && Identifiers.IsNass(v));
        if (Set.Count <= MostValues && Set.All(v => v.Length <= LongestValue))
        {
            Values = filled.CountBy(v => v).OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).ToList();
        }
        Differing = parts.Sum(p => p.ToHashSet().Count);
        Unique = Full && parts.TrueForAll(p => p.ToHashSet().Count >= NearlyAll * p.Count);
    }

    /// <summary>What it is called in the newest file that has it.</summary>
    public string Name => Names[0];

    /// <summary>What it is called in any file, the newest name first.</summary>
    public IReadOnlyList<string> Names { get; }

    public int Index { get; }

    /// <summary>Its values in each file of the table, the oldest first; null in a file that lacks it.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> Files { get; }

    /// <summary>Rows looked at in the files that have it.</summary>
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

    /// <summary>True where one file writes decimals with a comma and another with a point.</summary>
    public bool DecimalsDiffer { get; }

    public bool Personal { get; }

    /// <summary>Share of its values with the form of a DNI or NIE.</summary>
    public double Documents { get; }

    public double Cips { get; }

    public double Nasses { get; }

    /// <summary>True where hardly a row lacks a value; a total below a table is no row.</summary>
    public bool Full => Rows > 0 && Filled >= NearlyAll * Rows;

    /// <summary>What stands between several keys in one cell; null where each cell holds one at most.</summary>
    public char? Separator =>
        Separators.Select(s => (Sign: s, Cells: Set.Count(v => v.Contains(s) && v.Split(s, StringSplitOptions.TrimEntries).All(k => k.Length > 0 && !k.Contains(' ')))))
            .Where(s => s.Cells > 0).OrderByDescending(s => s.Cells).Select(s => (char?)s.Sign).FirstOrDefault();

    /// <summary>Its different values in each file, added up.</summary>
    public int Differing { get; }

    /// <summary>True where hardly a value stands twice in one file; each file may hold them again.</summary>
    public bool Unique { get; }

    /// <summary>How a draft says that it is <see cref="Unique"/>.</summary>
    public string SaysUnique => Differing == Filled ? "no value twice" : "hardly a value twice";

    /// <summary>Of its days in the oldest file, the share that lies before all but the first few of the newest.</summary>
    public double BeforeNewest
    {
        get
        {
            var files = Files.OfType<IReadOnlyList<string>>().Select(Days).Where(d => d.Count > 0).ToList();
            if (files.Count < 2)
            {
                return 0;
            }
            var first = files[^1][files[^1].Count / 50];
            return files[0].Count(d => d < first) / (double)files[0].Count;
        }
    }

    /// <summary>True where no file holds both.</summary>
    public bool IsNeverBeside(SketchColumn other) => Files.Zip(other.Files).All(f => f.First is null || f.Second is null);

    /// <summary>This column and one of another name that no file holds beside it, as one.</summary>
    public SketchColumn With(SketchColumn other)
    {
        var (newer, older) = Last(this) > Last(other) ? (this, other) : (other, this);
        return new SketchColumn([.. newer.Names.Union(older.Names)], newer.Index, [.. Files.Zip(other.Files, (a, b) => a ?? b)]);
        static int Last(SketchColumn column) => column.Files.Select((f, i) => f is null ? -1 : i).Max();
    }

    /// <summary>True for this column, and for one that it was joined of.</summary>
    public bool Covers(SketchColumn column) => column.Names.All(Names.Contains);

    private List<DateOnly> Days(IReadOnlyList<string> values)
    {
        var days = new List<DateOnly>();
        foreach (var value in values)
        {
            foreach (var form in Dates)
            {
                if (DateOnly.TryParseExact(value.Split(' ', 'T')[0], form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                {
                    days.Add(day);
                    break;
                }
            }
        }
        days.Sort();
        return days;
    }

    private static (string Type, bool Thousands) Amount(List<string> filled)
    {
        HashSet<string> amounts = [.. filled.Select(v => v.Trim('€', '$', ' ', '\u00A0')).Where(v => v.Length > 0 && v.Any(char.IsDigit) && !v.Any(char.IsLetter))];
        var share = filled.Count(v => amounts.Contains(v.Trim('€', '$', ' ', '\u00A0')));
        return (share >= Nearly * filled.Count && share > 0 ? Amount(amounts) : "text", amounts.Any(v => v.Contains('.')));
    }

    /// <summary>What amounts are written as; a workbook may hold some as numbers and some as texts with a comma.</summary>
    private static string Amount(HashSet<string> amounts) =>
        ColumnGuess.Of("", 0, [.. amounts]).Type is not ("text" or "code") and var type ? type
        : amounts.All(a => ColumnGuess.Of("", 0, [a]).Type is { } one && (one == "integer" || one.StartsWith("decimal", StringComparison.Ordinal))) ? Mixed
        : "text";

    /// <summary>What is found in each file, where it is found in every one.</summary>
    private static List<T> Together<T>(List<List<string>> files, Func<List<string>, T> find, Func<T, bool> isFound)
    {
        var found = files.Where(f => f.Count > 0).Select(find).ToList();
        return found.TrueForAll(f => isFound(f)) ? found : [];
    }

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
