using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace QdC.Warehouse;

/// <summary>The source bytes of an area, compressed and encrypted: <c>landing/area/extract/date_sha256.br.enc</c>. No clear byte touches the disk.</summary>
public sealed class Landing
{
    private const string Extension = ".br.enc";
    private const string Temporary = ".new-";
    private const int BufferBytes = 64 * 1024;
    private readonly string _folder;
    private readonly AreaKeys _keys;
    private readonly TimeProvider _clock;

    /// <summary>The landing of an area.</summary>
    public Landing(QdcHome home, AreaKeys keys, TimeProvider clock)
    {
        _folder = home.LandingOf(keys.Area);
        _keys = keys;
        _clock = clock;
    }

    /// <summary>SHA-256 of a content, lower-case hex: what a delivery is recognised by.</summary>
    public static string HashOf(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Lands a file: hashes it, and stores it unless the same bytes are landed for that extract and day already.</summary>
    /// <param name="extract">The extract; it names a folder.</param>
    /// <param name="effectiveDate">The day the content speaks of.</param>
    /// <param name="file">The source file.</param>
    /// <param name="expected">Its hash when it was found, hex; null for what it is now.</param>
    /// <exception cref="SourceChanged">It is no longer what was found, or changes while it is read.</exception>
    public LandedFile Store(string extract, DateOnly effectiveDate, string file, string? expected = null)
    {
        using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);
        return Store(extract, effectiveDate, source, expected);
    }

