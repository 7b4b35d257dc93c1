using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;

namespace QdC.Cli.App;

/// <summary>The declarative files: jobs, and the metrics beside them.</summary>
/// <param name="Jobs">Areas, systems, contract, code lists.</param>
/// <param name="Metrics">The metrics.</param>
internal sealed record Workspace(JobSet Jobs, MetricsFile Metrics)
{
    /// <summary>Reads everything, or says everything that is wrong.</summary>
    /// <exception cref="ConfigurationWrong">At least one file cannot be used.</exception>
    public static Workspace Load(string jobsFolder)
    {
        var found = Read(jobsFolder);
        return found is { Jobs: { } jobs, Metrics: { } metrics } ? new Workspace(jobs, metrics) : throw new ConfigurationWrong(found.Errors);
    }

    /// <summary>Reads everything with every problem.</summary>
    public static (JobSet? Jobs, MetricsFile? Metrics, IReadOnlyList<ConfigurationProblem> Errors, IReadOnlyList<ConfigurationProblem> Warnings) Read(string jobsFolder)
    {
        if (!Directory.Exists(jobsFolder))
        {
            return (null, null, [ConfigurationProblem.NoJobs(jobsFolder)], []);
        }
        var load = JobLoader.Load(jobsFolder);
        var path = MetricsPath(jobsFolder);
        var (metrics, metricProblems) = path is null
            ? (null, [new MetricsProblem("powerbi/metrics.yaml", 1, "is not there; it belongs beside the jobs folder.")])
            : MetricsReader.Read(File.ReadAllText(path), "powerbi/metrics.yaml");
        return (
            load.Jobs,
            metrics,
            [.. load.Errors.Select(ConfigurationProblem.Of), .. metricProblems.Select(ConfigurationProblem.Of)],
            [.. load.Problems.Except(load.Errors).Select(ConfigurationProblem.Of)]
        );
    }

    /// <summary>The area of that name.</summary>
    public AreaFile Area(string name) => UnknownName.Find("area", name, Jobs.Areas);

    /// <summary>The areas named or, when none is, all that do not run on request only.</summary>
    public IReadOnlyList<AreaFile> Select(IReadOnlyCollection<string>? names) =>
        names is { Count: > 0 }
            ? [.. names.Distinct().Select(Area)]
            : [.. Jobs.Areas.Values.Where(a => !a.OnRequest).OrderBy(a => a.Area, StringComparer.Ordinal)];

    /// <summary>The metrics beside the jobs; else those this program came with.</summary>
    private static string? MetricsPath(string jobsFolder) =>
        new[] { Path.GetDirectoryName(jobsFolder) ?? ".", AppContext.BaseDirectory }
            .Select(folder => Path.Combine(folder, "powerbi", "metrics.yaml"))
            .FirstOrDefault(File.Exists);
}
