using System.Collections.Concurrent;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using Spectre.Console;

namespace QdC.Cli.Running;

/// <summary>Runs areas and shows how far they are: a bar an area in a terminal, a line an area elsewhere, every step with <c>--verbose</c>.</summary>
internal static class LiveRuns
{
    /// <summary>Runs the areas.</summary>
    public static async Task<IReadOnlyList<RunReport>> Run(CommandContext context, IReadOnlyList<AreaFile> areas, RunOrder order, CancellationToken cancel)
    {
        _ = context.Workspace; // read before anything is shown: a wrong configuration stops here
        if (context.Json && !context.Verbose)
        {
            return await AreaRuns.Run(context, areas, order, _ => { }, _ => { }, cancel);
        }
        if (context.Verbose || !context.Error.Profile.Capabilities.Interactive || !context.Error.Profile.Capabilities.Ansi)
        {
            return await AreaRuns.Run(context, areas, order, p => Say(context, p), r => Say(context, r), cancel);
        }
        return await context
            .Error.Progress()
            .AutoClear(true)
            .HideCompleted(false)
            .Columns(new SpinnerColumn(Spinner.Known.Dots), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 30 }, new ElapsedTimeColumn())
            .StartAsync(async live =>
            {
                var width = areas.Max(a => a.Area.Length);
                var bars = new ConcurrentDictionary<string, ProgressTask>(
                    areas.Select(a => KeyValuePair.Create(a.Area, live.AddTask(Label(a.Area, width, "waits"), autoStart: false)))
                );
                return await AreaRuns.Run(
                    context,
                    areas,
                    order,
                    step => Move(bars[step.Area], step, width),
                    report =>
                    {
                        var bar = bars[report.Area];
                        bar.Value = 100;
                        bar.Description = Label(report.Area, width, report.Outcome);
                        bar.StopTask();
                    },
                    cancel
                );
            });
    }

    private static void Move(ProgressTask bar, RefreshProgress step, int width)
    {
        if (!bar.IsStarted)
        {
            bar.StartTask();
        }
        var end = RefreshProgress.EndOf(step.Step);
        bar.Value = Math.Max(bar.Value, bar.Value + ((end - bar.Value) * 0.2));
        bar.Description = Label(step.Area, width, $"{step.Step.TrimStart("0123456789-".ToCharArray())} {step.Detail?.Split(' ')[0]}".TrimEnd());
    }

    private static string Label(string area, int width, string doing)
    {
        const int Longest = 30;
        var shown = doing.Length > Longest ? doing[..(Longest - 1)] + "…" : doing.PadRight(Longest);
        return $"[bold]{Markup.Escape(area.PadRight(width))}[/]  [dim]{Markup.Escape(shown)}[/]";
    }

    private static void Say(CommandContext context, RefreshProgress step)
    {
        if (context.Verbose)
        {
            context.Error.Line($"{step.Area}: {step.Step} {step.Detail}{(step.Rows is { } rows ? $" {rows}" : "")}");
        }
    }

    private static void Say(CommandContext context, RunReport report)
    {
        if (!context.Json)
        {
            context.Error.Line(FormattableString.Invariant($"{report.Area}: {report.Outcome} in {report.Seconds:0.0} s"));
        }
    }
}
