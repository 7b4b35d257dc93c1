using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace QdC.Metrics;

/// <summary>Reads <c>reports.yaml</c> and says everything that is wrong with it at once.</summary>
public sealed class ReportsReader : DefinitionReader
{
    private static readonly string[] File = ["reports"];
    private static readonly string[] Report = ["period", "warning", "sheets", "pages", .. MetricsKeys.Languages];
    private static readonly string[] Sheet = ["each", "tables", .. MetricsKeys.Languages];
    private static readonly string[] Forms = ["figures", "change", "cards", "counts", "peers", "list"];
    private static readonly string[] Table = [.. Forms, "by", "across", "pivot", "chart"];
    private static readonly string[] Charts = [.. ReportChart.Kinds.Select(k => k.ToString().ToLowerInvariant())];
    private static readonly char[] NotInSheetNames = ['[', ']', ':', '*', '?', '/', '\\'];
    private readonly MetricsFile _metrics;
    private readonly DashboardsFile _dashboards;

    private ReportsReader(string path, MetricsFile metrics, DashboardsFile dashboards)
        : base(path) => (_metrics, _dashboards) = (metrics, dashboards);

    /// <summary>Reads the file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="metrics">The figures it may name.</param>
    /// <param name="dashboards">The pages that may be its sheets.</param>
    /// <returns>The reports when sound, and the problems found.</returns>
    public static (ReportsFile? File, IReadOnlyList<MetricsProblem> Problems) Read(string text, string path, MetricsFile metrics, DashboardsFile dashboards)
    {
        var reader = new ReportsReader(path, metrics, dashboards);
        var file = reader.Root(text, "the key reports") is { } root ? new ReportsFile(reader.Each(reader.Map(root, File), "reports", reader.ReadReport)) : null;
        return (reader.Found.Count == 0 ? file : null, reader.Found);
    }

