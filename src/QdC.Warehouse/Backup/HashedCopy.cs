using System.Security.Cryptography;

namespace QdC.Warehouse;

/// <summary>Copies bytes to a new file that only its owner can read, flushed, and says what they were.</summary>
internal static class HashedCopy
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static string HashOf(string file)
    {
        using var stream = Read(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Opens a file for reading; it may be removed meanwhile.</summary>
    public static FileStream Read(string file) =>
        new(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);

    /// <summary>Copies to the end, and gives back length and hash.</summary>
    public static (long Bytes, string Sha256) Write(Stream source, string target)
    {
        QdcHome.Ensure(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new FileStream(target, options);
        var buffer = new byte[BufferBytes];
        long bytes = 0;
        for (int read; (read = source.Read(buffer)) > 0; bytes += read)
        {
            hash.AppendData(buffer, 0, read);
            file.Write(buffer, 0, read);
        }
        file.Flush(flushToDisk: true);
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
