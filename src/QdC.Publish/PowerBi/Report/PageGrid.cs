using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>Where something stands, in pixels.</summary>
internal readonly record struct Place(int X, int Y, int Width, int Height);

/// <summary>
/// The page: title, choices, large numbers, then the other visuals row by row from the left as the definitions have them, and the footer, on
/// one screen that is not scrolled. On a telephone the same stand one below the other.
/// </summary>
internal static class PageGrid
{
    /// <summary>Width of a page.</summary>
    public const int Width = 1280;

    /// <summary>Height of a page.</summary>
    public const int Height = 720;

    /// <summary>Width of the telephone's page.</summary>
    public const int PhoneWidth = 324;

    private const int Margin = 12;
    private const int Gap = 8;
    private const int Columns = 12;
    private const int NumbersHeight = 62;
    private const int ChangesHeight = 34;

    /// <summary>The title.</summary>
    public static Place Title { get; } = new(Margin, 6, 330, 42);

    /// <summary>What the page answers.</summary>
    public static Place Says { get; } = new(350, 6, 690, 42);

    /// <summary>The month that is shown.</summary>
    public static Place Shown { get; } = new(1048, 6, 220, 42);

    /// <summary>Whose data, and to which day.</summary>
    public static Place Footer { get; } = new(Margin, 692, Width - 2 * Margin, 24);

    /// <summary>Large numbers.</summary>
    public static Place Numbers { get; } = new(Margin, 114, Width - 2 * Margin, NumbersHeight);

    /// <summary>Their changes, below them.</summary>
    public static Place Changes { get; } = new(Margin, 114 + NumbersHeight, Width - 2 * Margin, ChangesHeight);

    /// <summary>The choices, side by side.</summary>
    public static IReadOnlyList<Place> Slicers(int count)
    {
        const int Wide = 200;
        return [.. Enumerable.Range(0, count).Select(i => new Place(Margin + i * (Wide + Gap), 52, Wide, 56))];
    }

    /// <summary>The places of visuals, in their order: as many in a row as twelve columns take, all rows of one height.</summary>
    /// <param name="visuals">The visuals, without large numbers.</param>
    /// <param name="hasNumbers">True when large numbers stand above them.</param>
    public static IReadOnlyList<Place> Rows(IReadOnlyList<DashboardVisual> visuals, bool hasNumbers)
    {
        var rows = new List<List<DashboardVisual>>();
        foreach (var visual in visuals)
        {
            if (rows.Count == 0 || rows[^1].Sum(v => v.Width) + visual.Width > Columns)
            {
                rows.Add([]);
            }
            rows[^1].Add(visual);
        }
        var top = hasNumbers ? Changes.Y + Changes.Height + Gap : Numbers.Y;
        var height = rows.Count == 0 ? 0 : (Footer.Y - 4 - top - (rows.Count - 1) * Gap) / rows.Count;
        var places = new List<Place>();
        foreach (var (at, row) in rows.Index())
        {
            var taken = 0;
            foreach (var visual in row)
            {
                var (left, right) = (Edge(taken), Edge(taken + visual.Width) - Gap);
                places.Add(new Place(left, top + at * (height + Gap), right - left, height));
                taken += visual.Width;
            }
        }
        return places;
    }

    /// <summary>Places on the telephone, one below the other.</summary>
    /// <param name="heights">How high each is; 0 for what is left out.</param>
    public static IReadOnlyList<Place> Phone(IEnumerable<int> heights)
    {
        var y = 0;
        return [.. heights.Select(h =>
        {
            var place = new Place(0, y, PhoneWidth, h);
            y += h == 0 ? 0 : h + Gap;
            return place;
        })];
    }

    private static int Edge(int column) => Margin + column * (Width - 2 * Margin + Gap) / Columns;
}
