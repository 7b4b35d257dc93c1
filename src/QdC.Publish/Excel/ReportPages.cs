using ClosedXML.Excel;

namespace QdC.Publish.Excel;

/// <summary>Rows that belong together.</summary>
/// <param name="First">The first, from 1.</param>
/// <param name="Last">The last.</param>
internal sealed record PageBlock(int First, int Last)
{
    /// <summary>The row before which it may be torn when it is longer than a page; 0 for none.</summary>
    public int MayBreakBefore { get; init; }
}

/// <summary>Where pages of a printed sheet end: before a block that would be cut, if it fits on a page of its own.</summary>
internal static class ReportPages
{
    /// <summary>A4 less its margins, in points.</summary>
    private const double Long = (11.69 - 1.4) * 72;
    private const double Short = (8.27 - 1.4) * 72;
    private const double LongWide = (11.69 - 1.0) * 72;
    private const double ShortWide = (8.27 - 1.0) * 72;

    /// <summary>The width of a column's character, in points; a headless server has no fonts to measure with.</summary>
    private const double Character = 5.3;

    /// <summary>Rows are somewhat higher in some programs than they are said to be.</summary>
    private const double Sure = 0.97;

    /// <summary>How many times its pages a sheet is made smaller for, to do without a last one: letters are a fifth smaller at most.</summary>
    private const double Few = 1.25;

    /// <summary>Rows of a block that must not be torn from its heading.</summary>
    private const int Together = 5;

    /// <summary>Breaks the pages of a sheet.</summary>
    /// <param name="sheet">The sheet, written.</param>
    /// <param name="whole">What stands on it.</param>
    /// <param name="repeated">Rows that are repeated on top of every page.</param>
    /// <param name="width">The sheet's width in characters.</param>
    public static void Break(IXLWorksheet sheet, IReadOnlyList<PageBlock> whole, int repeated, double width)
    {
        var page = PageOf(sheet, width);
        double Height(int from, int to) => HeightOf(sheet, from, to);
        var most = page - Height(1, repeated);
        List<PageBlock> blocks = [.. whole.SelectMany(b => b.MayBreakBefore > 0 && Height(b.First, b.Last) > most ? [new(b.First, b.MayBreakBefore - 2), new(b.MayBreakBefore, b.Last)] : new[] { b })];
        var used = Height(1, blocks.Count > 0 ? blocks[0].First - 1 : 0);
        for (var i = 0; i < blocks.Count; i++)
        {
            var (first, last) = (blocks[i].First, blocks[i].Last);
            var gap = i == 0 ? 0 : Height(blocks[i - 1].Last + 1, first - 1);
            var high = Height(first, last);
            var fits = used + gap + high <= page;
            var torn = used + gap + Height(first, Math.Min(last, first + Together)) > page;
            if (i > 0 && !fits && (high <= most || torn))
            {
                sheet.PageSetup.AddHorizontalPageBreak(first - 1);
                used = Height(1, repeated) + high;
            }
            else
            {
                used += gap + high;
            }
            while (used > page)
            {
                used = used - page + Height(1, repeated);
            }
        }
    }

    /// <summary>Puts a sheet that would leave little to its last page on one page fewer.</summary>
    /// <param name="sheet">The sheet, written.</param>
    /// <param name="width">The sheet's width in characters.</param>
    public static void Gather(IXLWorksheet sheet, double width)
    {
        var pages = HeightOf(sheet, 1, sheet.LastRowUsed()?.RowNumber() ?? 0) / PageOf(sheet, width);
        var whole = (int)pages;
        if (pages > whole && pages <= whole * Few)
        {
            sheet.PageSetup.FitToPages(1, whole);
        }
    }

    /// <summary>What a page takes of a sheet, in points of its rows.</summary>
    private static double PageOf(IXLWorksheet sheet, double width)
    {
        var isLandscape = sheet.PageSetup.PageOrientation == XLPageOrientation.Landscape;
        var scale = Math.Min(1, (isLandscape ? LongWide : ShortWide) / Math.Max(1, width * Character));
        return (isLandscape ? Short : Long) / scale * Sure;
    }

    private static double HeightOf(IXLWorksheet sheet, int from, int to) => Enumerable.Range(from, Math.Max(0, to - from + 1)).Sum(r => sheet.Row(r).Height);
}
