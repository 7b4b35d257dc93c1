using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Publish.PowerBi;

namespace QdC.Cli.Commands;

/// <summary><c>qdc powerbi</c>: the semantic model and the report as text.</summary>
internal sealed class PowerBiCommand : QdcCommand
{
    public PowerBiCommand()
        : base("powerbi", "The semantic model and the report of Power BI as text, written from powerbi/metrics.yaml and powerbi/dashboards.yaml.", "qdc powerbi build", "qdc powerbi check")
    {
        Subcommands.Add(new PowerBiBuildCommand());
        Subcommands.Add(new PowerBiCheckCommand());
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

/// <summary><c>qdc powerbi check</c>: proves them without Power BI.</summary>
internal sealed class PowerBiCheckCommand : QdcCommand
{
    private readonly Option<string?> _folder = PowerBiCommand.Folder();
    private readonly Option<bool> _rules = new("--rules") { Description = "List the rules instead" };
    private readonly Option<string?> _schemas = new("--schemas") { Description = "A copy of Microsoft's JSON Schemas (repository microsoft/json-schemas), to check the report against [default: QDC_POWERBI_SCHEMAS; without one this part is left out and said]", HelpName = "DIR" };

    public PowerBiCheckCommand()
        : base(
            "check",
            "Check the semantic models and the report without Power BI: what a service would refuse, names that stand for nothing, DAX, queries, columns against the warehouse's views, what may reach a model, best practices. "
                + "Exit code 3 when something is wrong.",
            "qdc powerbi check",
            "qdc powerbi check --rules",
            "qdc powerbi check --schemas ../json-schemas --json"
        )
    {
        Options.Add(_folder);
        Options.Add(_rules);
        Options.Add(_schemas);
        Does(Check);
    }

    private int Check(CommandContext context, ParseResult parsed)
    {
        if (parsed.GetValue(_rules))
        {
            return context.Give(PowerBiRules.All, console =>
            {
                foreach (var group in PowerBiRules.All.GroupBy(r => r.Group))
                {
                    console.Line(group.Key, "bold");
                    foreach (var rule in group)
                    {
                        console.Line($"  {rule.Id}  {rule.Says}");
                    }
                }
            });
        }
        var folder = new PowerBiFolder(PowerBiCommand.Folder(context, parsed.GetValue(_folder)));
        var files = folder.Read();
        if (files.Count == 0)
        {
            throw new UsageWrong("There are no files of Power BI to check", folder.Path, next: "Write them with `qdc powerbi build`, or name their folder with --folder DIR.");
        }
        var schemas = parsed.GetValue(_schemas) ?? Environment.GetEnvironmentVariable("QDC_POWERBI_SCHEMAS");
        if (schemas is not null && !Directory.Exists(Path.Combine(schemas, "fabric")))
        {
            throw new UsageWrong("The folder holds no JSON Schemas of Power BI", schemas, "a copy of microsoft/json-schemas, with the folder fabric in it");
        }
        var found = PowerBiCheck.Check(files, schemas is null ? null : new JsonSchemas(schemas));
        return context.Give(
            new { folder.Path, Files = files.Count, Schemas = schemas, Findings = found },
            console =>
            {
                foreach (var finding in found)
                {
                    console.Line(finding.ToString(), "red");
                }
                if (schemas is null)
                {
                    console.Line("Microsoft's JSON Schemas are not at hand: the report was checked by rules alone (--schemas DIR).", "yellow");
                }
                console.Line(found.Count == 0 ? $"✓ {files.Count} files, {PowerBiRules.All.Count} rules" : $"✗ {found.Count} findings in {found.Select(f => f.File).Distinct().Count()} of {files.Count} files", found.Count == 0 ? "green" : "red");
            },
            found.Count == 0 ? ExitCode.Done : ExitCode.Configuration
        );
    }
}
