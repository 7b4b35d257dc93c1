using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QdC.Publish.PowerBi;

/// <summary>A report's files: complete, of versions that every service knows, every field there and of the right kind, and fit to be read by everybody.</summary>
internal sealed partial class ReportRules
{
    private const int MostPages = 10;
    private const int MostVisuals = 20;
    private const int MostFields = 8;
    private const int MostAdvanced = 4;
    private const int LongestName = 50;
    private static readonly string[] Required = [".platform", "definition.pbir", "definition/version.json", "definition/report.json", "definition/pages/pages.json"];
    private static readonly string[] Bare = ["textbox", "actionButton", "shape", "image", "slicer"];

    /// <summary>The newest version of each schema that is used here: services refuse what they do not know yet.</summary>
    private static readonly Dictionary<string, string[]> Versions = new()
    {
        ["report"] = ["1.3.0", "2.0.0", "2.1.0"],
        ["page"] = ["1.4.0", "2.0.0"],
        ["visualContainer"] = ["2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0"],
        ["visualContainerMobileState"] = ["2.0.0", "2.1.0", "2.2.0"],
        ["pagesMetadata"] = ["1.0.0"],
        ["versionMetadata"] = ["1.0.0"],
    };

    private readonly string _folder;
    private readonly Dictionary<string, JsonFile> _files;
    private readonly IReadOnlyDictionary<string, string> _all;
    private readonly List<PowerBiFinding> _found;

    /// <summary>Reads a report.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="all">Every file of Power BI, by path.</param>
    /// <param name="found">Takes what is wrong.</param>
    public ReportRules(string folder, IReadOnlyDictionary<string, string> all, List<PowerBiFinding> found)
    {
        (_folder, _all, _found) = (folder, all, found);
        _files = all.Where(f => f.Key.StartsWith(folder + "/", StringComparison.Ordinal) && (f.Key.EndsWith(".json", StringComparison.Ordinal) || f.Key.EndsWith(".pbir", StringComparison.Ordinal)))
            .ToDictionary(f => f.Key[(folder.Length + 1)..], f => JsonFile.Read(f.Key, f.Value));
        Pages = [.. _files.Where(f => PageFile().IsMatch(f.Key)).Select(f => (PageFile().Match(f.Key).Groups[1].Value, f.Value)).OrderBy(p => p.Item1, StringComparer.Ordinal)];
    }

    /// <summary>The folder of the semantic model that it is bound to; null when that cannot be told.</summary>
    public string? Model => _files.GetValueOrDefault("definition.pbir")?.Root?["datasetReference"]?["byPath"]?["path"]?.GetValue<string>() is { } path && path.StartsWith("../", StringComparison.Ordinal) ? path[3..] : null;

    /// <summary>The fields it uses.</summary>
    public IReadOnlySet<(string Table, string Field)> Fields => _files.Values.Where(f => f.Root is not null).SelectMany(f => FieldsOf(f.Root!)).Select(f => (f.Table, f.Name)).ToHashSet();

    private IReadOnlyList<(string Name, JsonFile File)> Pages { get; }

    /// <summary>Checks it against the model it is bound to.</summary>
    public void Check(TmdlModel? model)
    {
        Whole();
        foreach (var file in _files.Values.Where(f => f.Unreadable is not null))
        {
            _found.Add(new("PBIR_JSON", file.Path, 1, file.Unreadable!));
        }
        foreach (var (path, file) in _files.Where(f => f.Value.Root is not null))
        {
            Version(path, file);
            foreach (var (node, table, name, isMeasure) in FieldsOf(file.Root!).Where(_ => model is not null))
            {
                Field(file, node, table, name, isMeasure, model!);
            }
        }
        foreach (var (name, file) in Pages.Where(p => p.File.Root is not null))
        {
            Page(name, file);
        }
    }

    private void Say(string rule, JsonFile file, JsonNode? node, string message) => _found.Add(new(rule, file.Path, file.Line(node), message));

