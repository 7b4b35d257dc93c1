using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Running;

namespace QdC.Cli.Commands;

/// <summary><c>qdc run</c>: refresh areas, from their councils' files to a tested, published version.</summary>
internal sealed class RunCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = Shared.Areas();
    private readonly Option<bool> _reload = new("--reload") { Description = "Apply every landed delivery again" };
    private readonly Option<DateOnly?> _reloadFrom = Shared.Date("--reload-from", "Apply landed deliveries again from this day on");
    private readonly Option<bool> _network = new("--network") { Description = "Refresh no area; only put together what they publish" };
    private readonly Option<bool> _noPull = new("--no-pull") { Description = "Ask no source's SQL Server; read what is in the folders" };
    private readonly Option<DateOnly?> _asOf = Shared.Date("--as-of", "The day deliveries speak of that nothing else dates");
    private readonly Option<string[]> _acceptVolume = new("--accept-volume")
    {
        Description = "Accept a held delivery, by its number or file name, then run its area",
        HelpName = "AREA EXTRACT DELIVERY",
        Arity = new ArgumentArity(3, 3),
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string?> _acceptTest = new("--accept-test") { Description = "Publish over a failing stop test of the one area named", HelpName = "TEST" };
    private readonly Option<DateOnly?> _until = Shared.Date("--until", "Last day --accept-test holds");
    private readonly Option<string> _reason = Shared.Reason(required: false);
    private readonly Option<bool> _progressLines = new(ChildRun.ProgressOption) { Hidden = true };
    private readonly Option<bool> _untilInputEnds = new(ChildRun.InputOption) { Hidden = true };
    private readonly Option<string> _cause = new("--cause") { Hidden = true, DefaultValueFactory = _ => "qdc run" };

    public RunCommand()
        : base(
            "run",
            "Refresh areas: from their councils' files to a tested, published version. What is served changes only by a version that passed its tests.",
            "qdc run",
            "qdc run tarragona la-noguera",
            "qdc run tarragona --reload",
            "qdc run tarragona --reload-from 2025-01-01",
            "qdc run --accept-volume tarragona activity 14 --reason \"the council closed a centre\"",
            "qdc run tarragona --accept-test euros_add_up --until 2025-06-30 --reason \"two payments corrected in June\""
        )
    {
        Arguments.Add(_areas);
        foreach (var option in new Option[] { _reload, _reloadFrom, _network, _noPull, _asOf, _acceptVolume, _acceptTest, _until, _reason, _progressLines, _untilInputEnds, _cause })
        {
            Options.Add(option);
        }
        Does(Run);
    }

    private async Task<int> Run(CommandContext context, ParseResult parsed, CancellationToken cancel)
    {
        using var parent = parsed.GetValue(_untilInputEnds) ? ParentInput.Watch(cancel) : null;
        return await Run(context, parsed, parent?.Ended ?? cancel, parsed.GetValue(_network));
    }

    private async Task<int> Run(CommandContext context, ParseResult parsed, CancellationToken cancel, bool onlyNetwork)
    {
        if (onlyNetwork)
        {
            var together = NetworkRun.After(context, cancel); // a child of the scheduler, which orders by itself what is to be sent
            return together.Failure is { } failed ? Failure.Tell(context, failed, cancel) : context.Give(together.Outcome!, together.Write);
        }
        var areas = Decide(context, parsed);
        var order = new RunOrder(parsed.GetValue(_reload), parsed.GetValue(_reloadFrom), parsed.GetValue(_asOf), parsed.GetValue(_cause)!, parsed.GetValue(_noPull));
        if (parsed.GetValue(_progressLines))
        {
            return await AsChild(context, areas, order, cancel);
        }
        var ran = await LiveRuns.Run(context, context.Areas(areas), order, cancel);
        IReadOnlyList<RunReport> reports = areas.Count > 0 ? ran : [.. ran, .. context.Awaiting.Select(RunReport.Awaiting)];
        var network = NetworkRun.After(context, cancel);
        reports = WarehouseSending.AfterRuns(context, reports, cancel);
        return context.Give(
            reports,
            console =>
            {
                RunSummary.Write(console, reports);
                network.Write(console);
            },
            reports.Aggregate(network.ExitCode, (code, r) => ExitCode.Worst(code, r.ExitCode))
        );
    }

    /// <summary>Records what is decided on the command line; gives back the areas to run.</summary>
    private IReadOnlyList<string> Decide(CommandContext context, ParseResult parsed)
    {
        IReadOnlyList<string> areas = parsed.GetValue(_areas) ?? [];
        if (parsed.GetValue(_acceptVolume) is [var area, var extract, var delivery])
        {
            Acceptance.Volume(context, area, extract, delivery, Shared.Required(parsed, _reason));
            areas = [.. areas.Append(area).Distinct()];
        }
        if (parsed.GetValue(_acceptTest) is { } test)
        {
            if (areas is not [var only])
            {
                throw new UsageWrong("--accept-test is a decision about one area", $"{areas.Count} areas", "exactly one", "Name the area: `qdc run AREA --accept-test TEST …`.");
            }
            Acceptance.Test(context, only, test, parsed.GetValue(_until), Shared.Required(parsed, _reason));
        }
        return areas;
    }

    private static async Task<int> AsChild(CommandContext context, IReadOnlyList<string> areas, RunOrder order, CancellationToken cancel)
    {
        var error = Console.Error;
        var reports = await AreaRuns.Run(
            context,
            context.Workspace.Select(areas),
            order,
            step =>
            {
                lock (error)
                {
                    error.WriteLine(ChildRun.Line(step));
                }
            },
            _ => { },
            cancel
        );
        return context.Give(reports, _ => { }, reports[0].ExitCode);
    }
}
