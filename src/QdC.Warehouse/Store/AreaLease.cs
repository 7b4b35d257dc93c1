using System.Diagnostics;
using System.Globalization;

namespace QdC.Warehouse;

/// <summary>
/// The right to refresh an area: an exclusive lock that the operating system holds for the process and frees at its death, and a
/// fencing token that grows with every lease. Where machines share the areas it is held in their database too. Readers need none.
/// </summary>
public sealed class AreaLease : IDisposable
{
    private const string ReaderFolders = "read-";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SharedPause = TimeSpan.FromSeconds(1);
    private readonly FileStream _lock;
    private readonly SharedLease? _shared;
    private readonly QdcHome _home;
    private bool _disposed;

    private AreaLease(QdcHome home, AreaCode area, FileStream file, SharedLease? shared, long token)
    {
        _home = home;
        Area = area;
        _lock = file;
        _shared = shared;
        Token = token;
    }

    /// <summary>The area.</summary>
    public AreaCode Area { get; }

    /// <summary>Higher than that of every lease before.</summary>
    public long Token { get; }

    /// <summary>True until it is given back, or known to be another's.</summary>
    public bool IsHeld => !_disposed && _shared?.IsLost != true;

    /// <summary>A folder of this lease's own under <c>work/area</c> for spill files; removed when the lease is given back, or by the next one.</summary>
    public string WorkFolder => QdcHome.Ensure(Path.Combine(_home.WorkOf(Area), Token.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Takes the lease of an area.</summary>
    /// <param name="home">The home.</param>
    /// <param name="area">The area.</param>
    /// <param name="clock">For the moment that is recorded.</param>
    /// <param name="wait">How long to wait for another process. Default: not at all.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="AreaBusy">Another process holds it still.</exception>
    /// <exception cref="RestoreUnfinished">A restore of the area was interrupted.</exception>
    public static AreaLease Take(QdcHome home, AreaCode area, TimeProvider clock, TimeSpan wait = default, CancellationToken cancel = default)
    {
        AreaSwap.RequireNone(home, area);
        QdcHome.Ensure(home.StoreOf(area));
        var waiting = Stopwatch.StartNew();
        var file = WaitFor(home, area, clock, wait, cancel);
        SharedLease? shared = null;
        try
        {
            shared = home.Shared is { } database ? WaitFor(new LeaseBook(database), area, clock, wait, waiting, cancel) : null;
            AreaSwap.RequireNone(home, area); // one may have been decided while this process waited
            using var log = AreaLog.Open(home, area, clock);
            var lease = new AreaLease(home, area, file, shared, log.NextFence($"process {Environment.ProcessId}"));
            lease.RemoveLeftovers();
            return lease;
        }
        catch
        {
            shared?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gives the lease back.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Remove(Path.Combine(_home.WorkOf(Area), Token.ToString(CultureInfo.InvariantCulture)));
        _shared?.Dispose();
        _lock.Dispose();
    }

    /// <summary>Does work while no other lease of the area can be taken.</summary>
    /// <exception cref="LeaseLost">One has been taken already, or this one has ended.</exception>
    internal T WhileHeld<T>(AreaLog log, Func<T> work)
    {
        T Here() => log.WhileNewest(Token, work);
        return _shared is null ? Here() : _shared.WhileHeld(Here);
    }

    /// <summary>The folder that readers of this process and version spill into; the engine makes and removes it.</summary>
    internal static string ReaderFolder(QdcHome home, AreaCode area, int version) =>
        Path.Combine(home.WorkOf(area), $"{ReaderFolders}{Environment.ProcessId}-{version}");

    private static FileStream WaitFor(QdcHome home, AreaCode area, TimeProvider clock, TimeSpan wait, CancellationToken cancel)
    {
        var path = Path.Combine(home.StoreOf(area), "lock");
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                if (waiting.Elapsed >= wait)
                {
                    using var log = AreaLog.OpenRead(home, area, clock);
                    throw new AreaBusy(area, wait, log?.LastHolder());
                }
            }

            cancel.WaitHandle.WaitOne(Pause);
            cancel.ThrowIfCancellationRequested();
        }
    }

    private static SharedLease WaitFor(LeaseBook book, AreaCode area, TimeProvider clock, TimeSpan wait, Stopwatch waiting, CancellationToken cancel)
    {
        while (true)
        {
            if (SharedLease.Take(book, area, clock) is { } taken)
            {
                return taken;
            }
            if (waiting.Elapsed >= wait)
            {
                throw new AreaBusy(area, wait, book.Holder(area));
            }
            cancel.WaitHandle.WaitOne(SharedPause);
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What crashed runs and dead readers left in the work folder: the lease proves that no run of this area is alive.</summary>
    private void RemoveLeftovers()
    {
        var work = _home.WorkOf(Area);
        if (!Directory.Exists(work))
        {
            QdcHome.Ensure(work);
            return;
        }

        foreach (var folder in Directory.EnumerateFileSystemEntries(work))
        {
            var name = Path.GetFileName(folder);
            if (!name.StartsWith(ReaderFolders, StringComparison.Ordinal) || !IsAlive(name))
            {
                Remove(folder);
            }
        }
    }

    private static bool IsAlive(string readerFolder)
    {
        var id = readerFolder.AsSpan(ReaderFolders.Length);
        id = id[..Math.Max(0, id.IndexOf('-'))];
        if (!int.TryParse(id, CultureInfo.InvariantCulture, out var process))
        {
            return false;
        }

        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (IOException)
        {
            // somebody still looks at it; the next lease removes it
        }
    }
}
