namespace QdC.Warehouse;

/// <summary>
/// Puts a backup back. Every file is copied beside its place and proven by its hash before anything is replaced; then each area changes
/// at once, as <see cref="AreaSwap"/> says.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="clock">The clock.</param>
/// <param name="progress">Told each file as it is copied; null for nobody.</param>
public sealed class HomeRestore(QdcHome home, TimeProvider clock, Action<string>? progress = null)
{
    private string StagedOperations => home.Operations + ".restored";

    /// <summary>Told each step of a swap, so that a test can stop there.</summary>
    internal Action<string>? Swapping { get; init; }

    /// <summary>Restores every area of a backup.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="replace">True to replace what is there; areas that the backup does not hold stay.</param>
    /// <param name="wait">How long to wait for runs that are going on.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="BackupMissing">There is no backup.</exception>
    /// <exception cref="BackupDamaged">It is not what it was; nothing was replaced.</exception>
    /// <exception cref="HomeNotEmpty">Something is there and is not to be replaced.</exception>
    /// <exception cref="AreaBusy">A run is going on; nothing was replaced.</exception>
    /// <exception cref="HomeBusy">Another process restores to the same home.</exception>
    public BackupManifest Restore(string folder, bool replace = false, TimeSpan wait = default, CancellationToken cancel = default)
    {
        var manifest = BackupManifest.Read(folder);
        using var alone = Alone();
        End();
        if (!replace && There() is { Count: > 0 } there)
        {
            throw new HomeNotEmpty(home.Root, there);
        }
        var areas = manifest.Areas.Select(a => (Files: a.Files, Swap: new AreaSwap(home, AreaCode.Parse(a.Area), Swapping))).ToList();
        var leases = new List<AreaLease>();
        try
        {
            leases.AddRange(areas.Where(a => Directory.Exists(home.StoreOf(a.Swap.Area))).Select(a => AreaLease.Take(home, a.Swap.Area, clock, wait, cancel)));
            areas.ForEach(a => a.Swap.Clear());
            File.Delete(StagedOperations);
            var damaged = areas.SelectMany(a => a.Files.Select(f => Stage(folder, f, Path.Combine(a.Swap.Staged.Root, f.Path), cancel)))
                .Concat(manifest.Files.Select(f => Stage(folder, f, StagedOperations, cancel)))
                .OfType<DamagedFile>()
                .ToList();
            if (damaged.Count > 0)
            {
                throw new BackupDamaged(folder, damaged);
            }
            areas.ForEach(a => TakeOver(a.Swap));
            areas.ForEach(a => a.Swap.Decide());
            leases.ForEach(l => l.Dispose()); // from here on the marks of the swaps keep everybody out
            areas.ForEach(a => a.Swap.Finish());
            if (File.Exists(StagedOperations))
            {
                SqliteFiles.Companions(home.Operations).ToList().ForEach(File.Delete);
                File.Move(StagedOperations, home.Operations, overwrite: true);
                Durable.FlushFolder(home.Root);
            }
            return manifest;
        }
        finally
        {
            leases.ForEach(l => l.Dispose());
            areas.Where(a => !a.Swap.IsDecided).ToList().ForEach(a => a.Swap.Clear());
            File.Delete(StagedOperations);
        }
    }

    /// <summary>Ends what an interrupted restore had decided, and gives back the areas concerned.</summary>
    public IReadOnlyList<AreaCode> Resume()
    {
        using var alone = Alone();
        return End();
    }

    private List<AreaCode> End()
    {
        var swaps = AreaSwap.Decided(home, Swapping);
        foreach (var swap in swaps)
        {
            swap.Finish();
        }
        return [.. swaps.Select(s => s.Area)];
    }

    /// <summary>Who was erased since the backup was made is in it still: the tombstones are carried over, and nothing is loaded until they are carried out again.</summary>
    private void TakeOver(AreaSwap swap)
    {
        using var now = AreaLog.OpenRead(home, swap.Area, clock);
        if (now?.Erasures() is { Count: > 0 } erased)
        {
            using var restored = AreaLog.Open(swap.Staged, swap.Area, clock);
            restored.TakeOver(erased, new VersionFiles(swap.Staged.StoreOf(swap.Area)).Current());
        }
    }

    private FileStream Alone()
    {
        var file = Path.Combine(QdcHome.Ensure(Path.Combine(home.Root, "restore")), ".lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new HomeBusy(home.Root);
        }
    }

    private DamagedFile? Stage(string folder, BackupFile file, string target, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        progress?.Invoke(file.Path);
        var source = Path.Combine(folder, file.Path);
        if (!File.Exists(source))
        {
            return new(file.Path, "it is not there");
        }
        using (var content = HashedCopy.Read(source))
        {
            if (HashedCopy.Write(content, target) != (file.Bytes, file.Sha256))
            {
                return new(file.Path, "its content is another one");
            }
        }
        if (file.Modified is { } modified)
        {
            File.SetLastWriteTimeUtc(target, modified.UtcDateTime);
        }
        return null;
    }

    private List<string> There() =>
        [.. new[] { "store", "landing", "vault" }.Select(part => Path.Combine(home.Root, part)).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFileSystemEntries)
            .Concat(File.Exists(home.Operations) ? [home.Operations] : [])
            .Select(path => Path.GetRelativePath(home.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
}
