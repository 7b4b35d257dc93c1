using System.Globalization;

namespace QdC.Warehouse;

/// <summary>The versions of an area's warehouse: immutable files, one of which is current. Only here does the pointer move.</summary>
public sealed class AreaStore
{
    private const int OpenAttempts = 20;
    private readonly QdcHome _home;
    private readonly TimeProvider _clock;
    private readonly VersionFiles _files;
    private readonly IReadOnlyList<StoreMigration> _migrations;

    /// <summary>The store of an area, which need not have a version yet.</summary>
    public AreaStore(QdcHome home, AreaCode area, TimeProvider clock)
        : this(home, area, clock, StoreMigration.All) { }

    internal AreaStore(QdcHome home, AreaCode area, TimeProvider clock, IReadOnlyList<StoreMigration> migrations)
    {
        _home = home;
        _clock = clock;
        _migrations = migrations;
        _files = new VersionFiles(home.StoreOf(area));
        Area = area;
    }

    /// <summary>The area.</summary>
    public AreaCode Area { get; }

    /// <summary>How the engine runs: memory, threads. The temp directory is set here. Default: <see cref="DuckDbSettings"/>'s.</summary>
    public DuckDbSettings Settings { get; init; } = new();

    /// <summary>The current version; null before the first.</summary>
    public int? Current => _files.Current();

    /// <summary>The versions that can be read, oldest first.</summary>
    public IReadOnlyList<int> Versions => _files.Versions();

    /// <summary>The versions held by name.</summary>
    public IReadOnlyList<Hold> Holds
    {
        get
        {
            using var log = AreaLog.OpenRead(_home, Area, _clock);
            return log?.Holds() ?? [];
        }
    }

    /// <summary>True when a restore of an area was interrupted; see <see cref="HomeRestore.Resume"/>.</summary>
    public static bool IsHalfRestored(QdcHome home, AreaCode area) => new AreaSwap(home, area).IsDecided;

    /// <summary>Opens the area's log.</summary>
    public AreaLog OpenLog() => AreaLog.Open(_home, Area, _clock);

    /// <summary>Takes the area's lease; see <see cref="AreaLease.Take"/>.</summary>
    public AreaLease TakeLease(TimeSpan wait = default, CancellationToken cancel = default) => AreaLease.Take(_home, Area, _clock, wait, cancel);

    /// <summary>The file of a published version.</summary>
    public string PathOf(int version) => _files.Published(version);

