using System.Globalization;

namespace QdC.Metrics;

/// <summary>A cut of a metric that an area can give.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Breakdowns">What it is cut by, none for the total.</param>
/// <param name="Supply">What the area can give to it.</param>
internal sealed record AskedFigure(Metric Metric, IReadOnlyList<string> Breakdowns, MetricSupply Supply)
{
    /// <summary>The day its data reach.</summary>
    public DateOnly AsOf { get; } = Supply.DataAsOf ?? throw new ArgumentException("the metric has no data", nameof(Supply));

    /// <summary>What it counts.</summary>
    public Measure Numerator => Metric.NumeratorFor(Breakdowns);

    /// <summary>What it is divided by; null when nothing.</summary>
    public Measure? Denominator => Metric.DenominatorFor(Breakdowns);

    /// <summary>What its denominator is cut by.</summary>
    public IReadOnlyList<string> Dividing => Metric.Dividing(Breakdowns);

    /// <summary>The query of a table that holds a row for each.</summary>
    public static string Table(IEnumerable<AskedFigure> figures) =>
        $"""
            SELECT * FROM (VALUES {string.Join(",\n", figures.Select(f => f.Row))}) AS a(
                metric, breakdown, divided, numerator, denominator, month, as_of, form, factor, of_both, covered_from, available_from, looks_back)
            """;

    private string Row
    {
        get
        {
            var values = new[]
            {
                MeasureSql.Literal(Metric.Name),
                MeasureSql.Literal(Breakdowns.FirstOrDefault(KpiMartSql.Total)),
                MeasureSql.Literal(Dividing.FirstOrDefault(KpiMartSql.Total)),
                MeasureSql.Literal(Numerator.Name),
                Denominator is { } measure ? MeasureSql.Literal(measure.Name) : "CAST(NULL AS VARCHAR)",
                MeasureSql.Literal(MeasureSql.Month(AsOf)),
                MeasureSql.Literal(AsOf),
                MeasureSql.Literal(Metric.Form),
                $"CAST({Metric.Factor.ToString(CultureInfo.InvariantCulture)} AS DOUBLE)",
                Denominator is not null && !Metric.MembersOfNumerator ? "true" : "false",
                MeasureSql.Literal(Supply.CoveredFrom),
                Supply.AvailableFrom is { } first ? MeasureSql.Literal(first) : "CAST(NULL AS DATE)",
                Metric.LookBackYears is null ? "false" : "true",
            };
            return $"({string.Join(", ", values)})";
        }
    }
}
