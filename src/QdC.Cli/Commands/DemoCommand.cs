using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Running;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Cli.Demo;
using QdC.Pipeline.Link;
using QdC.Pipeline.Query;
using QdC.Samples;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc demo</c>: the whole story on the pilot samples, from files to figures.</summary>
internal sealed class DemoCommand : QdcCommand
{
    private readonly Option<bool> _noServe = new("--no-serve") { Description = "End with the figures, without the portal" };
    private readonly Option<string[]> _urls = ServeCommand.Urls();
    private readonly Option<bool> _all = new("--all") { Description = "All areas of the network instead of the pilots: simulated at their real size for three years, loaded, and every figure compared with the truth" };
    private readonly Option<double> _scale = new("--scale") { Description = "With --all, the share of the inhabitants that is simulated", HelpName = "SHARE", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _areas = new("--area") { Description = "Areas [default: all]", HelpName = "AREA", AllowMultipleArgumentsPerToken = true };

    public DemoCommand()
        : base(
            "demo",
            "The whole story on the pilot samples: keys, files, checks, star, tests, figures, and then the portal in a browser, until Ctrl+C. Nobody in the samples is real. Its home is ./demo, with --all ./demo-all, unless --home names another.",
            "qdc demo",
            "qdc demo --no-serve",
            "qdc demo --area tarragona --home /tmp/demo",
            "qdc demo --all --no-serve"
        )
    {
        Options.Add(_noServe);
        Options.Add(_all);
        Options.Add(_scale);
        Options.Add(_urls);
        Options.Add(_areas);
        Does(Tell);
    }

    private async Task<int> Tell(CommandContext given, ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.GetValue(_all))
        {
            return await TellAll(given.WithDefaultHome(parsed, "demo-all"), parsed, cancel);
        }
        var context = given.WithDefaultHome(parsed, "demo");
        var areas = context.Areas(Shared.Parts(parsed.GetValue(_areas)));

        var keys = KeysCreateCommand.Create(context, areas.Select(a => a.Area)).Where(k => k.File is not null).ToList();
        if (!context.Json)
        {
            Open(context, keys);
        }
        var decisions = Decide(context, areas);
        if (!context.Json && decisions > 0)
        {
            context.Out.Line($"{decisions} decisions of a steward on who is who, from {Short(Decisions(context))}", "dim");
        }
        var reports = await LiveRuns.Run(context, areas, new RunOrder(Cause: "qdc demo"), cancel);
        var network = NetworkRun.After(context, cancel);
        var published = areas.Where(a => context.Store(a.Area).Current is not null).ToList();
        var figures = published.Select(a => AreaFigures.Read(context, a)).ToList();

        // A demo has worked when every area is published: rejected rows are part of its story.
        var worked = published.Count == areas.Count && network.ExitCode == ExitCode.Done && reports.All(r => r.ExitCode is ExitCode.Done or ExitCode.Findings);
        var code = context.Give(
            new { Home = context.Home.Root, Keys = keys, Runs = reports, Figures = figures.Select(f => f.Document()) },
            console =>
            {
                RunSummary.Write(console, reports);
                network.Write(console);
                figures.ForEach(f => f.Write(console));
                Next(console, context, published.FirstOrDefault()?.Area);
            },
            worked ? ExitCode.Done : ExitCode.Failed
        );
        return await EndInPortal(context, parsed, code, cancel);
    }

    private async Task<int> EndInPortal(CommandContext context, ParseResult parsed, int code, CancellationToken cancel)
    {
        if (code != ExitCode.Done || parsed.GetValue(_noServe) || context.Json)
        {
            return code;
        }
        context.Out.WriteLine();
        return await ServeCommand.Serve(context, parsed.GetValue(_urls)!, jobs: true, cancel);
    }

    private async Task<int> TellAll(CommandContext context, ParseResult parsed, CancellationToken cancel)
    {
        var scale = parsed.GetValue(_scale);
        if (scale is <= 0 or > 1)
        {
            throw new UsageWrong("--scale is a share of the inhabitants", $"{scale}", "more than 0, up to 1");
        }
        var areas = Shared.Parts(parsed.GetValue(_areas)).ToList();
        if (areas.Find(area => !SampleOptions.Network.Contains(area)) is { } unknown)
        {
            throw new UnknownName("area", unknown, SampleOptions.Network);
        }
        var code = await new NetworkDemo(context, scale).Tell(areas.Count > 0 ? areas : SampleOptions.Network, cancel);
        return await EndInPortal(context.On(DemoJobs.In(context.Home.Root)), parsed, code, cancel);
    }

    /// <summary>What the steward of the samples has decided of pairs that no evidence settles.</summary>
    private static string Decisions(CommandContext context) => Path.Combine(context.JobsFolder, "..", "samples", "pilot", "decisions.csv");

    private static int Decide(CommandContext context, IReadOnlyList<AreaFile> areas)
    {
        if (!File.Exists(Decisions(context)))
        {
            return 0;
        }
        var stated = DecisionFile.Read(Decisions(context));
        return areas.Sum(area =>
        {
            using var log = context.Store(area.Area).OpenLog();
            using var keys = AreaKeys.Open(log);
            return DecisionFile.Take(stated, log, keys, "qdc demo");
        });
    }

    private static void Open(CommandContext context, List<CreatedKey> keys)
    {
        foreach (var key in keys)
        {
            context.Out.Line($"new key for {key.Area}: {key.File} (keep a copy: without it nobody reads what was landed)", "dim");
        }
    }

    private static void Next(IAnsiConsole console, CommandContext context, string? area)
    {
        if (area is null)
        {
            return;
        }
        var home = Short(context.Home.Root);
        var self = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "qdc" ? Short(path) : null;
        console.WriteLine();
        console.MarkupLine("[bold]Try next[/]");
        if (self is { } executable && executable != "qdc")
        {
            console.Line($"  alias qdc={(Path.IsPathRooted(executable) ? "" : "$PWD/")}{executable}");
        }
        foreach (var (command, why) in new[]
        {
            ($"qdc query coverage --by sex,age_group --area {area} --year 2024 --home {home}", "any cut of any figure"),
            ($"qdc report memoria --area {area} --year 2024 -o memoria.xlsx --home {home}", "the yearly report, as it is sent on"),
            ($"qdc rejects --group --home {home}", "what the councils should correct"),
            ($"qdc person {area} --home {home}", "which records may be one person"),
            ($"qdc rejects {area} --export incidencies.xlsx --home {home}", "the workbook a council fills in"),
            ($"qdc plan --home {home}", "what a run would do now: nothing"),
            ($"qdc runs {area} --steps 1 --home {home}", "every row accounted for"),
        })
        {
            console.MarkupLineInterpolated($"  [dim]# {why}[/]");
            console.Line($"  {command}");
        }
    }

    /// <summary>The path from the working folder where that is shorter.</summary>
    private static string Short(string path) =>
        Path.GetRelativePath(Environment.CurrentDirectory, path) is { } relative && relative.Length < path.Length ? relative : path;
}
