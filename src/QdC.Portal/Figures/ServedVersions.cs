using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Portal.Figures;

/// <summary>The versions that pages read from, one an area. A page pins one and reads every figure from it, whatever is published meanwhile.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="clock">The clock.</param>
public sealed class ServedVersions(QdcHome home, TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ServedVersion> _current = [];

    /// <summary>Pins the version that is current now; null when the area has none.</summary>
    public PinnedVersion? Pin(AreaFile area)
    {
        var store = new AreaStore(home, AreaCode.Parse(area.Area), clock) { Settings = new DuckDbSettings { MemoryLimit = "512MB" } };
        if (store.Current is not { } number)
        {
            return null;
        }
        var written = File.GetLastWriteTimeUtc(store.PathOf(number));
        lock (_gate)
        {
            var served = _current.GetValueOrDefault(area.Area);
            if (served is null || served.Version != number || served.Written != written)
            {
                var opened = store.OpenCurrent();
                served?.Leave();
                _current[area.Area] = served = new ServedVersion(opened, File.GetLastWriteTimeUtc(store.PathOf(opened.Version)));
            }
            served.TryEnter();
            return new PinnedVersion(served);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var served in _current.Values)
            {
                served.Leave();
            }
            _current.Clear();
        }
    }
}

/// <summary>A version that somebody reads from. It goes on being the same until it is disposed.</summary>
public sealed class PinnedVersion : IDisposable
{
    private readonly ServedVersion _served;
    private bool _left;

    internal PinnedVersion(ServedVersion served) => _served = served;

    /// <summary>Its number.</summary>
    public int Version => _served.Version;

    /// <summary>Reads from it, on a connection that nobody else uses meanwhile.</summary>
    public Task<T> Read<T>(Func<AreaVersion, T> read, CancellationToken cancel = default) => _served.Read(read, cancel);

    /// <summary>What was computed of this version under a key before; else computes it.</summary>
    public Task<T> Remember<T>(string key, Func<AreaVersion, T> compute)
        where T : class => _served.Remember(key, compute);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_left)
        {
            _left = true;
            _served.Leave();
        }
    }
}
