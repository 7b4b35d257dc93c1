using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Pipeline.Report;

/// <summary>Figures as cells: the number a spreadsheet holds, in the metric's format, with its mark.</summary>
internal static class ReportCells
{
    /// <summary>The cell of a figure; of none, one that cannot be told.</summary>
    public static ReportCell Of(Metric metric, Figure? figure, FigureText text) =>
        figure switch
        {
            null => ReportCell.NotAvailable(),
            { Status: "suppressed" } => new(FigureText.Suppressed, Mark: FigureMark.Suppressed),
            { Value: { } value } => new(null, Held(metric, value), Format(metric), figure.Status == "provisional" ? FigureMark.Provisional : FigureMark.None),
            _ => ReportCell.NotAvailable(text.Reason(figure)),
        };

    /// <summary>How much a figure changed, in its own unit, percentages in points; empty when one is missing or provisional.</summary>
    public static ReportCell Change(Metric metric, Figure? now, Figure? before, ReportWords words) =>
        Difference(now, before) is not { } difference ? ReportCell.Empty
        : metric.Unit == "percent" ? new(null, difference, Signed($"0.0\"{words["points"]}\""))
        : new(null, difference, Signed(Format(metric)));

    /// <summary>How much it changed for each hundred it was; empty for percentages and where there is nothing to compare with.</summary>
    public static ReportCell ChangeShare(Metric metric, Figure? now, Figure? before) =>
        Share(metric, now, before) is { } share ? new(null, share, "+0.0 %;-0.0 %;0.0 %") : ReportCell.Empty;

    /// <summary>The difference of two final figures.</summary>
    public static double? Difference(Figure? now, Figure? before) => now is null ? null : (now with { Before = before }).Change;

    /// <summary>The difference as a share of what it was.</summary>
    public static double? Share(Metric metric, Figure? now, Figure? before) =>
        metric.Unit != "percent" && Difference(now, before) is { } difference && before!.Value != 0 ? difference / before.Value : null;

    /// <summary>A percentage of 12.3 is held as 0.123: a spreadsheet's own percent sign multiplies by a hundred.</summary>
    public static double Held(Metric metric, double value) => metric.Unit == "percent" ? value / 100 : value;

    /// <summary>The metric's format as a spreadsheet writes it.</summary>
    public static string Format(Metric metric) => metric.Format.Replace("#,0", "#,##0", StringComparison.Ordinal).Replace("€", "\"€\"", StringComparison.Ordinal);

    private static string Signed(string format) => $"+{format};-{format};{format}";
}
