using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

public sealed partial class AreaLog
{
    private const string DeliveryColumns = """
        delivery_id, system, extract, content_hash, file_name, effective_date, sequence, landed_path, bytes,
        extract_from, extract_to, mode, is_correction, state, reason, registered_at, changed_at, promised_rows, known_cut
        """;

    /// <summary>
    /// Makes a delivery known. The same bytes for the same extract keep their number and their state, and what was not known
    /// before (an effective date given by hand, where it was landed) is filled in; one that waited, or whose reading failed, takes the new state.
    /// </summary>
    public Delivery Register(NewDelivery delivery) => InTransaction(() =>
    {
        var now = Now();
        Run("""
            INSERT INTO delivery (system, extract, content_hash, file_name, effective_date, sequence, landed_path, bytes,
              extract_from, extract_to, mode, is_correction, state, reason, registered_at, changed_at, promised_rows, known_cut)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16)
            ON CONFLICT (system, extract, content_hash) DO UPDATE SET
              file_name = CASE WHEN state IN ('waiting', 'failed') THEN excluded.file_name ELSE file_name END,
              effective_date = CASE WHEN state IN ('waiting', 'failed') THEN coalesce(excluded.effective_date, effective_date) ELSE coalesce(effective_date, excluded.effective_date) END,
              sequence = CASE WHEN state IN ('waiting', 'failed') THEN excluded.sequence ELSE sequence END,
              landed_path = coalesce(excluded.landed_path, landed_path),
              extract_from = coalesce(extract_from, excluded.extract_from),
              extract_to = coalesce(extract_to, excluded.extract_to),
              mode = coalesce(mode, excluded.mode),
              promised_rows = CASE WHEN state IN ('waiting', 'failed') THEN excluded.promised_rows ELSE promised_rows END,
              known_cut = CASE WHEN state IN ('waiting', 'failed') THEN excluded.known_cut ELSE known_cut END,
              is_correction = CASE WHEN state IN ('waiting', 'failed') THEN excluded.is_correction ELSE is_correction END,
              reason = CASE WHEN state IN ('waiting', 'failed') THEN excluded.reason ELSE reason END,
              changed_at = CASE WHEN state IN ('waiting', 'failed') AND state <> excluded.state THEN excluded.changed_at ELSE changed_at END,
              state = CASE WHEN state IN ('waiting', 'failed') THEN excluded.state ELSE state END
            """,
            delivery.System, delivery.Extract, delivery.ContentHash, delivery.FileName, Text(delivery.EffectiveDate),
            delivery.Sequence, delivery.LandedPath, delivery.Bytes, Text(delivery.ExtractFrom), Text(delivery.ExtractTo),
            delivery.Mode, delivery.IsCorrection ? 1 : 0, Word(delivery.State), delivery.Reason, now, delivery.PromisedRows, delivery.KnownCut);
        return FindDelivery(delivery.System, delivery.Extract, delivery.ContentHash)!;
    });

    /// <summary>Changes where a delivery stands.</summary>
    public void SetDeliveryState(long deliveryId, DeliveryState state, string? reason = null)
    {
        if (Run("UPDATE delivery SET state = $0, reason = $1, changed_at = $2 WHERE delivery_id = $3",
            Word(state), reason, Now(), deliveryId) != 1)
        {
            throw new NotInLedger("delivery", $"{deliveryId}");
        }
    }

    /// <summary>A delivery by its number; null when there is none.</summary>
    public Delivery? FindDelivery(long deliveryId) =>
        Rows($"SELECT {DeliveryColumns} FROM delivery WHERE delivery_id = $0", ReadDelivery, deliveryId).SingleOrDefault();

    /// <summary>A delivery by its content; null when it was never seen.</summary>
    public Delivery? FindDelivery(string system, string extract, string contentHash) =>
        Rows($"SELECT {DeliveryColumns} FROM delivery WHERE system = $0 AND extract = $1 AND content_hash = $2", ReadDelivery, system, extract, contentHash).SingleOrDefault();

    /// <summary>The deliveries in effective order; nulls mean all.</summary>
    public IReadOnlyList<Delivery> Deliveries(string? system = null, string? extract = null, DeliveryState? state = null)
    {
        var rows = Rows(
            $"""
            SELECT {DeliveryColumns} FROM delivery
            WHERE ($0 IS NULL OR system = $0) AND ($1 IS NULL OR extract = $1) AND ($2 IS NULL OR state = $2)
            """,
            ReadDelivery, system, extract, state is { } s ? Word(s) : null);
        rows.Sort((a, b) => string.CompareOrdinal(a.Order, b.Order) is var byOrder and not 0 ? byOrder : a.DeliveryId.CompareTo(b.DeliveryId));
        return rows;
    }

    /// <summary>The deliveries that are not in, in effective order: those that wait, are held or failed, until a file of the same name that came after them is in.</summary>
    public IReadOnlyList<Delivery> Stuck()
    {
        var all = Deliveries();
        var lastIn = all.Where(d => d.State == DeliveryState.Applied).GroupBy(d => (d.System, d.Extract, d.Facts.FileName)).ToDictionary(g => g.Key, g => g.Max(d => d.DeliveryId));
        return [.. all.Where(d => d.State is DeliveryState.Held or DeliveryState.Waiting or DeliveryState.Failed && lastIn.GetValueOrDefault((d.System, d.Extract, d.Facts.FileName)) < d.DeliveryId)];
    }

    private static Delivery ReadDelivery(SqliteDataReader r)
    {
        var state = FromWord<DeliveryState>(r.GetString(13));
        var facts = new NewDelivery
        {
            System = r.GetString(1),
            Extract = r.GetString(2),
            ContentHash = r.GetString(3),
            FileName = r.GetString(4),
            EffectiveDate = Day(TextAt(r, 5)),
            Sequence = r.GetInt32(6),
            LandedPath = TextAt(r, 7),
            Bytes = r.GetInt64(8),
            ExtractFrom = Day(TextAt(r, 9)),
            ExtractTo = Day(TextAt(r, 10)),
            Mode = TextAt(r, 11),
            IsCorrection = r.GetInt64(12) != 0,
            State = state,
            Reason = TextAt(r, 14),
            PromisedRows = r.IsDBNull(17) ? null : r.GetInt64(17),
            KnownCut = TextAt(r, 18),
        };
        return new Delivery(r.GetInt64(0), facts, state, facts.Reason, Moment(r.GetString(15)), Moment(r.GetString(16)));
    }
}
