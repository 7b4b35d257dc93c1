using QdC.Cli.App;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Showing;

/// <summary>An area's figures for the last complete month and year, side by side.</summary>
internal sealed class AreaFigures
{
    private const string Language = "ca";
    private readonly AreaFile _area;
    private readonly int _version;
    private readonly IReadOnlyList<(Metric Metric, Figure? Month, Figure? Year)> _lines;

    private AreaFigures(AreaFile area, int version, IReadOnlyList<(Metric, Figure?, Figure?)> lines) => (_area, _version, _lines) = (area, version, lines);

    /// <summary>Reads every metric of the area's current version.</summary>
    public static AreaFigures Read(CommandContext context, AreaFile area)
    {
        var workspace = context.Workspace;
        var query = new FigureQuery(context.Home, workspace.Jobs, workspace.Metrics, context.Clock);
        using var version = new AreaStore(context.Home, AreaCode.Parse(area.Area), context.Clock).OpenCurrent();
        Figure? Last(string metric, string period) =>
            query.Ask(version, new FigureRequest { Area = area, Metric = metric, Period = period, Language = Language }).Figures.FirstOrDefault();
        return new AreaFigures(area, version.Version, [.. workspace.Metrics.Metrics.Values.Select(m => (m, Last(m.Name, "month"), Last(m.Name, "year")))]);
    }

    /// <summary>The figures for machines.</summary>
    public object Document() =>
        new
        {
            _area.Area,
            Version = _version,
            Figures = _lines.Select(l => new { Metric = l.Metric.Name, l.Metric.Texts[Language].Name, l.Metric.Unit, l.Month, l.Year }),
        };

    /// <summary>Writes them.</summary>
    public void Write(IAnsiConsole console)
    {
        var text = FigureText.In(Language);
        var month = _lines.Select(l => l.Month).FirstOrDefault(f => f is { Status: "ok" }) ?? _lines[0].Month;
        var year = _lines.Select(l => l.Year).FirstOrDefault(f => f is { Status: "ok" }) ?? _lines[0].Year;
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{_area.Name}[/] [dim]versió {_version}[/]");
        var table = Terminal.Table(
            ("indicador", false),
            (month is null ? "mes" : text.Period("month", month.PeriodEnd), true),
            (year is null ? "any" : text.Period("year", year.PeriodEnd), true),
            ("unitat", false),
            ("estat", false),
            ("dades a", false));
        var notes = new List<string>();
        foreach (var (metric, inMonth, inYear) in _lines)
        {
            table.AddRow(
                new Text(metric.Texts[Language].Name),
                new Text(Cell(text, metric, inMonth, month)),
                new Text(Cell(text, metric, inYear, year)),
                new Text(text.Unit(metric), new Style(decoration: Decoration.Dim)),
                new Text(State(text, inMonth, inYear, notes), new Style(decoration: Decoration.Dim)),
                new Text($"{inMonth?.DataAsOf ?? inYear?.DataAsOf:yyyy-MM-dd}", new Style(decoration: Decoration.Dim))
            );
        }
        console.Write(table);
        for (var i = 0; i < notes.Count; i++)
        {
            console.Line($" {Mark(i)} {notes[i]}", "dim");
        }
    }

    /// <summary>The figure; with its own period where that is not the column's.</summary>
    private static string Cell(FigureText text, Metric metric, Figure? figure, Figure? column) =>
        figure is null ? "–"
        : column is not null && figure.PeriodEnd != column.PeriodEnd ? $"{text.Value(metric, figure.Value)} ({text.Period(figure.PeriodKind, figure.PeriodEnd)})"
        : text.Value(metric, figure.Value);

    /// <summary>One status where both agree, else that of the month and that of the year; reasons are told below the table.</summary>
    private static string State(FigureText text, Figure? month, Figure? year, List<string> notes)
    {
        var (ofMonth, ofYear) = (Word(text, month, notes), Word(text, year, notes));
        return ofMonth == ofYear ? ofMonth : $"{ofMonth} · {ofYear}";
    }

    private static string Word(FigureText text, Figure? figure, List<string> notes)
    {
        if (figure is null)
        {
            return "–";
        }
        if (text.Reason(figure) is not { } reason)
        {
            return text.Status(figure);
        }
        if (!notes.Contains(reason))
        {
            notes.Add(reason);
        }
        return text.Status(figure with { Reason = null }) + Mark(notes.IndexOf(reason));
    }

    private static char Mark(int i) => i < 3 ? "¹²³"[i] : (char)('⁴' + i - 3);
}
