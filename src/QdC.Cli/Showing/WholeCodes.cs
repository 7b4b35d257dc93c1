using Spectre.Console;
using Spectre.Console.Rendering;

namespace QdC.Cli.Showing;

/// <summary>
/// Where a table is wider than the screen, sentences are folded at words; codes, numbers and dates stay in one piece. Only where they leave no room,
/// the widest of them are folded too, behind their signs: nothing is cut off.
/// </summary>
internal sealed class WholeCodes : IRenderHook
{
    private const int ShortestSentence = 24;
    private const int Narrowest = 16;

    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables)
    {
        foreach (var renderable in renderables)
        {
            if (renderable is Table table)
            {
                Keep(table, options);
            }
            yield return renderable;
        }
    }

    private static void Keep(Table table, RenderOptions options)
    {
        var columns = table.Columns.Select((column, at) =>
        {
            var cells = table.Rows.Select(r => r[at]).Append(column.Header).Select(c => c.Measure(options, int.MaxValue)).ToList();
            return (Column: column, At: at, Width: cells.Max(c => c.Max), Folds: !column.NoWrap && cells.Exists(c => c.Max > ShortestSentence && c.Min < c.Max));
        }).ToList();
        var room = options.ConsoleSize.Width - (2 * columns.Count) - 1 - columns.Sum(c => c.Folds ? Narrowest : c.Width);
        foreach (var (column, at, width, folds) in columns.OrderByDescending(c => c.Width))
        {
            column.NoWrap |= !folds && (room >= 0 || width <= Narrowest);
            if (!column.NoWrap && !folds)
            {
                room += width - Fold(table, at, options);
            }
        }
    }

    /// <summary>Folds the codes of a column. Gives back how wide it is then.</summary>
    private static int Fold(Table table, int column, RenderOptions options)
    {
        var codes = table.Rows.Select(r => new FoldedCode(r[column], options)).ToList();
        foreach (var (code, row) in codes.Select((c, i) => (c, i)))
        {
            table.UpdateCell(row, column, code);
        }
        return codes.Max(c => c.Width);
    }
}
