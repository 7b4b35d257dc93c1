using System.Text.RegularExpressions;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi;

/// <summary>Where a table's rows come from: an M expression that can be read, of a view that is there, with the columns and types the model says.</summary>
internal sealed partial class QueryRules(TmdlModel model, Action<string, TmdlNode, int, string> say)
{
    /// <summary>What a query may do: the warehouse has done the rest, and reads nothing but itself.</summary>
    private static readonly string[] Allowed = ["Sql.Database", "Table.SelectRows", "Table.SelectColumns"];

    private readonly Dictionary<string, WarehouseView> _views = WarehouseView.All.ToDictionary(v => v.Name);

    public void Check()
    {
        foreach (var expression in model.Expressions)
        {
            Read(expression, expression.Expression ?? "", expression.ExpressionLine);
        }
        foreach (var table in model.Tables)
        {
            foreach (var partition in table.Of("partition").Where(p => p.Expression == "m"))
            {
                var source = partition["source"] ?? "";
                Read(partition, source, partition.LineOf("source") + 1);
                View(table, partition, source);
                foreach (var step in LibraryFunction().Matches(source).Select(m => m.Value).Distinct().Except(Allowed))
                {
                    say("MINIMIZE_POWER_QUERY_TRANSFORMATIONS", partition, partition.LineOf("source"), $"{step}: a query only selects rows and columns of a view ({string.Join(", ", Allowed)}); the warehouse does the rest");
                }
                if (partition["mode"] != "import")
                {
                    say("IMPORT_MODE", partition, partition.LineOf("mode"), $"mode {partition["mode"]}; tables are imported");
                }
            }
        }
    }

    private void Read(TmdlNode node, string text, int firstLine)
    {
        int LineAt(int position) => firstLine + text.AsSpan(0, Math.Min(position, text.Length)).Count('\n');
        try
        {
            foreach (var (name, at) in MSyntax.Read(text, model.Expressions.Select(e => e.Name).Concat(model.Tables.Select(t => t.Name))))
            {
                say("M_REFERENCE", node, LineAt(at), $"{name} is neither a step, a parameter nor a function of the library");
            }
        }
        catch (MUnreadable e)
        {
            say("M_SYNTAX", node, LineAt(e.Position), e.Message);
        }
    }

    private void View(TmdlNode table, TmdlNode partition, string source)
    {
        var line = partition.LineOf("source");
        if (Item().Match(source) is not { Success: true } item)
        {
            say("VIEW_UNKNOWN", partition, line, $"{table.Name} reads no view of schema bi: Source{{[Schema = \"bi\", Item = \"…\"]}} is expected");
            return;
        }
        if (Native().IsMatch(source) || Item().Count(source) > 1)
        {
            say("VIEW_UNKNOWN", partition, line, $"{table.Name} asks the server in words of its own, or reads two things; a table reads one view");
        }
        if (item.Groups[1].Value != "bi" || !_views.TryGetValue(item.Groups[2].Value, out var view))
        {
            say("VIEW_UNKNOWN", partition, line, $"the warehouse has no view {item.Groups[1].Value}.{item.Groups[2].Value}; readers have views of schema bi only");
            return;
        }
        var selected = Selected().Match(source) is { Success: true } list ? Quoted().Matches(list.Groups[1].Value).Select(q => q.Groups[1].Value).ToList() : null;
        foreach (var column in table.Of("column").Where(c => c["sourceColumn"] is not null))
        {
            var name = column["sourceColumn"]!;
            var at = column.LineOf("sourceColumn");
            if (view.Columns.FirstOrDefault(c => c.Name == name) is not { } there)
            {
                say("VIEW_COLUMN", column, at, $"the view bi.{view.Name} has no column {name}");
                continue;
            }
            if (ViewTypes.Of(there) != column["dataType"])
            {
                say("VIEW_TYPE", column, column.LineOf("dataType"), $"bi.{view.Name}.{name} is {there.Type}, which is {ViewTypes.Of(there)} in a model; received {column["dataType"]}");
            }
            if (selected is not null && !selected.Contains(name))
            {
                say("VIEW_SELECTED", column, at, $"the query of {table.Name} does not select {name}");
            }
        }
        foreach (var extra in (selected ?? []).Where(s => !table.Of("column").Any(c => c["sourceColumn"] == s)))
        {
            say("VIEW_SELECTED", partition, line, $"the query of {table.Name} selects {extra}, which is no column of the model");
        }
    }

    [GeneratedRegex("\\[Schema = \"(\\w+)\", Item = \"(\\w+)\"\\]")]
    internal static partial Regex Item();

    [GeneratedRegex(@"Table\.SelectColumns\s*\(\s*[\w#""]+\s*,\s*\{([^}]*)\}")]
    private static partial Regex Selected();

    [GeneratedRegex(@"\b\p{Lu}\w*\.\w+(?=\s*\()")]
    private static partial Regex LibraryFunction();

    [GeneratedRegex(@"\bQuery\s*=")]
    private static partial Regex Native();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
