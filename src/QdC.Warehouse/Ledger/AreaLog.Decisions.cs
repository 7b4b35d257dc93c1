using System.Globalization;

namespace QdC.Warehouse;

public sealed partial class AreaLog
{
    /// <summary>Records a decision and gives back its number.</summary>
    public long Decide(string kind, string subject, string reason, string by, DateOnly? until = null, string? detail = null) => InTransaction(() =>
    {
        Run("INSERT INTO decision (kind, subject, reason, by, at, until, detail) VALUES ($0, $1, $2, $3, $4, $5, $6)",
            kind, subject, reason, by, Now(), Text(until), detail);
        return (long)Value("SELECT last_insert_rowid()")!;
    });

    /// <summary>The decisions, oldest first.</summary>
    /// <param name="kind">Of this kind only. Default: all.</param>
    public IReadOnlyList<Decision> Decisions(string? kind = null) => Rows(
        "SELECT decision_id, kind, subject, reason, by, at, until, detail FROM decision WHERE $0 IS NULL OR kind = $0 ORDER BY decision_id",
        r => new Decision(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), Moment(r.GetString(5)), Day(TextAt(r, 6)), TextAt(r, 7)),
        kind);

    /// <summary>Accepts the volume of a delivery's content, for every time it is applied.</summary>
    public void AcceptVolume(string contentHash, string reason, string by) => InTransaction(() =>
    {
        Run("""
            UPDATE drift SET state = 'accepted', by = $1, why = $2, decided_at = $3
            WHERE kind = 'volume' AND state <> 'accepted' AND delivery_id IN (SELECT delivery_id FROM delivery WHERE content_hash = $0)
            """,
            contentHash, by, reason, Now());
        return Decide(DecisionKind.AcceptVolume, contentHash, reason, by);
    });

    /// <summary>True when somebody accepted the volume of this content.</summary>
    public bool IsVolumeAccepted(string contentHash) =>
        Value("SELECT 1 FROM decision WHERE kind = $0 AND subject = $1 LIMIT 1", DecisionKind.AcceptVolume, contentHash) is not null;

    /// <summary>Lets versions be published over a named stop test, up to and with a day.</summary>
    public void AcceptTest(string test, DateOnly until, string reason, string by) => Decide(DecisionKind.AcceptTest, test, reason, by, until);

    /// <summary>True when the test is accepted today (UTC).</summary>
    public bool IsTestAccepted(string test) => Value(
        "SELECT 1 FROM decision WHERE kind = $0 AND subject = $1 AND until >= $2 LIMIT 1",
        DecisionKind.AcceptTest, test, Text(DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime))) is not null;

    /// <summary>The versions held by name, in order of name.</summary>
    public IReadOnlyList<Hold> Holds() => Rows(
        "SELECT name, version, by, reason, at FROM hold ORDER BY name",
        r => new Hold(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetString(3), Moment(r.GetString(4))));

    /// <summary>Holds a version under a name, while no version can be pruned.</summary>
    internal void AddHold(string name, int version, string by, string reason, Action whileNothingIsPruned) => InTransaction(() =>
    {
        whileNothingIsPruned();
        if (Value("SELECT version FROM hold WHERE name = $0", name) is long taken && taken != version)
        {
            throw new HoldNameTaken(Area, name, (int)taken);
        }

        if (Run("INSERT INTO hold (name, version, by, reason, at) VALUES ($0, $1, $2, $3, $4) ON CONFLICT DO NOTHING", name, version, by, reason, Now()) == 1)
        {
            Decide(DecisionKind.Hold, version.ToString(CultureInfo.InvariantCulture), reason, by, detail: name);
        }

        return 0;
    });

    /// <summary>Runs the work while no version can be held.</summary>
    internal T WhileNothingIsHeld<T>(Func<IReadOnlyList<Hold>, T> work) => InTransaction(() => work(Holds()));

    /// <summary>Takes the next fencing token.</summary>
    internal long NextFence(string holder) => InTransaction(() =>
    {
        Run("INSERT INTO fence (taken_at, holder) VALUES ($0, $1)", Now(), holder);
        return (long)Value("SELECT last_insert_rowid()")!;
    });

    /// <summary>Who took the newest lease, and since when; null before the first.</summary>
    internal string? LastHolder() =>
        Rows("SELECT holder, taken_at FROM fence ORDER BY token DESC LIMIT 1", r => $"{r.GetString(0)} since {r.GetString(1)}").SingleOrDefault();

    /// <summary>Runs the work while no newer lease can be taken.</summary>
    /// <exception cref="LeaseLost">A newer one has been taken already.</exception>
    internal T WhileNewest<T>(long token, Func<T> work) => InTransaction(() =>
    {
        RequireNewest(token);
        return work();
    });

    private void RequireNewest(long token)
    {
        var newest = (long?)Value("SELECT max(token) FROM fence") ?? 0;
        if (newest != token)
        {
            throw new LeaseLost(Area, token, newest);
        }
    }
}
