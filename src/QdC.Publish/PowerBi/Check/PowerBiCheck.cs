using System.Text.Json.Nodes;

namespace QdC.Publish.PowerBi;

/// <summary>
/// Checks the files of Power BI without Power BI: that the service will take them, that every name in them stands for something, that the
/// model's columns are the warehouse's, that nothing reaches a model which must not, and Microsoft's best practices.
/// </summary>
public static class PowerBiCheck
{
    private static readonly string[] OfModel = [".platform", "definition.pbism", "definition/database.tmdl", "definition/model.tmdl"];

    /// <summary>Everything that is wrong, in the order of files and lines.</summary>
    /// <param name="files">The files by path under <c>powerbi</c>.</param>
    /// <param name="schemas">Microsoft's JSON Schemas; null where they are not at hand, and then JSON is checked by rules alone.</param>
    public static IReadOnlyList<PowerBiFinding> Check(IReadOnlyDictionary<string, string> files, JsonSchemas? schemas = null)
    {
        var found = new List<PowerBiFinding>();
        var folders = files.Keys.Where(f => f.Contains('/', StringComparison.Ordinal)).Select(f => f[..f.IndexOf('/', StringComparison.Ordinal)]).Distinct().ToList();
        var reports = folders.Where(f => f.EndsWith(".Report", StringComparison.Ordinal)).Select(f => new ReportRules(f, files, found)).ToList();
        var models = folders.Where(f => f.EndsWith(".SemanticModel", StringComparison.Ordinal)).Select(f => Read(f, files, found)).ToList();
        foreach (var model in models)
        {
            Model(model, files, reports.Where(r => r.Model == model.Folder).SelectMany(r => r.Fields).ToHashSet(), found);
        }
        foreach (var report in reports)
        {
            report.Check(models.Find(m => m.Folder == report.Model));
        }
        if (schemas is not null)
        {
            foreach (var (path, text) in files.Where(f => !f.Key.EndsWith(".tmdl", StringComparison.Ordinal)))
            {
                if (JsonFile.Read(path, text).Root?["$schema"] is JsonValue schema)
                {
                    found.AddRange(schemas.Check(path, text, schema.GetValue<string>()));
                }
            }
        }
        return [.. found.Distinct().OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Rule, StringComparer.Ordinal)];
    }

    private static TmdlModel Read(string folder, IReadOnlyDictionary<string, string> files, List<PowerBiFinding> found)
    {
        foreach (var missing in OfModel.Where(f => !files.ContainsKey($"{folder}/{f}")))
        {
            found.Add(new("MODEL_FILES", $"{folder}/{missing}", 0, "the file is missing; a semantic model needs it"));
        }
        return new TmdlModel(folder, [.. files.Where(f => f.Key.StartsWith(folder + "/definition/", StringComparison.Ordinal) && f.Key.EndsWith(".tmdl", StringComparison.Ordinal)).SelectMany(f => TmdlReader.Read(f.Key, f.Value, found))]);
    }

    private static void Model(TmdlModel model, IReadOnlyDictionary<string, string> files, HashSet<(string Table, string Field)> shown, List<PowerBiFinding> found)
    {
        if (model.Roots.Count == 0)
        {
            return;
        }
        void Say(string rule, TmdlNode node, int line, string message) => found.Add(new(rule, node.File, line, message));
        new ReferenceRules(model, Say).Check();
        new DaxRules(model, Say).Check();
        new QueryRules(model, Say).Check();
        new DisclosureRules(model, Say).Check();
        new BestPracticeRules(model, shown, Say).Check();
        var settings = $"{model.Folder}/definition.pbism";
        if (files.TryGetValue(settings, out var text) && JsonNode.Parse(text) is JsonObject pbism && (pbism["version"]?.GetValue<string>() is not { } version || !version.StartsWith("4.", StringComparison.Ordinal)))
        {
            found.Add(new("MODEL_FILES", settings, 1, $"version {pbism["version"]}; TMDL needs 4.0 or later"));
        }
    }
}