    private void Whole()
    {
        foreach (var missing in Required.Where(r => !_all.ContainsKey($"{_folder}/{r}")))
        {
            _found.Add(new("PBIR_FILES", $"{_folder}/{missing}", 0, "the file is missing; a report needs it"));
        }
        if (_files.GetValueOrDefault("definition.pbir") is { Root: { } bound } pbir && (Model is null || !_all.Keys.Any(k => k.StartsWith(Model + "/", StringComparison.Ordinal))))
        {
            Say("PBIR_MODEL", pbir, bound["datasetReference"], $"the report is bound to {Model ?? "nothing by path"}, which is not among the files");
        }
        if (_files.GetValueOrDefault("definition/pages/pages.json") is { Root: { } order } pages)
        {
            var listed = order["pageOrder"]?.AsArray().Select(p => p!.GetValue<string>()).ToList() ?? [];
            foreach (var name in listed.Except(Pages.Select(p => p.Name)))
            {
                Say("PBIR_PAGES", pages, order["pageOrder"], $"pageOrder names {name}, which has no page.json");
            }
            foreach (var name in Pages.Select(p => p.Name).Except(listed))
            {
                Say("PBIR_PAGES", pages, order["pageOrder"], $"the page {name} is not in pageOrder");
            }
            if (Pages.Count > MostPages)
            {
                Say("REDUCE_PAGES", pages, order["pageOrder"], $"{Pages.Count} pages; at most {MostPages}");
            }
        }
        if (_files.GetValueOrDefault("definition/report.json") is { Root: { } whole } report)
        {
            if (whole["settings"]?["exportDataMode"]?.GetValue<string>() is not ("AllowSummarized" or "None"))
            {
                Say("EXPORT_SUMMARISED", report, whole["settings"], "readers may export rows; exportDataMode must be AllowSummarized or None");
            }
            foreach (var item in (whole["resourcePackages"]?.AsArray() ?? []).SelectMany(p => p!["items"]!.AsArray().Select(i => (Package: p["type"]!.GetValue<string>(), Item: i!))))
            {
                var path = $"{_folder}/StaticResources/{item.Package}/{item.Item["path"]!.GetValue<string>()}";
                if (!_all.ContainsKey(path))
                {
                    Say("PBIR_RESOURCE", report, item.Item, $"the resource {path} is not among the files");
                }
            }
            foreach (var custom in (whole["publicCustomVisuals"]?.AsArray() ?? []).Where(c => !_files.Values.Any(f => f.Root?["visual"]?["visualType"]?.GetValue<string>() == c!.GetValue<string>())))
            {
                Say("REMOVE_UNUSED_CUSTOM_VISUALS", report, custom, $"the custom visual {custom} is used on no page");
            }
        }
    }

    private void Version(string path, JsonFile file)
    {
        if (!path.StartsWith("definition/", StringComparison.Ordinal) || file.Root!["$schema"]?.GetValue<string>() is not { } schema || SchemaOf().Match(schema) is not { Success: true } named)
        {
            if (path.StartsWith("definition/", StringComparison.Ordinal))
            {
                Say("PBIR_SCHEMA_VERSION", file, file.Root, "the file names no schema of Microsoft's");
            }
            return;
        }
        if (Versions.GetValueOrDefault(named.Groups[1].Value) is { } known && !known.Contains(named.Groups[2].Value))
        {
            Say("PBIR_SCHEMA_VERSION", file, file.Root["$schema"], $"version {named.Groups[2].Value} of {named.Groups[1].Value}; a service may not know it and refuse the report. Known everywhere: {string.Join(", ", known)}");
        }
    }

