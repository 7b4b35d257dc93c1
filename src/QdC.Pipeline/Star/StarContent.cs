using QdC.Warehouse;

namespace QdC.Pipeline.Star;

/// <summary>
/// What a version's star and marts say, apart from numbering: surrogate keys are replaced by the natural keys they stand for.
/// Two versions with the same content hashes are the same star. See definitions: Same star.
/// </summary>
public static class StarContent
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
    private const string People = "SELECT person_id, min(person_record) AS natural_key FROM link.person_map GROUP BY person_id";

    /// <summary>The hash of each table of <c>star</c> and <c>mart</c>, by its name; an empty table's is empty.</summary>
    public static IReadOnlyDictionary<string, string> Hashes(DuckDbSession version) =>
        Tables(version)
            .ToDictionary(
                table => table,
                table => version.Scalar<string>($"SELECT coalesce(sha256(string_agg(line, chr(10) ORDER BY line)), '') FROM ({Lines(version, table)})")!
            );

    /// <summary>A table's rows as text with natural keys, in order.</summary>
    public static IReadOnlyList<string> Rows(DuckDbSession version, string table) =>
        version.Query($"SELECT line FROM ({Lines(version, table)}) ORDER BY line", row => row.GetString(0));

    private static List<string> Tables(DuckDbSession version) =>
        version.Query(
            "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_schema IN ('star', 'mart') ORDER BY 1",
            row => row.GetString(0)
        );

    private static string Lines(DuckDbSession version, string table)
    {
        var parts = table.Split('.');
        var columns = version.Query(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position",
            row => row.GetString(0),
            parts[0],
            parts[1]
        );
        var keys = columns.Where(KeyTables.ContainsKey).ToList();
        var fields = columns.Select(c =>
            KeyTables.ContainsKey(c) ? $"coalesce(CAST(k_{c}.id AS VARCHAR), CAST(t.{c} AS VARCHAR))"
            : c == PersonId ? "CAST(p.natural_key AS VARCHAR)"
            : $"CAST(t.{c} AS VARCHAR)"
        );
        var joins = keys.Select(c => $" LEFT JOIN {Named(KeyTables[c])} AS k_{c} ON k_{c}.key = t.{c}")
            .Concat(columns.Contains(PersonId) ? [$" LEFT JOIN ({People}) AS p ON p.person_id = t.{PersonId}"] : []);
        return $"SELECT concat_ws('|', {string.Join(", ", fields.Select(f => $"coalesce({f}, '')"))}) AS line FROM {table} AS t{string.Concat(joins)}";
    }

    /// <summary>What surrogate keys stand for. Which of a person's records the person is called by depends on what was known when, so people are told by the first of their records.</summary>
    private static string Named(string table) => table == "person" ? $"(SELECT k.key, p.natural_key AS id FROM keys.person AS k JOIN ({People}) AS p ON p.person_id = k.id)" : $"keys.{table}";
}
