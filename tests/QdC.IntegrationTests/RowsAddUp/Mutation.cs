using System.Text;

namespace QdC.IntegrationTests.RowsAddUp;

/// <summary>A file in the making: header, data lines, footer, and how they are put into bytes.</summary>
internal sealed class DraftFile(string extract, IReadOnlyList<string> rows)
{
    public string Extract { get; } = extract;

    public string Header { get; set; } = Sandbox.World.Headers[extract];

    public List<string> Lines { get; } = [.. rows];

    public List<string> Footer { get; } = [$"Total {rows.Count}"];

    public string LineEnd { get; set; } = "\r\n";

    public bool ByteOrderMark { get; set; }

    /// <summary>Changes the bytes at last, such as cutting them off.</summary>
    public Func<byte[], byte[]> Finish { get; set; } = bytes => bytes;

    /// <summary>What was changed, counted as the kind counts: lines, cells.</summary>
    public int Changed { get; set; }

    public void EveryLine(Func<string, string> change)
    {
        Header = change(Header);
        for (var i = 0; i < Lines.Count; i++)
        {
            Lines[i] = change(Lines[i]);
        }
    }

    /// <summary>Latin-1 letters above 7F are put as the single bytes they are, which is no UTF-8.</summary>
    public byte[] Bytes()
    {
        var text = string.Concat(Lines.Prepend(Header).Concat(Footer).Select(l => l + LineEnd));
        var bytes = new List<byte>(ByteOrderMark ? [0xEF, 0xBB, 0xBF] : []);
        foreach (var letter in text)
        {
            bytes.AddRange(letter is >= '\u0080' and <= '\u00FF' ? [(byte)letter] : Encoding.UTF8.GetBytes(letter.ToString()));
        }
        return Finish([.. bytes]);
    }
}

/// <summary>What a kind of mutation leaves true beside the balance.</summary>
internal enum Leaves
{
    /// <summary>Nothing is promised but the balance.</summary>
    BalanceOnly,

    /// <summary>The file says the same as before.</summary>
    TheSameContent,

    /// <summary>Surplus rows are duplicates, the rest says the same.</summary>
    Duplicates,

    /// <summary>Every row is loaded, with other values.</summary>
    EveryRow,

    /// <summary>The changed rows are rejected, and no key is taken for absent.</summary>
    RejectedRows,

    /// <summary>Some rows may be rejected or lost, but no key is taken for absent.</summary>
    NoAbsence,
}

/// <summary>A named way in which an extract comes out wrong.</summary>
internal sealed record Mutation(string Name, Leaves Leaves, Action<DraftFile, Random> Apply)
{
    private const string Delimiter = ";";

