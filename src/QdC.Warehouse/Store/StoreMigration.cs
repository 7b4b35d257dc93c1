namespace QdC.Warehouse;

/// <summary>One step of a version's schema, forward only. It runs in a transaction on the working copy.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">What it does.</param>
/// <param name="Apply">The step.</param>
internal sealed record StoreMigration(int Number, string Name, Action<DuckDbSession> Apply)
{
    /// <summary>The migrations of this release.</summary>
    public static IReadOnlyList<StoreMigration> All { get; } =
    [
        new(1, "meta: what the file is and which deliveries are in it", session => session.RunScript(
            """
            CREATE TABLE meta.delivery (
              delivery_id BIGINT NOT NULL, system VARCHAR NOT NULL, extract VARCHAR NOT NULL, subject VARCHAR NOT NULL,
              seq INTEGER NOT NULL, effective_date DATE NOT NULL, content_hash VARCHAR NOT NULL, is_correction BOOLEAN NOT NULL,
              extract_from DATE, extract_to DATE, fingerprint VARCHAR NOT NULL,
              records BIGINT NOT NULL, loaded BIGINT NOT NULL, unchanged BIGINT NOT NULL, rejected BIGINT NOT NULL,
              duplicate BIGINT NOT NULL, absent BIGINT NOT NULL);
            """,
            "migration 1")),
    ];
}
