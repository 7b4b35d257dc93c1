namespace QdC.Warehouse;

/// <summary>A column of the star or a mart, as the embedded store has it.</summary>
/// <param name="Name">Its name, the same on the server.</param>
/// <param name="EmbeddedType">Its type in DuckDB.</param>
internal sealed record WarehouseColumn(string Name, string EmbeddedType)
{
    /// <summary>Most characters of a text on the server. Codes and labels are far shorter; a longer one stops the sync before anything is sent.</summary>
    public const int TextLength = 400;

    /// <summary>
    /// Its type on the server. Texts are nvarchar: it needs no collation that somebody must have chosen when the database was made, as
    /// UTF-8 in varchar does, every server that speaks TDS has it, and a columnstore's dictionaries make the difference in size small.
    /// </summary>
    public string ServerType { get; } = EmbeddedType switch
    {
        "BIGINT" => "bigint",
        "INTEGER" => "int",
        "BOOLEAN" => "bit",
        "DATE" => "date",
        "DOUBLE" => "float",
        "UUID" => "uniqueidentifier",
        "VARCHAR" => $"nvarchar({TextLength})",
        _ when EmbeddedType.StartsWith("DECIMAL(", StringComparison.Ordinal) => EmbeddedType.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal),
        _ => throw new NotSupportedException($"Column {Name}: no type of SQL Server is chosen for {EmbeddedType}; add it to {nameof(WarehouseColumn)}."),
    };

    /// <summary>True for text.</summary>
    public bool IsText => EmbeddedType == "VARCHAR";

    /// <summary>True for days.</summary>
    public bool IsDate => EmbeddedType == "DATE";

    /// <summary>True for exact numbers with decimals: euros, hours, days.</summary>
    public bool IsDecimal => EmbeddedType.StartsWith("DECIMAL(", StringComparison.Ordinal);

    /// <summary>The name as DuckDB reads it whatever it is.</summary>
    internal string Quoted => $"\"{Name}\"";

    /// <summary>True for a text that has a line for each language, Catalan first. Default: false</summary>
    public bool HasLanguages { get; init; }

    /// <summary>
    /// What the server is sent: days as moments, which its client wants; of a text in several languages the Catalan line, as everything is that
    /// readers see there.
    /// </summary>
    internal string Sent => IsDate ? $"CAST({Quoted} AS TIMESTAMP)" : HasLanguages ? $"split_part({Quoted}, chr(10), 1)" : Quoted;
}

/// <summary>A table that goes to the server: what the embedded store says it is, and nothing else.</summary>
/// <param name="Schema"><c>star</c> or <c>mart</c>, in both stores.</param>
/// <param name="Name">Its name, in both stores.</param>
/// <param name="Columns">Its columns in order.</param>
internal sealed record WarehouseTable(string Schema, string Name, IReadOnlyList<WarehouseColumn> Columns)
{
    /// <summary>
    /// The marts that are read on the server, each with its columns that have a line for each language. The others are working tables, or hold the
    /// network's pseudonyms, and stay.
    /// </summary>
    private static readonly Dictionary<string, string[]> Marts = new()
    {
        ["kpi"] = ["reason"],
        ["metric_supply"] = [],
        ["network"] = ["reason"],
        ["published"] = ["reason"],
    };

    /// <summary>As SQL names it.</summary>
    public string FullName => $"{Schema}.{Name}";

    /// <summary>Where its rows wait on the server until they are all there, as the catalogue names it.</summary>
    public string StagingName => $"load.{Name}";

    /// <summary>The same as SQL names it: T-SQL keeps the word LOAD for itself.</summary>
    public string Staging => $"\"load\".{Name}";

    /// <summary>True for a table that grows with the years.</summary>
    public bool IsBig => !Name.StartsWith("dim_", StringComparison.Ordinal);

    /// <summary>The first day a row has; rows are stored in its order. Null for a table without days.</summary>
    public string? Day => Columns.FirstOrDefault(c => c.IsDate)?.Name;

    /// <summary>The tables of a version that go to the server, in the order every sync takes them.</summary>
    /// <param name="session">A session that sees the version.</param>
    /// <param name="database">The name it is attached under; null for the session's own file.</param>
    public static IReadOnlyList<WarehouseTable> Of(DuckDbSession session, string? database = null) =>
        [
            .. session
                .Query(
                    """
                    SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()
                    WHERE database_name = coalesce(?, current_database()) AND schema_name IN ('star', 'mart') AND NOT internal
                    ORDER BY schema_name, table_name, column_index
                    """,
                    row => (Schema: row.GetString(0), Table: row.GetString(1), Column: row.GetString(2), Type: row.GetString(3)),
                    database
                )
                .Where(c => c.Schema == "star" || Marts.ContainsKey(c.Table))
                .GroupBy(c => (c.Schema, c.Table))
                .Select(t => new WarehouseTable(t.Key.Schema, t.Key.Table, [.. t.Select(c => new WarehouseColumn(c.Column, c.Type) { HasLanguages = t.Key.Schema == "mart" && Marts[t.Key.Table].Contains(c.Column) })])),
        ];
}
