using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Stage.Looking;

namespace QdC.Pipeline.Scaffold;

/// <summary>A column's name in a file, as names are compared; where a header holds one twice, which of them.</summary>
/// <param name="Folded">The name.</param>
/// <param name="Nth">0 for the first of that name.</param>
internal readonly record struct SketchName(string Folded, int Nth);

/// <summary>A table in one file of an unknown system.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Sheet">The sheet; null for a text.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Header">The line of the header.</param>
/// <param name="Titles">Its header.</param>
/// <param name="Rows">Its first rows.</param>
internal sealed record SketchFile(string File, string? Sheet, RawForm Form, int Header, IReadOnlyList<string> Titles, IReadOnlyList<string[]> Rows)
{
    private static readonly HashSet<string> Totals = ["total", "totals", "totales", "suma", "sumes", "sumas", "sum"];

    /// <summary>Its columns' names; empty for one without.</summary>
    public IReadOnlyList<SketchName> Names { get; } =
        [.. Titles.Select((t, i) => TextFold.Header(t) is var folded ? new SketchName(folded, Titles.Take(i).Count(b => TextFold.Header(b) == folded)) : default)];

    /// <summary>True for a sheet in which texts, no cells of a date, are written as yyyy-MM-dd.</summary>
    public bool HasIsoTexts { get; init; }

    /// <summary>The word that a line of totals below the rows begins with, which is none of them; null where there is no such line.</summary>
    public string? Footer { get; init; }

    /// <summary>How a text is written; empty for a workbook.</summary>
    public string Written =>
        Form switch
        {
            { Dialect: { } d } => $"{d.Encoding}, {(d.Delimiter == "\t" ? "tab" : d.Delimiter)}",
            { Fixed: { } f } => $"{f.Encoding}, {string.Join(' ', f.Layout.Columns.Select(c => c.Width))}",
            { Xml: { } x } => x.Rows,
            _ => "",
        };

    /// <summary>A column's name as the file writes it.</summary>
    public string Called(SketchName name) => Titles[Names.ToList().IndexOf(name)];

    /// <summary>A column's values; null where the file lacks it.</summary>
    public IReadOnlyList<string>? Values(SketchName name) =>
        Names.ToList().IndexOf(name) is >= 0 and var at ? [.. Rows.Select(r => at < r.Length ? r[at] : "")] : null;

    /// <summary>The tables of a file that have a header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Rows of each to look at.</param>
    /// <param name="said">What is known of how files are written.</param>
    /// <exception cref="ExtractUnreadable">It is neither text nor a workbook that may be opened.</exception>
    public static IEnumerable<SketchFile> Read(string path, int most, SaidForms said)
    {
        foreach (var table in Peek.Tables(path, most, said: said))
        {
            var (rows, header) = (table.Rows, table.Header);
            if (header >= 0)
            {
                string[] titles = table.Form.Fixed is { } f ? [.. f.Layout.Columns.Select(c => c.Name)] : rows[header].Cells;
                List<string[]> records = [.. rows.Skip(header + 1).Select(r => r.Cells).Where(r => r.Any(c => c.Length > 0))];
                var footer = table.Form is { Xml: null, Fixed: null } ? FooterOf(records) : null;
                if (footer is not null)
                {
                    records.RemoveAt(records.Count - 1);
                }
                yield return new SketchFile(Path.GetFileName(path), table.Sheet, table.Form, rows[header].Line, titles, records) { HasIsoTexts = table.HasIsoTexts, Footer = footer };
            }
        }
    }

    /// <summary>The first word of the last row where it says that it adds the others up and no other row begins so.</summary>
    private static string? FooterOf(List<string[]> rows)
    {
        static string First(string[] row) => row.FirstOrDefault(c => c.Length > 0) is { } cell ? new string([.. cell.TakeWhile(char.IsLetter)]) : "";
        return rows.Count > 2 && First(rows[^1]) is var word && Totals.Contains(TextFold.Header(word)) && rows.Count(r => First(r) == word) == 1 ? word : null;
    }
}
