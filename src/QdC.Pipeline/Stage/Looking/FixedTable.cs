using QdC.Pipeline.Stage.Delimited;

namespace QdC.Pipeline.Stage.Looking;

/// <summary>The lines of fixed width of a text nobody has described.</summary>
internal sealed class FixedTable : IDisposable
{
    private const int Looked = 400;
    private readonly DelimitedFile _file;
    private readonly FixedForm _layout;

    private FixedTable(DelimitedFile file, FixedForm layout) => (_file, _layout) = (file, layout);

    /// <summary>Opens a text that seems to be, or is said to be, of fixed width; null for another.</summary>
    /// <param name="path">The file.</param>
    /// <param name="said">The layout; null finds it.</param>
    public static FixedTable? Of(string path, FixedForm? said)
    {
        var file = DelimitedFile.Open(path, said is null ? new DelimitedForm() : new DelimitedForm { Delimiter = ",", Quote = DelimitedForm.None, Escape = DelimitedForm.None, Preamble = 0, Header = 0, Columns = 1 });
        var layout = said ?? (file.DividesWell ? null : FixedGuess.Of([.. file.FirstLines(Looked)]));
        if (layout is null)
        {
            file.Dispose();
            return null;
        }
        return new FixedTable(file, layout);
    }

    /// <summary>Its columns' names.</summary>
    public IReadOnlyList<string> Names => [.. _layout.Columns.Select(c => c.Name)];

    /// <summary>How lines are divided.</summary>
    public FixedForm Layout => _layout;

    /// <summary>How the text is written.</summary>
    public DelimitedForm Form => new() { Encoding = _file.Form.Encoding };

    /// <summary>Its records: the line, the cells with what stands behind the last column as one more, and whether the line has another length.</summary>
    public IEnumerable<(int Line, List<string> Cells, bool IsOther)> Rows()
    {
        var lines = _file.Lines();
        for (; lines.Peek() is { } line; lines.Take(1))
        {
            if (line.Number > _layout.SkipLines && line.Text.Trim().Length > 0)
            {
                yield return (line.Number, _layout.Cells(line.Text), line.Text.TrimEnd().Length > _layout.Length || line.Text.Length < _layout.Columns[^1].Start);
            }
        }
    }

    /// <summary>Its first rows as a table.</summary>
    public RawTable First(int most)
    {
        var rows = Rows().Take(most).ToList();
        var form = new PeekFixed(_file.Form.Encoding!, _layout, rows.Count(r => r.IsOther));
        // Words of its own are for a person to look at; a column that nobody named is taken for one that may hold anything.
        string[] names = [.. _layout.Columns.Select(c => c.Name == $"C{c.Start}" ? "" : c.Name)];
        return new(null, new RawForm(Fixed: form), [(_layout.HasHeader ? _layout.SkipLines : 0, names), .. rows.Where(r => !r.IsOther).Select(r => (r.Line, r.Cells.ToArray()))], IsNamed: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
