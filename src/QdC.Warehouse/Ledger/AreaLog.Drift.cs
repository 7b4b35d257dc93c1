using System.Globalization;
using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

public sealed partial class AreaLog
{
    /// <summary>What the reason of a delivery begins with that a change holds.</summary>
    public const string DriftHold = "Drift: ";

    /// <summary>Keeps what a delivery looked like: its columns and how it is written, as JSON.</summary>
    public void KeepShape(long deliveryId, string shape) =>
        Run("INSERT INTO shape (delivery_id, shape) VALUES ($0, $1) ON CONFLICT (delivery_id) DO UPDATE SET shape = excluded.shape", deliveryId, shape);

    /// <summary>What a delivery looked like; null when it was not kept.</summary>
    public string? Shape(long deliveryId) => (string?)Value("SELECT shape FROM shape WHERE delivery_id = $0", deliveryId);

    /// <summary>
    /// Makes a change known and gives back its event. The same change of the same delivery, of one that came while it was open, or of
    /// one that is compared with what was delivered before it was decided, is the same event and keeps its decision.
    /// </summary>
    /// <param name="delivery">The delivery that has it.</param>
    /// <param name="before">The delivery it was compared with.</param>
    /// <param name="note">What changed.</param>
    public DriftEvent RaiseDrift(Delivery delivery, Delivery before, DriftNote note) => InTransaction(() =>
    {
        var same = DriftsWhere("system = $0 AND extract = $1 AND kind = $2 AND subject = $3", delivery.System, delivery.Extract, note.Kind, note.Subject);
        var listed = same.FirstOrDefault(e => Value("SELECT 1 FROM drift_delivery WHERE drift_id = $0 AND delivery_id = $1", e.DriftId, delivery.DeliveryId) is not null);
        var going = listed ?? same.FirstOrDefault(e => e.State == DriftState.Open || (e.EffectiveDate <= delivery.EffectiveDate && before.EffectiveDate < e.EffectiveDate));
        if (going is null)
        {
            Run("""
                INSERT INTO drift (system, extract, kind, subject, destructive, state, before, after, effect, delivery_id, before_id, effective_date, raised_at)
                VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                """,
                delivery.System, delivery.Extract, note.Kind, note.Subject, note.IsDestructive ? 1 : 0, Word(note.IsDestructive ? DriftState.Open : DriftState.Told),
                note.Before, note.After, note.Effect, delivery.DeliveryId, before.DeliveryId, Text(delivery.EffectiveDate), Now());
            going = Drift((long)Value("SELECT last_insert_rowid()")!)!;
        }
        else if (going.State == DriftState.Passed)
        {
            Run("UPDATE drift SET state = $1 WHERE drift_id = $0", going.DriftId, Word(note.IsDestructive ? DriftState.Open : DriftState.Told));
        }

        Run("INSERT OR IGNORE INTO drift_delivery (drift_id, delivery_id) VALUES ($0, $1)", going.DriftId, delivery.DeliveryId);
        return Drift(going.DriftId)!;
    });