    public static readonly IReadOnlyList<Mutation> All =
    [
        new("cut file", Leaves.NoAbsence, (f, r) =>
        {
            var share = r.NextDouble();
            f.Finish = bytes => bytes[..(f.Header.Length + (int)(share * (bytes.Length - f.Header.Length)))];
        }),
        new("swapped columns", Leaves.TheSameContent, (f, r) =>
        {
            var order = Enumerable.Range(0, f.Header.Split(';').Length).ToArray();
            r.Shuffle(order);
            f.EveryLine(line => line.Split(';') is var cells && cells.Length == order.Length ? string.Join(';', order.Select(i => cells[i])) : line);
        }),
        new("swapped headings", Leaves.BalanceOnly, (f, r) =>
        {
            var names = f.Header.Split(';');
            r.Shuffle(names);
            f.Header = string.Join(';', names);
        }),
        new("headings in other letters", Leaves.TheSameContent, (f, r) =>
            f.Header = string.Concat(f.Header.Select(c => r.Next(3) switch { 0 => char.ToUpperInvariant(c), 1 => c == '_' ? ' ' : c, _ => c }))),
        new("extra column", Leaves.TheSameContent, (f, r) =>
        {
            var (at, heading) = (r.Next(f.Header.Split(';').Length + 1), true);
            f.EveryLine(line =>
            {
                var cells = line.Split(';').ToList();
                cells.Insert(Math.Min(at, cells.Count), heading ? "observacions" : "x" + r.Next(10));
                heading = false;
                return string.Join(';', cells);
            });
        }),
        new("dropped optional column", Leaves.EveryRow, (f, _) =>
        {
            var at = Array.IndexOf(f.Header.Split(';'), f.Extract == "payment" ? "funder" : "team");
            f.EveryLine(line => line.Split(';') is var cells && cells.Length > at && at >= 0 ? string.Join(';', cells.Where((_, i) => i != at)) : line);
        }),
        new("blank lines", Leaves.TheSameContent, (f, r) =>
        {
            for (var n = r.Next(1, 6); n > 0; n--)
            {
                f.Lines.Insert(r.Next(f.Lines.Count + 1), r.Next(3) switch { 0 => "", 1 => "  ", _ => new string(';', f.Header.Count(c => c == ';')) });
            }
        }),
        new("duplicated lines", Leaves.Duplicates, (f, r) => Lines(f, r, i => { f.Lines.Insert(r.Next(f.Lines.Count + 1), f.Lines[i]); f.Footer[0] = $"Total {f.Lines.Count}"; })),
        new("ragged row", Leaves.RejectedRows, (f, r) => Lines(f, r, i => f.Lines[i] = r.Next(2) == 0 && f.Lines[i].Contains(';') ? f.Lines[i][..f.Lines[i].LastIndexOf(';')] : f.Lines[i] + ";x")),
        new("stray quote", Leaves.NoAbsence, (f, r) => Lines(f, r, i => f.Lines[i] = f.Lines[i].Insert(r.Next(f.Lines[i].Length + 1), "\""))),
        new("bad byte", Leaves.NoAbsence, (f, r) => Lines(f, r, i => f.Lines[i] = f.Lines[i].Insert(r.Next(f.Lines[i].Length + 1), ((char)r.Next(0x80, 0x100)).ToString()))),
        new("bad date", Leaves.RejectedRows, (f, r) => Lines(f, r, i => f.Lines[i] = Cell(f, i, f.Extract == "payment" ? "paid_on" : "opened_on", Pick(r, "31/02/2024", "2024-99-01", "demà", "00/00/0000", "45231")))),
        new("bad optional date", Leaves.EveryRow, (f, r) => Lines(f, r, i => f.Lines[i] = f.Extract == "case" ? Cell(f, i, "closed_on", "32/01/2024") : f.Lines[i])),
        new("trailing delimiter", Leaves.TheSameContent, (f, _) => f.EveryLine(line => line + Delimiter)),
        new("byte order mark", Leaves.TheSameContent, (f, _) => f.ByteOrderMark = true),
        new("wrong number", Leaves.RejectedRows, (f, r) => Lines(f, r, i => f.Lines[i] = f.Extract == "payment" ? Cell(f, i, "amount", Pick(r, "quaranta", "1,2,3", "€", "--5", "1e5")) : Cell(f, i, "state", ""))),
        new("missing key", Leaves.RejectedRows, (f, r) => Lines(f, r, i => f.Lines[i] = Cell(f, i, "id", Pick(r, "", "  ")))),
        new("other line ends", Leaves.TheSameContent, (f, _) => f.LineEnd = "\n"),
        new("quoted fields", Leaves.TheSameContent, (f, _) => f.EveryLine(line => line.Contains('"') ? line : string.Join(';', line.Split(';').Select(c => $"\"{c}\"")))),
    ];

    public override string ToString() => Name;

    /// <summary>Changes a few of the lines, each once.</summary>
    private static void Lines(DraftFile file, Random random, Action<int> change)
    {
        if (file.Lines.Count == 0)
        {
            return;
        }
        var chosen = Enumerable.Range(0, file.Lines.Count).Where(_ => random.Next(4) == 0).OrderDescending().ToList();
        foreach (var i in chosen.Count > 0 ? chosen : [random.Next(file.Lines.Count)])
        {
            change(i);
            file.Changed++;
        }
    }

    private static string Cell(DraftFile file, int line, string column, string value)
    {
        var (cells, at) = (file.Lines[line].Split(';'), Array.IndexOf(file.Header.Split(';'), column));
        if (at >= 0 && at < cells.Length)
        {
            cells[at] = value;
        }
        return string.Join(';', cells);
    }

    private static string Pick(Random random, params string[] of) => of[random.Next(of.Length)];
}