    /// <summary>The JSON Schema of the file, for editors.</summary>
    public static string Schema()
    {
        JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };
        var table = MetricsKeys.Shape(Table);
        table["properties"]!["list"] = MetricsKeys.Words(ReportTableDefinition.Lists);
        table["properties"]!["chart"] = MetricsKeys.Words(Charts);
        table["properties"]!["pivot"] = new JsonObject { ["type"] = "boolean" };
        var sheet = MetricsKeys.Shape(Sheet, [.. Sheet.Where(k => k != "each")]);
        sheet["properties"]!["each"] = MetricsKeys.Words([ReportSheetDefinition.System]);
        sheet["properties"]!["tables"] = List(table);
        var report = MetricsKeys.Shape(Report, MetricsKeys.Languages);
        report["properties"]!["pages"] = MetricsKeys.Words(["dashboard"]);
        report["properties"]!["sheets"] = List(sheet);
        report["properties"]!["period"] = MetricsKeys.Words(MetricsKeys.Periods);
        report["properties"]!["warning"] = MetricsKeys.Shape(MetricsKeys.Languages, MetricsKeys.Languages);
        foreach (var language in MetricsKeys.Languages)
        {
            report["properties"]![language] = MetricsKeys.Shape(MetricsKeys.Text, MetricsKeys.Text);
        }
        var schema = MetricsKeys.Shape(File, File);
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["title"] = "The Excel reports of QdC.Analytics: powerbi/reports.yaml";
        schema["properties"] = new JsonObject { ["reports"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = report } };
        return schema.ToJsonString(new() { WriteIndented = true }) + "\n";
    }

    private ReportDefinition ReadReport(string name, YamlMappingNode node)
    {
        var keys = Map(node, Report);
        var period = Optional(keys, "period") ?? "year";
        if (!MetricsKeys.Periods.Contains(period))
        {
            SayUnknown(keys["period"], "kind of period", period, MetricsKeys.Periods);
        }
        var sheets = Optional(keys, "pages") is null ? Items(node, keys, "sheets", ReadSheet) : [.. _dashboards.Pages.Values.Select(p => p.Sheet())];
        if (Optional(keys, "pages") is { } pages && (pages != "dashboard" || keys.ContainsKey("sheets")))
        {
            Say(keys["pages"], $"\"pages: dashboard\" takes the place of sheets: those of powerbi/dashboards.yaml; received \"{pages}\".");
        }
        foreach (var language in MetricsKeys.Languages)
        {
            foreach (var twice in sheets.GroupBy(s => s.Names[language], StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            {
                Say(node, $"report \"{name}\" has two sheets that are called \"{twice.Key}\".");
            }
        }
        return new ReportDefinition(name, MetricsKeys.Languages.ToDictionary(l => l, l => ReadText(node, keys, l)), period, sheets)
        {
            Warnings = Child(keys, "warning") is { } warning ? Names(warning, Map(warning, MetricsKeys.Languages)) : new Dictionary<string, string>(),
        };
    }

    private ReportSheetDefinition ReadSheet(YamlMappingNode node)
    {
        var keys = Map(node, Sheet);
        var names = Names(node, keys);
        foreach (var name in names.Values.Where(n => n.Length > SheetNames.Longest || n.IndexOfAny(NotInSheetNames) >= 0))
        {
            Say(node, $"\"{name}\" cannot be a sheet's name: at most {SheetNames.Longest} characters, none of {string.Join(' ', NotInSheetNames)}.");
        }
        var each = Optional(keys, "each");
        if (each is not null and not ReportSheetDefinition.System)
        {
            SayUnknown(keys["each"], "kind of sheet", each, [ReportSheetDefinition.System]);
        }
        var tables = Items(node, keys, "tables", ReadTable);
        if (each is not null && tables.Exists(t => t.List != "findings"))
        {
            Say(node, "a sheet for each system holds the list \"findings\" and nothing else.");
        }
        return new ReportSheetDefinition(names, tables) { IsEachSystem = each is not null };
    }

    private ReportTableDefinition ReadTable(YamlMappingNode node)
    {
        var keys = Map(node, Table);
        var given = Forms.Where(keys.ContainsKey).ToList();
        if (given.Count != 1)
        {
            Say(node, $"a table needs exactly one of {string.Join(", ", Forms)}; received {given.Count}.");
            return new ReportTableDefinition(TableForm.Figures, [], [], null, null);
        }
        if (given[0] == "list")
        {
            var list = Scalar(keys["list"]);
            if (!ReportTableDefinition.Lists.Contains(list))
            {
                SayUnknown(keys["list"], "list", list, ReportTableDefinition.Lists);
            }
            return new ReportTableDefinition(TableForm.List, [], [], null, list);
        }
        var form = Enum.Parse<TableForm>(given[0], ignoreCase: true);
        var metrics = Names(keys, given[0], _metrics.Metrics.Keys, "metric").Where(_metrics.Metrics.ContainsKey).Select(m => _metrics.Metrics[m]).ToList();
        var by = keys.GetValueOrDefault("by") is YamlScalarNode one ? [Scalar(one)] : Names(keys, "by", null);
        var table = new ReportTableDefinition(form, metrics, by, Optional(keys, "across"), null) { Pivot = Flag(keys, "pivot"), Chart = ReadChart(keys, form) };
        Judge(node, table);
        return table;
    }

    private VisualKind? ReadChart(Dictionary<string, YamlNode> keys, TableForm form)
    {
        if (Optional(keys, "chart") is not { } chart)
        {
            return null;
        }
        if (form != TableForm.Figures)
        {
            Say(keys["chart"], "only a table of figures has a \"chart\".");
        }
        return Charts.Contains(chart) ? Enum.Parse<VisualKind>(chart, ignoreCase: true) : Refuse<VisualKind?>(keys["chart"], "chart", chart, Charts, null);
    }

    /// <summary>Cuts that no query gives, and layouts that cannot be drawn.</summary>
    private void Judge(YamlMappingNode node, ReportTableDefinition table)
    {
        if (table.Metrics.Count == 0)
        {
            Say(node, "a table needs at least one figure.");
        }
        if ((table.Form == TableForm.Figures) != (table.By.Count > 0))
        {
            Say(node, table.By.Count > 0 ? "only a table of figures has \"by\"." : "a table of figures needs \"by\": dimensions, or a kind of period.");
        }
        if (table.Across is not null && (table.Metrics.Count != 1 || table.Periods is not null || table.By.Count != 1))
        {
            Say(node, "\"across\" goes with one figure and one dimension in \"by\".");
        }
        if (table.Periods is not null)
        {
            return;
        }
        foreach (var metric in table.Metrics)
        {
            var allowed = metric.Breakdowns.ToList();
            foreach (var dimension in table.By.Concat(table.Across is { } across ? [across] : []).Where(d => !allowed.Contains(d)))
            {
                SayUnknown(node, $"breakdown of {metric.Name}", dimension, [.. allowed, .. MetricsKeys.Periods]);
            }
        }
    }
}
