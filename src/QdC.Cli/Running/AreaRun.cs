using QdC.Cli.App;
using QdC.Pipeline;
using QdC.Pipeline.Forget;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;

namespace QdC.Cli.Running;

/// <summary>One area's run in this process.</summary>
internal static class AreaRun
{
    /// <summary>Runs it; a failure is part of the report.</summary>
    public static RunReport Run(CommandContext context, AreaFile area, RunOrder order, Action<RefreshProgress> progress, CancellationToken cancel)
    {
        var started = context.Clock.GetTimestamp();
        try
        {
            var notPulled = order.NoPull ? [] : SourcePulls.Pull(context, area, order.AsOf).Where(p => p.Failure is not null).ToList();
            var refresh = new AreaRefresh(context.Home, context.Workspace.Jobs, context.Workspace.Metrics, context.Clock, progress);
            var outcome = refresh.Run(area, new RefreshOptions { Reload = order.Reload, ReloadFrom = order.ReloadFrom, AsOf = order.AsOf, Cause = order.Cause }, cancel);
            new Forgetting(context.Home, context.Workspace.Jobs, area, context.Clock, thing => progress(new RefreshProgress(area.Area, "retention", thing))).EraseExpired(order.Cause, cancel: cancel);
            return notPulled.Aggregate(RunReport.Of(outcome, context.Store(area.Area).Current), (report, pulled) => report.With(pulled));
        }
        catch (Exception e)
        {
            return RunReport.Of(area.Area, e, context.Clock.GetElapsedTime(started), context.Store(area.Area).Current, cancel);
        }
    }
}
