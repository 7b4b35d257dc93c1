using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Lineage;
using QdC.Pipeline.Query;

namespace QdC.Cli.Commands;

/// <summary><c>qdc lineage</c>: where a figure, field or column comes from, and what is made of it.</summary>
internal sealed class LineageCommand : QdcCommand
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "A figure (open_cases), a field of the contract (case.opened_on), a column of the star (fact_case.opened_on) or of a council's file (hestia:expedients.DtObertura)",
    };
    private readonly Option<string?> _area = new("--area") { Description = "By this area's systems, and what it has not [default: those of all that do not run on request only]", HelpName = "AREA" };
    private readonly Option<bool> _up = new("--up") { Description = "Only what it comes from" };
    private readonly Option<bool> _down = new("--down") { Description = "Only what is made of it" };
    private readonly Option<string> _language = Shared.Language();

    public LineageCommand()
        : base(
            "lineage",
            "Say where a figure comes from, through star and contract back to the columns of the councils' files, and what is made of a column, up to dashboards and reports. Read from the declarative files and the SQL themselves; what an area cannot have is told with why.",
            "qdc lineage open_cases --area tarragona",
            "qdc lineage case.opened_on --down --lang en",
            "qdc lineage hestia:expedients.DtObertura --json"
        )
    {
        Arguments.Add(_name);
        Options.Add(_area);
        Options.Add(_up);
        Options.Add(_down);
        Options.Add(_language);
        Does(Tell);
    }

    private int Tell(CommandContext context, ParseResult parsed)
    {
        var (isUp, isDown) = (parsed.GetValue(_up), parsed.GetValue(_down));
        if (isUp && isDown)
        {
            throw new UsageWrong("Only what it comes from and only what is made of it cannot both be wanted", "--up --down", "one of them, or none for both");
        }
        var files = context.Workspace;
        var areas = files.Select(parsed.GetValue(_area) is { } area ? [area] : null);
        var graph = new LineageFiles(files.Jobs, files.Metrics, files.Dashboards, files.Reports).Graph(areas);
        var node = graph.Find(parsed.GetValue(_name)!);
        return context.Give(
            new
            {
                node.Name,
                node.Kind,
                Areas = areas.Select(a => a.Area),
                Notes = Notes(node),
                Up = isDown ? null : graph.Up(node.Name).Select(n => Told(n, graph.Before(n.Name).Concat(graph.After(n.Name)))),
                Down = isUp ? null : graph.Down(node.Name).Select(n => Told(n, graph.Before(n.Name).Concat(graph.After(n.Name)))),
            },
            console => new LineageTree(graph, parsed.GetValue(_language)!).Write(console, node, up: !isDown, down: !isUp)
        );
    }

    private static object Told(LineageNode node, IEnumerable<LineageStep> steps) =>
        new { node.Name, node.Kind, Notes = Notes(node), From = steps.Where(s => s.To == node.Name), To = steps.Where(s => s.From == node.Name) };

    private static IEnumerable<object> Notes(LineageNode node) => node.Notes.Select(n => new { n.Note, Text = n.Text.En });
}
