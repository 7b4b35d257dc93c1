using System.Globalization;
using System.Text.RegularExpressions;
using QdC.Publish.PowerBi.Client;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>A table of a model whose rows and totals are compared with the view it is read from. Read from the text that is deployed.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="View">The view of schema <c>bi</c>.</param>
/// <param name="AreaColumn">The column that says which area a row is of; null when none does.</param>
/// <param name="Sums">Columns that are summed, in the model and in the view: numbers that are neither keys nor numbers of people.</param>
public sealed partial record ControlTable(string Name, string View, string? AreaColumn, IReadOnlyList<(string Column, string Source)> Sums)
{
    private const int TablesAQuery = 20;

    /// <summary>The tables of a model that are read from views.</summary>
    public static IReadOnlyList<ControlTable> Of(DefinitionParts model) =>
        [.. model.Paths.Where(p => p.StartsWith("definition/tables/", StringComparison.Ordinal)).Select(p => Read(model.Text(p))).OfType<ControlTable>()];

    /// <summary>Queries that ask a model for rows, areas and sums of tables.</summary>
    public static IEnumerable<(string Dax, IReadOnlyList<ControlTable> Tables)> Queries(IReadOnlyList<ControlTable> tables) =>
        tables.Chunk(TablesAQuery).Select(part => ($"EVALUATE\nROW (\n{string.Join(",\n", part.SelectMany((t, i) => t.Asked(i)))}\n)", (IReadOnlyList<ControlTable>)part));

    /// <summary>What a model answered of this table, the <paramref name="number"/>th of its query; null when it does not say whose the rows are. Rows without an area are of an area without a name.</summary>
    public ModelTotals? Answered(QueryRow row, int number)
    {
        var rows = (long)Number(row[$"{number} rows"]);
        var areas = AreaColumn is null || rows == 0 ? "" : row[$"{number} areas"] is { ValueKind: System.Text.Json.JsonValueKind.String } text ? text.GetString() : null;
        return areas is null ? null : new(rows, rows == 0 || AreaColumn is null ? [] : areas.Split(',', StringSplitOptions.TrimEntries), [.. Sums.Select((_, i) => Number(row[$"{number} sum {i}"]))]);
    }

    private IEnumerable<string> Asked(int number)
    {
        var table = $"'{Name.Replace("'", "''", StringComparison.Ordinal)}'";
        string Column(string name) => $"{table}[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
        yield return $"    \"{number} rows\", COUNTROWS ( {table} )";
        if (AreaColumn is { } area)
        {
            yield return $"    \"{number} areas\", CONCATENATEX ( DISTINCT ( {Column(area)} ), {Column(area)}, \",\" )";
        }
        foreach (var (sum, i) in Sums.Select((s, i) => (s, i)))
        {
            yield return $"    \"{number} sum {i}\", SUM ( {Column(sum.Column)} )";
        }
    }

    private static decimal Number(System.Text.Json.JsonElement value) =>
        value.ValueKind == System.Text.Json.JsonValueKind.Number ? decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture) : 0;

    private static ControlTable? Read(string text)
    {
        if (TableName().Match(text) is not { Success: true } name || ViewName().Match(text) is not { Success: true } view)
        {
            return null;
        }
        var (sums, area) = (new List<(string, string)>(), (string?)null);
        foreach (Match column in ColumnText().Matches(text))
        {
            var (own, properties) = (Unquoted(column.Groups[1].Value), column.Groups[2].Value);
            var (type, source) = (DataType().Match(properties).Groups[1].Value, SourceColumn().Match(properties).Groups[1].Value);
            if (source == "area_code")
            {
                area = own;
            }
            else if (type is "int64" or "decimal" or "double" && source.Length > 0 && !source.EndsWith("_key", StringComparison.Ordinal) && !source.EndsWith("_number", StringComparison.Ordinal))
            {
                sums.Add((own, source));
            }
        }
        return new(Unquoted(name.Groups[1].Value), view.Groups[1].Value, area, sums);
    }

    private static string Unquoted(string name) => name is ['\'', .. var inner, '\''] ? inner.Replace("''", "'", StringComparison.Ordinal) : name;

    [GeneratedRegex(@"^table ('(?:[^']|'')+'|\S+)", RegexOptions.Multiline)]
    private static partial Regex TableName();

    [GeneratedRegex("Item\\s*=\\s*\"([a-z0-9_]+)\"")]
    private static partial Regex ViewName();

    [GeneratedRegex(@"^\tcolumn ('(?:[^']|'')+'|[^\s=]+)[ ]*\n((?:\t\t.*\n|\s*\n)*)", RegexOptions.Multiline)]
    private static partial Regex ColumnText();

    [GeneratedRegex(@"^\t\tdataType: (\w+)", RegexOptions.Multiline)]
    private static partial Regex DataType();

    [GeneratedRegex(@"^\t\tsourceColumn: (\w+)", RegexOptions.Multiline)]
    private static partial Regex SourceColumn();
}

/// <summary>What a model holds of a table.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Areas">The areas they are of.</param>
/// <param name="Sums">Sums, in the order of the table's.</param>
public sealed record ModelTotals(long Rows, IReadOnlyList<string> Areas, IReadOnlyList<decimal> Sums);
