using QdC.Warehouse;

namespace QdC.Pipeline.Star;

/// <summary>
/// What a version's star and marts say, apart from numbering: surrogate keys are replaced by the natural keys they stand for.
/// Two versions with the same content hashes are the same star. See definitions: Same star.
/// </summary>
internal static class StarContent
{
    /// <summary>Which table of schema <c>keys</c> says what a surrogate key column stands for.</summary>
    internal static readonly IReadOnlyDictionary<string, string> KeyTables = new Dictionary<string, string>
    {
        ["person_key"] = "person",
        ["case_key"] = "case_record",
        ["chain_key"] = "case_record",
        ["transferred_from_key"] = "case_record",
        ["service_record_key"] = "service_record",
        ["professional_key"] = "professional",
        ["lead_professional_key"] = "professional",
        ["co_lead_professional_key"] = "professional",
        ["team_key"] = "team",
        ["provider_key"] = "provider",
        ["lead_team_key"] = "team",
        ["programme_line_key"] = "programme_line",
    };

    private const string PersonId = "person_id";

    /// <summary>A case or, of a service without one, a person.</summary>
    private const string FamilyId = "family_id";

    /// <summary>A person's identifier and a month, as one text.</summary>
    private const string UserMonth = "user_month";

    private const int IdLength = 36;
    private const string People = "SELECT person_id, min(person_record) AS natural_key FROM link.person_map GROUP BY person_id";

    /// <summary>The hash of each table of <c>star</c> and <c>mart</c>, by its name; an empty table's is empty.</summary>
    public static IReadOnlyDictionary<string, string> Hashes(DuckDbSession version) =>
        Columns(version)
            .ToDictionary(
                table => table.Key,
                table => version.Scalar<string>($"SELECT coalesce(sha256(string_agg(line, chr(10) ORDER BY line)), '') FROM ({Lines(table.Key, [.. table])})")!
            );

    /// <summary>A table's rows as text with natural keys, in order.</summary>
    public static IReadOnlyList<string> Rows(DuckDbSession version, string table) =>
        version.Query($"SELECT line FROM ({Lines(table, [.. Columns(version)[table]])}) ORDER BY line", row => row.GetString(0));

    /// <summary>The columns of each table, in their order.</summary>
    private static ILookup<string, string> Columns(DuckDbSession version) =>
        version.Query(
            "SELECT schema_name || '.' || table_name, column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name IN ('star', 'mart') ORDER BY 1, column_index",
            row => (Table: row.GetString(0), Column: row.GetString(1))
        ).ToLookup(c => c.Table, c => c.Column);

    private static string Lines(string table, IReadOnlyList<string> columns)
    {
        var keys = columns.Where(KeyTables.ContainsKey).ToList();
        var fields = columns.Select(c =>
            KeyTables.ContainsKey(c) ? $"coalesce(CAST(k_{c}.id AS VARCHAR), CAST(t.{c} AS VARCHAR))"
            : c == PersonId ? "CAST(p.natural_key AS VARCHAR)"
            : c == FamilyId ? $"CAST(coalesce(f.natural_key, t.{c}) AS VARCHAR)"
            : c == UserMonth ? $"concat(coalesce(u.natural_key, try_cast(left(t.{c}, {IdLength}) AS UUID)), substr(t.{c}, {IdLength + 1}))"
            : $"CAST(t.{c} AS VARCHAR)"
        );
        var joins = keys.Select(c => $" LEFT JOIN {Named(KeyTables[c])} AS k_{c} ON k_{c}.key = t.{c}")
            .Concat(columns.Contains(PersonId) ? [$" LEFT JOIN ({People}) AS p ON p.person_id = t.{PersonId}"] : [])
            .Concat(columns.Contains(FamilyId) ? [$" LEFT JOIN ({People}) AS f ON f.person_id = t.{FamilyId}"] : [])
            .Concat(columns.Contains(UserMonth) ? [$" LEFT JOIN ({People}) AS u ON u.person_id = try_cast(left(t.{UserMonth}, {IdLength}) AS UUID)"] : []);
        return $"SELECT concat_ws('|', {string.Join(", ", fields.Select(f => $"coalesce({f}, '')"))}) AS line FROM {table} AS t{string.Concat(joins)}";
    }

    /// <summary>What surrogate keys stand for. Which of a person's records the person is called by depends on what was known when, so people are told by the first of their records.</summary>
    private static string Named(string table) => table == "person" ? $"(SELECT k.key, p.natural_key AS id FROM keys.person AS k JOIN ({People}) AS p ON p.person_id = k.id)" : $"keys.{table}";
}
