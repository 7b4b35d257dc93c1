using System.Globalization;

namespace QdC.Metrics;

/// <summary>
/// Writes the DAX of the semantic model from the definitions that the SQL is written from: a hidden measure for each thing counted, and on
/// them a measure a figure.
/// </summary>
/// <remarks>
/// A figure is blank where the SQL gives it no value: before data are covered or first delivered, after they end, and cut by a dimension it
/// cannot be cut by. The warehouse's tables in the model hold months and days as dates that relate to the table of days.
/// </remarks>
public sealed class DaxWriter
{
    private readonly MetricsFile _file;
    private readonly DaxNames _names;
    private readonly int _newPersonYears;

    /// <summary>Makes a writer.</summary>
    /// <param name="file">The definitions.</param>
    /// <param name="newPersonYears">Years without attendance that make a person new.</param>
    public DaxWriter(MetricsFile file, int newPersonYears = 5) => (_file, _names, _newPersonYears) = (file, new DaxNames(file), newPersonYears);

    /// <summary>Every measure: those that metrics are made of first, hidden, then the metrics in file order.</summary>
    public IReadOnlyList<DaxMeasure> Measures()
    {
        var used = _file.Metrics.Values.SelectMany(Used).DistinctBy(m => m.Name).ToList();
        var cuts = _file.Metrics.Values.Select(Cuts).Append([]).DistinctBy(CutName).Select(Cut);
        return [.. cuts, .. used.Select(m => new DaxMeasure(DaxNames.Base(m.Name), _names.Table(m.Fact), Counted(m), null, null)), .. _file.Metrics.Values.Select(Figure)];
    }

    /// <summary>A number format of a metric as the model writes it: shares are not multiplied by 100, the format shows them so.</summary>
    public static string Format(Metric metric)
    {
        var digits = metric.Format.Count(c => c == '0') - 1;
        var number = digits > 0 ? "#,0." + new string('0', digits) : "#,0";
        return metric.Unit switch
        {
            "percent" => $"{number}%;-{number}%;{number}%",
            "euros" => $"{number} €",
            _ => number,
        };
    }

    private static IEnumerable<Measure> Used(Metric metric) =>
        metric.NumeratorBy.Values.Append(metric.Numerator).Concat(metric.ValueIsNumerator ? [] : metric.DenominatorBy.Values.Concat(metric.Denominator is { } d ? [d] : []));

    /// <summary>What a measure counts in the days that are selected.</summary>
    private string Counted(Measure measure)
    {
        var fact = measure.Fact;
        var table = _names.Table(fact);
        string Of(string column) => DaxSyntax.Column(table, DaxNames.Column(fact, column));
        var filters = Conditions(measure).ToList();
        filters.AddRange(fact.Dimensions.Keys.Where(d => !_names.IsActive(fact, d)).Select(d => $"USERELATIONSHIP ( {Of(_names.KeyColumn(fact, d))}, {DaxSyntax.Column(_names.Table(d), _file.Dimensions[d].Key)} )"));
        if (fact.Last is not null && measure.Aggregate == Aggregate.Distinct)
        {
            return Last(measure, filters, Of);
        }
        var value = measure.Aggregate switch
        {
            Aggregate.Rows => $"COUNTROWS ( {DaxSyntax.Table(table)} )",
            Aggregate.Sum => $"SUM ( {Of(measure.Column)} )",
            Aggregate.Distinct => $"DISTINCTCOUNTNOBLANK ( {DaxSyntax.Column(table, DaxNames.Counted(measure))} )",
            _ => $"PERCENTILE.INC ( {Of(measure.Column)}, {measure.At.ToString(CultureInfo.InvariantCulture)} )",
        };
        switch (measure.Time)
        {
            case TimeRule.AtEnd:
                return $"""
                    VAR _month = MAX ( {DaxSyntax.Column(DaxNames.Dates, DaxNames.Month)} )
                    RETURN
                        {Calculate(value, [.. filters, $"REMOVEFILTERS ( {DaxSyntax.Table(DaxNames.Dates)} )", $"{DaxSyntax.Column(DaxNames.Dates, DaxNames.Day)} = _month"])}
                    """;
            case TimeRule.MonthMean:
                return $"""
                    DIVIDE (
                        {Calculate(value, filters)},
                        COUNTROWS ( VALUES ( {DaxSyntax.Column(DaxNames.Dates, DaxNames.Month)} ) )
                    )
                    """;
            case TimeRule.Year:
                return $"""
                    VAR _asked = YEAR ( MAX ( {DaxSyntax.Column(DaxNames.Dates, DaxNames.Day)} ) )
                    VAR _given = CALCULATE ( MAX ( {Of(fact.Year!)} ), REMOVEFILTERS (), {Of(fact.Year!)} <= _asked )
                    RETURN
                        {Calculate(value, [.. filters, $"{Of(fact.Year!)} = _given"])}
                    """;
            default:
                return Calculate(value, filters);
        }
    }