    private void Field(JsonFile file, JsonNode node, string table, string name, bool isMeasure, TmdlModel model)
    {
        if (model.Table(table) is not { } there)
        {
            Say("PBIR_FIELD", file, node, $"the model has no table {table}");
            return;
        }
        if (!isMeasure && DisclosureRules.IsOfPersons(there))
        {
            Say("PERSON_SHOWN", file, node, $"{table}[{name}] lays out persons or families one by one; reports show measures of {table}");
        }
        bool Has(string kind) => there.Of(kind).Any(n => n.Name == name);
        if (Has(isMeasure ? "measure" : "column"))
        {
            return;
        }
        Say("PBIR_FIELD", file, node,
            Has(isMeasure ? "column" : "measure") ? $"{table}[{name}] is a {(isMeasure ? "column" : "measure")} and is used as a {(isMeasure ? "measure" : "column")}"
            : isMeasure && model.Measures.FirstOrDefault(m => m.Name == name) is { } elsewhere ? $"the measure {name} lives in {elsewhere.Parent!.Name}, not in {table}"
            : $"the model has no {(isMeasure ? "measure" : "column")} {table}[{name}]");
    }

    private void Page(string name, JsonFile page)
    {
        var root = page.Root!;
        Named(page, name, root);
        var visuals = _files.Where(f => VisualFile().Match(f.Key) is { Success: true } m && m.Groups[1].Value == name && f.Value.Root is not null)
            .Select(f => (Name: VisualFile().Match(f.Key).Groups[2].Value, File: f.Value)).ToList();
        var isHelper = root["type"] is not null;
        if (isHelper && root["visibility"]?.GetValue<string>() != "HiddenInViewMode")
        {
            Say("HIDE_TOOLTIP_DRILLTROUGH_PAGES", page, root["type"], "a page that is reached from others is hidden");
        }
        if (!isHelper && (root["height"]?.GetValue<double>() > PageGrid.Height || root["displayOption"]?.GetValue<string>() == "FitToWidth"))
        {
            Say("ENSURE_PAGES_DO_NOT_SCROLL_VERTICALLY", page, root["height"], $"the page is higher than {PageGrid.Height} or fits its width only: readers would have to scroll");
        }
        if (visuals.Count(v => !Bare.Contains(v.File.Root!["visual"]?["visualType"]?.GetValue<string>())) is var many and > MostVisuals)
        {
            Say("REDUCE_VISUALS_ON_PAGE", page, root, $"{many} visuals; at most {MostVisuals}");
        }
        foreach (var (kind, rule) in new[] { ("TopN", "REDUCE_TOPN_FILTERS"), ("Advanced", "REDUCE_ADVANCED_FILTERS") })
        {
            var filtered = visuals.Count(v => v.File.Root!["filterConfig"]?["filters"]?.AsArray().Any(f => f!["type"]?.GetValue<string>() == kind) ?? false);
            if (filtered > MostAdvanced)
            {
                Say(rule, page, root, $"{filtered} visuals have a filter of type {kind}; at most {MostAdvanced}");
            }
        }
        Bindings(page);
        var names = visuals.Select(v => v.Name).ToHashSet();
        foreach (var interaction in (root["visualInteractions"]?.AsArray() ?? []).SelectMany(i => new[] { i!["source"], i["target"] }).Where(n => !names.Contains(n!.GetValue<string>())))
        {
            Say("PBIR_INTERACTION", page, interaction, $"the page has no visual {interaction}");
        }
        foreach (var (visual, file) in visuals)
        {
            Visual(visual, file, root);
        }
        Places(visuals.Select(v => v.File).ToList());
    }

    /// <summary>A drill-through needs a parameter and a filter of the same field that point at each other, or readers are never offered it.</summary>
    private void Bindings(JsonFile page)
    {
        var root = page.Root!;
        if (root["type"]?.GetValue<string>() != "Drillthrough")
        {
            return;
        }
        var filters = (root["filterConfig"]?["filters"]?.AsArray() ?? []).Where(f => f!["howCreated"]?.GetValue<string>() == "Drillthrough").ToList();
        var parameters = root["pageBinding"]?["parameters"]?.AsArray() ?? [];
        var paired = parameters.Count > 0 && parameters.All(p => p!["fieldExpr"] is { } field && filters.Any(f => f!["name"]!.GetValue<string>() == p["boundFilter"]?.GetValue<string>() && JsonNode.DeepEquals(f["field"], field)));
        if (root["pageBinding"]?["type"]?.GetValue<string>() != "Drillthrough" || !paired)
        {
            Say("PBIR_DRILLTHROUGH", page, root["pageBinding"], "a drill-through page needs a pageBinding of that type whose parameters each name a filter (howCreated Drillthrough) and its field");
        }
    }

