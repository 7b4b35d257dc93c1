using QdC.Warehouse;

namespace QdC.Pipeline.Run;

/// <summary>
/// Stages deliveries ahead of their loading, over all extracts: they depend on one another only when they are loaded. As many at
/// once as there are cores; few wait in memory, and of large ones fewer.
/// </summary>
/// <param name="stage">Stages one delivery.</param>
/// <param name="weight">About how much there is to read in one, in bytes of text.</param>
/// <param name="inOrder">The deliveries in the order in which they will be taken; some may be passed over.</param>
/// <param name="db">The working copy, beside which they are staged.</param>
internal sealed class StagingAhead(Func<Delivery, StagedFile> stage, Func<Delivery, long> weight, IReadOnlyList<Delivery> inOrder, DuckDbSession db) : IDisposable
{
    private const int MostWaiting = 4;

    // Staged rows take about three times the memory of their text.
    private const long MostBytes = 160L << 20;

    private static readonly int AtOnce = Cores.AtMost(MostWaiting);
    private readonly SemaphoreSlim _free = new(AtOnce);
    private readonly Dictionary<long, Task<StagedFile>> _tasks = [];
    private readonly Dictionary<long, int> _places = inOrder.Select((d, i) => (d.DeliveryId, i)).ToDictionary(p => p.DeliveryId, p => p.i);
    private readonly CancellationTokenSource _stopped = new();
    private int _started;

    /// <summary>The staged delivery, for the caller to drop. Throws what staging it threw.</summary>
    public StagedFile Take(Delivery delivery)
    {
        for (var place = _places[delivery.DeliveryId]; _started < inOrder.Count && Begins(_started, place); _started++)
        {
            var next = inOrder[_started];
            _tasks.Add(next.DeliveryId, Task.Run(() => Stage(next)));
        }
        var task = _tasks[delivery.DeliveryId];
        _tasks.Remove(delivery.DeliveryId);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Throws away what was staged and not taken.</summary>
    public void Dispose()
    {
        _stopped.Cancel();
        foreach (var task in _tasks.Values)
        {
            try
            {
                task.GetAwaiter().GetResult().Drop(db);
            }
            catch (Exception e) when (e is QdcException or OperationCanceledException)
            {
                // nobody asked for it
            }
        }
        _free.Dispose();
        _stopped.Dispose();
    }

    /// <summary>True when a delivery may be begun while the one at a place is loaded: each core has one, more only as far as they are small.</summary>
    private bool Begins(int next, int place) =>
        next < place + AtOnce || (next < place + MostWaiting && inOrder.Take(next + 1).Skip(place).Sum(weight) <= MostBytes);

    private StagedFile Stage(Delivery delivery)
    {
        _free.Wait(_stopped.Token);
        try
        {
            return stage(delivery);
        }
        finally
        {
            _free.Release();
        }
    }
}