    /// <summary>Those counted once, with the attributes they have at their last month of the days selected.</summary>
    private string Last(Measure measure, List<string> filters, Func<string, string> of)
    {
        var counted = DaxSyntax.Column(_names.Table(measure.Fact), DaxNames.Counted(measure));
        var time = measure.Fact.Date!;
        var attributes = measure.Fact.Dimensions.Keys.Select(d => $"REMOVEFILTERS ( {DaxSyntax.Table(_names.Table(d))} )").ToList();
        var variables = "";
        if (measure.NewFor is not null || measure.Within is not null)
        {
            variables = $"VAR _start = MIN ( {DaxSyntax.Column(DaxNames.Dates, DaxNames.Month)} )\n";
        }
        if (measure.Within is { } day)
        {
            filters.Add($"KEEPFILTERS ( {of(day)} >= _start )");
        }
        if (measure.NewFor is { } previous)
        {
            variables += $"""
                VAR _before = EDATE ( _start, -{12 * _newPersonYears} )
                VAR _new =
                    CALCULATETABLE (
                        VALUES ( {counted} ),
                        {string.Join(",\n        ", attributes.Append($"KEEPFILTERS ( ISBLANK ( {of(previous)} ) || {of(previous)} < _before )"))}
                    )

                """;
            filters.Add("KEEPFILTERS ( _new )");
        }
        return $"""
            {variables}VAR _last =
                CALCULATETABLE (
                    ADDCOLUMNS ( VALUES ( {counted} ), "@last", CALCULATE ( MAX ( {of(time)} ) ) ),
                    {string.Join(",\n        ", attributes)}
                )
            RETURN
                {Calculate($"COUNTROWS ( {DaxSyntax.Table(_names.Table(measure.Fact))} )", [.. filters, $"KEEPFILTERS ( TREATAS ( _last, {counted}, {of(time)} ) )"])}
            """;
    }

    private IEnumerable<string> Conditions(Measure measure) =>
        measure
            .Where.Concat(measure.KeepLast)
            .Select(filter =>
            {
                var (table, column) = _names.Condition(measure.Fact, filter.Key);
                var values = filter.Value.Select(v => v is "true" or "false" ? v.ToUpperInvariant() + " ()" : DaxSyntax.Text(v)).ToList();
                var subject = DaxSyntax.Column(table, column);
                return $"KEEPFILTERS ( {subject} {(values is [var one] ? $"= {one}" : $"IN {{ {string.Join(", ", values)} }}")} )";
            });

    private DaxMeasure Figure(Metric metric)
    {
        string Supplied(string column) => $"LOOKUPVALUE ( {DaxSyntax.Column(DaxNames.Supply, column)}, {DaxSyntax.Column(DaxNames.Supply, "metric")}, {DaxSyntax.Text(metric.Name)} )";
        var day = DaxSyntax.Column(DaxNames.Dates, DaxNames.Day);
        var isCount = metric.IsAmount;
        var expression = $"""
            VAR _reach = {Supplied(DaxNames.Reach)}
            VAR _covered = {Supplied(DaxNames.Covered)}
            VAR _available = {Supplied(DaxNames.Available)}
            VAR _start = MIN ( {day} )
            VAR _end = MIN ( MAX ( {day} ), EOMONTH ( _reach, 0 ) )
            VAR _value =
                CALCULATE (
                    {Value(metric)},
                    KEEPFILTERS ( {DaxSyntax.Column(DaxNames.Dates, DaxNames.Month)} <= _reach )
                )
            RETURN
                IF (
                    NOT ISBLANK ( _reach )
                        && _start >= _covered
                        && _start <= _reach
                        && _end >= _available
                        && [{CutName(Cuts(metric))}],
                    {(isCount ? $"IF ( [{CutName([])}], COALESCE ( _value, 0 ), _value )" : "_value")}
                )
            """;
        return new DaxMeasure(metric.Texts[DaxNames.Language].Name, _names.Table(metric.Numerator.Fact), expression, Format(metric), metric);
    }

    private string Value(Metric metric)
    {
        var numerator = Chosen(metric.Numerator, metric.NumeratorBy);
        if (metric.Denominator is null || metric.ValueIsNumerator)
        {
            return numerator;
        }
        var denominator = Chosen(metric.Denominator, metric.DenominatorBy);
        if (metric.DenominatorWhole.Count > 0)
        {
            denominator = $"CALCULATE ( {denominator}, {string.Join(", ", metric.DenominatorWhole.Select(d => $"REMOVEFILTERS ( {DaxSyntax.Table(_names.Table(d))} )"))} )";
        }
        if (metric.IsDifference)
        {
            return $"{numerator} - {denominator}";
        }
        var factor = metric.Unit == "percent" ? metric.Factor / 100 : metric.Factor;
        return $"DIVIDE ( {numerator}, {denominator} )" + (factor == 1 ? "" : FormattableString.Invariant($" * {factor:0.##}"));
    }

    private string Chosen(Measure measure, IReadOnlyDictionary<string, Measure> by) =>
        by.Aggregate($"[{DaxNames.Base(measure.Name)}]", (other, own) => $"IF ( ISCROSSFILTERED ( {DaxSyntax.Table(_names.Table(own.Key))} ), [{DaxNames.Base(own.Value.Name)}], {other} )");

    /// <summary>The dimensions a metric may be cut by, in file order.</summary>
    private List<string> Cuts(Metric metric) => [.. _file.Dimensions.Keys.Where(metric.CanCut)];

    private static string CutName(List<string> dimensions) => DaxNames.Base(string.Join(' ', dimensions.Prepend(dimensions.Count == 0 ? "whole" : "cut by")));

    /// <summary>True where no dimension but the given cuts what is shown; a figure that is cut by another would show its total as if it were the member's.</summary>
    private DaxMeasure Cut(List<string> dimensions)
    {
        var others = _file.Dimensions.Keys.Except(dimensions).Select(d => $"ISCROSSFILTERED ( {DaxSyntax.Table(_names.Table(d))} )");
        return new(CutName(dimensions), DaxNames.Supply, $"NOT (\n    {string.Join("\n        || ", others)}\n)", null, null);
    }

    private static string Calculate(string value, IReadOnlyList<string> filters) => filters.Count == 0 ? value : $"CALCULATE (\n        {string.Join(",\n        ", filters.Prepend(value))}\n    )";
}
