using System.Collections.Concurrent;
using QdC.Warehouse;

namespace QdC.Portal.Figures;

/// <summary>A version that pages read from: its file open once, a few readers side by side, and what was computed of it remembered. It stays open while somebody reads.</summary>
internal sealed class ServedVersion
{
    /// <summary>More would not be faster on the machines this runs on: each question already uses the engine's threads.</summary>
    private static readonly int Readers = Math.Max(2, Environment.ProcessorCount);

    private const int MostRemembered = 2_000;
    private readonly AreaVersion _file;
    private readonly ConcurrentBag<AreaVersion> _free = [];
    private readonly SemaphoreSlim _places = new(Readers);
    private readonly ConcurrentDictionary<string, Lazy<Task<object>>> _remembered = new();
    private int _users = 1;

    public ServedVersion(AreaVersion file, DateTime written)
    {
        (_file, Written) = (file, written);
        _free.Add(file);
    }

    /// <summary>Its number.</summary>
    public int Version => _file.Version;

    /// <summary>When its file was written: who is erased is erased from files that are published already.</summary>
    public DateTime Written { get; }

    /// <summary>One user more; false when it is closed already.</summary>
    public bool TryEnter()
    {
        for (var users = Volatile.Read(ref _users); users > 0; users = Volatile.Read(ref _users))
        {
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>One user less; the last one closes it.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _file.Dispose();
            _places.Dispose();
        }
    }

    /// <summary>Reads from it, on a connection that nobody else uses meanwhile.</summary>
    public async Task<T> Read<T>(Func<AreaVersion, T> read, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        try
        {
            var reader = _free.TryTake(out var free) ? free : _file.Another();
            try
            {
                return read(reader);
            }
            finally
            {
                _free.Add(reader);
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>What was computed under a key before; else computes it. Who asks for the same meanwhile waits for it.</summary>
    public async Task<T> Remember<T>(string key, Func<AreaVersion, T> compute)
        where T : class
    {
        if (_remembered.Count >= MostRemembered)
        {
            _remembered.Clear();
        }
        // A reader who goes away must not take the answer from those who wait for it.
        var answer = _remembered.GetOrAdd(key, _ => new Lazy<Task<object>>(async () => await Read(compute, CancellationToken.None)));
        try
        {
            return (T)await answer.Value;
        }
        catch
        {
            _remembered.TryRemove(new KeyValuePair<string, Lazy<Task<object>>>(key, answer));
            throw;
        }
    }
}
