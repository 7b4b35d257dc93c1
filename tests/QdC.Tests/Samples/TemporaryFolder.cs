namespace QdC.Tests.Samples;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("qdc-samples-").FullName;

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Every file by its relative name.</summary>
    public static SortedDictionary<string, byte[]> Files(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(file => System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes),
            StringComparer.Ordinal
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
