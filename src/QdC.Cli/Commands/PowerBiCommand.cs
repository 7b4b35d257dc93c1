using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Publish.PowerBi;

namespace QdC.Cli.Commands;

/// <summary><c>qdc powerbi</c>: the semantic model and the report as text.</summary>
internal sealed class PowerBiCommand : QdcCommand
{
    public PowerBiCommand()
        : base("powerbi", "The semantic model and the report of Power BI as text, written from powerbi/metrics.yaml and powerbi/dashboards.yaml.", "qdc powerbi build")
    {
        Subcommands.Add(new PowerBiBuildCommand());
    }

    /// <summary>The folder the files are in.</summary>
    public static Option<string?> Folder() => new("--folder") { Description = "The folder of the files [default: powerbi beside the jobs folder]", HelpName = "DIR" };

    /// <summary>The folder named or, when none is, the one beside the jobs.</summary>
    public static string Folder(CommandContext context, string? named) => Path.GetFullPath(named ?? Path.Combine(Path.GetDirectoryName(context.JobsFolder) ?? ".", "powerbi"));
}

/// <summary><c>qdc powerbi build</c>: writes them.</summary>
internal sealed class PowerBiBuildCommand : QdcCommand
{
    private readonly Option<string?> _folder = PowerBiCommand.Folder();
    private readonly Option<bool> _plan = new("--plan") { Description = "Say what would be written; change nothing" };

    public PowerBiBuildCommand()
        : base(
            "build",
            "Write the semantic model (TMDL) and the report (PBIR) that Power BI Desktop opens and a publish deploys. A file that the definitions no longer give is removed. "
                + "Exit code 2 when --plan finds something to write.",
            "qdc powerbi build",
            "qdc powerbi build --plan"
        )
    {
        Options.Add(_folder);
        Options.Add(_plan);
        Does(Build);
    }

    private int Build(CommandContext context, ParseResult parsed)
    {
        var plan = parsed.GetValue(_plan);
        var folder = new PowerBiFolder(PowerBiCommand.Folder(context, parsed.GetValue(_folder)));
        var files = PowerBiDefinition.Build(context.Workspace.Metrics, context.Workspace.Dashboards);
        var changes = folder.Difference(files);
        if (!plan)
        {
            folder.Write(files);
        }
        return context.Give(
            new { folder.Path, Planned = plan, Files = files.Count, Written = changes.Written, Removed = changes.Removed },
            console =>
            {
                foreach (var file in changes.Written.Where(_ => plan || context.Verbose))
                {
                    console.Line($"+ {file}", "green");
                }
                foreach (var file in changes.Removed)
                {
                    console.Line($"- {file}", "yellow");
                }
                console.Line($"✓ {files.Count} files in {folder.Path}: {changes.Written.Count} {(plan ? "to write" : "written")}, {changes.Removed.Count} {(plan ? "to remove" : "removed")}", "green");
            },
            plan && changes.Written.Count + changes.Removed.Count > 0 ? ExitCode.Findings : ExitCode.Done
        );
    }
}
