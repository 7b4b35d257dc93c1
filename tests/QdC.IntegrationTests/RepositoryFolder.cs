using System.Text.RegularExpressions;

namespace QdC.IntegrationTests;

/// <summary>The repository the tests run in.</summary>
internal static class RepositoryFolder
{
    /// <summary>Its root.</summary>
    public static string Root => Repository.Root;

    /// <summary>Its declarative files.</summary>
    public static string Jobs => Repository.Jobs;

    /// <summary>A copy of the declarative files whose areas take their extracts from another folder of samples.</summary>
    public static string JobsOn(string samples, string into)
    {
        var copy = Path.Combine(into, "etl-jobs");
        foreach (var file in Directory.EnumerateFiles(Jobs, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Jobs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var text = File.ReadAllText(file);
            File.WriteAllText(target, Regex.Replace(text, @"\.\./\.\./samples/pilot", samples.Replace('\\', '/')));
        }
        return copy;
    }
}

/// <summary>A folder of its own for one test, with a key folder inside, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("qdc-").FullName;

    /// <summary>Environment variables that point key look-ups to the folder.</summary>
    public string? Environment(string name) =>
        name == "QDC_KEYS" ? System.IO.Path.Combine(Path, "keys") : System.Environment.GetEnvironmentVariable(name);

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }
        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, System.IO.Path.Combine(to, System.IO.Path.GetFileName(folder)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
