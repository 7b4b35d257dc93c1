using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace QdC.Metrics;

/// <summary>Reads <c>dashboards.yaml</c> and says everything that is wrong with it at once.</summary>
public sealed class DashboardsReader : DefinitionReader
{
    private const int Columns = 12;
    private const int MostCards = 8;
    private const int MostVisuals = 8;
    private static readonly string[] File = ["pages"];
    private static readonly string[] Page = ["slicers", "visuals", .. MetricsKeys.Languages];
    private static readonly string[] Kinds = [.. Enum.GetNames<VisualKind>().Select(k => k.ToLowerInvariant())];
    private static readonly string[] Visual = [.. Kinds, "by", "across", "width"];
    private readonly MetricsFile _metrics;

    private DashboardsReader(string path, MetricsFile metrics)
        : base(path) => _metrics = metrics;

    /// <summary>Reads the file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="metrics">The figures it may name.</param>
    /// <returns>The pages when sound, and the problems found.</returns>
    public static (DashboardsFile? File, IReadOnlyList<MetricsProblem> Problems) Read(string text, string path, MetricsFile metrics)
    {
        var reader = new DashboardsReader(path, metrics);
        var file = reader.Root(text, "the key pages") is { } root ? new DashboardsFile(reader.Each(reader.Map(root, File), "pages", reader.ReadPage)) : null;
        return (reader.Found.Count == 0 ? file : null, reader.Found);
    }

    /// <summary>The JSON Schema of the file, for editors.</summary>
    public static string Schema()
    {
        var visual = MetricsKeys.Shape(Visual);
        visual["properties"]!["list"] = MetricsKeys.Words(ReportTableDefinition.Lists);
        visual["properties"]!["width"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = Columns };
        var page = MetricsKeys.Shape(Page, ["visuals", .. MetricsKeys.Languages]);
        page["properties"]!["visuals"] = new JsonObject { ["type"] = "array", ["items"] = visual };
        foreach (var language in MetricsKeys.Languages)
        {
            page["properties"]![language] = MetricsKeys.Shape(MetricsKeys.Text, MetricsKeys.Text);
        }
        var schema = MetricsKeys.Shape(File, File);
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["title"] = "The dashboard of QdC.Analytics: powerbi/dashboards.yaml";
        schema["properties"] = new JsonObject { ["pages"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = page } };
        return schema.ToJsonString(new() { WriteIndented = true }) + "\n";
    }

    private DashboardPage ReadPage(string name, YamlMappingNode node)
    {
        var keys = Map(node, Page);
        var slicers = Names(keys, "slicers", _metrics.Dimensions.Keys);
        var visuals = Items(node, keys, "visuals", ReadVisual);
        if (visuals.Count > MostVisuals)
        {
            Say(keys["visuals"], $"page \"{name}\" has {visuals.Count} visuals; at most {MostVisuals} can be taken in at a glance.");
        }
        var page = new DashboardPage(name, MetricsKeys.Languages.ToDictionary(l => l, l => ReadText(node, keys, l)), slicers, visuals);
        foreach (var slicer in slicers.Where(s => _metrics.Dimensions.ContainsKey(s) && !page.Metrics.Any(m => m.CanCut(s))))
        {
            Say(keys["slicers"], $"page \"{name}\" has the slicer \"{slicer}\", but none of its figures can be cut by it.");
        }
        return page;
    }

    private DashboardVisual ReadVisual(YamlMappingNode node)
    {
        var keys = Map(node, Visual);
        var given = Kinds.Where(keys.ContainsKey).ToList();
        if (given.Count != 1)
        {
            Say(node, $"a visual needs exactly one of {string.Join(", ", Kinds)}; received {given.Count}.");
            return new DashboardVisual(VisualKind.Cards, [], null, null, null, Columns);
        }
        var kind = Enum.Parse<VisualKind>(given[0], ignoreCase: true);
        var list = kind == VisualKind.List ? Scalar(keys["list"]) : null;
        if (list is not null && !ReportTableDefinition.Lists.Contains(list))
        {
            SayUnknown(keys["list"], "list", list, ReportTableDefinition.Lists);
        }
        var metrics = list is not null ? [] : Names(keys, given[0], _metrics.Metrics.Keys, "metric").Where(_metrics.Metrics.ContainsKey).Select(m => _metrics.Metrics[m]).ToList();
        var width = keys.ContainsKey("width") ? Number(node, keys, "width") : Usual(kind);
        if (width is < 1 or > Columns)
        {
            Say(keys["width"], $"\"width\" must be from 1 to {Columns}.");
        }
        var visual = new DashboardVisual(kind, metrics, Optional(keys, "by"), Optional(keys, "across"), list, width);
        Judge(node, visual);
        return visual;
    }

    private static int Usual(VisualKind kind) =>
        kind switch
        {
            VisualKind.Line or VisualKind.Columns => 8,
            VisualKind.Bars => 6,
            VisualKind.Donut => 4,
            _ => Columns,
        };

    /// <summary>Cuts that no query gives, and drawings that mislead.</summary>
    private void Judge(YamlMappingNode node, DashboardVisual visual)
    {
        var kind = visual.Kind.ToString().ToLowerInvariant();
        var needsBy = visual.Kind is not (VisualKind.Cards or VisualKind.List);
        if (visual.Kind != VisualKind.List && visual.Metrics.Count == 0)
        {
            Say(node, "a visual needs at least one figure.");
            return;
        }
        if (needsBy != visual.By is not null)
        {
            Say(node, needsBy ? $"{kind} need \"by\": a dimension, or a kind of period." : $"{kind} have no \"by\".");
            return;
        }
        if (visual.Kind == VisualKind.Cards && visual.Metrics.Count > MostCards)
        {
            Say(node, $"{visual.Metrics.Count} cards in one row; at most {MostCards}.");
        }
        if (visual.Kind == VisualKind.Line && !visual.IsOverTime)
        {
            Say(node, $"a line goes over periods, not over the members of \"{visual.By}\", which have no order; draw bars.");
        }
        if (visual.Kind is VisualKind.Bars or VisualKind.Donut && visual.IsOverTime)
        {
            Say(node, $"{kind} go over members, not over periods; draw columns.");
        }
        if (visual.Kind is not (VisualKind.Cards or VisualKind.Matrix or VisualKind.List) && visual.Metrics.Select(m => m.Unit).Distinct().Count() > 1)
        {
            Say(node, $"one axis shows one unit, received {string.Join(", ", visual.Metrics.Select(m => $"{m.Name} ({m.Unit})"))}.");
        }
        if (visual.Across is not null && (visual.Metrics.Count != 1 || visual.IsOverTime))
        {
            Say(node, "\"across\" goes with one figure and one dimension in \"by\".");
        }
        if (visual.Kind == VisualKind.Donut && (visual.Metrics.Count != 1 || !visual.Metrics[0].AddsUp(visual.Dimensions)))
        {
            Say(node, $"a donut shows the parts of one whole; the members of {visual.By} do not add up to {visual.Metrics[0].Name}.");
        }
        foreach (var metric in visual.Metrics)
        {
            foreach (var dimension in visual.Dimensions.Where(d => !metric.CanCut(d)))
            {
                SayUnknown(node, $"breakdown of {metric.Name}", dimension, [.. metric.Breakdowns, .. MetricsKeys.Periods]);
            }
        }
    }
}
