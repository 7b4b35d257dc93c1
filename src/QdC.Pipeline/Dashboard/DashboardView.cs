using QdC.Metrics;

namespace QdC.Pipeline.Dashboard;

/// <summary>How a change is to be read.</summary>
public enum Tone
{
    /// <summary>Neither good nor bad, or not to be judged.</summary>
    None,

    /// <summary>It went the way it should.</summary>
    Better,

    /// <summary>It went the other way.</summary>
    Worse,
}

/// <summary>What a figure is held against.</summary>
/// <param name="Text">The target as people read it.</param>
/// <param name="Source">Who set or measured it.</param>
/// <param name="IsMet">True when it is reached; null when neither more nor less is better, or there is no figure.</param>
public sealed record CardTarget(string Text, string Source, bool? IsMet);

/// <summary>A large number.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
/// <param name="Value">The figure as people read it, with its unit sign.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Status">Its status in words, with the reason where there is one.</param>
/// <param name="Mark">What must be known of it.</param>
public sealed record CardView(string Metric, string Name, string Description, string Value, string Unit, string Status, FigureMark Mark)
{
    /// <summary>What was counted; empty when nothing was.</summary>
    public string Numerator { get; init; } = "";

    /// <summary>What it was divided by, or the number of values of a percentile; empty for none.</summary>
    public string Denominator { get; init; } = "";

    /// <summary>The day its data reach.</summary>
    public DateOnly? DataAsOf { get; init; }

    /// <summary>How it changed on the period before, with its sign; null when there is nothing to compare, or it is provisional.</summary>
    public string? Change { get; init; }

    /// <summary>The period before and its figure.</summary>
    public string? Before { get; init; }

    /// <summary>How the change is to be read.</summary>
    public Tone Tone { get; init; }

    /// <summary>What it is held against; null for nothing.</summary>
    public CardTarget? Target { get; init; }
}

/// <summary>A number of a chart or table.</summary>
/// <param name="Value">The number, in the metric's own unit: 12.3 for 12.3 %; null where there is none.</param>
/// <param name="Text">As people read it.</param>
/// <param name="Mark">What must be known of it.</param>
public sealed record CellView(double? Value, string Text, FigureMark Mark = FigureMark.None)
{
    /// <summary>Why it is not available; null where it is, or nobody says.</summary>
    public string? Reason { get; init; }
}

/// <summary>A line of a chart's legend, or a column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cells">A number for each category.</param>
/// <param name="Total">The whole's number; null where there is none.</param>
public sealed record SeriesView(string Name, IReadOnlyList<CellView> Cells, CellView? Total = null);

/// <summary>A category of a chart, or a row of a table.</summary>
/// <param name="Code">The member's code, or the period's last day; empty for what stands for several.</param>
/// <param name="Label">Its label.</param>
public sealed record CategoryView(string Code, string Label);

/// <summary>A visual with its figures.</summary>
/// <param name="Kind">How it draws.</param>
/// <param name="Title">Its title.</param>
/// <param name="Width">How much of the page's width it takes, of 12.</param>
public sealed record VisualView(VisualKind Kind, string Title, int Width)
{
    /// <summary>The cards, of <see cref="VisualKind.Cards"/>.</summary>
    public IReadOnlyList<CardView> Cards { get; init; } = [];

    /// <summary>What its categories are, as the head of their column; empty over periods.</summary>
    public string Heading { get; init; } = "";

    /// <summary>The unit of its figures, as metrics name it; null where they have several.</summary>
    public string? Unit { get; init; }

    /// <summary>True when its categories are periods.</summary>
    public bool IsOverTime { get; init; }

    /// <summary>True when it is one figure cut by two dimensions: the series are parts of the category.</summary>
    public bool IsCrossed { get; init; }

    /// <summary>The dimension its categories are members of: a click on one chooses it. Null over periods.</summary>
    public string? Dimension { get; init; }

    /// <summary>The categories, in order.</summary>
    public IReadOnlyList<CategoryView> Categories { get; init; } = [];

    /// <summary>A number for each category, each series in order.</summary>
    public IReadOnlyList<SeriesView> Series { get; init; } = [];

    /// <summary>What the signs among its figures mean, each as <c>sign: meaning</c>; none where they are numbers only.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>What its reader must know; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>A slicer with its members.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">The members there are figures of, in order.</param>
/// <param name="Chosen">The code of the one that is chosen; null for all.</param>
public sealed record SlicerView(string Dimension, string Name, IReadOnlyList<CategoryView> Members, string? Chosen);

/// <summary>A page of the dashboard with its figures: all of one version.</summary>
public sealed record DashboardView
{
    /// <summary>The page.</summary>
    public required string Page { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>What it answers.</summary>
    public required string Description { get; init; }

    /// <summary>The area.</summary>
    public required string Area { get; init; }

    /// <summary>The council's or consortium's name.</summary>
    public required string AreaName { get; init; }

    /// <summary>The version the figures were read from.</summary>
    public required int Version { get; init; }

    /// <summary>The kind of period.</summary>
    public required string PeriodKind { get; init; }

    /// <summary>The period's last day.</summary>
    public required DateOnly PeriodEnd { get; init; }

    /// <summary>The period as people say it.</summary>
    public required string Period { get; init; }

    /// <summary>The periods of that kind one may choose, the newest first.</summary>
    public required IReadOnlyList<CategoryView> Periods { get; init; }

    /// <summary>The oldest day that data of its figures reach; null when it has none.</summary>
    public required DateOnly? DataAsOf { get; init; }

    /// <summary>Its slicers.</summary>
    public required IReadOnlyList<SlicerView> Slicers { get; init; }

    /// <summary>Its visuals.</summary>
    public required IReadOnlyList<VisualView> Visuals { get; init; }
}
