using QdC.Metrics;
using QdC.Pipeline.Dashboard;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Portal.Figures;

/// <summary>Pages of the dashboard with their figures, for many readers at once. What a version says does not change, so it is computed once.</summary>
public sealed class Boards
{
    private readonly ServedVersions _versions;
    private readonly PortalFiles _files;
    private readonly DashboardFill _fill;

    /// <summary>The pages of a home.</summary>
    public Boards(ServedVersions versions, PortalFiles files, QdcHome home, TimeProvider clock) =>
        (_versions, _files, _fill) = (versions, files, new DashboardFill(home, files.Jobs, files.Metrics, clock));

    /// <summary>A page; null when the area has published nothing.</summary>
    /// <exception cref="UnknownName">A kind of period or member is none there is.</exception>
    /// <exception cref="MemberIsSensitive">A slicer is set to a member of the sensitive list for less than the whole area and year.</exception>
    public async Task<DashboardView?> Page(DashboardRequest request)
    {
        using var pinned = _versions.Pin(request.Area);
        return pinned is null ? null
            // Lists tell what is in the log, which changes between versions.
            : request.Page.Visuals.Any(v => v.Kind == VisualKind.List) ? await pinned.Read(v => _fill.Fill(v, request))
            : await pinned.Remember(Key(request), v => _fill.Fill(v, request));
    }

    /// <summary>The page of one figure: how it went, and every cut of it.</summary>
    public DashboardPage About(Metric metric, DashboardPage from)
    {
        var by = metric.Breakdowns.ToList();
        return new DashboardPage(
            metric.Name,
            metric.Texts,
            [.. from.Slicers.Where(metric.CanCut)],
            [
                new DashboardVisual(VisualKind.Cards, [metric], null, null, null, 12),
                new DashboardVisual(VisualKind.Columns, [metric], "month", null, null, 8),
                new DashboardVisual(VisualKind.Columns, [metric], "year", null, null, 4),
                .. by.Where(_files.Metrics.Dimensions.ContainsKey).Select(d => new DashboardVisual(VisualKind.Bars, [metric], d, null, null, 6)),
            ]
        );
    }

    private static string Key(DashboardRequest request) =>
        string.Join('|', request.Page.Name, request.Page.Visuals.Count, string.Join(',', request.Page.Slicers), request.PeriodKind, request.Day, string.Join(',', request.Where.OrderBy(w => w.Dimension, StringComparer.Ordinal)), request.Language);
}
