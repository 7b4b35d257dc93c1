namespace QdC.Metrics;

/// <summary>What a reader must know of a number.</summary>
public enum FigureMark
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The period is not over, or data do not reach its end.</summary>
    Provisional,

    /// <summary>It cannot be given; the cover says why.</summary>
    NotAvailable,

    /// <summary>It is withheld, so that nobody can be recognised.</summary>
    Suppressed,
}

/// <summary>A cell of a report: a text, or a number with its format, or neither.</summary>
/// <param name="Text">A text.</param>
/// <param name="Number">A number, as the spreadsheet holds it: 0.123 for 12.3 %.</param>
/// <param name="Format">The number's format.</param>
/// <param name="Mark">What must be known of it.</param>
public readonly record struct ReportCell(string? Text, double? Number = null, string? Format = null, FigureMark Mark = FigureMark.None)
{
    /// <summary>Nothing.</summary>
    public static ReportCell Empty { get; } = new(null);

    /// <summary>A day, where <see cref="Number"/> is none.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Why it is not available; null where it is, or nobody says.</summary>
    public string? Reason { get; init; }

    /// <summary>What cannot be told.</summary>
    public static ReportCell NotAvailable(string? reason = null) => new(FigureMarks.NotAvailableSign, Mark: FigureMark.NotAvailable) { Reason = reason };

    /// <summary>Its figure, for what signs mean: a difference of 0 is no figure of nobody.</summary>
    internal (double? Value, FigureMark Mark, string? Reason) Figure => (Format?.StartsWith('+') == true ? null : Number, Mark, Reason);
}

/// <summary>A column of a report's table.</summary>
/// <param name="Header">Its header, unlike all others of the table.</param>
/// <param name="IsNumber">True when it holds numbers.</param>
/// <param name="Width">Its width in characters.</param>
public sealed record ReportColumn(string Header, bool IsNumber, double Width)
{
    /// <summary>True when bars in its cells help to compare them.</summary>
    public bool HasBars { get; init; }

    /// <summary>True when its cells add up to its total.</summary>
    public bool Adds { get; init; }
}

/// <summary>A table of a report.</summary>
/// <param name="Name">Its name for formulas: letters, digits and underscores.</param>
/// <param name="Title">What stands above it.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, a cell for each column.</param>
public sealed record ReportTable(string Name, string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows)
{
    /// <summary>The total of each column, the word for it first; null when there is none.</summary>
    public IReadOnlyList<ReportCell>? Total { get; init; }

    /// <summary>What its reader must know; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>How a pivot table of it is laid out; null for none.</summary>
    public ReportPivot? Pivot { get; init; }

    /// <summary>The chart that stands below it; null for none.</summary>
    public ReportChart? Chart { get; init; }

    /// <summary>What the signs among its figures mean, in a language.</summary>
    public IReadOnlyList<string> Signs(string language) => FigureMarks.Signs(Cells.Select(c => c.Figure), language);

    /// <summary>All its cells, those of the total last.</summary>
    internal IEnumerable<ReportCell> Cells => Rows.SelectMany(r => r).Concat(Total ?? []);
}

/// <summary>A chart of a table: its first column names what is drawn.</summary>
/// <param name="Kind">Line, columns, bars or donut.</param>
/// <param name="Columns">The columns it draws, from 0.</param>
/// <param name="IsStacked">True when what it draws adds up in each row.</param>
public sealed record ReportChart(VisualKind Kind, IReadOnlyList<int> Columns, bool IsStacked)
{
    /// <summary>The kinds that are drawn.</summary>
    public static IReadOnlyList<VisualKind> Kinds { get; } = [VisualKind.Line, VisualKind.Columns, VisualKind.Bars, VisualKind.Donut];
}

/// <summary>A pivot table of a table.</summary>
/// <param name="Rows">The columns that become its rows.</param>
/// <param name="Columns">The columns that become its columns.</param>
/// <param name="Values">The columns it adds up.</param>
public sealed record ReportPivot(IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<string> Values);

/// <summary>A large number with what it is and how it changed.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Change">How it changed, in words; empty when that cannot be said.</param>
public sealed record ReportCard(string Label, ReportCell Value, string Change);

/// <summary>What stands on a sheet: cards or a table.</summary>
/// <param name="Cards">The cards; none for a table.</param>
/// <param name="Table">The table; null for cards.</param>
public sealed record ReportBlock(IReadOnlyList<ReportCard> Cards, ReportTable? Table);

/// <summary>A sheet of a report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Blocks">What stands on it, from top to bottom.</param>
public sealed record ReportSheet(string Name, IReadOnlyList<ReportBlock> Blocks);

/// <summary>A report with its figures, ready to be written.</summary>
public sealed record ReportDocument
{
    /// <summary>The report's name on the command line.</summary>
    public required string Report { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Language of every text: ca, es or en.</summary>
    public required string Language { get; init; }

    /// <summary>The area's short name.</summary>
    public required string Area { get; init; }

    /// <summary>The council's or consortium's name.</summary>
    public required string AreaName { get; init; }

    /// <summary>The version the figures were read from.</summary>
    public required int Version { get; init; }

    /// <summary>The name that version is held under, where it was asked for by it.</summary>
    public string? HeldAs { get; init; }

    /// <summary>The period, as people say it.</summary>
    public required string Period { get; init; }

    /// <summary>The days the figures' data reach, the oldest first.</summary>
    public required IReadOnlyList<DateOnly> DataDates { get; init; }

    /// <summary>What was kept of the data; null for the whole area.</summary>
    public string? Filters { get; init; }

    /// <summary>True for those who are entitled to true counts, false for everybody.</summary>
    public required bool IsInternal { get; init; }

    /// <summary>Something its reader must know before anything else; null for nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>What became of corrections of closed periods; null where there were none.</summary>
    public string? Corrections { get; init; }

    /// <summary>Its sheets after the cover.</summary>
    public required IReadOnlyList<ReportSheet> Sheets { get; init; }

    /// <summary>The figures it uses: name, unit and what they say.</summary>
    public required IReadOnlyList<(string Name, string Unit, string Description)> Definitions { get; init; }

    /// <summary>What it lacks, and why.</summary>
    public required IReadOnlyList<(string What, string Why)> Lacking { get; init; }

    /// <summary>What the signs among its figures mean; what is missing, and why, is told apart.</summary>
    public IReadOnlyList<string> Signs =>
        FigureMarks.Signs(Sheets.SelectMany(s => s.Blocks).SelectMany(b => b.Cards.Select(c => c.Value).Concat(b.Table?.Cells ?? [])).Select(c => c.Figure with { Reason = null }), Language);
}
