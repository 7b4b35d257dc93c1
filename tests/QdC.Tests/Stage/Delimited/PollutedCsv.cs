using System.Globalization;

namespace QdC.Tests.Stage.Delimited;

/// <summary>A table, the ways in which files of it are damaged in practice, and for each how it is written and what it should be read as.</summary>
internal static class PollutedCsv
{
    private static readonly string[] Header = ["Data", "Hora", "Codi", "Import", "Estat", "Servei", "Observacions", "Fitxa", "Nota"];
    private static readonly string[] Services = ["Ajut d'urgència", "Servei d'ajuda a domicili", "Teleassistència", "Àpats, a domicili", "Llit articulat, 90\"", "Taula de 48\" amb rodes", "Beca menjador"];
    private static readonly string[] Notes = ["Cal trucar, fora d'hores, a la treballadora.", "Pendent de resoldre", "Amplada de 8\\'9\" com a màxim, segons l'informe.", "Vist i conforme; es manté."];

    /// <summary>The rows, the header first.</summary>
    public static readonly IReadOnlyList<string[]> Rows = [Header, .. Enumerable.Range(0, 59).Select(Row)];

    /// <summary>All damaged files.</summary>
    public static IEnumerable<Polluted> All() => [.. Whole(), .. Shape(), .. ByRow()];

    private static string[] Row(int i) =>
    [
        new DateOnly(2024, 1, 1).AddDays(3 * i).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), $"{8 + (i % 10):00}:{15 * (i % 4):00}", $"EX-{1000 + (37 * i)}", $"{(i * 13.7) + 2:0.00}".Replace(',', '.'),
        i % 3 == 0 ? "obert" : "tancat", Services[i % Services.Length], Notes[i % Notes.Length], $"https://exemple.cat/fitxa/{i}.html", "",
    ];

    private static IEnumerable<Polluted> Whole()
    {
        var plain = new Polluted("source", Lines(), Rows);
        yield return plain;
        yield return plain with { Name = "no_trailing_newline", Ends = false };
        yield return plain with { Name = "double_trailing_newline", Lines = [.. plain.Lines, ""] };
        foreach (var (name, end) in new[] { ("lf", "\n"), ("cr", "\r") })
        {
            yield return plain with { Name = $"line_end_{name}", LineEnd = end };
        }
        foreach (var delimiter in new[] { ";", "\t", "|", ", " })
        {
            yield return plain with { Name = $"delimiter_{(int)delimiter[0]:X}_{delimiter.Length}", Delimiter = delimiter, Lines = Lines(delimiter) };
        }
        yield return plain with { Name = "quote_apostrophe", Quote = '\'', Escape = '\'', Lines = Lines(quote: "'", escape: "'") };
        yield return plain with { Name = "escape_backslash", Escape = '\\', Lines = Lines(escape: "\\") };
        yield return plain with { Name = "escape_none", Escape = '\0', Lines = Lines(escape: "") };
    }

    private static IEnumerable<Polluted> Shape()
    {
        var lines = Lines();
        yield return new Polluted("no_header", lines[1..], [.. Rows.Skip(1)]) { HeaderLines = 0 };
        foreach (var count in new[] { 2, 3 })
        {
            yield return new Polluted($"header_{count}", [.. Enumerable.Repeat(lines[0], count), .. lines[1..]], [[.. Header.Select(h => string.Join(' ', Enumerable.Repeat(h, count)))], .. Rows.Skip(1)]) { HeaderLines = count };
        }
        yield return new Polluted("preamble", ["Llistat d'expedients", "", .. lines], Rows) { Preamble = 2 };
        yield return new Polluted("preamble_delimited", ["Llistat,,,,,,,,", ",,,,,,,,", .. lines], Rows) { Preamble = 2 };
        yield return new Polluted("footer", [.. lines, "", "Font: registre"], Rows) { Footer = 2 };
        yield return new Polluted("header_only", lines[..1], [Header]);
        yield return new Polluted("one_row", lines[..2], [.. Rows.Take(2)]);
        foreach (var columns in new[] { 6, 9 })
        {
            var second = Rows.Select(r => r[..columns]).ToList();
            yield return new Polluted($"two_tables_{columns}", [.. lines, .. second.Select((r, i) => Line(r, i))], [.. Rows, .. second]);
        }
    }

    /// <summary>Damage to one row only: a delimiter too many or too few, a stray quote, another delimiter.</summary>
    private static IEnumerable<Polluted> ByRow()
    {
        for (var row = 0; row < Rows.Count; row += 7)
        {
            for (var column = 0; column < Header.Length; column++)
            {
                var cells = Rows[row].Select((c, j) => Cell(c, j, row)).ToList();
                yield return Changed($"more_{row}_{column}", row, [.. cells[..column], "", .. cells[column..]], [.. Rows[row][..column], "", .. Rows[row][column..]]);
                yield return Changed($"quote_{row}_{column}", row, [.. cells[..column], "\"" + cells[column], .. cells[(column + 1)..]], [.. Rows[row][..column], "\"" + Rows[row][column], .. Rows[row][(column + 1)..]]);
            }
            var all = Lines();
            all[row] = Line(Rows[row].Select(c => c.Replace(' ', '_')).ToArray(), row, ";");
            yield return new Polluted($"other_delimiter_{row}", all, [.. Rows.Select((r, i) => i == row ? [.. r.Select(c => c.Replace(' ', '_'))] : r)]);
        }
    }

    private static Polluted Changed(string name, int row, IReadOnlyList<string> cells, string[] read)
    {
        var lines = Lines();
        lines[row] = string.Join(',', cells);
        return new Polluted(name, lines, [.. Rows.Select((r, i) => i == row ? read : r)]);
    }

    private static string[] Lines(string delimiter = ",", string quote = "\"", string escape = "\"") => [.. Rows.Select((r, i) => Line(r, i, delimiter, quote, escape))];

    private static string Line(string[] cells, int row, string delimiter = ",", string quote = "\"", string escape = "\"") =>
        string.Join(delimiter, cells.Select((c, j) => Cell(c, j, row, delimiter, quote, escape)));

    private static string Cell(string cell, int column, int row, string delimiter = ",", string quote = "\"", string escape = "\"") =>
        (row > 0 && column is 6 or 7) || cell.Contains(quote, StringComparison.Ordinal) || cell.Contains(delimiter, StringComparison.Ordinal) || cell.Contains(',')
            ? quote + cell.Replace(quote, escape + quote, StringComparison.Ordinal) + quote
            : cell;
}

/// <summary>A damaged file.</summary>
internal sealed record Polluted(string Name, IReadOnlyList<string> Lines, IReadOnlyList<string[]> Read)
{
    public string Delimiter { get; init; } = ",";

    public char Quote { get; init; } = '"';

    public char Escape { get; init; } = '"';

    public string LineEnd { get; init; } = "\r\n";

    public int HeaderLines { get; init; } = 1;

    public int Preamble { get; init; }

    public int Footer { get; init; }

    public bool Ends { get; init; } = true;

    public string Text => string.Join(LineEnd, Lines) + (Ends ? LineEnd : "");
}
