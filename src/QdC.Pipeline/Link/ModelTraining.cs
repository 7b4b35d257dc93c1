using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>Trains a model on the persons of an area. A refresh never does: it applies the model that is there.</summary>
public static class ModelTraining
{
    /// <summary>Records from which on what is seen of an area is more than chance.</summary>
    public const int FewestRecords = 2_000;

    /// <summary>Trains.</summary>
    /// <param name="version">The version whose persons are looked at.</param>
    /// <param name="vault">The area's identities.</param>
    /// <param name="area">The area.</param>
    /// <param name="number">The number the model gets.</param>
    /// <exception cref="TooFewRecords">The area has too few.</exception>
    /// <exception cref="IdentitiesMissing">The vault lacks what the version was linked by.</exception>
    public static NumberedModel Run(DuckDbSession version, IdentityVault vault, AreaCode area, int number)
    {
        var known = version.Query(
            """
            SELECT source_key, identity, sex, municipality FROM obs.person WHERE identity IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY source_key ORDER BY effective_date DESC, seq DESC) = 1
            ORDER BY source_key
            """,
            r => new NamedRecord(r.GetGuid(0), r.GetGuid(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3), null));
        if (known.Count < FewestRecords)
        {
            throw new TooFewRecords(area, known.Count);
        }
        var (records, _) = IdentityRecords.Open(known, vault, area);
        return new NumberedModel(number, Linker.Run(records).Model);
    }
}

/// <summary>An area has too few records of persons to train a model on.</summary>
public sealed class TooFewRecords(AreaCode area, int records)
    : TerminalException(new Problem(
        "The area has too few records of persons to train a model on",
        Where: area.Value,
        Received: $"{records} records",
        Allowed: $"{ModelTraining.FewestRecords} or more",
        NextStep: "Keep the model that is applied now, or train on a larger area: a model holds frequencies of agreement only and serves every area."));
