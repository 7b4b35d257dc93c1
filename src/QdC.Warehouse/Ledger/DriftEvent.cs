namespace QdC.Warehouse;

/// <summary>Where a change in what a council delivers stands.</summary>
public enum DriftState
{
    /// <summary>It stops its extract until a person accepts it.</summary>
    Open,

    /// <summary>It does no harm; the delivery was taken and the change is told.</summary>
    Told,

    /// <summary>A person accepted it.</summary>
    Accepted,

    /// <summary>A later reading or delivery came without it.</summary>
    Passed,
}

/// <summary>A change between a delivery and the one before it.</summary>
public sealed record DriftNote
{
    /// <summary>What changed, as one of a few words: <c>column_renamed</c>, <c>volume</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>Which column, code or property changed; together with the kind it names the event. Never a person's value.</summary>
    public required string Subject { get; init; }

    /// <summary>True when taking the delivery would lose or falsify something.</summary>
    public required bool IsDestructive { get; init; }

    /// <summary>What it was; null where it was not.</summary>
    public string? Before { get; init; }

    /// <summary>What it is; null where it is no more.</summary>
    public string? After { get; init; }

    /// <summary>How later deliveries are read once it is accepted, as JSON; null where nothing has to be read otherwise.</summary>
    public string? Effect { get; init; }
}

/// <summary>A change as the ledger knows it.</summary>
/// <param name="DriftId">Its number in the area.</param>
/// <param name="System">The source system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="Note">What changed.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DeliveryId">The first delivery that has it; null for what a pull found at a source's server.</param>
/// <param name="BeforeId">The delivery it was compared with; null for what a pull found.</param>
/// <param name="EffectiveDate">The day that first delivery, or that pull, speaks of.</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="By">Who accepted it.</param>
/// <param name="Why">Why.</param>
/// <param name="DecidedAt">When, UTC.</param>
public sealed record DriftEvent(
    long DriftId,
    string System,
    string Extract,
    DriftNote Note,
    DriftState State,
    long? DeliveryId,
    long? BeforeId,
    DateOnly EffectiveDate,
    DateTimeOffset RaisedAt,
    string? By,
    string? Why,
    DateTimeOffset? DecidedAt)
{
    /// <summary>The columns of the answer before, as JSON; null for a change of deliveries.</summary>
    public string? ShapeBefore { get; init; }

    /// <summary>The columns of the answer that a pull found, as JSON; null for a change of deliveries.</summary>
    public string? ShapeAfter { get; init; }
}
