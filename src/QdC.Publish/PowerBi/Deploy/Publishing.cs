using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>How an area's publish ended.</summary>
public enum PublishEnd
{
    /// <summary>Everything was as it should be.</summary>
    Unchanged,

    /// <summary>Something was changed, and all is as it should be.</summary>
    Published,

    /// <summary>It goes on later, from where it stands: the service takes no more for now.</summary>
    Waits,

    /// <summary>It failed; what readers see is what they saw, or nothing.</summary>
    Failed,
}

/// <summary>What became of an area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Workspace">Its workspace.</param>
/// <param name="End">How it ended.</param>
/// <param name="Done">What was changed, in order.</param>
/// <param name="Failure">Why it waits or failed.</param>
public sealed record PublishResult(string Area, string Workspace, PublishEnd End, IReadOnlyList<string> Done, Exception? Failure);

/// <summary>An area that is to be published.</summary>
/// <param name="Target">Where.</param>
/// <param name="Definition">What.</param>
public sealed record Publication(PublishTarget Target, AreaDefinition Definition);

/// <summary>Publishes areas, several at once, each by itself: one that fails leaves the others.</summary>
/// <param name="powerBi">The services.</param>
/// <param name="figures">The warehouse.</param>
/// <param name="home">Where what is reached is kept.</param>
/// <param name="book">What is reached.</param>
/// <param name="patience">How long things are waited for.</param>
public sealed class Publishing(IPowerBi powerBi, IWarehouseFigures figures, QdcHome home, PublishBook book, Patience patience)
{
    private const int AtOnce = 6;

    /// <summary>Told every step.</summary>
    public Action<PublishStep>? Progress { get; init; }

    /// <summary>Publishes areas.</summary>
    /// <returns>One result an area, in the order given.</returns>
    public async Task<IReadOnlyList<PublishResult>> Publish(IReadOnlyList<Publication> areas, CancellationToken cancel)
    {
        PublishTarget.RequireApart([.. areas.Select(a => a.Target)]);
        using var lists = new TenantLists(powerBi);
        var results = new PublishResult[areas.Count];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, areas.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (i, stop) => results[i] = await Publish(areas[i], lists, stop));
        }
        finally
        {
            book.Flush();
        }
        return results;
    }

    /// <summary>What <see cref="Publish(IReadOnlyList{Publication}, CancellationToken)"/> would do. Changes nothing.</summary>
    public async Task<IReadOnlyList<PublishPlan>> Plan(IReadOnlyList<Publication> areas, CancellationToken cancel)
    {
        PublishTarget.RequireApart([.. areas.Select(a => a.Target)]);
        using var lists = new TenantLists(powerBi);
        var plans = new List<PublishPlan>();
        foreach (var area in areas)
        {
            try
            {
                plans.Add(await new PlanOf(area, powerBi, figures, book, lists, patience.Clock).Make(cancel));
            }
            catch (QdcException e) when (e is not (SignInRefused or PowerBiThrottled))
            {
                plans.Add(new(area.Target.Area.Value, area.Target.Workspace, [], e));
            }
        }
        book.Flush();
        return plans;
    }

    private async Task<PublishResult> Publish(Publication area, TenantLists lists, CancellationToken cancel)
    {
        IReadOnlyList<string> done = [];
        try
        {
            using var alone = Alone(area.Target.Area);
            await patience.Again(
                async () =>
                {
                    var run = new PublishRun(area.Target, area.Definition, powerBi, figures, book, lists, patience, Progress);
                    try
                    {
                        return await new AreaPublish(run).Do(cancel);
                    }
                    finally
                    {
                        done = [.. done, .. run.Done];
                        lists.Forget(); // what a further try finds may not be what this one was told
                    }
                },
                cancel);
            return new(area.Target.Area.Value, area.Target.Workspace, done.Count == 0 ? PublishEnd.Unchanged : PublishEnd.Published, done, null);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            var waits = e is PowerBiThrottled or RefreshBudgetSpent or StillRunning;
            return new(area.Target.Area.Value, area.Target.Workspace, waits ? PublishEnd.Waits : PublishEnd.Failed, done, e);
        }
    }

    /// <summary>A lock of the operating system, which ends with the process.</summary>
    private FileStream Alone(AreaCode area)
    {
        var file = Path.Combine(QdcHome.Ensure(home.WorkOf(area)), "publish.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new PublishBusy(area);
        }
    }
}