    /// <summary>
    /// Makes known what a pull found at a source's server, where nothing was delivered yet, and gives back its event: one that is open or told already is the same.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="extract">The extract.</param>
    /// <param name="day">The day that the answer was to show.</param>
    /// <param name="note">What changed.</param>
    /// <param name="before">The columns of the last answer, as JSON.</param>
    /// <param name="after">Those of this one.</param>
    public DriftEvent RaisePulled(string system, string extract, DateOnly day, DriftNote note, string before, string after) => InTransaction(() =>
    {
        var state = note.IsDestructive ? DriftState.Open : DriftState.Told;
        var going = DriftsWhere("system = $0 AND extract = $1 AND kind = $2 AND subject = $3 AND state = $4 AND delivery_id IS NULL", system, extract, note.Kind, note.Subject, Word(state)).LastOrDefault();
        if (going is not null)
        {
            Run("UPDATE drift SET before = $1, after = $2, shape_before = $3, shape_after = $4 WHERE drift_id = $0", going.DriftId, note.Before, note.After, before, after);
            return Drift(going.DriftId)!;
        }

        Run("""
            INSERT INTO drift (system, extract, kind, subject, destructive, state, before, after, effective_date, raised_at, shape_before, shape_after)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            system, extract, note.Kind, note.Subject, note.IsDestructive ? 1 : 0, Word(state), note.Before, note.After, Text(day), Now(), before, after);
        return Drift((long)Value("SELECT last_insert_rowid()")!)!;
    });

    /// <summary>Notes that an extract was pulled: what stopped it and is not there any more has passed.</summary>
    /// <param name="system">The system.</param>
    /// <param name="extract">The extract.</param>
    public void PassPulled(string system, string extract) =>
        Run("UPDATE drift SET state = 'passed' WHERE system = $0 AND extract = $1 AND delivery_id IS NULL AND state = 'open'", system, extract);

    /// <summary>The changes, oldest first.</summary>
    public IReadOnlyList<DriftEvent> Drifts() => DriftsWhere("1 = 1");

    /// <summary>A change by its number; null when there is none.</summary>
    public DriftEvent? Drift(long driftId) => DriftsWhere("drift_id = $0", driftId).SingleOrDefault();

    /// <summary>Accepts a change, for ever, and lets go of the deliveries that it holds.</summary>
    /// <param name="driftId">The change.</param>
    /// <param name="by">Who.</param>
    /// <param name="why">Why.</param>
    /// <param name="effect">How deliveries are read from its day on, as JSON; null to read them as before.</param>
    public void AcceptDrift(long driftId, string by, string why, string? effect) => InTransaction(() =>
    {
        var drift = Drift(driftId) ?? throw new NotInLedger("change", $"{driftId}");
        Run("UPDATE drift SET state = 'accepted', by = $1, why = $2, effect = $3, decided_at = $4 WHERE drift_id = $0", driftId, by, why, effect, Now());
        var detail = System.Text.Json.JsonSerializer.Serialize(new { drift.System, drift.Extract, drift.Note.Kind, drift.Note.Subject, effect });
        foreach (var delivery in DeliveriesOf(driftId))
        {
            if (drift.Note.Kind == DriftKinds.Volume)
            {
                Decide(DecisionKind.AcceptVolume, delivery.ContentHash, why, by);
            }

            // One that a rollback set aside stays there.
            var isHeldByIt = delivery is { State: DeliveryState.Held, Reason: { } reason } && (reason.StartsWith(DriftHold, StringComparison.Ordinal) || drift.Note.After == reason);
            if (isHeldByIt || delivery.State == DeliveryState.Failed)
            {
                SetDeliveryState(delivery.DeliveryId, DeliveryState.Landed, $"accepted by {by}: {why}");
            }
        }

        return Decide(DecisionKind.AcceptDrift, driftId.ToString(CultureInfo.InvariantCulture), why, by, detail: detail);
    });

    /// <summary>Notes that a delivery was applied: what stopped it, or deliveries before it, and is not in it has passed. A gap passes once its own delivery has none before it.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="raised">The changes found in it.</param>
    public void PassDrifts(Delivery delivery, IReadOnlyCollection<long> raised)
    {
        foreach (var drift in DriftsWhere("system = $0 AND extract = $1 AND drift_id IN (SELECT drift_id FROM drift_delivery) AND (state = 'open' OR (state = 'told' AND kind = 'gap'))", delivery.System, delivery.Extract))
        {
            if (!raised.Contains(drift.DriftId) && DeliveriesOf(drift.DriftId).All(d => drift.State == DriftState.Told ? d.DeliveryId == delivery.DeliveryId : string.CompareOrdinal(d.Order, delivery.Order) <= 0))
            {
                Run("UPDATE drift SET state = 'passed' WHERE drift_id = $0", drift.DriftId);
            }
        }
    }

    /// <summary>The deliveries that have a change.</summary>
    public IReadOnlyList<Delivery> DeliveriesOf(long driftId) =>
        [.. Rows("SELECT delivery_id FROM drift_delivery WHERE drift_id = $0 ORDER BY delivery_id", r => r.GetInt64(0), driftId).Select(id => FindDelivery(id)!)];

    private List<DriftEvent> DriftsWhere(string where, params object?[] parameters) => Rows(
        $"""
        SELECT drift_id, system, extract, kind, subject, destructive, state, before, after, effect, delivery_id, before_id, effective_date, raised_at, by, why, decided_at, shape_before, shape_after
        FROM drift WHERE {where} ORDER BY drift_id
        """,
        ReadDrift, parameters);

    private static DriftEvent ReadDrift(SqliteDataReader r) => new(
        r.GetInt64(0),
        r.GetString(1),
        r.GetString(2),
        new DriftNote { Kind = r.GetString(3), Subject = r.GetString(4), IsDestructive = r.GetInt64(5) != 0, Before = TextAt(r, 7), After = TextAt(r, 8), Effect = TextAt(r, 9) },
        FromWord<DriftState>(r.GetString(6)),
        r.IsDBNull(10) ? null : r.GetInt64(10),
        r.IsDBNull(11) ? null : r.GetInt64(11),
        Day(r.GetString(12))!.Value,
        Moment(r.GetString(13)),
        TextAt(r, 14),
        TextAt(r, 15),
        r.IsDBNull(16) ? null : Moment(r.GetString(16)))
    {
        ShapeBefore = TextAt(r, 17),
        ShapeAfter = TextAt(r, 18),
    };
}
