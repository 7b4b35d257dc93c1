namespace QdC.Warehouse;

/// <summary>Says whether a backup is what it was when it was made, and whether what it was can be opened.</summary>
public static class BackupCheck
{
    /// <summary>Reads every file of a backup, and opens logs, identities and current versions. Changes nothing.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="progress">Told each file as it is read; null for nobody.</param>
    /// <exception cref="BackupMissing">There is none.</exception>
    /// <exception cref="BackupDamaged">It is not what it was.</exception>
    public static BackupManifest Run(string folder, Action<string>? progress = null)
    {
        var manifest = BackupManifest.Read(folder);
        var damaged = new List<DamagedFile>();
        foreach (var file in manifest.All)
        {
            progress?.Invoke(file.Path);
            if (Wrong(folder, file) is { } what)
            {
                damaged.Add(new(file.Path, what));
            }
        }
        if (damaged.Count == 0)
        {
            damaged.AddRange(Unsound(folder, manifest));
        }
        return damaged.Count == 0 ? manifest : throw new BackupDamaged(folder, damaged);
    }

    private static string? Wrong(string folder, BackupFile file)
    {
        var path = Path.Combine(folder, file.Path);
        return !File.Exists(path) ? "it is not there"
            : new FileInfo(path).Length is var bytes && bytes != file.Bytes ? $"it has {bytes} bytes, not {file.Bytes}"
            : HashedCopy.HashOf(path) != file.Sha256 ? "its content is another one"
            : null;
    }

    private static IEnumerable<DamagedFile> Unsound(string folder, BackupManifest manifest)
    {
        var copy = new QdcHome(folder);
        foreach (var file in manifest.All.Where(f => f.Path.EndsWith(".sqlite", StringComparison.Ordinal) && !SqliteFiles.IsSound(Path.Combine(folder, f.Path))))
        {
            yield return new(file.Path, "it was no sound SQLite file when it was backed up");
        }
        foreach (var area in manifest.Areas.Where(a => a.Version is not null))
        {
            var path = new VersionFiles(copy.StoreOf(AreaCode.Parse(area.Area))).Published(area.Version!.Value);
            if (!Opens(path))
            {
                yield return new(Path.GetRelativePath(folder, path).Replace('\\', '/'), "the current version could not be opened when it was backed up");
            }
        }
    }

    private static bool Opens(string version)
    {
        try
        {
            using var session = DuckDbSession.Open(version, new DuckDbSettings { ReadOnly = true, Threads = 1 });
            return StoreInfo.Schema(session) > 0;
        }
        catch (SqlFailed)
        {
            return false;
        }
    }
}
