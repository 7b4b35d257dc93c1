using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Foreign;

/// <summary>The export of HUD's sample as its files hold it, counted without the pipeline.</summary>
internal static class HudSample
{
    /// <summary>Where the public reference data lie, beside the repository.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(RepositoryFolder.Root, "..", "shared", "data", "hmis"));

    /// <summary>Skips the test, saying so, where the sample is not there.</summary>
    public static void Demand()
    {
        if (!File.Exists(Path.Combine(Folder, "Enrollment.csv")))
        {
            Assert.Ignore($"HUD's sample is not there: {Folder}");
        }
    }

    /// <summary>A number that a query over the files gives; a file is named as <c>{Client}</c>.</summary>
    public static long Count(string query) => Ask(query, row => Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)).Single();

    /// <summary>Texts that a query over the files gives.</summary>
    public static IReadOnlyList<string> Texts(string query) => Ask(query, row => row.GetString(0));

    /// <summary>The declarative files of the repository with those of the foreign area beside them.</summary>
    /// <param name="into">The folder they are copied to.</param>
    /// <param name="source">Where the area's files are. Default: the sample</param>
    public static string Jobs(string into, string? source = null)
    {
        var jobs = RepositoryFolder.JobsOn(Path.Combine(RepositoryFolder.Root, "samples", "pilot"), into);
        var foreign = Path.Combine(RepositoryFolder.Root, "tests", "QdC.IntegrationTests", "Foreign");
        foreach (var file in new[] { "areas", "systems", "code-lists" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(foreign, f))))
        {
            var text = File.ReadAllText(file).Replace("../../../../../shared/data/hmis", (source ?? Folder).Replace('\\', '/'), StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(jobs, Path.GetRelativePath(foreign, file)), text);
        }
        return jobs;
    }

    private static IReadOnlyList<T> Ask<T>(string query, Func<System.Data.Common.DbDataReader, T> read)
    {
        foreach (var path in Directory.EnumerateFiles(Folder, "*.csv"))
        {
            query = query.Replace($"{{{Path.GetFileNameWithoutExtension(path)}}}", $"read_csv('{path}', all_varchar = true, header = true, delim = ',', quote = '\"')", StringComparison.Ordinal);
        }
        using var files = DuckDbSession.Open(":memory:");
        return files.Query(query, read);
    }
}
