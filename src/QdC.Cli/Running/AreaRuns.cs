using System.Collections.Concurrent;
using QdC.Cli.App;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;

namespace QdC.Cli.Running;

/// <summary>The runs of one command: one area in this process, several in processes of their own, as many at once as there are cores.</summary>
internal static class AreaRuns
{
    /// <summary>Runs the areas; none stops another. The reports come in the order of the areas.</summary>
    public static async Task<IReadOnlyList<RunReport>> Run(
        CommandContext context,
        IReadOnlyList<AreaFile> areas,
        RunOrder order,
        Action<RefreshProgress> progress,
        Action<RunReport> ended,
        CancellationToken cancel
    )
    {
        if (areas is [var only])
        {
            var report = await Task.Run(() => AreaRun.Run(context, only, order, progress, cancel), CancellationToken.None);
            ended(report);
            return [report];
        }
        var reports = new ConcurrentDictionary<string, RunReport>();
        using var free = new SemaphoreSlim(Math.Max(1, Environment.ProcessorCount));
        await Task.WhenAll(
            areas.Select(async area =>
            {
                await free.WaitAsync(CancellationToken.None);
                try
                {
                    var report = cancel.IsCancellationRequested
                        ? RunReport.Of(area.Area, new OperationCanceledException(cancel), TimeSpan.Zero, null, cancel)
                        : await ChildRun.Run(context, area.Area, order, progress, cancel);
                    reports[area.Area] = report;
                    ended(report);
                }
                finally
                {
                    free.Release();
                }
            })
        );
        return [.. areas.Select(a => reports[a.Area])];
    }
}
