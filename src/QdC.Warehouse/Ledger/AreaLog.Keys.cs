namespace QdC.Warehouse;

public sealed partial class AreaLog
{
    /// <summary>Fingerprints of the master keys that the area's data need: none before the first run, two while a rotation has not ended.</summary>
    public IReadOnlyList<string> KeysNeeded() => [.. KeyPrints().Select(k => k.Fingerprint)];

    /// <summary>The keys that the area's data need, the newest first: none before the first run, two while a rotation has not ended.</summary>
    internal IReadOnlyList<KeyPrint> KeyPrints() => Rows(
        "SELECT fingerprint, kept FROM key_print WHERE state IN ('next', 'current') ORDER BY state = 'current'",
        r => new KeyPrint(r.GetString(0), r.IsDBNull(1) ? null : r.GetFieldValue<byte[]>(1)));

    /// <summary>Keeps the fingerprint of the first key when there is none yet, and gives back those that are kept.</summary>
    internal IReadOnlyList<KeyPrint> KeepKeyPrint(string fingerprint) => InTransaction(() =>
    {
        if (KeyPrints() is { Count: > 0 } kept)
        {
            return kept;
        }

        Run("INSERT INTO key_print (fingerprint, first_seen, state) VALUES ($0, $1, 'current')", fingerprint, Now());
        return KeyPrints();
    });

    /// <summary>True for a key that is or was in use.</summary>
    internal bool HasSeenKey(string fingerprint) => Value("SELECT 1 FROM key_print WHERE fingerprint = $0", fingerprint) is not null;

    /// <summary>Notes that the data go over to another key.</summary>
    /// <param name="fingerprint">The other key.</param>
    /// <param name="kept">What outlives every key, wrapped under it.</param>
    internal void BeginKeyRotation(string fingerprint, byte[] kept) =>
        Run("INSERT INTO key_print (fingerprint, first_seen, state, kept) VALUES ($0, $1, 'next', $2)", fingerprint, Now(), kept);

    /// <summary>Notes that all data have gone over.</summary>
    internal void EndKeyRotation() => InTransaction(() =>
    {
        Run("UPDATE key_print SET state = 'old', kept = NULL WHERE state = 'current'");
        return Run("UPDATE key_print SET state = 'current' WHERE state = 'next'");
    });
}

/// <summary>A key that the area's data need.</summary>
/// <param name="Fingerprint">Its fingerprint.</param>
/// <param name="Kept">What outlives every key, wrapped under this one; null while it is the first.</param>
internal sealed record KeyPrint(string Fingerprint, byte[]? Kept);
