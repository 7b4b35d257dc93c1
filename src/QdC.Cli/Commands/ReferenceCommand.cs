using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Lineage;
using QdC.Pipeline.Reference;

namespace QdC.Cli.Commands;

/// <summary><c>qdc reference</c>: the pages of everything that is declared.</summary>
internal sealed class ReferenceCommand : QdcCommand
{
    private readonly Option<string> _output = new("--output", "-o") { Description = "Folder to write the pages into", HelpName = "DIR", DefaultValueFactory = _ => "docs/reference" };

    public ReferenceCommand()
        : base(
            "reference",
            "Write the reference of everything that is declared, as Markdown pages: every area, system, contract field, rule and table, and how each comes from the other. The figures' own is `qdc metrics`.",
            "qdc reference",
            "qdc reference -o /tmp/reference"
        )
    {
        Options.Add(_output);
        Does(Write);
    }

    private int Write(CommandContext context, ParseResult parsed)
    {
        var folder = Path.GetFullPath(parsed.GetValue(_output)!);
        var pages = Pages(context.Workspace);
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in pages)
        {
            OutputFile.Save(Path.Combine(folder, name), text);
        }
        return context.Give(new { Folder = folder, Pages = pages.Keys }, console => console.Line($"✓ {pages.Count} pages in {folder}", "green"));
    }

    /// <summary>The pages of what a workspace declares, by the lineage of all its areas that run by themselves.</summary>
    internal static IReadOnlyDictionary<string, string> Pages(Workspace files) =>
        new ReferencePages(files.Jobs, files.Metrics, new LineageFiles(files.Jobs, files.Metrics, files.Dashboards, files.Reports).Graph(files.Select(null))).Pages();
}
