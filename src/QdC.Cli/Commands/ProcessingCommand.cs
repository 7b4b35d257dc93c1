using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs.Processing;

namespace QdC.Cli.Commands;

/// <summary><c>qdc processing</c>: the record of processing activities, from the declarative files.</summary>
internal sealed class ProcessingCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = Shared.Areas();
    private readonly Option<string> _language = Shared.Language();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Markdown file to write [default: standard output]", HelpName = "FILE.md" };

    public ProcessingCommand()
        : base(
            "processing",
            "Write the record of processing activities (GDPR article 30) from the contract, the systems and the areas' files: which personal fields, from where, what is kept of them, for whom and how long. What only the controller knows is said in the area's file under processing and retention.",
            "qdc processing tarragona -o registre.md",
            "qdc processing tarragona --lang en --json"
        )
    {
        Arguments.Add(_areas);
        Options.Add(_language);
        Options.Add(_output);
        Does(Write);
    }

    private int Write(CommandContext context, ParseResult parsed)
    {
        var areas = context.Workspace.Select(parsed.GetValue(_areas));
        var records = areas.Select(area => ProcessingRecord.Of(context.Workspace.Jobs, area)).ToList();
        var text = new ProcessingText(parsed.GetValue(_language)!, DateOnly.FromDateTime(context.Clock.GetLocalNow().DateTime));
        var file = parsed.GetValue(_output) is { } named ? OutputFile.Path(named) : null;
        if (file is not null)
        {
            OutputFile.Save(file, string.Join('\n', records.Select(text.Of)));
        }
        return context.Give(
            records.Select(r => new { r.Area.Area, r.Area.Name, r.Area.EnsCode, r.Area.Processing, LandingDays = r.Area.RetentionDays, r.Area.PersonsYears, r.Area.SmallestCount, r.Fields }),
            console =>
            {
                if (file is null)
                {
                    records.ForEach(r => context.Output.WriteLine(text.Of(r)));
                }
                else
                {
                    console.Line($"✓ {file}: {string.Join(", ", areas.Select(a => a.Area))}", "green");
                }
            }
        );
    }
}
