using QdC.Pipeline.Lineage;
using Spectre.Console;

namespace QdC.Cli.Showing;

/// <summary>The way of one name as a tree: what it comes from, and what is made of it.</summary>
/// <param name="graph">The ways of all names.</param>
/// <param name="language">The language of names that readers know.</param>
internal sealed class LineageTree(LineageGraph graph, string language)
{
    /// <summary>Writes it.</summary>
    public void Write(IAnsiConsole console, LineageNode node, bool up, bool down)
    {
        console.MarkupLineInterpolated($"[bold]{node.Name}[/]  {Words(node)}");
        foreach (var (note, text) in node.Notes)
        {
            console.Line($"  {Said(note)}{(text.En.Length > 0 ? $": {text.En}" : "")}", note == LineageNote.Unavailable ? "yellow" : "dim");
        }
        if (up)
        {
            Write(console, "comes from", node, n => graph.Before(n).Select(s => (s.From, s.Through)));
        }
        if (down)
        {
            Write(console, "is made into", node, n => graph.After(n).Select(s => (s.To, s.Through)));
        }
    }

    private void Write(IAnsiConsole console, string title, LineageNode node, Func<string, IEnumerable<(string Name, string? Through)>> next)
    {
        var (tree, told) = (new Tree(new Markup($"[bold]{title}[/]")), new HashSet<string> { node.Name });
        Branches(tree, node.Name, next, told);
        if (tree.Nodes.Count == 0)
        {
            console.Line($"{title}: nothing");
            return;
        }
        console.Write(tree);
    }

    /// <summary>What was told once is not told again: it ends in "see above".</summary>
    private void Branches(IHasTreeNodes under, string name, Func<string, IEnumerable<(string Name, string? Through)>> next, HashSet<string> told)
    {
        foreach (var (further, through) in next(name))
        {
            var node = graph.Nodes[further];
            var isNew = told.Add(further);
            var notes = node.Notes.Select(n => $"{Said(n.Note)}{(n.Text.En.Length > 0 ? $": {n.Text.En}" : "")}");
            var more = string.Join("; ", new[] { through is null ? null : node.Kind is LineageKind.Source or LineageKind.Field ? $"code list {through}" : $"by {through}" }.OfType<string>().Concat(notes).Concat(isNew || !next(further).Any() ? [] : ["see above"]));
            var branch = under.AddNode(Markup.FromInterpolated($"[{Colour(node.Kind)}]{further}[/] {Words(node)}[dim]{(more.Length > 0 ? $"  ({more})" : "")}[/]"));
            if (isNew)
            {
                Branches(branch, further, next, told);
            }
        }
    }

    private string Words(LineageNode node) => node.Texts.GetValueOrDefault(language) ?? "";

    private static string Colour(LineageKind kind) =>
        kind switch
        {
            LineageKind.Source => "green",
            LineageKind.Field => "cyan",
            LineageKind.Star => "blue",
            LineageKind.Metric => "bold",
            _ => "magenta",
        };

    private static string Said(LineageNote note) =>
        note switch
        {
            LineageNote.Unavailable => "not available",
            LineageNote.Constant => "always",
            LineageNote.Derived => "follows from the deliveries of",
            _ => "of no field: a code list, the calendar or the delivery itself",
        };
}
