namespace QdC.Warehouse;

/// <summary>What the server says it holds of an area, and the columns it has for it.</summary>
internal sealed class ServerState
{
    private readonly Dictionary<string, HashSet<string>> _columns;

    private ServerState(Dictionary<string, HashSet<string>> columns) => _columns = columns;

    /// <summary>The version it names; null when it has none of the area.</summary>
    public int? Version { get; private init; }

    /// <summary>The rows that version has.</summary>
    public long Rows { get; private init; }

    /// <summary>The number of the last sync; 0 before the first.</summary>
    public long SyncNumber { get; private init; }

    /// <summary>Reads it.</summary>
    /// <exception cref="WarehouseNotMigrated">It has no table that says so.</exception>
    public static ServerState Read(IWarehouseServer server, AreaCode area)
    {
        var columns = server
            .Query(SyncStatements.Columns, row => (Table: $"{row.GetString(0)}.{row.GetString(1)}", Column: row.GetString(2)))
            .GroupBy(c => c.Table)
            .ToDictionary(t => t.Key, t => t.Select(c => c.Column).ToHashSet());
        if (!columns.ContainsKey("ops.area_version"))
        {
            throw new WarehouseNotMigrated(["ops.area_version"]);
        }
        return server
            .Query(SyncStatements.Version, row => new ServerState(columns) { Version = row.GetInt32(0), Rows = row.GetInt64(1), SyncNumber = row.GetInt64(2) }, ("area", area))
            .SingleOrDefault(new ServerState(columns));
    }

    /// <summary>Columns of a table that the server lacks, where rows wait and where they stay.</summary>
    public IEnumerable<string> Missing(WarehouseTable table) =>
        from place in new[] { table.FullName, table.StagingName }
        from column in SyncStatements.Identity.Concat(table.Columns.Select(c => c.Name))
        where !_columns.TryGetValue(place, out var there) || !there.Contains(column)
        select $"{place}.{column}";

    /// <summary>Tables for areas' rows that are not among those given: a version without them has no rows there.</summary>
    public IEnumerable<WarehouseTable> Others(IReadOnlyList<WarehouseTable> tables) =>
        _columns
            .Where(t => t.Value.Contains("row_high") && !t.Key.StartsWith("load.", StringComparison.Ordinal))
            .Select(t => t.Key.Split('.'))
            .Select(name => new WarehouseTable(name[0], name[1], []))
            .Where(t => tables.All(other => other.FullName != t.FullName))
            .OrderBy(t => t.FullName, StringComparer.Ordinal);

    /// <summary>What the server holds of the area in a table.</summary>
    public static SliceTotals Totals(IWarehouseServer server, WarehouseTable table, AreaCode area)
    {
        var sums = 2 + table.Columns.Count(c => c.IsDecimal);
        return server.Query(
            SyncStatements.Totals(table),
            row => new SliceTotals(row.GetInt64(0), [.. Enumerable.Range(1, sums).Select(i => row.IsDBNull(i) ? (decimal?)null : row.GetDecimal(i))]),
            ("area", area))[0];
    }
}
