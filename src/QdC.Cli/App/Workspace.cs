using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Report;

namespace QdC.Cli.App;

/// <summary>The declarative files: jobs, and the metrics beside them.</summary>
/// <param name="Jobs">Areas, systems, contract, code lists.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Dashboards">The pages of the dashboard.</param>
/// <param name="Reports">The reports.</param>
internal sealed record Workspace(JobSet Jobs, MetricsFile Metrics, DashboardsFile Dashboards, ReportsFile Reports)
{
    /// <summary>The folder of the jobs.</summary>
    public required string JobsFolder { get; init; }

    /// <summary>The variables of the RUDEL's form; null where no council has given them.</summary>
    public RudelForm? Rudel { get; init; }

    /// <summary>Who may see what.</summary>
    public RolesFile Roles { get; init; } = RolesFile.None;

    /// <summary>Reads everything, or says everything that is wrong.</summary>
    /// <exception cref="ConfigurationWrong">At least one file cannot be used.</exception>
    public static Workspace Load(string jobsFolder)
    {
        var found = Read(jobsFolder);
        return found is { Jobs: { } jobs, Metrics: { } metrics, Dashboards: { } dashboards, Reports: { } reports, Roles: not null } ? new Workspace(jobs, metrics, dashboards, reports) { JobsFolder = jobsFolder, Rudel = found.Rudel, Roles = found.Roles! } : throw new ConfigurationWrong(found.Errors);
    }

    /// <summary>Reads everything with every problem.</summary>
    public static (JobSet? Jobs, MetricsFile? Metrics, DashboardsFile? Dashboards, ReportsFile? Reports, RudelForm? Rudel, RolesFile? Roles, IReadOnlyList<ConfigurationProblem> Errors, IReadOnlyList<ConfigurationProblem> Warnings) Read(string jobsFolder)
    {
        if (!Directory.Exists(jobsFolder))
        {
            return (null, null, null, null, null, null, [ConfigurationProblem.NoJobs(jobsFolder)], []);
        }
        var load = JobLoader.Load(jobsFolder);
        var (metrics, problems) = ReadFile(jobsFolder, "metrics.yaml", MetricsReader.Read);
        var (dashboards, further) = metrics is null ? (null, []) : ReadFile(jobsFolder, "dashboards.yaml", (text, path) => DashboardsReader.Read(text, path, metrics), DashboardsFile.None);
        var (reports, more) = metrics is null || dashboards is null ? (null, []) : ReadFile(jobsFolder, "reports.yaml", (text, path) => ReportsReader.Read(text, path, metrics, dashboards), ReportsFile.None);
        var (rudel, wrong) = metrics is null || load.Jobs is null ? (null, []) : RudelForm.Read(jobsFolder, metrics, load.Jobs.CodeLists);
        var (roles, unclear) = load.Jobs is null ? (null, []) : ReadFile(jobsFolder, "roles.yaml", (text, path) => RolesReader.Read(text, path, [.. load.Jobs.Areas.Keys]), RolesFile.None);
        return (
            load.Jobs,
            metrics,
            dashboards,
            reports,
            rudel,
            roles,
            [.. load.Errors.Concat(wrong).Select(ConfigurationProblem.Of), .. problems.Concat(further).Concat(more).Concat(unclear).Select(ConfigurationProblem.Of)],
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

    /// <summary>A file of the folder powerbi beside the jobs; else the one this program came with.</summary>
    private static (T? File, IReadOnlyList<MetricsProblem> Problems) ReadFile<T>(string jobsFolder, string name, Func<string, string, (T?, IReadOnlyList<MetricsProblem>)> read, T? without = null)
        where T : class
    {
        var path = new[] { Path.GetDirectoryName(jobsFolder) ?? ".", AppContext.BaseDirectory }.Select(folder => Path.Combine(folder, "powerbi", name)).FirstOrDefault(File.Exists);
        var shown = $"powerbi/{name}";
        return path is not null ? read(File.ReadAllText(path), shown)
            : without is not null ? (without, [])
            : (null, [new MetricsProblem(shown, 1, "is not there; it belongs beside the jobs folder.")]);
    }
}
