using System.Globalization;
using System.Text.Json;

namespace QdC.Warehouse;

public sealed partial class AreaLog
{
    /// <summary>The deliveries that rollbacks set aside, whether they are still held or not.</summary>
    public IReadOnlySet<long> HeldByRollbacks() =>
        Decisions(DecisionKind.RolledBack)
            .SelectMany(d => JsonDocument.Parse(d.Detail!).RootElement.GetProperty("held").EnumerateArray().Select(id => id.GetInt64()))
            .ToHashSet();

    /// <summary>Records that an older version is about to be published again, and holds the deliveries it does not have.</summary>
    internal void RecordRollback(int toVersion, int asVersion, IReadOnlyCollection<long> later, IReadOnlyCollection<long> kept, string by, string reason) => InTransaction(() =>
    {
        var why = $"came after version {toVersion}, which version {asVersion} goes back to";
        foreach (var id in later)
        {
            Run("UPDATE delivery SET state = 'held', reason = $1, changed_at = $2 WHERE delivery_id = $0 AND state IN ('applied', 'landed')", id, why, Now());
        }

        foreach (var id in kept)
        {
            Run("UPDATE delivery SET state = 'applied', reason = NULL, changed_at = $1 WHERE delivery_id = $0 AND state = 'held'", id, Now());
        }

        var detail = JsonSerializer.Serialize(new { version = asVersion, held = later.Order().ToArray() });
        return Decide(DecisionKind.RolledBack, toVersion.ToString(CultureInfo.InvariantCulture), reason, by, detail: detail);
    });

    /// <summary>Undoes <see cref="RecordRollback"/> where the version could not be published.</summary>
    internal void TakeBackRollback(int asVersion, IReadOnlyCollection<long> later) => InTransaction(() =>
    {
        foreach (var id in later)
        {
            Run("UPDATE delivery SET state = 'applied', reason = NULL, changed_at = $1 WHERE delivery_id = $0 AND state = 'held'", id, Now());
        }

        return Run(
            "DELETE FROM decision WHERE kind = $0 AND json_extract(detail, '$.version') = $1",
            DecisionKind.RolledBack, asVersion);
    });
}
