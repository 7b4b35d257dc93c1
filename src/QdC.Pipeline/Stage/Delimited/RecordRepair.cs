namespace QdC.Pipeline.Stage.Delimited;

/// <summary>
/// Divides a text whose quotes contradict themselves into a given number of cells. Each delimiter either divides two cells or is
/// part of a quoted one; of all divisions with that number the one that breaks the fewest rules is taken (dynamic programming over
/// the delimiters).
/// </summary>
internal static class RecordRepair
{
    private const int MostMerged = 400;
    private const double StrayInside = 1;
    private const double StrayBare = 1;
    private const double StrayOpening = 2;
    private const double CellsInside = 3;

    /// <summary>The cells, or null where no division gives so many.</summary>
    public static IReadOnlyList<string>? Divide(string text, CellForm form, int width)
    {
        var ends = Ends(text, form.Delimiter);
        var merged = ends.Count - width; // delimiters that must be part of a cell
        if (merged < 0 || merged > MostMerged)
        {
            return null;
        }
        // best[i][m]: the cheapest reading of the cells up to the i-th end in which m delimiters are part of a cell.
        var best = new (double Cost, int From, int Merged)[ends.Count + 1][];
        for (var i = 0; i <= ends.Count; i++)
        {
            best[i] = new (double, int, int)[merged + 1];
            Array.Fill(best[i], (double.PositiveInfinity, -1, -1));
        }
        best[0][0] = (0, -1, -1);
        for (var i = 0; i < ends.Count; i++)
        {
            var start = i == 0 ? 0 : ends[i - 1] + form.Delimiter.Length;
            var furthest = Opens(text, form, start, ends[i]) ? Math.Min(ends.Count - 1, i + merged) : i;
            for (var j = i; j <= furthest; j++)
            {
                if (Cost(text, form, start, ends[j], j > i) is not { } cost)
                {
                    continue;
                }
                for (var m = 0; m + j - i <= merged; m++)
                {
                    if (best[i][m].Cost + cost < best[j + 1][m + j - i].Cost)
                    {
                        best[j + 1][m + j - i] = (best[i][m].Cost + cost, i, m);
                    }
                }
            }
        }
        return double.IsPositiveInfinity(best[^1][merged].Cost) ? null : Cells(text, form, ends, best, merged);
    }

    private static List<string> Cells(string text, CellForm form, List<int> ends, (double Cost, int From, int Merged)[][] best, int merged)
    {
        var cells = new List<string>();
        for (var (at, m) = (ends.Count, merged); at > 0;)
        {
            var (_, from, before) = best[at][m];
            cells.Add(Value(text[(from == 0 ? 0 : ends[from - 1] + form.Delimiter.Length)..ends[at - 1]], form));
            (at, m) = (from, before);
        }
        cells.Reverse();
        return cells;
    }

    /// <summary>Where each cell would end if every delimiter divided two.</summary>
    private static List<int> Ends(string text, string delimiter)
    {
        var ends = new List<int>();
        for (var at = text.IndexOf(delimiter, StringComparison.Ordinal); at >= 0; at = text.IndexOf(delimiter, at + delimiter.Length, StringComparison.Ordinal))
        {
            ends.Add(at);
        }
        ends.Add(text.Length);
        return ends;
    }

    private static bool Opens(string text, CellForm form, int start, int end) =>
        form.Quote != DelimitedForm.None && text.AsSpan(start, end - start).TrimStart(' ') is [var c, ..] && c == form.Quote;

    /// <summary>What it costs to read a stretch as one cell; null where it cannot be one.</summary>
    private static double? Cost(string text, CellForm form, int start, int end, bool holdsDelimiters)
    {
        var cell = text[start..end];
        if (Enclosed(cell, form) is { } inner)
        {
            var stray = 0;
            for (var i = 0; i < inner.Length; i++)
            {
                if (form.Escapes(inner, i))
                {
                    i++;
                }
                else if (inner[i] == form.Quote)
                {
                    stray++;
                }
            }
            var crossing = holdsDelimiters ? Crossings(inner, form) : 0;
            return (StrayInside * stray) + (CellsInside * crossing);
        }
        if (holdsDelimiters || cell.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            return null;
        }
        if (form.Quote == DelimitedForm.None)
        {
            return 0;
        }
        return Opens(text, form, start, end) ? StrayOpening : StrayBare * cell.Count(c => c == form.Quote);
    }

    /// <summary>How often a quote stands beside a delimiter inside: there two cells may have been taken for one.</summary>
    private static int Crossings(string inner, CellForm form)
    {
        var count = 0;
        for (var at = inner.IndexOf(form.Delimiter, StringComparison.Ordinal); at >= 0; at = inner.IndexOf(form.Delimiter, at + form.Delimiter.Length, StringComparison.Ordinal))
        {
            var after = at + form.Delimiter.Length;
            count += (at > 0 && inner[at - 1] == form.Quote) || (after < inner.Length && inner[after] == form.Quote) ? 1 : 0;
        }
        return count;
    }

    private static string? Enclosed(string cell, CellForm form)
    {
        var trimmed = cell.Trim(' ');
        return form.Quote != DelimitedForm.None && trimmed.Length > 1 && trimmed[0] == form.Quote && trimmed[^1] == form.Quote ? trimmed[1..^1] : null;
    }

    private static string Value(string cell, CellForm form) => Enclosed(cell, form) is { } inner ? form.Unescaped(inner) : cell;
}
