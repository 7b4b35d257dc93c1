using System.Text.RegularExpressions;

namespace QdC.Warehouse;

/// <summary>A column of a view that Power BI reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type on the server, as T-SQL writes it.</param>
public sealed record ViewColumn(string Name, string Type);

/// <summary>A view of schema <c>bi</c>: what its columns are, read from the script that makes it, so that nothing that reads the view is written against a guess.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Columns">Its columns in order.</param>
/// <remarks>The script is written by a program and has one form; a test compares what is read here with what a server says.</remarks>
public sealed partial record WarehouseView(string Name, IReadOnlyList<ViewColumn> Columns)
{
    private static readonly Lazy<IReadOnlyList<WarehouseView>> Carried = new(() => Read(WarehouseScript.All));

    /// <summary>The views of this release.</summary>
    public static IReadOnlyList<WarehouseView> All => Carried.Value;

    /// <summary>The views that scripts make.</summary>
    /// <exception cref="FormatException">A column is written in a way that is not known here.</exception>
    public static IReadOnlyList<WarehouseView> Read(IEnumerable<WarehouseScript> scripts)
    {
        var batches = scripts.SelectMany(s => s.Batches).ToList();
        var tables = new Dictionary<string, Dictionary<string, string>>();
        foreach (var batch in batches)
        {
            if (TableMade().Match(batch) is { Success: true } made)
            {
                tables[made.Groups[1].Value] = ColumnLine().Matches(made.Groups[2].Value).ToDictionary(c => c.Groups[1].Value, c => c.Groups[2].Value);
            }
            foreach (Match added in ColumnAdded().Matches(batch).Where(a => tables.ContainsKey(a.Groups[1].Value)))
            {
                tables[added.Groups[1].Value][added.Groups[2].Value] = added.Groups[3].Value;
            }
        }
        return [.. batches.Select(b => ViewMade().Match(b)).Where(m => m.Success).Select(m => Of(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, tables))];
    }

    private static WarehouseView Of(string view, string select, string from, Dictionary<string, Dictionary<string, string>> tables)
    {
        var aliases = Source().Matches(from).Where(s => tables.ContainsKey(s.Groups[1].Value)).DistinctBy(s => s.Groups[2].Value).ToDictionary(s => s.Groups[2].Value, s => tables[s.Groups[1].Value]);
        return new(view, [.. select.Split(",\n    ").Select(item => Column(view, item.Trim(), aliases))]);
    }

    private static ViewColumn Column(string view, string item, Dictionary<string, Dictionary<string, string>> aliases)
    {
        var named = Named().Match(item);
        var name = named.Groups["name"].Value is { Length: > 0 } given ? given : named.Groups["column"].Value;
        string? TypeOf(Match column) => aliases.GetValueOrDefault(column.Groups[1].Value)?.GetValueOrDefault(column.Groups[2].Value);
        var type = item switch
        {
            _ when item.StartsWith("DATEFROMPARTS(", StringComparison.Ordinal) => "date",
            _ when item.Contains("DENSE_RANK()", StringComparison.Ordinal) => "bigint",
            _ => Reference().Matches(item).Select(TypeOf).LastOrDefault(t => t is not null),
        };
        return new(name, type ?? throw new FormatException($"bi.{view}: the type of the column \"{item}\" cannot be told; add its form to {nameof(WarehouseView)}."));
    }

    [GeneratedRegex(@"CREATE TABLE ((?:star|mart|ops)\.\w+) \(\n(.*?)\n\);", RegexOptions.Singleline)]
    private static partial Regex TableMade();

    [GeneratedRegex(@"^ +(\w+) ([a-z]\w*(?:\([\d, ]+\))?) (?:NOT )?NULL", RegexOptions.Multiline)]
    private static partial Regex ColumnLine();

    [GeneratedRegex(@"ALTER TABLE ((?:star|mart|ops)\.\w+) ADD (\w+) ([a-z]\w*(?:\([\d, ]+\))?)")]
    private static partial Regex ColumnAdded();

    [GeneratedRegex(@"CREATE VIEW bi\.(\w+) AS\s+SELECT\n(.*?)\n(FROM .*)", RegexOptions.Singleline)]
    private static partial Regex ViewMade();

    [GeneratedRegex(@"(?:FROM|JOIN) ([a-z]+\.\w+) (?:WHERE [^()]*\) )?AS (\w+)")]
    private static partial Regex Source();

    [GeneratedRegex(@"(?:\bAS (?<name>\w+)|\.(?<column>\w+))$")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(\w+)\.(\w+)\b")]
    private static partial Regex Reference();
}
