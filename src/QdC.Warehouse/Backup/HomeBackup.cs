using System.Text;

namespace QdC.Warehouse;

/// <summary>
/// Copies everything of a home that cannot be made again, while runs go on. Of each area it is what a kill at one moment would leave:
/// pointer, versions and log are taken under the log's write lock, under which alone a version is published, and then the landed files and
/// identities, which are written before the log knows of them and only grow. Keys are never copied.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="clock">The clock.</param>
/// <param name="progress">Told each file as it is copied; null for nobody.</param>
public sealed class HomeBackup(QdcHome home, TimeProvider clock, Action<string>? progress = null)
{
    /// <summary>Writes a backup to a folder, which is made; gives back what it holds, read again from the folder and found sound.</summary>
    /// <exception cref="BackupOvertaken">A key began to be rotated or a person was erased while files were copied.</exception>
    /// <exception cref="BackupFolderTaken">Something is in the folder, or it lies within what is to be copied.</exception>
    public BackupManifest Write(string folder)
    {
        var target = Path.GetFullPath(folder);
        Require(target);
        var begun = clock.GetUtcNow();
        QdcHome.Ensure(target);
        var areas = home.Areas().Where(HasData).Select(area => Copy(area, target)).ToList();
        List<BackupFile> files = File.Exists(home.Operations) ? [Snapshot(home.Operations, target)] : [];
        new BackupManifest(BackupManifest.Known, begun, areas, files).Write(target);
        return BackupCheck.Run(target);
    }

    private bool HasData(AreaCode area) => File.Exists(home.LogOf(area)) || File.Exists(Path.Combine(home.StoreOf(area), "current"));

    private BackupArea Copy(AreaCode area, string target)
    {
        var files = new List<BackupFile>();
        using var log = AreaLog.Open(home, area, clock);
        var erased = log.Erasures();
        if (erased.FirstOrDefault(e => e.EndedAt is null) is { } unfinished)
        {
            throw new ErasureUnfinished(area, unfinished.Reference);
        }
        var (current, keys) = Store(area, log, target, files);
        if (Directory.Exists(home.LandingOf(area)))
        {
            files.AddRange(Landed(area).Select(file => Landed(file, target)).OfType<BackupFile>());
        }
        if (File.Exists(home.VaultOf(area)))
        {
            files.Add(Snapshot(home.VaultOf(area), target));
        }
        return log.KeysNeeded().Except(keys).Any() || log.Erasures().Count > erased.Count
            ? throw new BackupOvertaken(area)
            : new BackupArea(area.Value, current, keys, files);
    }

    private (int? Current, IReadOnlyList<string> Keys) Store(AreaCode area, AreaLog log, string target, List<BackupFile> files)
    {
        var store = new VersionFiles(home.StoreOf(area));
        var pinned = new List<(string Path, FileStream Content)>();
        try
        {
            var moment = log.WhileNothingIsHeld(_ =>
            {
                pinned.AddRange(store.Versions().Select(store.Published).Select(path => (path, HashedCopy.Read(path))));
                files.Add(Snapshot(home.LogOf(area), target));
                return (Current: store.Current(), Keys: log.KeysNeeded());
            });
            foreach (var (path, content) in pinned)
            {
                files.Add(Copy(path, content, target));
            }
            if (moment.Current is { } current)
            {
                using var pointer = new MemoryStream(Encoding.ASCII.GetBytes(VersionFiles.PointerTo(current)));
                files.Add(Copy(store.Pointer, pointer, target));
            }
            return moment;
        }
        finally
        {
            pinned.ForEach(p => p.Content.Dispose());
        }
    }

    private List<string> Landed(AreaCode area) =>
        [.. Directory.EnumerateFiles(home.LandingOf(area), "*", SearchOption.AllDirectories).Where(f => !Landing.IsTemporary(f)).Order(StringComparer.Ordinal)];

    /// <summary>A landed file; null when its days were over meanwhile.</summary>
    private BackupFile? Landed(string path, string target)
    {
        try
        {
            using var content = HashedCopy.Read(path);
            var modified = File.GetLastWriteTimeUtc(path);
            var file = Copy(path, content, target) with { Modified = new DateTimeOffset(modified, TimeSpan.Zero) };
            File.SetLastWriteTimeUtc(Path.Combine(target, file.Path), modified);
            return file;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private BackupFile Copy(string path, Stream content, string target)
    {
        var name = NameOf(path);
        progress?.Invoke(name);
        var (bytes, hash) = HashedCopy.Write(content, Path.Combine(target, name));
        return new BackupFile(name, bytes, hash);
    }

    private BackupFile Snapshot(string path, string target)
    {
        var name = NameOf(path);
        progress?.Invoke(name);
        var copy = Path.Combine(target, name);
        QdcHome.Ensure(Path.GetDirectoryName(copy)!);
        SqliteFiles.Snapshot(path, copy);
        VersionFiles.Unseal(copy);
        return new BackupFile(name, new FileInfo(copy).Length, HashedCopy.HashOf(copy));
    }

    private string NameOf(string path) => Path.GetRelativePath(home.Root, path).Replace('\\', '/');

    private void Require(string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new BackupFolderTaken(target, "Something is in the folder already; a backup is never written over another");
        }
        foreach (var part in new[] { "store", "landing", "vault", "work", "restore" })
        {
            if ((target + Path.DirectorySeparatorChar).StartsWith(Path.Combine(home.Root, part) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new BackupFolderTaken(target, "The folder lies within what is to be backed up");
            }
        }
    }
}