    /// <summary>Opens the current version for reading.</summary>
    /// <exception cref="VersionMissing">The area has none.</exception>
    public AreaVersion OpenCurrent()
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = _files.Current() ?? throw new VersionMissing(Area, (int?)null, []);
            try
            {
                return Open(current);
            }
            catch (QdcException e) when (e is SqlFailed or VersionMissing && attempt < OpenAttempts && _files.Current() != current)
            {
                // it was pruned between the reading of the pointer and the opening: the pointer names a newer one by now
            }
        }
    }

    /// <summary>Opens a version for reading.</summary>
    public AreaVersion OpenRead(int version) =>
        version <= (_files.Current() ?? 0) ? Open(version) : throw new VersionMissing(Area, version, _files.Versions());

    /// <summary>Opens the version held under a name.</summary>
    public AreaVersion OpenNamed(string name)
    {
        var holds = Holds;
        var held = holds.FirstOrDefault(h => h.Name == name) ?? throw new VersionMissing(Area, name, [.. holds.Select(h => h.Name)]);
        return OpenRead(held.Version);
    }

    /// <summary>Opens two versions side by side, read-only: the databases <c>v1</c> and <c>v2</c> of one session in memory.</summary>
    /// <param name="first">The version that becomes <c>v1</c>.</param>
    /// <param name="second">The version that becomes <c>v2</c>; another one.</param>
    /// <exception cref="VersionMissing">One of them is not there.</exception>
    public DuckDbSession OpenSideBySide(int first, int second)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(first, second);
        return OpenAttached(first, second);
    }

    /// <summary>Opens versions read-only in one session in memory: the database <c>v2</c> and, unless it is null, <c>v1</c> beside it.</summary>
    internal DuckDbSession OpenAttached(int? first, int second)
    {
        var attached = first is { } other ? new[] { ("v1", other), ("v2", second) } : [("v2", second)];
        foreach (var (_, version) in attached)
        {
            OpenRead(version).Dispose(); // it is there, and this release understands it
        }

        var session = DuckDbSession.Open(":memory:", Settings with { Threads = Settings.Threads ?? Environment.ProcessorCount, TempDirectory = AreaLease.ReaderFolder(_home, Area, second) + "-beside" });
        try
        {
            foreach (var (name, version) in attached)
            {
                session.Execute($"ATTACH {DuckDbSession.Literal(PathOf(version))} AS {name} (READ_ONLY)");
            }
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Begins the next version as a copy of the current one, in this release's schema. What crashed runs left is removed.</summary>
    public WorkingCopy BeginVersion(AreaLease lease) => Begin(lease, _files.Current());

    /// <summary>Keeps a version out of retention for ever, under a name. Holding it again under the same name changes nothing.</summary>
    public void Hold(int version, string name, string by, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        using var log = OpenLog();
        log.AddHold(name, version, by, reason, () =>
        {
            if (!_files.Versions().Contains(version))
            {
                throw new VersionMissing(Area, version, _files.Versions());
            }
        });
    }

    /// <summary>Removes all but the newest versions and those held. Gives back what was removed.</summary>
    /// <param name="lease">The area's lease.</param>
    /// <param name="keep">How many stay, the current one included. Default: 7.</param>
    public IReadOnlyList<int> Retain(AreaLease lease, int keep = 7)
    {
        Require(lease);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        using var log = OpenLog();
        return log.WhileNothingIsHeld(holds =>
        {
            var held = holds.Select(h => h.Version).ToHashSet();
            var pruned = new List<int>();
            foreach (var version in _files.Versions().SkipLast(keep).Where(v => !held.Contains(v)))
            {
                if (TryDelete(_files.Published(version)))
                {
                    pruned.Add(version);
                }
            }

            return pruned;
        });
    }

    /// <summary>
    /// Publishes a copy of an older version as the next one. Deliveries that only the versions after it hold are set to held, those
    /// that it holds and that were held are applied again; the decision is recorded.
    /// </summary>
    /// <exception cref="RollbackBeyondErasure">A person was erased since the older version.</exception>
    public Rollback RollBack(AreaLease lease, int toVersion, string by, string reason)
    {
        Require(lease);
        using (var erased = OpenLog())
        {
            if (erased.Erasures().FirstOrDefault(e => e.Version > toVersion) is { } erasure)
            {
                throw new RollbackBeyondErasure(Area, toVersion, erasure.Reference);
            }
        }
        using var older = OpenRead(toVersion);
        var kept = StoreInfo.Deliveries(older.Session);
        var later = LaterDeliveries(toVersion);
        later.ExceptWith(kept);
        using var copy = Begin(lease, toVersion);
        StoreInfo.Set(copy.Session, "rolled_back_to", toVersion.ToString(CultureInfo.InvariantCulture));
        using var log = OpenLog();
        log.RecordRollback(toVersion, copy.Version, later, kept, by, reason);
        try
        {
            return new Rollback(copy.Publish(), [.. later.Order()]);
        }
        catch
        {
            log.TakeBackRollback(copy.Version, later);
            throw;
        }
    }

    /// <summary>
    /// Writes a kept version anew after something was erased from it, in a file that never held what was erased, and puts it in the old one's
    /// place at once. Who has the old one open reads it until it is closed.
    /// </summary>
    /// <param name="lease">The area's lease.</param>
    /// <param name="version">The version.</param>
    /// <param name="erase">Erases, and says whether there was anything to erase.</param>
    /// <returns>False when there was nothing, and the version is as it was.</returns>
    public bool Rewrite(AreaLease lease, int version, Func<DuckDbSession, bool> erase)
    {
        Require(lease);
        var (published, copy) = (_files.Published(version), _files.Working(version));
        var fresh = copy + ".erased";
        string[] leftovers = [copy, copy + ".wal", fresh, fresh + ".wal"];
        leftovers.ToList().ForEach(VersionFiles.Delete);
        try
        {
            File.Copy(published, copy);
            VersionFiles.Unseal(copy);
            using (var session = DuckDbSession.Open(copy, Settings with { ReadOnly = false, TempDirectory = Path.Combine(lease.WorkFolder, "spill") }))
            {
                if (!erase(session))
                {
                    return false;
                }
                session.Execute($"ATTACH {DuckDbSession.Literal(fresh)} AS erased");
                session.Execute($"COPY FROM DATABASE \"{session.Scalar<string>("SELECT current_database()")}\" TO erased");
                session.Execute("CHECKPOINT erased");
                session.Execute("DETACH erased");
            }
            Durable.FlushFile(fresh);
            VersionFiles.Seal(fresh);
            File.Move(fresh, published, overwrite: true);
            Durable.FlushFolder(_files.Folder);
            return true;
        }
        finally
        {
            leftovers.ToList().ForEach(VersionFiles.Delete);
        }
    }

    private HashSet<long> LaterDeliveries(int toVersion)
    {
        var later = new HashSet<long>();
        foreach (var version in _files.Versions().Where(v => v > toVersion))
        {
            using var newer = Open(version);
            later.UnionWith(StoreInfo.Deliveries(newer.Session));
        }

        return later;
    }

    private WorkingCopy Begin(AreaLease lease, int? source)
    {
        Require(lease);
        _files.RemoveLeftovers();
        var current = _files.Current();
        var next = (current ?? 0) + 1;
        var path = _files.Working(next);
        if (source is { } version)
        {
            File.Copy(_files.Published(version), path);
            VersionFiles.Unseal(path);
        }

        DuckDbSession? session = null;
        try
        {
            session = DuckDbSession.Open(path, Settings with { ReadOnly = false, TempDirectory = Path.Combine(lease.WorkFolder, "spill") });
            StoreInfo.Migrate(session, Area, _migrations);
            return new WorkingCopy(_files, lease, current, next, session, OpenLog, _clock);
        }
        catch
        {
            session?.Dispose();
            VersionFiles.Delete(path);
            VersionFiles.Delete(path + ".wal");
            throw;
        }
    }

    private AreaVersion Open(int version)
    {
        var path = _files.Published(version);
        if (!File.Exists(path))
        {
            throw new VersionMissing(Area, version, _files.Versions());
        }

        QdcHome.Ensure(_home.WorkOf(Area));
        var session = DuckDbSession.Open(path, Settings with { ReadOnly = true, TempDirectory = AreaLease.ReaderFolder(_home, Area, version) });
        try
        {
            StoreInfo.RequireKnown(session, _migrations);
            return new AreaVersion(version, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void Require(AreaLease lease)
    {
        if (lease.Area != Area || !lease.IsHeld)
        {
            throw new ArgumentException($"The lease of {Area} is needed, and held.", nameof(lease));
        }
    }

    private static bool TryDelete(string file)
    {
        try
        {
            VersionFiles.Delete(file);
            return true;
        }
        catch (IOException)
        {
            return false; // Windows: a reader has it open; the next run removes it
        }
    }
}

/// <summary>What a rollback did.</summary>
/// <param name="Version">The version that is current now.</param>
/// <param name="HeldDeliveries">The deliveries that came after the older version; they are held until a person lets them go.</param>
public sealed record Rollback(int Version, IReadOnlyList<long> HeldDeliveries);
