using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>A report that somebody asks for.</summary>
public sealed record ReportRequest
{
    /// <summary>The report.</summary>
    public required ReportDefinition Report { get; init; }

    /// <summary>The area.</summary>
    public required AreaFile Area { get; init; }

    /// <summary>The year it is about. Default: that of the last complete period.</summary>
    public int? Year { get; init; }

    /// <summary>One of <see cref="PeriodKinds.All"/>; of a year the last complete one is meant. Default: the report's own.</summary>
    public string? Period { get; init; }

    /// <summary>A version by its number, or by the name it is held under. Default: the current one.</summary>
    public string? AsOf { get; init; }

    /// <summary>What changes, and a return, are told against, named likewise. Default: the version before.</summary>
    public string? Against { get; init; }

    /// <summary>What the area returned, for a reconciliation. Default: null.</summary>
    public IReadOnlyList<ReturnedFigure>? Returned { get; init; }

    /// <summary>Language of every text: ca, es or en. Default: ca.</summary>
    public string Language { get; init; } = "ca";

    /// <summary>True when only what is published may be read.</summary>
    public bool IsPublic { get; init; }
}

/// <summary>Nothing of a report may be seen outside the area.</summary>
public sealed class NothingPublished(string report)
    : TerminalException(new Problem(
        "Nothing that this report holds is published: outside an area only the declared tables are seen",
        Where: report,
        NextStep: "Ask for another report, or for another kind of period with --period; `published:` in powerbi/metrics.yaml says what is seen."));
