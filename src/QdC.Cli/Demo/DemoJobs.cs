using System.Globalization;
using System.Text;
using QdC.Pipeline.Jobs;

namespace QdC.Cli.Demo;

/// <summary>The declarative files of a demo: a copy in its home whose areas take their extracts from the home and begin when the simulation does.</summary>
internal static class DemoJobs
{
    /// <summary>The folder of the copy in a home.</summary>
    public static string In(string home) => Path.Combine(home, "etl-jobs");

    /// <summary>Writes the copy.</summary>
    /// <param name="jobsFolder">The declarative files.</param>
    /// <param name="jobs">The same, read.</param>
    /// <param name="home">The folder that gets the copy, and beside it that of the metrics.</param>
    /// <param name="deliveries">The folder of the extracts, a folder an area with one a system.</param>
    /// <param name="historyFrom">First day the areas' data are complete from.</param>
    /// <returns>The folder of the copy.</returns>
    public static string Write(string jobsFolder, JobSet jobs, string home, string deliveries, DateOnly historyFrom)
    {
        var copy = In(home);
        foreach (var file in Directory.EnumerateFiles(jobsFolder, "*", SearchOption.AllDirectories))
        {
            Write(Path.Combine(copy, Path.GetRelativePath(jobsFolder, file)), File.ReadAllBytes(file));
        }
        foreach (var file in Directory.EnumerateFiles(Path.Combine(jobsFolder, "..", "powerbi"), "*.yaml"))
        {
            Write(Path.Combine(home, "powerbi", Path.GetFileName(file)), File.ReadAllBytes(file));
        }
        foreach (var area in jobs.Areas.Values)
        {
            var file = Path.Combine(copy, "areas", area.Area + ".yaml");
            if (area.OnRequest)
            {
                File.Delete(file);
                continue;
            }
            var text = File.ReadAllText(file);
            foreach (var folder in new[] { "../../samples/pilot/", "../../deliveries/" })
            {
                text = text.Replace(folder, deliveries.Replace('\\', '/') + "/", StringComparison.Ordinal);
            }
            text = text.Replace(History(area.HistoryFrom), History(historyFrom), StringComparison.Ordinal);
            Write(file, new UTF8Encoding(false).GetBytes(text));
        }
        return copy;
    }

    private static string History(DateOnly day) => "history_from: " + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Write(string file, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }
}
