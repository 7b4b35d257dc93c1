using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Metrics;
using QdC.Pipeline.Dashboard;
using QdC.Pipeline.Query;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc dashboard</c>: a page of the dashboard with its figures.</summary>
internal sealed class DashboardCommand : QdcCommand
{
    private readonly Argument<string> _page = new("PAGE") { Description = "The page: resum, persones, serveis, costos, carrega, qualitat", DefaultValueFactory = _ => "resum" };
    private readonly Option<string> _area = Shared.OfArea();
    private readonly Option<string> _period = new("--period") { Description = "month, quarter, year, rolling12 or ytd, the year to date", HelpName = "KIND", DefaultValueFactory = _ => "month" };
    private readonly Option<DateOnly?> _day = Shared.Date("--day", "A day of the period wanted [default: the last complete period]");
    private readonly Option<string[]> _where = new("--where") { Description = "Members its slicers are set to", HelpName = "DIM=MEMBER", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _language = Shared.Language();

    public DashboardCommand()
        : base(
            "dashboard",
            "A page of the dashboard (powerbi/dashboards.yaml) with its figures, as Power BI and the portal draw it: of the current version, with the change on the period before.",
            "qdc dashboard resum --area tarragona",
            "qdc dashboard persones --area tarragona --period year --where sex=D",
            "qdc dashboard costos --area tarragona --period ytd --json"
        )
    {
        Arguments.Add(_page);
        foreach (var option in new Option[] { _area, _period, _day, _where, _language })
        {
            Options.Add(option);
        }
        Does(Show);
    }

    private int Show(CommandContext context, ParseResult parsed)
    {
        var workspace = context.Workspace;
        var view = new DashboardFill(context.Home, workspace.Jobs, workspace.Metrics, context.Clock).Fill(
            new DashboardRequest
            {
                Page = UnknownName.Find("page", parsed.GetValue(_page)!, workspace.Dashboards.Pages),
                Area = workspace.Area(parsed.GetValue(_area)!),
                PeriodKind = parsed.GetValue(_period)!,
                Day = parsed.GetValue(_day),
                Where = [.. Shared.Parts(parsed.GetValue(_where)).Select(Shared.Filter)],
                Language = parsed.GetValue(_language)!,
            }
        );
        return context.Give(view, console => Write(console, view));
    }

    private static void Write(IAnsiConsole console, DashboardView view)
    {
        console.Line($"{view.AreaName} · {view.Title} · {view.Period} · v{view.Version}{(view.DataAsOf is { } day ? $" · {day:dd/MM/yyyy}" : "")}", "bold");
        foreach (var visual in view.Visuals)
        {
            console.Line("");
            if (visual.Title.Length > 0)
            {
                console.Line(visual.Title, "bold");
            }
            if (visual.Note is { } note)
            {
                console.Line(note, "yellow");
            }
            if (visual.Cards.Count > 0)
            {
                console.Write(Cards(visual.Cards));
            }
            else if (visual.Series.Count > 0 && visual.Categories.Count > 0)
            {
                console.Write(Grid(visual));
                visual.Signs.ToList().ForEach(sign => console.Line(sign, "dim"));
            }
        }
    }

    private static Table Cards(IReadOnlyList<CardView> cards)
    {
        var table = Terminal.Table(("", false), ("", true), ("", true), ("", false), ("", false)).HideHeaders();
        foreach (var card in cards)
        {
            var colour = card.Tone switch { Tone.Better => Color.Green, Tone.Worse => Color.Red, _ => Color.Default };
            table.AddRow(
                new Text(card.Name),
                new Text(card.Value, new Style(decoration: Decoration.Bold)),
                new Text(card.Change ?? "", new Style(colour)),
                new Text(card.Before ?? (card.Mark == FigureMark.None ? "" : card.Status), new Style(decoration: Decoration.Dim)),
                new Text(card.Target is { } target ? $"{(target.IsMet switch { true => "✓", false => "✗", _ => "·" })} {target.Text}" : "")
            );
        }
        return table;
    }

    private static Table Grid(VisualView visual)
    {
        var table = Terminal.Table([("", false), .. visual.Series.Select(s => (s.Name, s.Cells.Any(c => c.Value is not null)))]);
        for (var i = 0; i < visual.Categories.Count; i++)
        {
            table.AddRow([new Text(visual.Categories[i].Label), .. visual.Series.Select(s => new Text(s.Cells[i].Text))]);
        }
        if (visual.Series.Any(s => s.Total is not null))
        {
            table.AddRow([new Text("Σ", new Style(decoration: Decoration.Bold)), .. visual.Series.Select(s => new Text(s.Total?.Text ?? "", new Style(decoration: Decoration.Bold)))]);
        }
        return table;
    }
}
