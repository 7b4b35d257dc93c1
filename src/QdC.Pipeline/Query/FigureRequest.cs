using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Query;

/// <summary>The kinds of period figures are given for, as queries name them.</summary>
public static class PeriodKinds
{
    /// <summary>Every kind, shortest first.</summary>
    public static IReadOnlyList<string> All { get; } = ["month", "quarter", "year", "rolling12", YearToDate];

    /// <summary>From 1 January to the end of each month.</summary>
    public const string YearToDate = "ytd";

    /// <summary>The last day of the period before the one that ends on a day; twelve months and years to date are compared with those a year before.</summary>
    public static DateOnly EndBefore(string kind, DateOnly end) => end.AddDays(1).AddMonths(kind switch { "month" => -1, "quarter" => -3, _ => -12 }).AddDays(-1);
}

/// <summary>A figure that somebody asks for.</summary>
public sealed record FigureRequest
{
    /// <summary>The area.</summary>
    public required AreaFile Area { get; init; }

    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>Dimensions to break it down by. Default: none.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Members to keep, at most one of a dimension. Default: all.</summary>
    public IReadOnlyList<MemberFilter> Where { get; init; } = [];

    /// <summary>The year whose periods are wanted. Default: the last complete period only.</summary>
    public int? Year { get; init; }

    /// <summary>The last days of the first and the last period wanted, in place of <see cref="Year"/>. Default: none.</summary>
    public (DateOnly From, DateOnly To)? Between { get; init; }

    /// <summary>True to tell each figure together with that of the period before: <see cref="Figure.Before"/>.</summary>
    public bool WithPrevious { get; init; }

    /// <summary>One of <see cref="PeriodKinds.All"/>. Default: month, or year where a year is asked for.</summary>
    public string? Period { get; init; }

    /// <summary>True to count by the day a row was written down instead of the day of the action. Default: false.</summary>
    public bool ByRegistration { get; init; }

    /// <summary>The name of a held version. Default: the current version.</summary>
    public string? AsOf { get; init; }

    /// <summary>Language of labels: ca, es or en. Default: ca.</summary>
    public string Language { get; init; } = "ca";

    /// <summary>The kind of period that is meant.</summary>
    public string PeriodKind => Period ?? (Year is null ? "month" : "year");
}

/// <summary>A member a figure is about.</summary>
/// <param name="Dimension">The dimension's name.</param>
/// <param name="Code">The member's code.</param>
/// <param name="Label">Its label in the language asked for.</param>
public sealed record FigureMember(string Dimension, string Code, string Label);

/// <summary>One figure with all that is needed to read it.</summary>
/// <param name="PeriodKind">month, quarter, year, rolling12 or ytd.</param>
/// <param name="PeriodStart">First day.</param>
/// <param name="PeriodEnd">Last day.</param>
/// <param name="Members">The members it is broken down by; none for the total.</param>
/// <param name="Numerator">What was counted; null when not available.</param>
/// <param name="Denominator">What it was divided by; null for counts and sums.</param>
/// <param name="Value">The figure; null when not available.</param>
/// <param name="Status">ok, provisional or not_available.</param>
/// <param name="Reason">Why it is not available.</param>
/// <param name="DataAsOf">The oldest effective date of the extracts it reads.</param>
public sealed record Figure(
    string PeriodKind,
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    IReadOnlyList<FigureMember> Members,
    decimal? Numerator,
    decimal? Denominator,
    double? Value,
    string Status,
    string? Reason,
    DateOnly? DataAsOf
)
{
    private const string NoDenominator = "no denominator";

    /// <summary>The same figure of the period before, where it was asked for and there is one: of a year before for rolling twelve months and years to date.</summary>
    public Figure? Before { get; init; }

    /// <summary>
    /// What stands for members that a cut by some dimensions has no row of, given the whole of the same cut: as available as the whole is, and 0
    /// where nothing was counted; a ratio that would divide by nothing is not available.
    /// </summary>
    public static Figure Uncounted(Metric metric, IReadOnlyList<string> by, Figure whole) =>
        whole is { Value: null, Reason: not NoDenominator } ? whole with { Members = [] }
        : metric.IsAmount || metric.Dividing(by).Count == 0 ? whole with { Members = [], Numerator = 0, Denominator = null, Value = 0, Reason = null, Status = whole.Status == "provisional" ? "provisional" : "ok" }
        : whole with { Members = [], Numerator = null, Denominator = null, Value = null, Status = "not_available", Reason = metric.MembersOfNumerator ? null : NoDenominator };

    /// <summary>As readers of a language are told it, of the reasons that the marts hold in all of them.</summary>
    internal Figure In(string language) => Reason is null ? this : this with { Reason = Words.Line(Reason, language) };

    /// <summary>How much it changed; null where one of the two is missing or provisional.</summary>
    public double? Change => this is { Status: "ok", Value: { } now } && Before is { Status: "ok", Value: { } then } ? now - then : null;
}

/// <summary>The figures somebody asked for.</summary>
/// <param name="Area">The area.</param>
/// <param name="Version">The version they were read from.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Figures">The figures by period, then by member; empty when nothing was counted.</param>
/// <param name="FromMart">True when they were stored, false when they were computed for this question.</param>
public sealed record FigureAnswer(string Area, int Version, Metric Metric, IReadOnlyList<Figure> Figures, bool FromMart);
