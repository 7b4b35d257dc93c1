namespace QdC.Metrics;

/// <summary>How a table of a report is laid out.</summary>
public enum TableForm
{
    /// <summary>A column a figure, a row a member or a period.</summary>
    Figures,

    /// <summary>A row a figure: this period, the one before, what changed.</summary>
    Change,

    /// <summary>Large numbers, each with its change.</summary>
    Cards,

    /// <summary>A row a figure of the period: counted by the day of the action and by that of registration, with its counting rule.</summary>
    Counts,

    /// <summary>A row a figure of an area, its rank among areas of like size, and every area beside it; from what is published.</summary>
    Peers,

    /// <summary>Something that is no figure of a period, by its name: <see cref="ReportTableDefinition.Lists"/>.</summary>
    List,
}

/// <summary>A table of a report.</summary>
/// <param name="Form">How it is laid out.</param>
/// <param name="Metrics">The figures, in order.</param>
/// <param name="By">What its rows are: dimensions, or one kind of period; none for <see cref="TableForm.Change"/> and <see cref="TableForm.Cards"/>.</param>
/// <param name="Across">The dimension whose members are its columns, of a table with one figure; null for none.</param>
/// <param name="List">The list's name, of <see cref="TableForm.List"/>.</param>
public sealed record ReportTableDefinition(TableForm Form, IReadOnlyList<Metric> Metrics, IReadOnlyList<string> By, string? Across, string? List)
{
    /// <summary>The lists there are.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["findings", "findings_by_rule", "changes", "deliveries", "rudel", "staffing", "agreed_shares", "reconciliation"];

    /// <summary>The chart that stands below it, of <see cref="ReportChart.Kinds"/>; null for none.</summary>
    public VisualKind? Chart { get; init; }

    /// <summary>True when a pivot table stands beside it.</summary>
    public bool Pivot { get; init; }

    /// <summary>The kind of period its rows are; null when they are members.</summary>
    public string? Periods => By is [var only] && MetricsKeys.Periods.Contains(only) ? only : null;
}

/// <summary>A sheet of a report.</summary>
/// <param name="Names">Its name by language, at most 31 characters.</param>
/// <param name="Tables">Its tables, from top to bottom.</param>
public sealed record ReportSheetDefinition(IReadOnlyDictionary<string, string> Names, IReadOnlyList<ReportTableDefinition> Tables)
{
    /// <summary>What a sheet can be repeated for.</summary>
    public const string System = "system";

    /// <summary>True when it stands once for each source system, named after it.</summary>
    public bool IsEachSystem { get; init; }
}

/// <summary>A report: a workbook with figures.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Texts">Its name and what it is for, by language.</param>
/// <param name="Period">The kind of period it is about unless another is asked for.</param>
/// <param name="Sheets">Its sheets after the cover.</param>
public sealed record ReportDefinition(string Name, IReadOnlyDictionary<string, MetricText> Texts, string Period, IReadOnlyList<ReportSheetDefinition> Sheets)
{
    /// <summary>Something its reader must know before anything else, by language; none for most.</summary>
    public IReadOnlyDictionary<string, string> Warnings { get; init; } = new Dictionary<string, string>();

    /// <summary>True for a report that compares what the area returned with the warehouse.</summary>
    public bool ComparesReturn => Sheets.Any(s => s.Tables.Any(t => t.List == "reconciliation"));
}

/// <summary>The whole of <c>powerbi/reports.yaml</c>.</summary>
/// <param name="Reports">Reports by name, in file order.</param>
public sealed record ReportsFile(IReadOnlyDictionary<string, ReportDefinition> Reports)
{
    /// <summary>No report at all.</summary>
    public static ReportsFile None { get; } = new(new Dictionary<string, ReportDefinition>());
}
