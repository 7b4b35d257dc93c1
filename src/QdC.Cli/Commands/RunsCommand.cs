using System.CommandLine;
using System.Globalization;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Query;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc runs</c>: what happened, run by run, and with what numbers.</summary>
internal sealed class RunsCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = Shared.Areas();
    private readonly Option<long?> _steps = new("--steps") { Description = "The steps of one run of the one area named, with their numbers", HelpName = "RUN" };
    private readonly Option<bool> _exports = new("--exports") { Description = "What was taken out of each area instead: reports and rows, when and by whom" };
    private readonly Option<int> _limit = new("--limit") { Description = "Runs or exports shown of each area", DefaultValueFactory = _ => 10, HelpName = "N" };

    public RunsCommand()
        : base("runs", "Say what happened: the runs of each area, newest first, or every step of one with the numbers that must add up.", "qdc runs", "qdc runs tarragona --steps 3", "qdc runs tarragona --exports")
    {
        Arguments.Add(_areas);
        Options.Add(_steps);
        Options.Add(_exports);
        Options.Add(_limit);
        Does(Show);
    }

    private int Show(CommandContext context, ParseResult parsed)
    {
        var areas = context.Areas(parsed.GetValue(_areas)).Select(a => a.Area).ToList();
        if (parsed.GetValue(_steps) is { } run)
        {
            return areas is [var only]
                ? Steps(context, only, run)
                : throw new UsageWrong("--steps is about one area", $"{areas.Count} areas", "exactly one", "Name the area: `qdc runs AREA --steps RUN`.");
        }
        var limit = Math.Max(1, parsed.GetValue(_limit));
        if (parsed.GetValue(_exports))
        {
            return Exports(context, areas, limit);
        }
        var runs = areas
            .SelectMany(area =>
            {
                using var log = context.OpenLog(area);
                return (log?.Runs(limit) ?? []).Select(r => (Area: area, Run: r)).ToList();
            })
            .ToList();
        return context.Give(
            runs.Select(r => new { r.Area, r.Run.RunId, r.Run.StartedAt, r.Run.EndedAt, r.Run.Outcome, r.Run.Version, r.Run.Cause, r.Run.ErrorKind, r.Run.Error }),
            console => Write(console, context, runs)
        );
    }

    private static int Exports(CommandContext context, IReadOnlyList<string> areas, int limit)
    {
        var exports = areas
            .SelectMany(area =>
            {
                using var log = context.OpenLog(area);
                return (log?.Exports(limit) ?? []).Select(e => (Area: area, Export: e)).ToList();
            })
            .ToList();
        return context.Give(
            exports.Select(e => new { e.Area, e.Export.At, e.Export.By, e.Export.What, e.Export.Version, e.Export.Rows }),
            console =>
            {
                var table = Terminal.Table(("area", false), ("when (UTC)", false), ("who", false), ("what", false), ("version", true), ("rows", true));
                foreach (var (area, e) in exports)
                {
                    table.AddRow(new Text(area), new Text(e.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), new Text(e.By), new Text(e.What), new Text($"{e.Version}"), new Text(e.Rows == 0 ? "" : e.Rows.ToString("N0", CultureInfo.InvariantCulture)));
                }
                console.Write(table);
            }
        );
    }

    private static void Write(IAnsiConsole console, CommandContext context, List<(string Area, RunRecord Run)> runs)
    {
        if (runs.Count == 0)
        {
            console.Line($"No area has run in {context.Home} yet. Start with `qdc run`.");
            return;
        }
        var table = Terminal.Table(("area", false), ("run", true), ("started (UTC)", false), ("seconds", true), ("outcome", false), ("version", true), ("cause", false), ("error", false));
        foreach (var (area, run) in runs)
        {
            table.AddRow(
                new Text(area),
                new Text($"{run.RunId}"),
                new Text(run.StartedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(run.EndedAt is { } end ? (end - run.StartedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "…"),
                new Markup($"[{Color(run.Outcome)}]{run.Outcome.ToString().ToLowerInvariant()}[/]"),
                new Text(run.Version is { } v ? $"{v}" : "–"),
                new Text(run.Cause),
                new Text(run.Error ?? run.ErrorKind ?? "")
            );
        }
        console.Write(table);
    }

    private static int Steps(CommandContext context, string area, long runId)
    {
        using var log = context.OpenLog(area) ?? throw new UsageWrong("The area has no ledger here", area, next: $"Start with `qdc run {area}`.");
        var runs = log.Runs();
        var run = runs.FirstOrDefault(r => r.RunId == runId) ?? throw new UnknownName("run", $"{runId}", [.. runs.Select(r => $"{r.RunId}")], area);
        var steps = log.Steps(runId);
        return context.Give(
            new
            {
                Area = area,
                Run = run,
                Steps = steps.Select(s => new { s.At, s.Step.Step, s.Step.Extract, s.Step.DeliveryId, s.Step.Seconds, Balance = s.Step.Balance.ToString(), s.Step.Balance.Closes, Apart = s.Step.Balance.Besides }),
            },
            console =>
            {
                console.MarkupLineInterpolated($"[bold]{area}[/] run {runId}: [{Color(run.Outcome)}]{run.Outcome.ToString().ToLowerInvariant()}[/] {run.Error}");
                var table = Terminal.Table(("step", false), ("about", false), ("numbers", false), ("seconds", true));
                foreach (var step in steps)
                {
                    table.AddRow(
                        new Text(step.Step.Step),
                        new Text(step.Step.Extract ?? ""),
                        new Text(step.Step.Balance + Apart(step.Step.Balance), step.Step.Balance.Closes ? Style.Plain : new Style(Spectre.Console.Color.Red)),
                        new Text(step.Step.Seconds.ToString("0.00", CultureInfo.InvariantCulture))
                    );
                }
                console.Write(table);
            }
        );
    }

    private static string Apart(Balance balance) =>
        balance.Besides.Where(t => t.Amount != 0).Select(t => FormattableString.Invariant($"{t.Name} {t.Amount}")).ToList() is { Count: > 0 } apart ? $"  ({string.Join(", ", apart)})" : "";

    private static string Color(RunOutcome outcome) =>
        outcome switch { RunOutcome.Published => "green", RunOutcome.Unchanged or RunOutcome.Running => "default", _ => "red" };
}
