using System.Text.Json;

namespace QdC.Warehouse;

/// <summary>What a backup holds: every file with the SHA-256 of its bytes. Written last, with its own hash beside it, so that a backup that was cut is none.</summary>
/// <param name="Format">Always <see cref="Known"/>.</param>
/// <param name="MadeAt">When it was begun.</param>
/// <param name="Areas">The areas, in order of name.</param>
/// <param name="Files">What is of no area.</param>
public sealed record BackupManifest(string Format, DateTimeOffset MadeAt, IReadOnlyList<BackupArea> Areas, IReadOnlyList<BackupFile> Files)
{
    /// <summary>The format that this release writes and reads.</summary>
    public const string Known = "qdc-backup/1";

    /// <summary>The manifest's file name.</summary>
    public const string FileName = "backup.json";

    /// <summary>The file that holds the manifest's hash, as <c>sha256sum -c</c> reads it.</summary>
    public const string HashFileName = "backup.json.sha256";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Every file in it.</summary>
    public IEnumerable<BackupFile> All => Areas.SelectMany(a => a.Files).Concat(Files);

    /// <summary>Reads the manifest of a backup.</summary>
    /// <exception cref="BackupMissing">The folder holds none.</exception>
    /// <exception cref="BackupDamaged">It is not what it was.</exception>
    public static BackupManifest Read(string folder)
    {
        var (file, hash) = (Path.Combine(folder, FileName), Path.Combine(folder, HashFileName));
        if (!File.Exists(file) || !File.Exists(hash))
        {
            throw new BackupMissing(folder);
        }
        if (File.ReadAllText(hash) != HashLine(file))
        {
            throw new BackupDamaged(folder, [new(FileName, $"its hash is not the one in {HashFileName}")]);
        }
        var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(file), Json)!;
        if (manifest.Format != Known)
        {
            throw new BackupDamaged(folder, [new(FileName, $"its format is {manifest.Format}, this release reads {Known}")]);
        }
        var strange = manifest.Areas.SelectMany(a => a.Files.Where(f => !IsOf(a.Area, f.Path))).Concat(manifest.Files.Where(f => f.Path != "ops.sqlite")).ToList();
        return strange.Count == 0 ? manifest : throw new BackupDamaged(folder, [.. strange.Select(f => new DamagedFile(f.Path, "no backup puts a file there"))]);
    }

    internal void Write(string folder)
    {
        var file = Path.Combine(folder, FileName);
        Durable.Replace(file, JsonSerializer.Serialize(this, Json));
        Durable.Replace(Path.Combine(folder, HashFileName), HashLine(file));
    }

    private static string HashLine(string file) => $"{HashedCopy.HashOf(file)}  {FileName}\n";

    private static bool IsOf(string area, string path) =>
        AreaCode.TryParse(area, out _)
        && !path.Split('/', '\\').Any(part => part is "" or "." or "..")
        && (path.StartsWith($"store/{area}/", StringComparison.Ordinal) || path.StartsWith($"landing/{area}/", StringComparison.Ordinal) || path == $"vault/{area}.sqlite");
}

/// <summary>One area of a backup.</summary>
/// <param name="Area">The area.</param>
/// <param name="Version">Its current version; null when it had none.</param>
/// <param name="Keys">Fingerprints of the master keys without which its landed files and identities cannot be read. The keys are not in the backup.</param>
/// <param name="Files">Its files.</param>
public sealed record BackupArea(string Area, int? Version, IReadOnlyList<string> Keys, IReadOnlyList<BackupFile> Files);

/// <summary>One file of a backup.</summary>
/// <param name="Path">Where it lies, in the backup as in the home, with forward slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Modified">When it was written, where that counts: the days a landed file is kept begin with it.</param>
public sealed record BackupFile(string Path, long Bytes, string Sha256, DateTimeOffset? Modified = null);
