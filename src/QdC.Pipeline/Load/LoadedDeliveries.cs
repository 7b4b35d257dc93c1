using QdC.Warehouse;

namespace QdC.Pipeline.Load;

/// <summary>A delivery that the working copy holds.</summary>
/// <param name="DeliveryId">Its number in the ledger.</param>
/// <param name="Seq">Its place in effective order within its extract, from 1.</param>
/// <param name="EffectiveDate">The day it speaks of.</param>
/// <param name="IsCorrection">True when it delivered no rows of its own.</param>
/// <param name="From">First day it is complete for, when it says.</param>
/// <param name="To">Last day it is complete for, when it says.</param>
/// <param name="Records">Records in the file.</param>
internal sealed record LoadedDelivery(long DeliveryId, int Seq, DateOnly EffectiveDate, bool IsCorrection, DateOnly? From, DateOnly? To, long Records);

/// <summary>
/// The deliveries of one extract that the working copy holds, in effective order. They are read once and kept up as deliveries are loaded: of hundreds
/// of deliveries none has to ask for those before it.
/// </summary>
internal sealed class LoadedDeliveries
{
    private readonly List<LoadedDelivery> _held;

    private LoadedDeliveries(List<LoadedDelivery> held) => _held = held;

    /// <summary>The place of the next delivery.</summary>
    public int NextSeq => _held.Count == 0 ? 1 : _held[^1].Seq + 1;

    /// <summary>The last that delivered rows of its own; null when there is none.</summary>
    public LoadedDelivery? Last => _held.FindLast(d => !d.IsCorrection);

    /// <summary>The last day that those with rows of their own reach; null when there is none.</summary>
    public DateOnly? Reached => _held.Where(d => !d.IsCorrection).Max(d => (DateOnly?)(d.To ?? d.EffectiveDate));

    /// <summary>Reads those that a working copy holds.</summary>
    /// <param name="db">The working copy.</param>
    /// <param name="system">The source system.</param>
    /// <param name="extract">The extract.</param>
    public static LoadedDeliveries Of(DuckDbSession db, string system, string extract) =>
        new(db.Query(
            "SELECT delivery_id, seq, effective_date, is_correction, extract_from, extract_to, records FROM meta.delivery WHERE system = ? AND extract = ? ORDER BY seq",
            r => new LoadedDelivery(r.GetInt64(0), r.GetInt32(1), r.GetFieldValue<DateOnly>(2), r.GetBoolean(3), Day(r, 4), Day(r, 5), r.GetInt64(6)),
            system, extract));

    /// <summary>True when the working copy holds a delivery.</summary>
    public bool Holds(long deliveryId) => _held.Exists(d => d.DeliveryId == deliveryId);

    /// <summary>The last with rows of its own that speaks of an earlier day; null when there is none.</summary>
    /// <param name="day">The day.</param>
    /// <param name="besides">Deliveries passed over.</param>
    public LoadedDelivery? Before(DateOnly day, IReadOnlySet<long> besides) =>
        _held.FindLast(d => !d.IsCorrection && d.EffectiveDate < day && !besides.Contains(d.DeliveryId));

    /// <summary>Notes one that was loaded.</summary>
    internal void Add(LoadedDelivery delivery) => _held.Add(delivery);

    /// <summary>Drops those from a place on.</summary>
    internal void Rewind(int fromSeq) => _held.RemoveAll(d => d.Seq >= fromSeq);

    private static DateOnly? Day(DuckDB.NET.Data.DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
