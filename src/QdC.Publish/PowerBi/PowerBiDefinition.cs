using System.Text.Json;
using System.Text.Json.Nodes;
using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>
/// The files that Power BI reads, written from the definitions: what <c>qdc powerbi build</c> puts into the folder <c>powerbi</c>, what
/// <c>qdc powerbi check</c> proves and what a publish deploys.
/// </summary>
/// <remarks>Line ends are LF and there is no byte order mark, whatever the machine: the same definitions give the same bytes.</remarks>
public static class PowerBiDefinition
{
    /// <summary>The folder of the area's semantic model.</summary>
    public const string Model = AreaModel.Name + ".SemanticModel";

    /// <summary>The folder of the semantic model of all areas together.</summary>
    public const string Network = NetworkModel.Name + ".SemanticModel";

    /// <summary>The folder of the area's report.</summary>
    public const string Report = AreaModel.Name + ".Report";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every file, by its path under <c>powerbi</c> with <c>/</c> between folders, in the order of paths.</summary>
    public static IReadOnlyDictionary<string, string> Build(MetricsFile metrics, DashboardsFile dashboards)
    {
        var model = AreaModel.Of(metrics, dashboards);
        var pages = AreaReport.Pages(metrics, dashboards);
        return new SortedDictionary<string, string>(Of(model).Concat(Of(NetworkModel.Of(metrics))).Concat(Of(pages)).ToDictionary(f => f.Path, f => f.Text), StringComparer.Ordinal);
    }

    /// <summary>The files of one item, by their path inside it: what the Fabric interface takes as the parts of a definition.</summary>
    /// <param name="files">Every file, as <see cref="Build"/> gives them.</param>
    /// <param name="item"><see cref="Model"/>, <see cref="Network"/> or <see cref="Report"/>.</param>
    public static IReadOnlyDictionary<string, string> Item(IReadOnlyDictionary<string, string> files, string item) =>
        files.Where(f => f.Key.StartsWith(item + "/", StringComparison.Ordinal)).ToDictionary(f => f.Key[(item.Length + 1)..], f => f.Value);

    private static IEnumerable<(string Path, string Text)> Of(SemanticModel model)
    {
        yield return ($"{model.Name}.SemanticModel/.platform", Platform("SemanticModel", model.Name));
        yield return ($"{model.Name}.SemanticModel/definition.pbism", Json(new JsonObject
        {
            ["$schema"] = Pbir.Schemas + "item/semanticModel/definitionProperties/1.0.0/schema.json",
            ["version"] = "4.2",
            ["settings"] = new JsonObject(),
        }));
        foreach (var (path, text) in new TmdlWriter(model).Files())
        {
            yield return ($"{model.Name}.SemanticModel/{path}", text);
        }
    }

    private static IEnumerable<(string Path, string Text)> Of(IReadOnlyList<ReportPage> pages)
    {
        yield return ($"{AreaModel.Name}.pbip", Json(new JsonObject
        {
            ["$schema"] = Pbir.Schemas + "pbip/pbipProperties/1.0.0/schema.json",
            ["version"] = "1.0",
            ["artifacts"] = new JsonArray(new JsonObject { ["report"] = new JsonObject { ["path"] = Report } }),
            ["settings"] = new JsonObject { ["enableAutoRecovery"] = true },
        }));
        yield return ($"{Report}/.platform", Platform("Report", AreaModel.Name));
        yield return ($"{Report}/StaticResources/RegisteredResources/{Theme.File}", Theme.Text());
        foreach (var (path, file) in ReportFiles.Of(pages, Model))
        {
            yield return ($"{Report}/{path}", Json(file));
        }
    }

    private static string Platform(string type, string name) =>
        Json(new JsonObject
        {
            ["$schema"] = Pbir.Schemas + "gitIntegration/platformProperties/2.0.0/schema.json",
            ["metadata"] = new JsonObject { ["type"] = type, ["displayName"] = name },
            ["config"] = new JsonObject { ["version"] = "2.0", ["logicalId"] = LineageTag.Of(type, name) },
        });

    internal static string Json(JsonObject document) => document.ToJsonString(Indented) + "\n";
}
