using QdC.Metrics;
using QdC.Pipeline.Network;
using QdC.Pipeline.Query;
using Spectre.Console;

namespace QdC.Cli.Showing;

/// <summary>Figures as a table for people, with status and date of data.</summary>
internal static class FigureTable
{
    /// <summary>Writes the answers to one question, an area after the other.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<FigureAnswer> answers, MetricsFile metrics, string language)
    {
        var text = FigureText.In(language);
        foreach (var answer in answers)
        {
            var one = answer.Figures.Select(f => f.DataAsOf).Distinct().ToList() is [{ } day] ? $", {text.Word("data")} {day:dd/MM/yyyy}" : ""; // one date for all stands in the heading
            console.MarkupLineInterpolated($"[bold]{answer.Metric.Texts[language].Name}[/] ({text.Unit(answer.Metric)})  {answer.Area}, {text.Word("version")} {answer.Version}{one}");
            console.Line(answer.Metric.Texts[language].Description, "dim");
            if (answer.Figures.Count == 0)
            {
                console.Line(text.Word("nothing"));
                continue;
            }
            Write(console, answer, text, dimension => metrics.Dimensions[dimension].Names[language], hasDates: one.Length == 0);
        }
    }

    private static void Write(IAnsiConsole console, FigureAnswer answer, FigureText text, Func<string, string> nameOf, bool hasDates)
    {
        var shown = answer.Figures[0].Members.Select(m => m.Dimension).ToList();
        var (ratio, percentile) = (answer.Metric.IsDivided, answer.Metric.IsPercentile);
        var before = answer.Figures.Any(f => f.Before is not null);
        (string, bool)[] columns =
        [
            (text.Word("period"), false),
            .. shown.Select(d => (nameOf(d), false)),
            (text.Word("figure"), true),
            .. before ? new[] { (text.Word("before"), true), (text.Word("change"), true) } : [],
            .. ratio ? new[] { (text.Word("of"), true), (text.Word("by"), true) } : percentile ? [(text.Word("values"), true)] : [],
            (text.Word("status"), false),
            .. hasDates ? new[] { (text.Word("data"), false) } : [],
        ];
        var (table, notes) = (Terminal.Table(columns), new Footnotes());
        DateOnly? last = null;
        foreach (var figure in answer.Figures)
        {
            var cells = new List<string> { figure.PeriodEnd == last ? "" : text.Period(figure.PeriodKind, figure.PeriodEnd) };
            cells.AddRange(figure.Members.Select(m => m.Label == m.Code || m.Code.Length > 12 ? m.Label : $"{m.Label} ({m.Code})"));
            cells.Add(figure.Status == "suppressed" ? FigureText.Suppressed : text.Value(answer.Metric, figure.Value) + (text.Reason(figure) is { } why ? notes.Of(why) : ""));
            if (before)
            {
                cells.Add(text.Value(answer.Metric, figure.Before?.Value));
                cells.Add(figure.Change is { } change ? (change > 0 ? "+" : change < 0 ? "−" : "") + text.Points(answer.Metric, Math.Abs(change)) : "");
            }
            if (ratio)
            {
                cells.Add(text.Amount(answer.Metric.Numerator, figure.Numerator));
            }
            if (ratio || percentile)
            {
                cells.Add(text.Amount(answer.Metric.Denominator, figure.Denominator));
            }
            cells.Add(text.Status(figure.Status));
            if (hasDates)
            {
                cells.Add($"{figure.DataAsOf:dd/MM/yyyy}");
            }
            table.AddRow([.. cells.Select(c => new Text(c))]);
            last = figure.PeriodEnd;
        }
        console.Write(table);
        notes.Write(console);
        if (answer.Figures.Any(f => f.Status == "suppressed"))
        {
            console.Line($"{FigureText.Suppressed}: {text.Word("suppressed")}", "dim");
        }
        if (answer.Area == NetworkRefresh.Name && answer.Metric.Numerator.Aggregate == Aggregate.Distinct)
        {
            console.Line(text.Word(answer.Figures.All(f => f.Reason == NetworkRefresh.CountedOnce) ? "once" : "twice"), "dim");
        }
    }
}
