using System.Globalization;

namespace QdC.Warehouse;

/// <summary>The files of an area's store: their names, which are there, and what <c>current</c> names.</summary>
internal sealed class VersionFiles(string folder)
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead;
    private const UnixFileMode OwnerWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Folder { get; } = folder;

    public string Pointer { get; } = Path.Combine(folder, "current");

    public string Published(int version) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"v{version:000000}.duckdb"));

    public string Working(int version) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"work-{version}.duckdb"));

    /// <summary>The version that <c>current</c> names; null before the first.</summary>
    public int? Current()
    {
        string text;
        try
        {
            text = File.ReadAllText(Pointer).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return Number(text) ?? throw new StoreDamaged(Pointer, "The pointer names no version");
    }

    public void MakeCurrent(int version) => Durable.Replace(Pointer, PointerTo(version));

    /// <summary>What <c>current</c> says of a version.</summary>
    public static string PointerTo(int version) => string.Create(CultureInfo.InvariantCulture, $"v{version:000000}\n");

    /// <summary>The versions on disk up to the current one, in order: what lies above it was never published.</summary>
    public List<int> Versions()
    {
        var current = Current() ?? 0;
        var versions = OnDisk().Where(v => v <= current).ToList();
        versions.Sort();
        return versions;
    }

    /// <summary>Removes what crashed runs left: working copies, half-written pointers, versions that never became current.</summary>
    public void RemoveLeftovers()
    {
        var current = Current() ?? 0;
        foreach (var version in OnDisk().Where(v => v > current).ToList())
        {
            Delete(Published(version));
        }

        foreach (var file in Directory.EnumerateFiles(Folder, "work-*").ToList())
        {
            Delete(file);
        }

        Delete(Pointer + ".new");
    }

    public static void Delete(string file)
    {
        if (File.Exists(file))
        {
            if (OperatingSystem.IsWindows())
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }

            File.Delete(file);
        }
    }

    public static void Seal(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(file, FileAttributes.ReadOnly);
        }
        else
        {
            File.SetUnixFileMode(file, OwnerReads);
        }
    }

    public static void Unseal(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
        else
        {
            File.SetUnixFileMode(file, OwnerWrites);
        }
    }

    private IEnumerable<int> OnDisk() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "v*.duckdb").Select(f => Number(Path.GetFileNameWithoutExtension(f))).OfType<int>()
        : [];

    private static int? Number(string name) =>
        name.Length >= 7 && name[0] == 'v' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
