using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Load;

/// <summary>
/// The tables of schema <c>obs</c>, one a subject, generated from the contract: natural key, effective date, delivery, typed
/// values; an absence is a row too. Rows are appended in effective order and never updated.
/// </summary>
internal static class ObservationTables
{
    /// <summary>The columns before the contract's own.</summary>
    public static readonly IReadOnlyList<(string Name, string Type)> Leading =
    [
        ("system", "VARCHAR"),
        ("extract", "VARCHAR"),
        ("source_key", "UUID"),
        ("seq", "INTEGER"),
        ("effective_date", "DATE"),
        ("delivery_id", "BIGINT"),
        ("absent", "BOOLEAN"),
        ("sheet", "VARCHAR"),
        ("line", "INTEGER"),
        ("row_hash", "UBIGINT"),
        ("flaws", "VARCHAR"),
    ];

    /// <summary>Creates what is missing: schemas, what the ledger of the version notes of joined files, a table a subject, new columns of a grown contract.</summary>
    public static void Ensure(DuckDbSession db, Contract contract)
    {
        foreach (var schema in new[] { "obs", "keys", "link", "star", "mart" })
        {
            db.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
        }
        db.Execute("CREATE TABLE IF NOT EXISTS meta.joined (delivery_id BIGINT, \"join\" VARCHAR, records BIGINT)");
        foreach (var subject in contract.Subjects.Values)
        {
            var columns = Leading.Concat(Fields(subject));
            db.Execute(
                $"CREATE TABLE IF NOT EXISTS {Table(subject)} ({string.Join(", ", columns.Select(c => $"{Quote(c.Name)} {c.Type}"))})"
            );
            foreach (var (name, type) in Fields(subject))
            {
                db.Execute($"ALTER TABLE {Table(subject)} ADD COLUMN IF NOT EXISTS {Quote(name)} {type}");
            }
        }
    }

    /// <summary>The subject's table.</summary>
    public static string Table(Subject subject) => $"obs.{Quote(subject.Name)}";

    /// <summary>The stored contract fields with their types.</summary>
    public static IEnumerable<(string Name, string Type)> Fields(Subject subject) =>
        subject.Stored.Select(f => (f.StoredName, f.StoredType!));

    /// <summary>The stored contract fields, quoted, as a column list.</summary>
    public static string FieldList(Subject subject, string prefix = "") =>
        string.Join(", ", subject.Stored.Select(f => prefix + Quote(f.StoredName)));

    /// <summary>Quotes an identifier: many contract fields are SQL words (case, from, to).</summary>
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";
}
