using System.Globalization;
using System.Text;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Lineage;
using QdC.Pipeline.Star;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Reference;

/// <summary>
/// The reference of everything that is declared, in Markdown: areas, systems, the common contract, rules, tables and how each comes from the other.
/// Written from the same files that the program runs by.
/// </summary>
/// <param name="jobs">The declarative files.</param>
/// <param name="metrics">The figures.</param>
/// <param name="graph">The way of every name, of the areas told.</param>
public sealed class ReferencePages(JobSet jobs, MetricsFile metrics, LineageGraph graph)
{
    private const string Made = "Written by `qdc reference` from the files that the program runs by; change those, not this.";
    private static readonly (string File, string Title, string Says)[] Contents =
    [
        ("areas.md", "Areas", "each area's municipalities, systems, schedule and history"),
        ("systems.md", "Systems", "each system's extracts, and the column that every field of the contract is read from"),
        ("contract.md", "Contract", "what every system is translated into: subjects and fields, who gives them, what is made of them"),
        ("rules.md", "Rules", "what is checked of each row and set of rows, and what breaking it does"),
        ("warehouse.md", "Warehouse", "each table and column of the star, and the fields it comes from"),
    ];

    /// <summary>The pages by file name.</summary>
    public IReadOnlyDictionary<string, string> Pages() =>
        new Dictionary<string, string>
        {
            ["README.md"] = Index(),
            ["areas.md"] = Areas(),
            ["systems.md"] = Systems(),
            ["contract.md"] = Contract(),
            ["rules.md"] = Rules(),
            ["warehouse.md"] = Warehouse(),
        };

    private static string Index()
    {
        var page = Page("Reference");
        foreach (var (file, title, says) in Contents)
        {
            page.Append(CultureInfo.InvariantCulture, $"- [{title}]({file}): {says}\n");
        }
        page.Append("- Figures: [in English](../indicators.en.md), [en català](../indicators.ca.md), [en castellano](../indicators.es.md)\n");
        page.Append("\nThe way of one name, from a council's column to what readers see, and back: `qdc lineage NAME`, or the portal's page *Llinatge*.\n");
        return page.ToString();
    }

