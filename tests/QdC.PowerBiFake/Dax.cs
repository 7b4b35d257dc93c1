using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QdC.PowerBiFake;

/// <summary>Answers the one kind of query that publishing asks: <c>EVALUATE ROW ( "name", aggregate, … )</c>.</summary>
internal static partial class Dax
{
    public static JsonObject Row(Item model, string query)
    {
        if (!Whole().IsMatch(query))
        {
            throw new Refusal(400, "DatasetExecuteQueriesError", "Query (1, 1) is not one this fake understands");
        }
        var row = new JsonObject();
        foreach (Match item in Aggregate().Matches(query))
        {
            var (name, function, table, column) = (item.Groups["name"].Value, item.Groups["function"].Value, item.Groups["table"].Value.Replace("''", "'", StringComparison.Ordinal), item.Groups["column"].Value.Replace("]]", "]", StringComparison.Ordinal));
            var text = model.Text.Tables.GetValueOrDefault(table) ?? throw new Refusal(400, "DatasetExecuteQueriesError", $"Cannot find table '{table}'");
            if (column.Length > 0 && !text.Columns.ContainsKey(column))
            {
                throw new Refusal(400, "DatasetExecuteQueriesError", $"Column '{column}' in table '{table}' cannot be found");
            }
            row[$"[{name}]"] = model.Data.GetValueOrDefault(table) is not { Rows: > 0 } data ? null
                : function switch { "COUNTROWS" => data.Rows, "SUM" => data.Sums[column], _ => string.Join(",", data.Areas) };
        }
        return row;
    }

    [GeneratedRegex(@"\A\s*EVALUATE\s+ROW\s*\(.*\)\s*\z", RegexOptions.Singleline)]
    private static partial Regex Whole();

    [GeneratedRegex("""
        "(?<name>[^"]+)",\s*(?<function>COUNTROWS|SUM|CONCATENATEX)\s*\(\s*(DISTINCT\s*\(\s*)?'(?<table>(?:[^']|'')+)'(\[(?<column>(?:[^\]]|\]\])+)\])?
        """)]
    private static partial Regex Aggregate();
}
