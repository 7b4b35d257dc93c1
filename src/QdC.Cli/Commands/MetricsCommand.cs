using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Cli.Commands;

/// <summary><c>qdc metrics</c>: the reference of all figures, or their measures for Power BI.</summary>
internal sealed class MetricsCommand : QdcCommand
{
    private readonly Option<string> _language = Shared.Language();
    private readonly Option<bool> _dax = new("--dax") { Description = "Write the figures as DAX measures of Power BI instead" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Markdown or DAX file to write [default: standard output]", HelpName = "FILE" };

    public MetricsCommand()
        : base(
            "metrics",
            "Write the reference of all figures: what each says, how it is counted, by what it is broken down, what is seen of it outside an area, which data it needs. From powerbi/metrics.yaml, which computes them.",
            "qdc metrics --lang en",
            "qdc metrics -o indicadors.md",
            "qdc metrics --dax"
        )
    {
        Options.Add(_language);
        Options.Add(_dax);
        Options.Add(_output);
        Does(Write);
    }

    private int Write(CommandContext context, ParseResult parsed)
    {
        var metrics = context.Workspace.Metrics;
        var isDax = parsed.GetValue(_dax);
        var page = isDax ? DaxModel.Of(metrics).Text() : new MetricsReference(metrics, parsed.GetValue(_language)!).Markdown();
        var file = parsed.GetValue(_output) is { } named ? OutputFile.Path(named, isDax ? ".dax" : ".md") : null;
        if (file is not null)
        {
            OutputFile.Save(file, page);
        }
        return context.Give(
            new { File = file, Metrics = metrics.Metrics.Count, Page = file is null ? page : null },
            console =>
            {
                if (file is null)
                {
                    context.Output.Write(page);
                }
                else
                {
                    console.Line($"✓ {metrics.Metrics.Count} figures in {file}", "green");
                }
            }
        );
    }
}
