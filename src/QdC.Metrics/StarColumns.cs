namespace QdC.Metrics;

/// <summary>The columns of the warehouse's tables, as the SQL of an area makes them: <c>sql/area/columns.csv</c>, which a test compares with a built one.</summary>
/// <param name="Tables">The tables of schema <c>star</c>, each with the DuckDB type of each column.</param>
public sealed record StarColumns(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tables)
{
    private static readonly Lazy<StarColumns> Loaded = new(Load);

    /// <summary>Those of this release.</summary>
    public static StarColumns Committed => Loaded.Value;

    /// <summary>True when a table holds several rows of one key, each with the days it was valid: whoever joins it by the key alone counts a row more than once.</summary>
    public bool HasHistory(string table) => Tables.TryGetValue(table, out var columns) && (columns.ContainsKey("valid_from") || columns.ContainsKey("contract_from"));

    private static StarColumns Load()
    {
        using var reader = new StreamReader(typeof(StarColumns).Assembly.GetManifestResourceStream("star-columns.csv")!);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',', 4)).Where(cells => cells[0] == "star");
        return new(
            rows.GroupBy(cells => cells[1])
                .ToDictionary(table => table.Key, table => (IReadOnlyDictionary<string, string>)table.ToDictionary(cells => cells[2], cells => cells[3].Trim('"')))
        );
    }
}
