using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>Brings the warehouse's data into the model, once for each state of the data.</summary>
internal sealed class RefreshStep(PublishRun run)
{
    /// <summary>Refreshes of a model that a day has on shared capacity, whoever asks for them.</summary>
    public const int ADay = 8;

    private const int History = 60;
    private const string Evicted = "0xC11C0020";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>Refreshes unless the model has these data. True when it did.</summary>
    public async Task Ensure(Guid workspace, Guid model, WarehouseMark mark, CancellationToken cancel)
    {
        if (run.Reached.Refreshed == mark.ToString())
        {
            return;
        }
        var dedicated = await run.PowerBi.IsOnDedicatedCapacity(workspace, cancel);
        await Do(workspace, model, dedicated ? RefreshRequest.Full : RefreshRequest.Standard, dedicated, mark.SyncedAt, cancel);
        run.Keep(run.Reached with { Refreshed = mark.ToString(), Verified = null });
        run.Did("refreshed");
    }

    /// <summary>Asks for a refresh, or joins one, and waits until it has ended well.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="model">The model.</param>
    /// <param name="request">What it is to do.</param>
    /// <param name="dedicated">True on a capacity of its own.</param>
    /// <param name="since">One that started before this moment read older data.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public async Task Do(Guid workspace, Guid model, RefreshRequest request, bool dedicated, DateTimeOffset since, CancellationToken cancel)
    {
        var history = await run.PowerBi.Refreshes(workspace, model, History, cancel);
        if (run.Reached.RefreshWanted is { } wanted && Ours(history, wanted) is { } begun && begun.StartTime >= since)
        {
            await Follow(workspace, model, begun.RequestId!, dedicated, wanted, cancel); // a publish before was stopped after it had asked
            Ended();
            return;
        }
        if (history.FirstOrDefault(r => r.IsRunning) is { RequestId: { } running } other)
        {
            run.Keep(run.Reached with { Refresh = running });
            await Follow(workspace, model, running, dedicated, run.Clock.GetUtcNow(), cancel);
            Ended();
            if (other.StartTime >= since && request != RefreshRequest.Clear)
            {
                return;
            }
            history = await run.PowerBi.Refreshes(workspace, model, History, cancel);
        }
        if (!dedicated)
        {
            RequireBudget(history);
        }
        var asked = run.Clock.GetUtcNow();
        run.NoteRefresh(asked);
        run.Keep(run.Reached with { RefreshWanted = asked, Refresh = null });
        var id = await Ask(workspace, model, request, cancel);
        if (id is not null)
        {
            run.NoteRefreshId(asked, id);
        }
        run.Keep(run.Reached with { Refresh = id });
        await Follow(workspace, model, id, dedicated, asked, cancel);
        Ended();
    }

    /// <summary>Refreshes of the last 24 hours: those in the history, whoever asked, and those we asked for that are not in it.</summary>
    public static (int Used, DateTimeOffset? Oldest) Used(IReadOnlyList<Refresh> history, IReadOnlyList<(DateTimeOffset At, string? Refresh)> asked, DateTimeOffset since)
    {
        var seen = history.Where(r => r.StartTime > since).ToList();
        var unseen = asked.Where(a => !history.Any(r => a.Refresh is null ? (r.StartTime - a.At)?.Duration() < Skew : r.RequestId == a.Refresh));
        var all = seen.Select(r => r.StartTime!.Value).Concat(unseen.Select(a => a.At)).Order().ToList();
        return (all.Count, all.Count > 0 ? all[^Math.Min(all.Count, ADay)] : null);
    }

    private async Task<string?> Ask(Guid workspace, Guid model, RefreshRequest request, CancellationToken cancel)
    {
        try
        {
            return await run.PowerBi.StartRefresh(workspace, model, request, cancel);
        }
        catch (PowerBiRefused e) when (e.Status is 400 or 409)
        {
            // One at a time: somebody may have been quicker, and what they asked for began just now.
            var running = (await run.PowerBi.Refreshes(workspace, model, 1, cancel)).FirstOrDefault(r => r.IsRunning);
            if (running is null)
            {
                throw;
            }
            return running.RequestId;
        }
    }

    private void RequireBudget(IReadOnlyList<Refresh> history)
    {
        var since = run.Clock.GetUtcNow().AddDays(-1);
        var (used, oldest) = Used(history, run.RefreshesSince(since), since);
        if (used >= ADay)
        {
            throw new RefreshBudgetSpent(run.Area, used, oldest!.Value.AddDays(1));
        }
    }

    /// <summary>The refresh of ours in a history: by its id where we have it, else the first that started after we wanted one.</summary>
    private Refresh? Ours(IReadOnlyList<Refresh> history, DateTimeOffset wanted) =>
        run.Reached.Refresh is { } id ? history.FirstOrDefault(r => r.RequestId == id) : history.LastOrDefault(r => r.RequestId is not null && r.StartTime >= wanted - Skew);

    private void Ended() => run.Keep(run.Reached with { Refresh = null, RefreshWanted = null });

    private async Task Follow(Guid workspace, Guid model, string? id, bool dedicated, DateTimeOffset since, CancellationToken cancel)
    {
        if (id is null)
        {
            Ended();
            throw new RefreshVanished(run.Area, null);
        }
        for (var pause = run.Patience.Look; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 3 / 2, TimeSpan.FromMinutes(2).Ticks)))
        {
            var (found, ended, completed, status, code) = dedicated ? await InDetail(workspace, model, id, cancel) : await InHistory(workspace, model, id, cancel);
            if (ended)
            {
                if (!completed)
                {
                    Ended();
                    throw code == Evicted ? new RefreshInterrupted(run.Area, code) : new RefreshFailed(run.Area, status, code);
                }
                return;
            }
            var waited = run.Clock.GetUtcNow() - since;
            if (!found && waited > run.Patience.Visible)
            {
                Ended();
                throw new RefreshVanished(run.Area, id);
            }
            if (waited > run.Patience.Refresh)
            {
                throw new StillRunning(run.Area, "The refresh", waited);
            }
            await run.Patience.Pause(pause, cancel);
        }
    }

    private async Task<(bool Found, bool Ended, bool Completed, string Status, string? Code)> InHistory(Guid workspace, Guid model, string id, CancellationToken cancel)
    {
        var entry = (await run.PowerBi.Refreshes(workspace, model, History, cancel)).FirstOrDefault(r => r.RequestId == id);
        return entry is null ? (false, false, false, "", null) : (true, !entry.IsRunning, entry.Status == RefreshStatus.Completed, entry.Status ?? "", entry.ErrorCode);
    }

    private async Task<(bool Found, bool Ended, bool Completed, string Status, string? Code)> InDetail(Guid workspace, Guid model, string id, CancellationToken cancel)
    {
        try
        {
            var detail = await run.PowerBi.RefreshDetail(workspace, model, id, cancel);
            return (true, detail.HasEnded, detail.IsCompleted, detail.ExtendedStatus ?? detail.Status ?? "", detail.Messages?.FirstOrDefault(m => m.Type == "Error")?.Code);
        }
        catch (PowerBiRefused e) when (e.Status == 404)
        {
            return await InHistory(workspace, model, id, cancel); // one that was asked for otherwise has no details
        }
    }
}
