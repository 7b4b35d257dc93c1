using QdC.Warehouse;

namespace QdC.Pipeline.Diff;

/// <summary>Which deliveries the versions hold: what is new, late or a correction, what was withdrawn, what was read otherwise.</summary>
internal static class DeliveryDiff
{
    /// <summary>Makes the table <c>delivery_change</c>: every delivery of either version with the cause it gives to what it changed; <c>known</c> where it changed nothing.</summary>
    public static void Prepare(DuckDbSession db) =>
        db.Execute(
            """
            CREATE OR REPLACE TEMP TABLE delivery_change AS
            WITH held AS (SELECT 1 AS side, * FROM v1.meta.delivery UNION ALL BY NAME SELECT 2 AS side, * FROM v2.meta.delivery),
            reach AS (SELECT system, extract, max(effective_date) AS reached FROM v1.meta.delivery GROUP BY system, extract),
            delivery AS (
                SELECT delivery_id, any_value(system) AS system, any_value(extract) AS extract, max(effective_date) AS effective_date,
                    bool_or(is_correction AND absent = 0) AS is_correction, bool_or(side = 1) AS before, bool_or(side = 2) AS after,
                    count(DISTINCT fingerprint) > 1 AS reread
                FROM held GROUP BY delivery_id)
            SELECT d.*, r.reached,
                CASE WHEN NOT d.before AND d.is_correction THEN 'corrected'
                    WHEN NOT d.before AND d.effective_date < r.reached THEN 'late'
                    WHEN NOT d.before THEN 'new'
                    WHEN NOT d.after THEN 'withdrawn'
                    WHEN d.reread THEN 'mapping'
                    ELSE 'known' END AS cause
            FROM delivery AS d LEFT JOIN reach AS r ON r.system = d.system AND r.extract = d.extract
            """
        );

    /// <summary>The deliveries that make a difference, by extract and in effective order.</summary>
    public static IReadOnlyList<DeliveryDifference> Read(DuckDbSession db, IReadOnlyDictionary<long, Delivery> ledger) =>
        db.Query(
            "SELECT delivery_id, system, extract, effective_date, cause FROM delivery_change WHERE cause <> 'known' ORDER BY effective_date, system, extract, delivery_id",
            row => new DeliveryDifference(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                ledger.GetValueOrDefault(row.GetInt64(0))?.Facts.FileName,
                row.GetFieldValue<DateOnly>(3),
                TwoVersions.Word<DiffCause>(row.GetString(4))
            )
        );
}
