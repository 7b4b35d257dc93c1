using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>What the steps of one area's publish share: where to ask, what has been reached, and what was done.</summary>
internal sealed class PublishRun(PublishTarget target, AreaDefinition definition, IPowerBi powerBi, IWarehouseFigures figures, PublishBook book, TenantLists lists, Patience patience, Action<PublishStep>? progress)
{
    private readonly List<string> _done = [];

    public PublishTarget Target { get; } = target;

    public AreaDefinition Definition { get; } = definition;

    public IPowerBi PowerBi { get; } = powerBi;

    public IWarehouseFigures Figures { get; } = figures;

    public TenantLists Lists { get; } = lists;

    public Patience Patience { get; } = patience;

    public TimeProvider Clock => Patience.Clock;

    public AreaCode Area => Target.Area;

    /// <summary>What has been reached, by this publish and those before.</summary>
    public PublishedArea Reached { get; private set; } = book.Area(target.Area.Value);

    /// <summary>What this publish changed, in the order it did.</summary>
    public IReadOnlyList<string> Done => _done;

    /// <summary>Keeps what has been reached.</summary>
    public void Keep(PublishedArea reached)
    {
        book.Keep(Area.Value, reached);
        Reached = reached;
    }

    /// <summary>Says that something was changed.</summary>
    public void Did(string what) => _done.Add(what);

    /// <summary>Notes that a refresh is about to be asked for.</summary>
    public void NoteRefresh(DateTimeOffset asked) => book.NoteRefresh(Area.Value, asked);

    /// <summary>Notes the id of a refresh that was asked for.</summary>
    public void NoteRefreshId(DateTimeOffset asked, string refresh) => book.NoteRefreshId(Area.Value, asked, refresh);

    /// <summary>Refreshes that were asked for since a moment.</summary>
    public IReadOnlyList<(DateTimeOffset At, string? Refresh)> RefreshesSince(DateTimeOffset since) => book.RefreshesSince(Area.Value, since);

    /// <summary>Does a step, and notes how it went.</summary>
    public async Task<T> Step<T>(string name, Func<Task<T>> work)
    {
        var before = _done.Count;
        Note(name, "running", "");
        try
        {
            var result = await work();
            Note(name, "done", string.Join("; ", _done.Skip(before)));
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Note(name, e is PowerBiThrottled or RefreshBudgetSpent or StillRunning ? "waits" : "failed", e is QdcException ? e.Message : e.GetType().Name);
            throw;
        }
    }

    /// <inheritdoc cref="Step{T}(string, Func{Task{T}})"/>
    public Task Step(string name, Func<Task> work) =>
        Step(name, async () =>
        {
            await work();
            return 0;
        });

    private void Note(string step, string state, string detail)
    {
        book.Note(Area.Value, step, state, detail);
        progress?.Invoke(new PublishStep(Area.Value, step, state, Clock.GetUtcNow(), detail));
    }
}

/// <summary>What is the same for all areas of a publish, asked for once: workspaces and connections.</summary>
internal sealed class TenantLists(IPowerBi powerBi) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private List<Workspace>? _workspaces;
    private List<Connection>? _connections;

    /// <summary>Every workspace.</summary>
    public Task<List<Workspace>> Workspaces(CancellationToken cancel) => Once(async () => _workspaces ??= [.. await powerBi.Workspaces(cancel)], cancel);

    /// <summary>Every connection.</summary>
    public Task<List<Connection>> Connections(CancellationToken cancel) => Once(async () => _connections ??= [.. await powerBi.Connections(cancel)], cancel);

    /// <summary>Asks anew next time: something was made, or a call had no answer.</summary>
    public void Forget() => (_workspaces, _connections) = (null, null);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<T> Once<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await ask();
        }
        finally
        {
            _one.Release();
        }
    }
}
