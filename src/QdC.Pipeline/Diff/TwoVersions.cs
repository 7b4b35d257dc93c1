using QdC.Warehouse;

namespace QdC.Pipeline.Diff;

/// <summary>Two versions attached to one session as <c>v1</c> and <c>v2</c>, and what tables each of them has.</summary>
internal sealed class TwoVersions
{
    private readonly Dictionary<(string Version, string Table), List<string>> _columns;

    public TwoVersions(DuckDbSession db)
    {
        Db = db;
        _columns = db.Query(
                """
                SELECT database_name, schema_name || '.' || table_name, column_name FROM duckdb_columns()
                WHERE database_name IN ('v1', 'v2') ORDER BY database_name, schema_name, table_name, column_index
                """,
                row => (Version: row.GetString(0), Table: row.GetString(1), Column: row.GetString(2))
            )
            .GroupBy(c => (c.Version, c.Table))
            .ToDictionary(g => g.Key, g => g.Select(c => c.Column).ToList());
    }

    /// <summary>The session.</summary>
    public DuckDbSession Db { get; }

    /// <summary>True when the version has the table.</summary>
    public bool Has(string version, string table) => _columns.ContainsKey((version, table));

    /// <summary>The table's columns in a version, in order; none when it has no such table.</summary>
    public IReadOnlyList<string> Columns(string version, string table) => _columns.GetValueOrDefault((version, table)) ?? [];

    /// <summary>The tables that both versions have in a schema.</summary>
    public IEnumerable<string> InBoth(string schema) =>
        _columns.Keys.Where(k => k.Version == "v1" && k.Table.StartsWith(schema + ".", StringComparison.Ordinal) && Has("v2", k.Table)).Select(k => k.Table).Order(StringComparer.Ordinal);

    /// <summary>One value of each version; default where the version has no such table.</summary>
    public (T? Before, T? After) Each<T>(string table, Func<string, string> sql) =>
        (Has("v1", table) ? Db.Scalar<T>(sql("v1." + table)) : default, Has("v2", table) ? Db.Scalar<T>(sql("v2." + table)) : default);

    /// <summary>The words of an enumeration as SQL and documents write them.</summary>
    public static T Word<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
