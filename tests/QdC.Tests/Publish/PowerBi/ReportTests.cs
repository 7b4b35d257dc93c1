using System.Text.Json.Nodes;
using NUnit.Framework;
using QdC.Metrics;
using QdC.Publish.PowerBi;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>What a reader of the report is given.</summary>
public sealed class ReportTests
{
    private static readonly IReadOnlyDictionary<string, string> Files = PowerBiDefinition.Item(Definition.Built, PowerBiDefinition.Report);

    [Test]
    public void The_pages_are_those_of_the_dashboard_then_those_reached_from_a_member()
    {
        var order = Read("definition/pages/pages.json")["pageOrder"]!.AsArray().Select(p => p!.GetValue<string>()).ToList();
        Assert.That(order.Take(Definition.Pages.Pages.Count), Is.EqualTo(Definition.Pages.Pages.Keys));
        var hidden = order.Where(p => Read($"definition/pages/{p}/page.json")["visibility"]?.GetValue<string>() == "HiddenInViewMode");
        Assert.That(hidden, Is.EqualTo(order.Skip(Definition.Pages.Pages.Count)));
        Assert.That(order, Does.Contain("municipi").And.Contain("equip"));
    }

    [Test]
    public void Every_figure_of_a_page_stands_on_it()
    {
        var names = new DaxNames(Definition.Metrics);
        foreach (var page in Definition.Pages.Pages.Values)
        {
            var shown = Visuals(page.Name).SelectMany(v => Fields(v.Visual)).ToHashSet();
            Assert.That(page.Metrics.Select(m => $"{names.Table(m.Numerator.Fact)}.{m.Texts["ca"].Name}"), Is.SubsetOf(shown), page.Name);
        }
    }

    [Test]
    public void Every_visual_says_what_it_shows_and_stands_on_the_telephone_too()
    {
        foreach (var (page, name, visual) in AllVisuals())
        {
            Assert.That(visual["visual"]!["visualContainerObjects"]!["general"]![0]!["properties"]!["altText"]!.ToJsonString(), Has.Length.GreaterThan(50), name);
            var isOnPhone = Files.ContainsKey($"definition/pages/{page}/visuals/{name}/mobile.json");
            Assert.That(isOnPhone, Is.EqualTo(!page.StartsWith("tip-", StringComparison.Ordinal)), name);
        }
    }

    [Test]
    public void Pages_open_with_the_last_complete_month_and_what_is_drawn_over_months_ignores_the_choice()
    {
        foreach (var page in Definition.Pages.Pages.Values.Where(p => p.Slicers.Count > 0))
        {
            Assert.That(Files[$"definition/pages/{page.Name}/visuals/{page.Name}-month/visual.json"], Does.Contain("'Darrer mes complet'").And.Contain("strictSingleSelect"));
            var overTime = page.Visuals.Count(v => v.IsOverTime);
            var ignored = Read($"definition/pages/{page.Name}/page.json")["visualInteractions"]!.AsArray();
            Assert.That(ignored, Has.Count.EqualTo(2 * overTime), page.Name);
            Assert.That(ignored.Select(i => i!["type"]!.GetValue<string>()), Has.All.EqualTo("NoFilter"));
        }
    }

    [Test]
    public void The_page_of_one_member_says_which_and_is_bound_to_its_breakdown()
    {
        foreach (var (page, field) in new[] { ("municipi", "Municipi"), ("equip", "Equip") })
        {
            Assert.That(Read($"definition/pages/{page}/page.json")["pageBinding"]!["parameters"]![0]!["fieldExpr"]!["Column"]!["Property"]!.GetValue<string>(), Is.EqualTo(field));
            Assert.That(Definition.Built[$"{PowerBiDefinition.Model}/definition/tables/Àrea.tmdl"], Does.Contain($"SELECTEDVALUE ( '{field}'[{field}] ) & \" · \""));
            Assert.That(Files[$"definition/pages/{page}/visuals/{page}-says/visual.json"], Does.Contain($"Text {field}"));
        }
    }

    [Test]
    public void Readers_export_summed_figures_only() => Assert.That(Read("definition/report.json")["settings"]!["exportDataMode"]!.GetValue<string>(), Is.EqualTo("AllowSummarized"));

    [Test]
    public void The_report_is_bound_to_the_model_beside_it() => Assert.That(Read("definition.pbir")["datasetReference"]!["byPath"]!["path"]!.GetValue<string>(), Is.EqualTo("../QdC.SemanticModel"));

    [Test]
    public void Colours_stand_out_from_the_page_and_neighbours_differ_in_lightness()
    {
        var theme = Read("StaticResources/RegisteredResources/QdC.json");
        var page = Luminance(theme["background"]!.GetValue<string>());
        var series = theme["dataColors"]!.AsArray().Select(c => Luminance(c!.GetValue<string>())).ToList();
        Assert.That(series.Select(c => Contrast(page, c)), Has.All.GreaterThanOrEqualTo(3));
        Assert.That(Contrast(page, Luminance(theme["foreground"]!.GetValue<string>())), Is.GreaterThanOrEqualTo(7));
        Assert.That(series.Zip(series.Skip(1)).Select(n => Contrast(n.First, n.Second)), Has.All.GreaterThanOrEqualTo(1.5));
    }

    private static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    /// <summary>Relative luminance of WCAG 2.2.</summary>
    private static double Luminance(string hex)
    {
        double Part(int at)
        {
            var c = Convert.ToInt32(hex.Substring(at, 2), 16) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }

    private static JsonNode Read(string path) => JsonNode.Parse(Files[path])!;

    private static IEnumerable<(string Page, string Name, JsonNode Visual)> AllVisuals() =>
        Files.Keys.Where(f => f.EndsWith("/visual.json", StringComparison.Ordinal)).Select(f => f.Split('/')).Select(p => (p[2], p[4], Read(string.Join('/', p))));

    private static IEnumerable<(string Page, string Name, JsonNode Visual)> Visuals(string page) => AllVisuals().Where(v => v.Page == page);

    private static IEnumerable<string> Fields(JsonNode visual) =>
        visual["visual"]!["query"]?["queryState"]!.AsObject().SelectMany(r => r.Value!["projections"]!.AsArray()).Select(p => p!["queryRef"]!.GetValue<string>()) ?? [];
}
