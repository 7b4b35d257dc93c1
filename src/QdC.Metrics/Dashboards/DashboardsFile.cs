namespace QdC.Metrics;

/// <summary>How a visual draws its figures.</summary>
public enum VisualKind
{
    /// <summary>Large numbers, each with its change and its target.</summary>
    Cards,

    /// <summary>A line a figure over periods.</summary>
    Line,

    /// <summary>Columns over periods or members.</summary>
    Columns,

    /// <summary>Bars over members, stacked where a second dimension is given.</summary>
    Bars,

    /// <summary>Parts of a whole.</summary>
    Donut,

    /// <summary>A table: a column a figure or, of one figure, a member of a second dimension.</summary>
    Matrix,

    /// <summary>Something that is no figure of a period: <see cref="ReportTableDefinition.Lists"/>.</summary>
    List,
}

/// <summary>A visual of a page.</summary>
/// <param name="Kind">How it draws.</param>
/// <param name="Metrics">The figures, in order.</param>
/// <param name="By">A dimension, or a kind of period; null of cards and lists.</param>
/// <param name="Across">A second dimension; null for none.</param>
/// <param name="List">The list's name, of <see cref="VisualKind.List"/>.</param>
/// <param name="Width">How much of the page's width it takes, of 12.</param>
public sealed record DashboardVisual(VisualKind Kind, IReadOnlyList<Metric> Metrics, string? By, string? Across, string? List, int Width)
{
    /// <summary>True when it is drawn over periods and not over members.</summary>
    public bool IsOverTime => By is not null && MetricsKeys.Periods.Contains(By);

    /// <summary>The dimensions it cuts its figures by.</summary>
    public IReadOnlyList<string> Dimensions => [.. new[] { IsOverTime ? null : By, Across }.OfType<string>()];
}

/// <summary>A page of the dashboard.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Texts">Its name and what it answers, by language.</param>
/// <param name="Slicers">The dimensions its reader may choose a member of.</param>
/// <param name="Visuals">What stands on it, row by row from the left.</param>
public sealed record DashboardPage(string Name, IReadOnlyDictionary<string, MetricText> Texts, IReadOnlyList<string> Slicers, IReadOnlyList<DashboardVisual> Visuals)
{
    /// <summary>The figures it shows, once each.</summary>
    public IEnumerable<Metric> Metrics => Visuals.SelectMany(v => v.Metrics).Distinct();

    /// <summary>The page as a sheet of a report.</summary>
    public ReportSheetDefinition Sheet() => new(Texts.ToDictionary(t => t.Key, t => t.Value.Name), [.. Visuals.Select(Table)]);

    private static ReportTableDefinition Table(DashboardVisual visual) =>
        visual.Kind switch
        {
            VisualKind.Cards => new(TableForm.Cards, visual.Metrics, [], null, null),
            VisualKind.List => new(TableForm.List, [], [], null, visual.List),
            _ => new(TableForm.Figures, visual.Metrics, [visual.By!], visual.Across, null) { Chart = ReportChart.Kinds.Contains(visual.Kind) ? visual.Kind : null },
        };
}

/// <summary>The whole of <c>powerbi/dashboards.yaml</c>.</summary>
/// <param name="Pages">Pages by name, in file order.</param>
public sealed record DashboardsFile(IReadOnlyDictionary<string, DashboardPage> Pages)
{
    /// <summary>No page at all.</summary>
    public static DashboardsFile None { get; } = new(new Dictionary<string, DashboardPage>());
}
