using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Forget;

/// <summary>What was erased from a kept version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Observations">What deliveries said of the person's records.</param>
/// <param name="Pairs">Pairs of records that were compared or waited for a decision.</param>
public sealed record ErasedVersion(int Version, long Observations, long Pairs);

/// <summary>
/// Takes a person out of a version: what identifies goes, birth year and municipality are blanked, and every pseudonym gives way to a fresh
/// one, so that facts stay and counts hold.
/// </summary>
/// <param name="contract">The contract, which says what identifies.</param>
/// <param name="records">The pseudonyms of the person's records.</param>
/// <param name="keys">Pseudonyms that change, with those that take their place.</param>
internal sealed class VersionErasure(Contract contract, IReadOnlyCollection<Guid> records, IReadOnlyDictionary<Guid, Guid> keys)
{
    private const string Person = "person";
    private const long FirstKeyOfNextArea = 10_000_000_000;
    private const long FirstFreshKey = 9_000_000_000;
    private const long FreshKeys = 1_000_000_000;
    private static readonly (string Column, string Value)[] Blanked = [("birth_year", "-1"), ("municipality_key", "-1"), ("death_date", "NULL")];
    private const string Mine = "(SELECT id FROM erased_record)";
    private const string Persons = "(SELECT id FROM erased_person)";

    /// <summary>Erases; null when the version does not know the person.</summary>
    public ErasedVersion? Erase(DuckDbSession db, int version) => db.InTransaction(session =>
    {
        Prepare(session);
        var observations = Observations(session);
        var pairs = Delete(session, "link", "pair", $"record_a IN {Mine} OR record_b IN {Mine}");
        Delete(session, "link", "person_change", $"record_a IN {Mine} OR record_b IN {Mine} OR person_id IN {Persons} OR other_id IN {Persons}");
        if (Columns(session, "link", "network_person").Count > 0)
        {
            Delete(session, "mart", "network_person", $"network_id IN (SELECT network_id FROM link.network_person WHERE person_id IN {Persons})");
            Delete(session, "link", "network_person", $"person_id IN {Persons}");
        }
        Rekey(session);
        var replaced = Replace(session);
        return observations + pairs + replaced == 0 ? null : new ErasedVersion(version, observations, pairs);
    });

    private void Prepare(DuckDbSession db)
    {
        db.Execute("CREATE OR REPLACE TEMP TABLE erased_record (id UUID)");
        db.Execute("CREATE OR REPLACE TEMP TABLE erased_person (id UUID)");
        db.Execute("CREATE OR REPLACE TEMP TABLE erased_key (old UUID, new UUID)");
        foreach (var record in records)
        {
            db.Execute("INSERT INTO erased_record VALUES (CAST(? AS UUID))", record.ToString());
        }
        foreach (var (old, now) in keys.Where(k => k.Key != k.Value))
        {
            db.Execute("INSERT INTO erased_key VALUES (CAST(? AS UUID), CAST(? AS UUID))", old.ToString(), now.ToString());
        }
        if (Columns(db, "link", "person_map").Count > 0)
        {
            db.Execute($"INSERT INTO erased_person SELECT DISTINCT person_id FROM link.person_map WHERE person_record IN {Mine}");
        }
    }

    /// <summary>
    /// Gives the people a surrogate key that nobody has seen, out of reach of those that are minted in order and the same in every version, and
    /// blanks what facts and dimension say of where they live and when they were born or died.
    /// </summary>
    private static void Rekey(DuckDbSession db)
    {
        if (Columns(db, "keys", Person).Count == 0)
        {
            return;
        }
        db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE erased_number AS
            SELECT k.key AS old, k.key // {FirstKeyOfNextArea} * {FirstKeyOfNextArea} + {FirstFreshKey} + CAST(hash(coalesce(e.new, k.id)) % {FreshKeys} AS BIGINT) AS new
            FROM keys.person AS k LEFT JOIN erased_key AS e ON e.old = k.id
            WHERE k.id IN {Persons} AND k.key % {FirstKeyOfNextArea} < {FirstFreshKey}
            """
        );
        var tables = db.Query(
            "SELECT schema_name, table_name, list(column_name) FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'star' GROUP BY ALL HAVING list_contains(list(column_name), 'person_key')",
            r => (Place: $"\"{r.GetString(0)}\".\"{r.GetString(1)}\"", Columns: r.GetFieldValue<List<string>>(2)));
        foreach (var (place, columns) in tables)
        {
            var blank = Blanked.Where(b => columns.Contains(b.Column)).Select(b => $", {b.Column} = {b.Value}");
            db.Execute($"UPDATE {place} AS t SET person_key = n.new{string.Concat(blank)} FROM erased_number AS n WHERE t.person_key = n.old");
        }
        db.Execute("UPDATE keys.person AS t SET key = n.new FROM erased_number AS n WHERE t.key = n.old");
    }

    private long Observations(DuckDbSession db)
    {
        var there = Columns(db, "obs", Person).Select(c => c.Name).ToHashSet();
        if (there.Count == 0)
        {
            return 0;
        }
        var blank = contract.Subjects[Person].Stored.Where(Identifying.Is).Select(f => f.StoredName).Where(there.Contains).Select(name => $"\"{name}\" = NULL");
        return db.Execute($"UPDATE obs.person SET row_hash = 0, {string.Join(", ", blank)} WHERE source_key IN {Mine}");
    }

    private static long Delete(DuckDbSession db, string schema, string table, string where) =>
        Columns(db, schema, table).Count == 0 ? 0 : db.Execute($"DELETE FROM {schema}.{table} WHERE {where}");

    /// <summary>Replaces every pseudonym wherever it stands: in columns of their own, and in lists of them.</summary>
    private long Replace(DuckDbSession db)
    {
        long replaced = 0;
        foreach (var (schema, table, column, type) in Columns(db))
        {
            var (place, name) = ($"\"{schema}\".\"{table}\"", $"\"{column}\"");
            if (type == "UUID")
            {
                replaced += db.Execute($"UPDATE {place} AS t SET {name} = k.new FROM erased_key AS k WHERE t.{name} = k.old");
                continue;
            }
            foreach (var record in records)
            {
                foreach (var form in new[] { "D", "N" })
                {
                    var (old, now) = (record.ToString(form), keys[record].ToString(form));
                    replaced += db.Execute($"UPDATE {place} SET {name} = replace({name}, '{old}', '{now}') WHERE contains({name}, '{old}')");
                }
            }
        }
        return replaced;
    }

    private static List<(string Name, string Type)> Columns(DuckDbSession db, string schema, string table) =>
        db.Query(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND table_name = ?",
            r => (r.GetString(0), r.GetString(1)),
            schema, table);

    private static List<(string Schema, string Table, string Column, string Type)> Columns(DuckDbSession db) =>
        db.Query(
            """
            SELECT c.schema_name, c.table_name, c.column_name, c.data_type
            FROM duckdb_columns() AS c
            JOIN duckdb_tables() AS t ON t.database_name = c.database_name AND t.schema_name = c.schema_name AND t.table_name = c.table_name
            WHERE c.database_name = current_database() AND NOT t.temporary AND c.data_type IN ('UUID', 'VARCHAR')
            ORDER BY ALL
            """,
            r => (r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3)));
}
