using System.Globalization;

namespace QdC.Warehouse;

/// <summary><c>meta.info</c> of a version: what the file is, as keys and values.</summary>
internal static class StoreInfo
{
    private const string SchemaVersion = "schema_version";

    /// <summary>The file's schema version; 0 for a file that has none yet.</summary>
    public static int Schema(DuckDbSession session) => HasTable(session, "info")
        && session.Scalar<string>("SELECT value FROM meta.info WHERE key = ?", SchemaVersion) is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Refuses a file that this release does not understand.</summary>
    public static void RequireKnown(DuckDbSession session, IReadOnlyList<StoreMigration> migrations)
    {
        var schema = Schema(session);
        if (schema > migrations.Count)
        {
            throw new StoreFromNewerRelease(session.Path, schema, migrations.Count);
        }
    }

    /// <summary>Takes a working copy to this release's schema, each migration in a transaction of its own, checkpointed at the end.</summary>
    public static void Migrate(DuckDbSession session, AreaCode area, IReadOnlyList<StoreMigration> migrations)
    {
        RequireKnown(session, migrations);
        var schema = Schema(session);
        if (schema == migrations.Count)
        {
            return;
        }

        session.Execute("CREATE TABLE IF NOT EXISTS meta.info (key VARCHAR NOT NULL, value VARCHAR)");
        Set(session, "area", area.Value);
        foreach (var migration in migrations.Skip(schema))
        {
            session.InTransaction(s =>
            {
                migration.Apply(s);
                Write(s, SchemaVersion, migration.Number.ToString(CultureInfo.InvariantCulture));
            });
        }

        session.Execute("CHECKPOINT");
    }

    /// <summary>Writes a value, replacing the one before.</summary>
    public static void Set(DuckDbSession session, string key, string? value) => session.InTransaction(s => Write(s, key, value));

    /// <summary>The numbers of the deliveries that are in the file.</summary>
    public static HashSet<long> Deliveries(DuckDbSession session) => HasTable(session, "delivery")
        ? [.. session.Query("SELECT DISTINCT delivery_id FROM meta.delivery", r => r.GetInt64(0))]
        : [];

    private static void Write(DuckDbSession session, string key, string? value)
    {
        session.Execute("DELETE FROM meta.info WHERE key = ?", key);
        session.Execute("INSERT INTO meta.info VALUES (?, ?)", key, value);
    }

    private static bool HasTable(DuckDbSession session, string table) => session.Scalar<long>(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'meta' AND table_name = ?", table) > 0;
}