    /// <inheritdoc cref="Store(string, DateOnly, string, string)"/>
    public LandedFile Store(string extract, DateOnly effectiveDate, Stream source, string? expected = null)
    {
        if (source.CanSeek)
        {
            var start = source.Position;
            expected ??= HashOf(source);
            source.Position = start;
            if (File.Exists(PathOf(extract, effectiveDate, expected)))
            {
                return new LandedFile(NameOf(extract, effectiveDate, expected), expected, source.Length - start, AlreadyThere: true);
            }
        }

        var folder = QdcHome.Ensure(Path.Combine(_folder, FolderName(extract)));
        var temporary = Path.Combine(folder, Temporary + Guid.NewGuid().ToString("N"));
        try
        {
            var (hash, bytes) = Write(source, temporary);
            if (expected is not null && hash != expected)
            {
                throw new SourceChanged(extract);
            }

            var path = PathOf(extract, effectiveDate, hash);
            var there = File.Exists(path);
            if (!there)
            {
                File.SetLastWriteTimeUtc(temporary, _clock.GetUtcNow().UtcDateTime);
                File.Move(temporary, path, overwrite: true);
                Durable.FlushFolder(folder);
            }

            return new LandedFile(NameOf(extract, effectiveDate, hash), hash, bytes, there);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>True when a landed path is still there.</summary>
    public bool Has(string landedPath) => File.Exists(FullPath(landedPath));

    /// <summary>The clear bytes of a landed file, verified while they are read: the stream ends only if the whole file is as it was written.</summary>
    /// <param name="landedPath">As in <see cref="LandedFile.Path"/>.</param>
    /// <exception cref="LandedFileDamaged">On opening or on reading: it was cut, changed, or written with another key, or is gone.</exception>
    public Stream Open(string landedPath)
    {
        var path = FullPath(landedPath);
        return new LandedStream(path, HashIn(path), Decrypt(path, path, _keys.LandingKeys));
    }

    /// <summary>Reads a landed file to its end and throws when it is damaged.</summary>
    public void Verify(string landedPath)
    {
        using var clear = Open(landedPath);
        clear.CopyTo(Stream.Null, BufferBytes);
    }

    /// <summary>The landed paths, in order.</summary>
    public IReadOnlyList<string> Paths() =>
        Directory.Exists(_folder)
            ? [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(f => !IsTemporary(f)).Select(Relative).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>
    /// Writes a landed file anew under the newest key, salt and header included; false when it was already. The old one is replaced only when
    /// the new one has been read to its end. To be called under the area's lease.
    /// </summary>
    /// <exception cref="LandedFileDamaged">It can be read with none of the keys.</exception>
    internal bool Renew(string landedPath)
    {
        var path = FullPath(landedPath);
        if (IsNewest(path))
        {
            return false;
        }

        var temporary = Path.Combine(Path.GetDirectoryName(path)!, Temporary + Guid.NewGuid().ToString("N"));
        try
        {
            using (var old = Decrypt(path, path, _keys.LandingKeys))
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes))
            using (var encrypting = new EncryptingStream(file, _keys.Landing))
            {
                old.CopyTo(encrypting, BufferBytes);
                encrypting.End();
                file.Flush(flushToDisk: true);
            }

            using (var clear = new LandedStream(path, HashIn(path), Decrypt(temporary, path, [_keys.Landing])))
            {
                clear.CopyTo(Stream.Null, BufferBytes);
            }

            File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(path)); // the days it is kept go on
            File.Move(temporary, path, overwrite: true);
            Durable.FlushFolder(Path.GetDirectoryName(path)!);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Lands what stands in the place of a landed file from now on, with the same day of landing; the old one stays until it is removed.</summary>
    /// <param name="landedPath">The old file.</param>
    /// <param name="content">The new content.</param>
    public LandedFile Replace(string landedPath, Stream content)
    {
        var old = FullPath(landedPath);
        var (extract, date) = (Path.GetFileName(Path.GetDirectoryName(old)!), DateOnly.ParseExact(Path.GetFileName(old)[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var landed = Store(extract, date, content);
        File.SetLastWriteTimeUtc(FullPath(landed.Path), File.GetLastWriteTimeUtc(old));
        return landed;
    }

    /// <summary>Removes a landed file.</summary>
    public void Remove(string landedPath)
    {
        var path = FullPath(landedPath);
        File.Delete(path);
        Durable.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes files landed more than so many days ago, and what interrupted landings left. Gives back the landed paths removed.</summary>
    /// <remarks>To be called under the area's lease. Counted from the day of landing, not the effective date: an old first delivery must stay replayable.</remarks>
    /// <param name="retentionDays">Default of an area: 400.</param>
    public IReadOnlyList<string> Purge(int retentionDays)
    {
        var removed = new List<string>();
        if (!Directory.Exists(_folder))
        {
            return removed;
        }

        var oldest = _clock.GetUtcNow().UtcDateTime.AddDays(-retentionDays);
        foreach (var path in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList())
        {
            if (IsTemporary(path))
            {
                File.Delete(path);
            }
            else if (File.GetLastWriteTimeUtc(path) < oldest)
            {
                File.Delete(path);
                removed.Add(Relative(path));
            }
        }

        return removed;
    }

    /// <summary>True for a file that is being landed, or that an interrupted landing left.</summary>
    internal static bool IsTemporary(string path) => Path.GetFileName(path).StartsWith(Temporary, StringComparison.Ordinal);

    private (string Hash, long Bytes) Write(Stream source, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
        using var encrypting = new EncryptingStream(file, _keys.Landing);
        long bytes = 0;
        using (var compressing = new BrotliStream(encrypting, CompressionLevel.Fastest, leaveOpen: true))
        {
            var buffer = new byte[BufferBytes];
            int read;
            while ((read = source.Read(buffer)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                compressing.Write(buffer, 0, read);
                bytes += read;
            }
        }

        encrypting.End();
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    private string PathOf(string extract, DateOnly date, string sha256) => FullPath(NameOf(extract, date, sha256));

    private static string NameOf(string extract, DateOnly date, string sha256) =>
        string.Create(CultureInfo.InvariantCulture, $"{FolderName(extract)}/{date:yyyy-MM-dd}_{sha256}{Extension}");

    private static string HashIn(string path)
    {
        var name = Path.GetFileName(path);
        var from = name.IndexOf('_') + 1;
        return name.EndsWith(Extension, StringComparison.Ordinal) && from > 0 && from < name.Length - Extension.Length
            ? name[from..^Extension.Length]
            : throw new LandedFileDamaged(path, "its name holds no content hash");
    }

    /// <summary>True when the file's first frame opens with the newest key.</summary>
    private bool IsNewest(string path)
    {
        using var clear = Decrypt(path, path, [_keys.Landing]);
        try
        {
            _ = clear.ReadByte();
            return true;
        }
        catch (LandedFileDamaged)
        {
            return false;
        }
    }

    private static DecryptingStream Decrypt(string path, string toldAs, IReadOnlyList<Secret> keys)
    {
        FileStream source;
        try
        {
            source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LandedFileDamaged(toldAs, "it is not there", e);
        }

        try
        {
            return new DecryptingStream(source, toldAs, keys);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private string Relative(string path) => Path.GetRelativePath(_folder, path).Replace('\\', '/');

    private string FullPath(string landedPath)
    {
        var path = Path.GetFullPath(Path.Combine(_folder, landedPath));
        return path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException("A landed path lies inside the area's landing folder.", nameof(landedPath));
    }

    private static string FolderName(string extract) =>
        extract.Length > 0 && extract.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? extract
            : throw new ArgumentException("An extract's name has letters, digits, '-' and '_' only.", nameof(extract));
}

/// <summary>A file as it was landed.</summary>
/// <param name="Path">Relative to the area's landing folder, with forward slashes.</param>
/// <param name="ContentHash">SHA-256 of the clear bytes, lower-case hex.</param>
/// <param name="Bytes">Length of the clear bytes.</param>
/// <param name="AlreadyThere">The same bytes had been landed before; nothing was written.</param>
public sealed record LandedFile(string Path, string ContentHash, long Bytes, bool AlreadyThere);
