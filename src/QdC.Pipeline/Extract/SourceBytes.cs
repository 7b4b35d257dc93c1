namespace QdC.Pipeline.Extract;

/// <summary>The bytes of a source's file, whether it lies in the folder or in an archive there.</summary>
internal static class SourceBytes
{
    /// <summary>Opens a file; one in an archive can only be read forward.</summary>
    public static Stream Open(string path) =>
        InArchive(path) is var (archive, member)
            ? Archive.Open(archive, member)
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 17, FileOptions.SequentialScan);

    /// <summary>Its bytes.</summary>
    public static long Length(string path) => InArchive(path) is var (archive, member) ? Archive.Length(archive, member) : new FileInfo(path).Length;

    /// <summary>The archive a path leads into and the name in it; null for a file of the folder.</summary>
    public static (string Archive, string Member)? InArchive(string path)
    {
        if (File.Exists(path))
        {
            return null;
        }

        for (var above = Path.GetDirectoryName(path); !string.IsNullOrEmpty(above); above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                return (above, path[(above.Length + 1)..].Replace('\\', '/'));
            }
        }

        return null;
    }
}