    private string Areas()
    {
        var page = Page("Areas");
        var names = jobs.CodeLists.Lists["municipality"].Entries.ToDictionary(e => e.Code, e => e.Labels["ca"]);
        foreach (var area in jobs.Areas.Values.OrderBy(a => a.Number))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {area.Name}\n\n`{area.Area}`, number {area.Number}{(area.Comarca is { } comarca ? $", comarca {comarca}" : "")}; data from {area.HistoryFrom:yyyy-MM-dd} on; ");
            page.Append(area.OnRequest ? "refreshed when named.\n\n" : $"refreshed at `{area.Cron}` ({area.TimeZone}).\n\n");
            page.Append(CultureInfo.InvariantCulture, $"- **Municipalities ({area.Municipalities.Count}):** {string.Join(", ", area.Municipalities.Select(m => $"{names.GetValueOrDefault(m.Code, m.Code)}{Days(m)}"))}\n");
            page.Append(CultureInfo.InvariantCulture, $"- **Systems:** {string.Join(", ", area.Sources.Select(s => $"[{s.System}](systems.md#{s.System}){(s.Question is not null ? " (assumed)" : "")}"))}\n");
            foreach (var source in area.Sources.Where(s => s.Question is not null))
            {
                page.Append(CultureInfo.InvariantCulture, $"- **To ask of {source.System}:** {source.Question}\n");
            }
            if (area.SystemOfRecord.Count > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"- **Where systems differ, this one counts:** {string.Join(", ", area.SystemOfRecord.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}"))}\n");
            }
        }
        return page.ToString();
    }

    private static string Days(AreaMunicipality member) =>
        (member.From == DateOnly.MinValue, member.To == DateOnly.MaxValue) switch
        {
            (true, true) => "",
            (true, false) => $" (until {member.To:yyyy-MM-dd})",
            (false, true) => $" (since {member.From:yyyy-MM-dd})",
            _ => $" ({member.From:yyyy-MM-dd} to {member.To:yyyy-MM-dd})",
        };

    private string Systems()
    {
        var page = Page("Systems");
        foreach (var system in jobs.Systems.Values.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            var areas = jobs.Areas.Values.Where(a => a.Sources.Any(s => s.System == system.Name)).Select(a => a.Area).Order(StringComparer.Ordinal).ToList();
            page.Append(CultureInfo.InvariantCulture, $"\n## {system.Name}\n\n{(system.Versions.Count > 0 ? $"Versions {string.Join(", ", system.Versions.Select(v => v.Name + (v.From is { } from ? $" (from {from:yyyy-MM-dd} on)" : "")))}. " : "")}{(areas.Count > 0 ? $"Used by {string.Join(", ", areas)}." : "No area uses it.")}\n");
            foreach (var version in system.Versions.Where(v => v.Question is not null))
            {
                page.Append(CultureInfo.InvariantCulture, $"**To ask of version {version.Name}:** {version.Question}\n");
            }
            foreach (var extract in system.Extracts)
            {
                page.Append(CultureInfo.InvariantCulture, $"\n### {system.Name}/{extract.Name}\n\n[{extract.Subject}](contract.md#{extract.Subject}) in `{extract.File}`, key {string.Join(" + ", extract.Key.Select(k => $"`{k[0]}`"))}{(extract.Keys is { } keys ? $", all keys there are in `{keys.File}`" : "")}.\n");
                if (extract.Later.Count > 0)
                {
                    page.Append(CultureInfo.InvariantCulture, $"Read otherwise from {string.Join(", ", extract.Later.Select(l => $"{l.From:yyyy-MM-dd}"))} on; told here as it began.\n");
                }
                page.Append(extract.Assumed ? $"**To ask:** {extract.Question}\n" : "").Append("\n| field | column |\n| --- | --- |\n");
                foreach (var (field, mapping) in extract.Columns)
                {
                    page.Append(CultureInfo.InvariantCulture, $"| {field} | {Cell(From(mapping))} |\n");
                }
            }
        }
        return page.ToString();
    }

    private static string From(ColumnMapping mapping)
    {
        if (mapping.Unavailable is { } why)
        {
            return $"not available: {why.En}";
        }
        var column = mapping.From.Count > 0 ? string.Join(" or ", mapping.From.Select(f => $"`{f}`")) : mapping.Derive is not null ? "derived of other deliveries" : "";
        var value = mapping.Default.Count > 0 ? $"always {string.Join(", then ", mapping.Default.Select(d => d.Value))}" : "";
        return string.Join(", ", new[] { column, mapping.CodeList is { } list ? $"by {list}" : "", value }.Where(t => t.Length > 0));
    }

    private string Contract()
    {
        var page = Page("Contract");
        foreach (var subject in jobs.Contract.Subjects.Values.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {subject.Name}\n\n{subject.Description} Key: {string.Join(" + ", subject.Key)}.\n\n| field | type | | given by | goes to | figures |\n| --- | --- | --- | --- | --- | ---: |\n");
            foreach (var field in subject.Fields)
            {
                var name = $"{subject.Name}.{field.Name}";
                var isTold = graph.Nodes.ContainsKey(name);
                var given = isTold ? Before(name, LineageKind.Source).Select(s => s[..s.IndexOf(':', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal).ToList() : [];
                var star = isTold ? graph.After(name).Where(s => graph.Nodes[s.To].Kind == LineageKind.Star).Select(s => s.To).ToList() : [];
                var figures = isTold ? graph.Down(name).Count(n => n.Kind == LineageKind.Metric) : 0;
                page.Append(CultureInfo.InvariantCulture, $"| **{field.Name}**<br>{Cell(field.Description ?? "")} | {Type(field)} | {string.Join(", ", Marks(field))} | {string.Join(", ", given)} | {string.Join("<br>", star.Select(s => $"[{s}](warehouse.md#{s[..s.IndexOf('.')]})"))} | {(figures > 0 ? figures : "")} |\n");
            }
        }
        return page.ToString();
    }

    private string Type(ContractField field) =>
        field.Type.ToString().ToLowerInvariant() + (field.List is { } list ? $" of {list}" : "") + (field.To is not { } to ? "" : jobs.Contract.Subjects.ContainsKey(to) ? $" to [{to}](#{to})" : $" to {to}");

    private static IEnumerable<string> Marks(ContractField field)
    {
        if (field.Presence != Presence.Optional)
        {
            yield return field.Presence.ToString().ToLowerInvariant();
        }
        if (field.Personal != Personal.No)
        {
            yield return field.Personal == Personal.Direct ? "**identifies a person**: never in the warehouse" : "personal";
        }
    }

    private string Rules()
    {
        var page = Page("Rules");
        var text = new FindingText(jobs.CodeLists, "en");
        page.Append("\nAn *error* rejects the row; a *query* keeps it and asks. Codes never change.\n\n| code | does | says |\n| --- | --- | --- |\n");
        foreach (var rule in RuleCatalogue.All.Values)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{rule.Code}` | {(rule.Severity == Severity.Error ? "error" : "query")} | {Cell(text.RuleSentence(rule.Code))} |\n");
        }
        return page.ToString();
    }

    private string Warehouse()
    {
        var page = Page("Warehouse");
        page.Append("\nOne star an area; [what SQL Server holds of it](../sqlserver.md) is the same, column by column.\n");
        foreach (var (table, columns) in StarColumns.Committed.Tables.Where(t => t.Key.StartsWith("dim_", StringComparison.Ordinal) || t.Key.StartsWith("fact_", StringComparison.Ordinal) || t.Key.StartsWith("bridge_", StringComparison.Ordinal)).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {table}\n\n{TableDescriptions.Of($"star.{table}")}\n\n| column | type | comes from | figures |\n| --- | --- | --- | ---: |\n");
            foreach (var (column, type) in columns)
            {
                var name = $"{table}.{column}";
                var isTold = graph.Nodes.ContainsKey(name);
                var before = isTold ? Before(name, LineageKind.Field).ToList() : [];
                var figures = isTold ? graph.Down(name).Count(n => n.Kind == LineageKind.Metric) : 0;
                page.Append(CultureInfo.InvariantCulture, $"| {column} | {type} | {string.Join(", ", before.Select(b => $"[{b}](contract.md#{b[..b.IndexOf('.')]})"))} | {(figures > 0 ? figures : "")} |\n");
            }
        }
        page.Append(CultureInfo.InvariantCulture, $"\n{metrics.Metrics.Count} figures are counted from it: [reference](../indicators.en.md).\n");
        return page.ToString();
    }

    private IEnumerable<string> Before(string name, LineageKind kind) => graph.Before(name).Select(s => s.From).Where(from => graph.Nodes[from].Kind == kind).Distinct();

    private static StringBuilder Page(string title) => new($"# {title}\n\n{Made}\n");

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
