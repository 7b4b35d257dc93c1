using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Run;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc plan</c>: what a refresh would do and why; touches nothing.</summary>
internal sealed class PlanCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = Shared.Areas();
    private readonly Option<bool> _reload = new("--reload") { Description = "As if every landed delivery were to be applied again" };
    private readonly Option<DateOnly?> _reloadFrom = Shared.Date("--reload-from", "As if landed deliveries were to be applied again from this day on");
    private readonly Option<DateOnly?> _asOf = Shared.Date("--as-of", "The day deliveries speak of that nothing else dates");

    public PlanCommand()
        : base("plan", "Say what a refresh would do and why. Touches nothing. Exit code 2 when there is something to do, or something lies there that would not be read.", "qdc plan", "qdc plan tarragona --json")
    {
        Arguments.Add(_areas);
        Options.Add(_reload);
        Options.Add(_reloadFrom);
        Options.Add(_asOf);
        Does(Plan);
    }

    private int Plan(CommandContext context, ParseResult parsed)
    {
        var refresh = new AreaRefresh(context.Home, context.Workspace.Jobs, context.Workspace.Metrics, context.Clock);
        var options = new RefreshOptions { Reload = parsed.GetValue(_reload), ReloadFrom = parsed.GetValue(_reloadFrom), AsOf = parsed.GetValue(_asOf) };
        var plans = context.Areas(parsed.GetValue(_areas)).Select(area => refresh.Plan(area, options)).ToList();
        return context.Give(
            plans,
            console =>
            {
                foreach (var plan in plans)
                {
                    Write(console, plan);
                }
            },
            plans.TrueForAll(p => p.IsNothing && p.Problems.Count == 0) ? ExitCode.Done : ExitCode.Findings
        );
    }

    private static void Write(IAnsiConsole console, RefreshPlan plan)
    {
        console.MarkupInterpolated($"[bold]{plan.Area}[/] ");
        console.Line(plan.IsNothing ? "nothing to do" : plan.Rebuild is { } why ? $"a new version: {why}" : "a new version");
        foreach (var extract in plan.Extracts.Where(e => e.Action != PlannedAction.Unchanged || e.Reasons.Count > 1))
        {
            console.MarkupInterpolated($"  [{(extract.Action == PlannedAction.Unchanged ? "dim" : "green")}]{extract.Action.ToString().ToLowerInvariant(),-9}[/] {extract.System}/{extract.Extract}");
            console.MarkupLineInterpolated($" [dim]{extract.Reasons[0]}[/]");
            foreach (var delivery in extract.Deliveries)
            {
                console.Line($"            {delivery.EffectiveDate:yyyy-MM-dd}  {string.Join(" + ", delivery.Joined.Prepend(delivery.FileName))}{(delivery.IsNew ? "  new" : "")}{(delivery.IsKeyList ? "  list of keys" : delivery.IsCorrection ? "  correction" : "")}");
            }
            foreach (var reason in extract.Reasons.Skip(1))
            {
                console.MarkupLineInterpolated($"            [yellow]{reason}[/]");
            }
        }
        foreach (var problem in plan.Problems)
        {
            console.MarkupLineInterpolated($"  [{(problem.IsFailure ? "red" : "yellow")}]{(problem.IsFailure ? "✗" : "?")}[/] {problem.Where} {problem.Message}");
        }
        var same = plan.Extracts.Count(e => e.Action == PlannedAction.Unchanged && e.Reasons.Count == 1);
        if (same > 0 && !plan.IsNothing)
        {
            console.Line($"  unchanged {same} {(same == 1 ? "extract" : "extracts")}", "dim");
        }
    }
}