    private void Visual(string name, JsonFile file, JsonObject page)
    {
        var root = file.Root!;
        Named(file, name, root);
        if ((root["visual"] is null) == (root["visualGroup"] is null))
        {
            Say("PBIR_VISUAL", file, root, "a visual has exactly one of visual and visualGroup");
            return;
        }
        var visual = root["visual"];
        var alternative = visual?["visualContainerObjects"]?["general"]?[0]?["properties"]?["altText"]?["expr"]?["Literal"]?["Value"]?.GetValue<string>();
        if (visual is not null && string.IsNullOrWhiteSpace(alternative?.Trim('\'')))
        {
            Say("ENSURE_ALTTEXT", file, visual, "the visual has no alternative text, and who does not see it is told nothing");
        }
        if (Colour().IsMatch(visual?["objects"]?.ToJsonString() ?? ""))
        {
            Say("ENSURE_THEME_COLOURS", file, visual!["objects"], "a colour is written out; colours come from the theme");
        }
        if (visual?["filterConfig"] is { } misplaced)
        {
            Say("PBIR_VISUAL", file, misplaced, "filterConfig stands beside visual, not in it");
        }
        var projections = visual?["query"]?["queryState"]?.AsObject().SelectMany(r => r.Value!["projections"]?.AsArray() ?? []).OfType<JsonNode>().ToList() ?? [];
        if (projections.Count > MostFields)
        {
            Say("REDUCE_OBJECTS_WITHIN_VISUALS", file, visual!["query"], $"{projections.Count} fields; at most {MostFields} can be taken in");
        }
        foreach (var projection in projections)
        {
            var field = FieldsOf(projection).Select(f => $"{f.Table}.{f.Name}").FirstOrDefault();
            if (field is not null && projection["queryRef"]?.GetValue<string>() != field && projection["field"]?["Aggregation"] is null)
            {
                Say("PBIR_QUERY_REF", file, projection["queryRef"], $"queryRef is {projection["queryRef"]}, expected {field}");
            }
        }
        foreach (var twice in projections.Select(p => p["nativeQueryRef"]).OfType<JsonNode>().GroupBy(n => n.GetValue<string>()).Where(g => g.Count() > 1))
        {
            Say("PBIR_QUERY_REF", file, twice.Last(), $"two fields have the nativeQueryRef {twice.Key}");
        }
        if (visual?["query"]?["queryState"]?.AsObject().Any(r => r.Value!["showAll"]?.GetValue<bool>() == true) ?? false)
        {
            Say("AVOID_SHOW_ITEMS_WITH_NO_DATA", file, visual["query"], "showAll shows members without data");
        }
        foreach (var led in new[] { ("visualLink", "navigationSection"), ("visualTooltip", "section") })
        {
            var target = visual?["visualContainerObjects"]?[led.Item1]?[0]?["properties"]?[led.Item2]?["expr"]?["Literal"]?["Value"];
            if (target is not null && !Pages.Any(p => p.Name == target.GetValue<string>().Trim('\'')))
            {
                Say("PBIR_LINK", file, target, $"{led.Item1} leads to {target}, which is no page");
            }
        }
        var at = Rectangle(root);
        if (at.X < 0 || at.Y < 0 || at.X + at.Width > page["width"]?.GetValue<double>() || at.Y + at.Height > page["height"]?.GetValue<double>())
        {
            Say("PBIR_CANVAS", file, root["position"], $"the visual stands outside the page of {page["width"]} by {page["height"]}");
        }
    }

