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
    private static readonly Style Dim = new(decoration: Decoration.Dim);
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
        var dates = _lines.Select(l => l.Month?.DataAsOf ?? l.Year?.DataAsOf).ToList();
        var one = dates.Distinct().Count() == 1 ? dates[0] : null; // one date for all stands in the heading
        console.MarkupLineInterpolated($"[bold]{_area.Name}[/] [dim]versió {_version}{(one is { } day ? $", dades a {day:dd/MM/yyyy}" : "")}[/]");
        (string, bool)[] columns =
        [
            ("indicador", false),
            (month is null ? "mes" : text.Period("month", month.PeriodEnd), true),
            (year is null ? "any" : text.Period("year", year.PeriodEnd), true),
            ("unitat", false),
            ("estat", false),
            .. one is null ? new[] { ("dades a", false) } : [],
        ];
        var table = Terminal.Table(columns);
        var notes = new Footnotes();
        foreach (var ((metric, inMonth, inYear), date) in _lines.Zip(dates))
        {
            Text[] cells =
            [
                new(metric.Texts[Language].Name),
                new(Cell(text, metric, inMonth, month, notes)),
                new(Cell(text, metric, inYear, year, notes)),
                new(text.Unit(metric), Dim),
                new(State(text, inMonth, inYear), Dim),
                .. one is null ? new[] { new Text($"{date:dd/MM/yyyy}", Dim) } : [],
            ];
            table.AddRow(cells);
        }
        console.Write(table);
        notes.Write(console);
    }

    /// <summary>The figure; with its own period where that is not the column's, and a mark where the reason it lacks stands below.</summary>
    private static string Cell(FigureText text, Metric metric, Figure? figure, Figure? column, Footnotes notes)
    {
        if (figure is null)
        {
            return "–";
        }
        if (text.Reason(figure) is { } reason)
        {
            return "–" + notes.Of(reason);
        }
        var value = text.Value(metric, figure.Value);
        return column is not null && figure.PeriodEnd != column.PeriodEnd ? $"{value} ({text.Period(figure.PeriodKind, figure.PeriodEnd)})" : value;
    }

    /// <summary>The status of what is there; of both where they differ.</summary>
    private static string State(FigureText text, Figure? month, Figure? year)
    {
        var states = new[] { month, year }.OfType<Figure>().Where(f => text.Reason(f) is null).Select(text.Status).Distinct().ToList();
        return states.Count > 0 ? string.Join(" · ", states) : text.Status((month ?? year)! with { Reason = null });
    }
}
