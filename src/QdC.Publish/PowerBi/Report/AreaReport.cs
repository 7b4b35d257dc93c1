using System.Text.Json.Nodes;
using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>
/// The report of an area: the pages of the dashboard, a page for one municipality and one for one team that are reached from any of their
/// members, and pages that are shown where the reader points at a member.
/// </summary>
internal sealed class AreaReport
{
    private const int MostCards = 8;
    private const int TipWidth = 300;

    /// <summary>Dimensions whose members one page of tips tells more of.</summary>
    private static readonly (string Page, string[] Dimensions)[] Tips = [("tip-people", ["municipality", "sex", "age_group", "age_band"]), ("tip-services", ["service", "funder"])];

    private readonly DashboardsFile _dashboards;
    private readonly PageVisuals _visuals;

    private AreaReport(MetricsFile metrics, DashboardsFile dashboards) => (_dashboards, _visuals) = (dashboards, new PageVisuals(new DaxNames(metrics), metrics));

    /// <summary>Its pages, in the order readers see.</summary>
    public static IReadOnlyList<ReportPage> Pages(MetricsFile metrics, DashboardsFile dashboards) => new AreaReport(metrics, dashboards).All();

    /// <summary>The pages of one member, whose texts the model keeps in three languages.</summary>
    public static IEnumerable<(DashboardPage Page, string Dimension)> OneMember(DashboardsFile dashboards)
    {
        var all = dashboards.Pages.Values.SelectMany(p => p.Metrics).Distinct().ToList();
        yield return (Member("municipi", all, "municipality", ["age_group", "sex"], new("Municipi", "Municipio", "Municipality"), new("Un municipi: a qui s'atén i com canvia.", "Un municipio: a quién se atiende y cómo cambia.", "One municipality: whom it attends and how that changes.")), "municipality");
        yield return (Member("equip", all, "team", ["case_type"], new("Equip", "Equipo", "Team"), new("Un equip: què porta i com reparteix l'agenda.", "Un equipo: qué lleva y cómo reparte la agenda.", "One team: what it carries and how it uses its diary.")), "team");
    }

    private List<ReportPage> All()
    {
        var pages = _dashboards.Pages.Values.Select(p => new ReportPage(p.Name, p.Texts["ca"].Name, PageUse.Shown, [.. _visuals.Of(p, TipOf)])).ToList();
        foreach (var (page, dimension) in OneMember(_dashboards))
        {
            pages.Add(new ReportPage(page.Name, page.Texts["ca"].Name, PageUse.DrillThrough, [.. _visuals.Of(page, TipOf), .. Ways(page)]) { Of = _visuals.Label(dimension) });
        }
        foreach (var (name, dimensions) in Tips)
        {
            var metrics = TipMetrics(dimensions);
            if (metrics.Count > 0)
            {
                var height = 60 * metrics.Count;
                pages.Add(new ReportPage(name, metrics[0].Texts["ca"].Name, PageUse.Tooltip, [_visuals.Tip($"{name}-numbers", metrics, new Place(0, 0, TipWidth, height))]) { Size = (TipWidth, height) });
            }
        }
        return pages;
    }

    private string? TipOf(DashboardVisual visual) =>
        visual.By is { } by && visual.Across is null ? Tips.Where(t => t.Dimensions.Contains(by) && TipMetrics(t.Dimensions).Count > 0).Select(t => t.Page).FirstOrDefault() : null;

    private List<Metric> TipMetrics(string[] dimensions) =>
        [.. _dashboards.Pages.Values.SelectMany(p => p.Metrics).Distinct().Where(m => dimensions.All(m.CanCut)).Take(4)];

    /// <summary>The figures of one member of a dimension: large numbers, how the first changes, of which parts it consists, and the years side by side.</summary>
    private static DashboardPage Member(string name, List<Metric> all, string dimension, string[] parts, Words title, Words says)
    {
        var metrics = all.Where(m => m.CanCut(dimension)).Take(MostCards).ToList();
        var first = metrics[0];
        var visuals = new List<DashboardVisual>
        {
            new(VisualKind.Cards, metrics, null, null, null, 12),
            new(VisualKind.Line, [first], "month", null, null, 12),
        };
        visuals.AddRange(parts.Where(first.CanCut).Select(p => new DashboardVisual(VisualKind.Bars, [first], p, null, null, 6)));
        visuals.Add(new(VisualKind.Matrix, [.. metrics.Take(6)], "year", null, null, visuals.Count == 3 ? 6 : 12));
        return new DashboardPage(name, new[] { "ca", "es", "en" }.ToDictionary(l => l, l => new MetricText(title[l], says[l])), [], visuals);
    }

    /// <summary>Where a page of one member leads: back, and from a municipality to the teams, whose figures are not cut by municipality.</summary>
    private IEnumerable<Visual> Ways(DashboardPage page)
    {
        yield return Button($"{page.Name}-back", 1180, "Torna", "Torna a la pàgina d'on venies.", "Back");
        var teams = _dashboards.Pages.Values.FirstOrDefault(p => p.Slicers.Contains("team"));
        if (page.Name != "equip" && teams is not null)
        {
            yield return Button($"{page.Name}-teams", 1040, "Equips", $"Ves a {teams.Texts["ca"].Name}, on hi ha els equips.", teams.Name);
        }
    }

    private static Visual Button(string name, int x, string text, string alternative, string leadsTo) =>
        new(name, "actionButton", new Place(x, 60, x == 1180 ? 88 : 132, 40), 44, alternative)
        {
            LeadsTo = leadsTo,
            Objects = new JsonObject
            {
                ["icon"] = Pbir.Properties(new JsonObject { ["shapeType"] = Pbir.Text(leadsTo == "Back" ? "back" : "rightArrow") }, "default"),
                ["text"] = new JsonArray(Pbir.Properties(new JsonObject { ["show"] = Pbir.Value(true) })[0]!.DeepClone(), Pbir.Properties(new JsonObject { ["text"] = Pbir.Text(text) }, "default")[0]!.DeepClone()),
            },
        };
}
