using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Dashboard;

/// <summary>A page of the dashboard that somebody asks for.</summary>
public sealed record DashboardRequest
{
    /// <summary>The page.</summary>
    public required DashboardPage Page { get; init; }

    /// <summary>The area.</summary>
    public required AreaFile Area { get; init; }

    /// <summary>The kind of period: month, quarter, year, rolling12 or ytd. Default: month.</summary>
    public string PeriodKind { get; init; } = "month";

    /// <summary>A day of the period wanted. Default: the last complete period.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The members its slicers are set to, one a dimension. Default: all.</summary>
    public IReadOnlyList<MemberFilter> Where { get; init; } = [];

    /// <summary>Language of every text: ca, es or en. Default: ca.</summary>
    public string Language { get; init; } = "ca";
}