    private void Places(List<JsonFile> visuals)
    {
        foreach (var twice in visuals.GroupBy(v => v.Root!["position"]?["tabOrder"]?.GetValue<double>()).Where(g => g.Count() > 1))
        {
            Say("PBIR_TAB_ORDER", twice.Last(), twice.Last().Root!["position"]?["tabOrder"], $"two visuals have the tabOrder {twice.Key}; whoever uses the keyboard needs one order");
        }
        for (var i = 0; i < visuals.Count; i++)
        {
            var a = Rectangle(visuals[i].Root!);
            for (var j = i + 1; j < visuals.Count; j++)
            {
                var b = Rectangle(visuals[j].Root!);
                if (a.X < b.X + b.Width && b.X < a.X + a.Width && a.Y < b.Y + b.Height && b.Y < a.Y + a.Height)
                {
                    Say("PBIR_OVERLAP", visuals[j], visuals[j].Root!["position"], $"the visual lies over {visuals[i].Root!["name"]}");
                }
            }
        }
    }

    private void Named(JsonFile file, string folder, JsonObject root)
    {
        var name = root["name"]?.GetValue<string>() ?? "";
        if (name != folder || !Valid().IsMatch(name) || name.Length > LongestName)
        {
            Say("PBIR_NAME", file, root["name"], $"\"{name}\" in the folder {folder}: the name is the folder's, of letters, digits, _ and -, {LongestName} at most; another deploys and does not render");
        }
    }

    private static (double X, double Y, double Width, double Height) Rectangle(JsonObject root)
    {
        double Of(string name) => root["position"]?[name]?.GetValue<double>() ?? 0;
        return (Of("x"), Of("y"), Of("width"), Of("height"));
    }

    /// <summary>Every field that a part of a report names; inside a filter, by the alias of its table.</summary>
    private static IEnumerable<(JsonNode Node, string Table, string Name, bool IsMeasure)> FieldsOf(JsonNode root)
    {
        return Walk(root, new Dictionary<string, string>());

        static IEnumerable<(JsonNode, string, string, bool)> Walk(JsonNode? node, Dictionary<string, string> aliases)
        {
            if (node is JsonArray list)
            {
                return list.SelectMany(i => Walk(i, aliases));
            }
            if (node is not JsonObject o)
            {
                return [];
            }
            var known = o["From"] is JsonArray from ? from.OfType<JsonObject>().Where(f => f["Name"] is not null && f["Entity"] is not null).ToDictionary(f => f["Name"]!.GetValue<string>(), f => f["Entity"]!.GetValue<string>()) : aliases;
            var here = new[] { "Column", "Measure" }
                .Where(k => o[k]?["Property"] is not null && o[k]?["Expression"]?["SourceRef"] is not null)
                .Select(k =>
                {
                    var source = o[k]!["Expression"]!["SourceRef"]!;
                    var table = source["Entity"]?.GetValue<string>() ?? known.GetValueOrDefault(source["Source"]?.GetValue<string>() ?? "", "");
                    return ((JsonNode)o[k]!, table, o[k]!["Property"]!.GetValue<string>(), k == "Measure");
                });
            return here.Concat(o.SelectMany(p => Walk(p.Value, known)));
        }
    }

    [GeneratedRegex("^definition/pages/([^/]+)/page\\.json$")]
    private static partial Regex PageFile();

    [GeneratedRegex("^definition/pages/([^/]+)/visuals/([^/]+)/visual\\.json$")]
    private static partial Regex VisualFile();

    [GeneratedRegex("/report/definition/(\\w+)/(\\d+\\.\\d+\\.\\d+)/schema\\.json$")]
    private static partial Regex SchemaOf();

    [GeneratedRegex(@"^[\w-]+$")]
    private static partial Regex Valid();

    [GeneratedRegex("#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\\b")]
    private static partial Regex Colour();
}
