namespace QdC.Warehouse;

public sealed partial class AreaLog
{
    /// <summary>What was erased, oldest first: tombstones, by which later deliveries are recognised.</summary>
    public IReadOnlyList<ErasedRecord> Erasures() => Rows(
        "SELECT record, stands_for, fresh, reference, by, at, version, ended_at, proof, person FROM erasure ORDER BY at, record",
        r => new ErasedRecord(
            Guid.Parse(r.GetString(0)), r.GetString(1), Guid.Parse(r.GetString(2)), r.GetString(3), r.GetString(4), Moment(r.GetString(5)), (int?)LongAt(r, 6),
            r.IsDBNull(7) ? null : Moment(r.GetString(7)), TextAt(r, 8), TextAt(r, 9)));

    /// <summary>Sets tombstones for the records of persons, before anything is erased.</summary>
    /// <param name="records">The records, each with the number that stands for its own from now on, the pseudonym of that, and what tells the persons of one erasure apart.</param>
    /// <param name="reference">The controller's order, or what retention it is by.</param>
    /// <param name="by">Who carries it out.</param>
    /// <param name="version">The version beyond which nothing is rolled back; null where that does not matter.</param>
    public void BeginErasure(IEnumerable<(Guid Record, string StandsFor, Guid Fresh, Guid Person)> records, string reference, string by, int? version) => InTransaction(() =>
    {
        foreach (var (record, standsFor, fresh, person) in records)
        {
            Run("INSERT INTO erasure (record, stands_for, fresh, reference, by, at, version, person) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)",
                record.ToString("N"), standsFor, fresh.ToString("N"), reference, by, Now(), version, person.ToString("N"));
        }
        return 0;
    });

    /// <summary>Takes tombstones over that a restored log is too old to have: they are to be carried out again.</summary>
    internal void TakeOver(IEnumerable<ErasedRecord> tombstones, int? version) => InTransaction(() =>
    {
        foreach (var t in tombstones)
        {
            Run("INSERT OR IGNORE INTO erasure (record, stands_for, fresh, reference, by, at, version, person) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)",
                t.Record.ToString("N"), t.StandsFor, t.Fresh.ToString("N"), t.Reference, t.By, Text(t.At), version, t.Person);
        }
        return 0;
    });

    /// <summary>Notes pseudonyms that change, until the erasure has ended.</summary>
    public void NoteErasedKeys(IEnumerable<KeyValuePair<Guid, Guid>> keys) => InTransaction(() =>
    {
        foreach (var (old, now) in keys)
        {
            Run("INSERT OR IGNORE INTO erasure_key (old, new) VALUES ($0, $1)", old.ToString("N"), now.ToString("N"));
        }
        return 0;
    });

    /// <summary>Pseudonyms that change while an erasure has not ended.</summary>
    public IReadOnlyDictionary<Guid, Guid> ErasedKeys() =>
        Rows("SELECT old, new FROM erasure_key", r => (Old: Guid.Parse(r.GetString(0)), New: Guid.Parse(r.GetString(1)))).ToDictionary(k => k.Old, k => k.New);

    /// <summary>Removes what findings say of rows, with the reasons given for them; gives back how many findings it was.</summary>
    /// <param name="rows">Pseudonyms of the rows.</param>
    public int EraseFindings(IEnumerable<Guid> rows) => InTransaction(() =>
    {
        Run("PRAGMA secure_delete = ON");
        var erased = 0;
        foreach (var row in rows.Select(r => r.ToString("N")))
        {
            Run("DELETE FROM decision WHERE kind = $0 AND subject IN (SELECT CAST(finding_id AS TEXT) FROM finding WHERE key_hash = $1)", DecisionKind.Justify, row);
            erased += Run("DELETE FROM finding WHERE key_hash = $0", row);
        }
        return erased;
    });

    /// <summary>Lets a decision on two records stand between others, its words taken back.</summary>
    public void RewriteDecision(long decisionId, string subject, string reason) =>
        Run("UPDATE decision SET subject = $1, reason = $2 WHERE decision_id = $0", decisionId, subject, reason);

    /// <summary>Notes that a delivery's bytes are landed in another file.</summary>
    public void SetLandedPath(long deliveryId, string landedPath) => Run("UPDATE delivery SET landed_path = $1 WHERE delivery_id = $0", deliveryId, landedPath);

    /// <summary>Ends an erasure with its proof, and writes the log's file anew so that nothing erased is left in it.</summary>
    public void EndErasure(string proof)
    {
        InTransaction(() =>
        {
            Run("UPDATE erasure SET ended_at = $0, proof = $1 WHERE ended_at IS NULL", Now(), proof);
            return Run("DELETE FROM erasure_key");
        });
        Run("VACUUM");
        Run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}

/// <summary>A record of a person that was erased. Its pseudonym is all that is kept of it, so that it is recognised when it is delivered again.</summary>
/// <param name="Record">The pseudonym of the record.</param>
/// <param name="StandsFor">The invented number that stands in its place.</param>
/// <param name="Fresh">The pseudonym of that number.</param>
/// <param name="Reference">The controller's order.</param>
/// <param name="By">Who carried it out.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Version">The version that was current; null where there was none.</param>
/// <param name="EndedAt">When it ended; null while it has not.</param>
/// <param name="Proof">What was done, as JSON, without who it was; null while it has not ended.</param>
/// <param name="Person">What tells the persons of one erasure apart; it says nothing of who they were.</param>
public sealed record ErasedRecord(Guid Record, string StandsFor, Guid Fresh, string Reference, string By, DateTimeOffset At, int? Version, DateTimeOffset? EndedAt, string? Proof, string? Person);
