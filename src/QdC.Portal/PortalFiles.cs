using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Report;

namespace QdC.Portal;

/// <summary>The declarative files that the portal shows and obeys, read and found right when it starts.</summary>
/// <param name="Jobs">Areas, systems, contract, code lists.</param>
/// <param name="Metrics">The figures.</param>
/// <param name="Dashboards">The pages of the dashboard.</param>
/// <param name="Reports">The reports.</param>
public sealed record PortalFiles(JobSet Jobs, MetricsFile Metrics, DashboardsFile Dashboards, ReportsFile Reports)
{
    /// <summary>Where the files of the jobs are, to which mappings of codes are added; null where they may not be.</summary>
    public string? JobsFolder { get; init; }

    /// <summary>The variables of the RUDEL's form; null where no council has given them.</summary>
    public RudelForm? Rudel { get; init; }

    /// <summary>Who may see what. Default: nobody but whoever comes in by a one-time link.</summary>
    public RolesFile Roles { get; init; } = RolesFile.None;
}
