using QdC.Metrics;
using QdC.Pipeline.Diff;
using QdC.Pipeline.Query;
using Spectre.Console;

namespace QdC.Cli.Showing;

/// <summary>What differs between two versions, for people.</summary>
internal static class DiffText
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    private static readonly Dictionary<DiffCause, string> Meanings = new()
    {
        [DiffCause.New] = "new data of days version {0} did not reach",
        [DiffCause.Late] = "came after version {0}, about days it reached already",
        [DiffCause.Corrected] = "a correction was delivered",
        [DiffCause.Restated] = "a newer delivery says otherwise",
        [DiffCause.Mapping] = "read with another mapping, contract or code list",
        [DiffCause.Relinked] = "the record stands for another person",
        [DiffCause.Erased] = "erased: no delivery in version {1} tells of it",
        [DiffCause.Withdrawn] = "its delivery is not in version {1}",
        [DiffCause.Definition] = "the SQL, the metrics or the settings changed",
    };

    /// <summary>Writes the comparison.</summary>
    public static void Write(IAnsiConsole console, VersionComparison diff, MetricsFile metrics, DiffRequest request, string language)
    {
        console.MarkupLineInterpolated(
            $"[bold]{diff.Area}[/] version {diff.Before} → {diff.After} [dim]data to {diff.DataBefore:yyyy-MM-dd} → {diff.DataAfter:yyyy-MM-dd}[/]"
        );
        if (diff.IsSame)
        {
            console.Line($"✓ Nothing differs{(diff.DefinitionDiffers ? ", though the SQL, the metrics or the settings changed" : "")}.", "green");
            return;
        }
        var text = FigureText.In(language);
        Deliveries(console, diff);
        Rows(console, diff, text);
        if (diff.Corrections > 0)
        {
            console.Line($"  {text.Count(diff.Corrections)} told of closed periods, {diff.CorrectedEuros.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} € in all: {(diff.CorrectionsPosted ? "they count on the day they were told, and the closed periods stay" : "they change the closed periods")}");
        }
        Star(console, diff, text);
        Figures(console, diff, metrics, request, text, language);
        Causes(console, diff);
    }

    private static void Deliveries(IAnsiConsole console, VersionComparison diff)
    {
        if (diff.Deliveries.Count == 0)
        {
            console.Line("Both hold the same deliveries.");
        }
        foreach (var group in diff.Deliveries.GroupBy(d => (d.EffectiveDate, d.Cause, d.System)))
        {
            var mark = group.Key.Cause switch { DiffCause.Withdrawn => "−", DiffCause.Mapping => "~", _ => "+" };
            var files = string.Join(" ", group.Select(d => d.FileName ?? $"{d.Extract} {d.DeliveryId}"));
            console.Line($"  {mark} {group.Key.EffectiveDate:yyyy-MM-dd} {Word(group.Key.Cause),-9} {group.Key.System}: {files}");
        }
        if (diff.DefinitionDiffers)
        {
            console.Line("  ~ the SQL, the metrics or the area's settings changed too");
        }
    }

    private static void Rows(IAnsiConsole console, VersionComparison diff, FigureText text)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Records[/] {(diff.Rows.Count == 0 ? "none differ" : $"{text.Count(diff.Rows.Sum(r => r.Count))} differ")}");
        foreach (var group in diff.Rows)
        {
            var fields = group.Fields.Count == 0 ? "" : $"  {string.Join(", ", group.Fields.Take(6).Select(f => $"{f.Field} {text.Count(f.Count)}"))}{(group.Fields.Count > 6 ? ", …" : "")}";
            console.MarkupInterpolated($"  {group.Subject,-12} {Word(group.Change),-9} {text.Count(group.Count),8}  [yellow]{Word(group.Cause),-9}[/]");
            console.Line(fields, "dim");
            foreach (var example in group.Examples)
            {
                console.Line($"      {Example(example)}", "dim");
            }
        }
    }

    private static string Example(RowExample e)
    {
        var place = e.FileName is null ? "no record of its own" : $"{e.FileName}{(e.Sheet is null ? "" : $" [{e.Sheet}]")}{(e.Line is { } line ? $":{line}" : "")}";
        var facts = new[]
        {
            e.RecordNo is { } no ? $"record {no}" : $"pseudonym {e.Pseudonym}…",
            e.Fields.Count > 0 ? string.Join(", ", e.Fields) : null,
            e.MissingFrom is { } missing ? $"no longer in {missing}" : null,
        };
        return $"{place}  {string.Join(" · ", facts.Where(f => f is not null))}";
    }

    private static void Star(IAnsiConsole console, VersionComparison diff, FigureText text)
    {
        if (diff.Star.Count == 0)
        {
            return;
        }
        console.WriteLine();
        console.MarkupLine("[bold]Star[/]");
        var table = Terminal.Table(("table", false), ("before", true), ("after", true), ($"only in {diff.Before}", true), ($"only in {diff.After}", true));
        foreach (var t in diff.Star)
        {
            table.AddRow([new Text(t.Table["star.".Length..]), .. new[] { t.Before, t.After, t.OnlyBefore, t.OnlyAfter }.Select(n => new Text(text.Count(n)))]);
        }
        console.Write(table);
    }

    private static void Figures(IAnsiConsole console, VersionComparison diff, MetricsFile metrics, DiffRequest request, FigureText text, string language)
    {
        var asked = diff.FigureGroups.Sum(g => g.Changed + g.Appeared + g.Vanished);
        var what = $"{(request.By is { } by ? $"by {by}" : "totals")} of {request.Period switch { null => "months and years", "rolling12" => "rolling 12 months", "month" or "quarter" or "year" => request.Period + "s", var p => p }}";
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Figures[/] {text.Count(diff.FiguresInAll)} differ in all cuts and periods; {what}: {text.Count(asked)}");
        if (diff.Sensitive > 0)
        {
            console.Line($"{text.Count(diff.Sensitive)} more are of sensitive members and counted by whole year only.", "dim");
        }
        if (asked == 0)
        {
            return;
        }
        var groups = Terminal.Table(("metric", false), ("changed", true), ("new", true), ("gone", true), ("causes", false));
        foreach (var g in diff.FigureGroups.GroupBy(g => g.Metric))
        {
            groups.AddRow(
                new Text(g.Key),
                new Text(Some(text, g.Sum(x => x.Changed))),
                new Text(Some(text, g.Sum(x => x.Appeared))),
                new Text(Some(text, g.Sum(x => x.Vanished))),
                new Text(Counted(g, text), Dim)
            );
        }
        console.Write(groups);
        List(console, diff, metrics, request, text, language);
        if (diff.Figures.Count < asked)
        {
            console.Line($"{diff.Figures.Count} of {text.Count(asked)}. More with --limit N; narrower with --metric, --period, --by.", "dim");
        }
    }

    private static void List(IAnsiConsole console, VersionComparison diff, MetricsFile metrics, DiffRequest request, FigureText text, string language)
    {
        (string, bool)[] columns = [("figure", false), ("period", false), .. request.By is { } by ? new[] { (by, false) } : [], ("before", true), ("after", true), ("difference", true), ("cause", false)];
        var table = Terminal.Table(columns);
        var last = "";
        foreach (var f in diff.Figures)
        {
            var metric = metrics.Metrics.GetValueOrDefault(f.Metric);
            var name = metric?.Texts[language].Name ?? f.Metric;
            var cells = new List<Text> { new(name == last ? "" : name), new(text.Period(f.PeriodKind, f.PeriodEnd)) };
            if (request.By is not null)
            {
                cells.Add(new Text(f.Label));
            }
            cells.Add(new Text(State(text, metric, f.Before, f.After)));
            cells.Add(new Text(State(text, metric, f.After, f.Before)));
            cells.Add(new Text(Difference(text, metric, f)));
            cells.Add(new Text(Words(f.Causes), Dim));
            table.AddRow(cells);
            last = name;
        }
        console.Write(table);
    }

    /// <summary>The figure; with what it was divided from where the figure alone would look the same, and its status where that differs.</summary>
    private static string State(FigureText text, Metric? metric, FigureState? state, FigureState? other)
    {
        if (state is null)
        {
            return "";
        }
        var value = metric is null ? $"{state.Value}" : text.Value(metric, state.Value);
        if (other is null)
        {
            return value;
        }
        var counts = metric is { IsDivided: true } && (state.Numerator != other.Numerator || state.Denominator != other.Denominator)
            ? $" ({text.Amount(metric.Numerator, state.Numerator)}/{text.Amount(metric.Denominator, state.Denominator)})"
            : "";
        return value + counts + (state.Status != other.Status ? $" {state.Status.Replace('_', ' ')}" : "");
    }

    private static string Difference(FigureText text, Metric? metric, FigureDifference f)
    {
        if (f.Difference is not { } by || by == 0)
        {
            return f.Before is null ? "new" : f.After is null ? "gone" : "";
        }
        var amount = metric is null ? $"{Math.Abs(by)}" : text.Value(metric, Math.Abs(by));
        return (by < 0 ? "−" : "+") + amount.Replace(" %", metric?.Unit == "percent" ? " pp" : " %", StringComparison.Ordinal);
    }

    private static void Causes(IAnsiConsole console, VersionComparison diff)
    {
        var causes = diff.Rows.Select(r => r.Cause).Concat(diff.FigureGroups.SelectMany(g => g.Causes)).Distinct().Order().ToList();
        console.WriteLine();
        foreach (var cause in causes)
        {
            console.Line($"{Word(cause),-10} {string.Format(System.Globalization.CultureInfo.InvariantCulture, Meanings[cause], diff.Before, diff.After)}", "dim");
        }
    }

    /// <summary>In how many of a metric's figures each cause takes part.</summary>
    private static string Counted(IEnumerable<FigureGroup> groups, FigureText text) =>
        string.Join(
            ", ",
            groups
                .SelectMany(g => g.Causes.Select(c => (Cause: c, Count: g.Changed + g.Appeared + g.Vanished)))
                .GroupBy(c => c.Cause)
                .OrderBy(c => c.Key)
                .Select(c => $"{Word(c.Key)} {text.Count(c.Sum(x => x.Count))}")
        );

    private static string Some(FigureText text, long count) => count == 0 ? "" : text.Count(count);

    private static string Words(IEnumerable<DiffCause> causes) => string.Join(", ", causes.Select(c => Word(c)));

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
