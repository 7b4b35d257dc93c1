using System.Globalization;

namespace QdC.Warehouse;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It has no effective date yet.</summary>
    Waiting,

    /// <summary>A person must accept it, or let it go after a rollback.</summary>
    Held,

    /// <summary>Its bytes are landed; it is not in the observations.</summary>
    Landed,

    /// <summary>It is in the observations.</summary>
    Applied,

    /// <summary>It will not be applied.</summary>
    Refused,

    /// <summary>Reading it failed.</summary>
    Failed,
}

/// <summary>What is known of a delivery when it is first seen.</summary>
public sealed record NewDelivery
{
    /// <summary>The source system.</summary>
    public required string System { get; init; }

    /// <summary>The extract.</summary>
    public required string Extract { get; init; }

    /// <summary>SHA-256 of its bytes, lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The file's name, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>Where it stands. Default: landed.</summary>
    public DeliveryState State { get; init; } = DeliveryState.Landed;

    /// <summary>Why it stands there.</summary>
    public string? Reason { get; init; }

    /// <summary>The day its content speaks of.</summary>
    public DateOnly? EffectiveDate { get; init; }

    /// <summary>The manifest's sequence. Default: 0.</summary>
    public int Sequence { get; init; }

    /// <summary>Where its bytes are, relative to the area's landing folder.</summary>
    public string? LandedPath { get; init; }

    /// <summary>Bytes of the source file.</summary>
    public long Bytes { get; init; }

    /// <summary>First day of the period it covers.</summary>
    public DateOnly? ExtractFrom { get; init; }

    /// <summary>Last day of the period it covers.</summary>
    public DateOnly? ExtractTo { get; init; }

    /// <summary>The manifest's mode: full or delta; keys for a list of keys.</summary>
    public string? Mode { get; init; }

    /// <summary>Records the manifest promises; null when none does.</summary>
    public long? PromisedRows { get; init; }

    /// <summary>Why it is known to be cut before it is read, e.g. a hash that differs from the manifest's; null when it is not.</summary>
    public string? KnownCut { get; init; }

    /// <summary>It delivers no rows of its own: it corrects another delivery of the same effective date, or lists keys.</summary>
    public bool IsCorrection { get; init; }
}

/// <summary>A delivery as the ledger knows it.</summary>
/// <param name="DeliveryId">Its number in the area, the same whenever the same bytes come for the same extract.</param>
/// <param name="Facts">What was registered.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Reason">Why.</param>
/// <param name="RegisteredAt">UTC.</param>
/// <param name="ChangedAt">UTC, of its last change of state.</param>
public sealed record Delivery(
    long DeliveryId,
    NewDelivery Facts,
    DeliveryState State,
    string? Reason,
    DateTimeOffset RegisteredAt,
    DateTimeOffset ChangedAt)
{
    /// <summary>The source system.</summary>
    public string System => Facts.System;

    /// <summary>The extract.</summary>
    public string Extract => Facts.Extract;

    /// <summary>SHA-256 of its bytes.</summary>
    public string ContentHash => Facts.ContentHash;

    /// <summary>The day its content speaks of.</summary>
    public DateOnly? EffectiveDate => Facts.EffectiveDate;

    /// <summary>
    /// The effective order as a text that sorts ordinally: date, corrections after what they correct, sequence, content hash.
    /// </summary>
    public string Order => string.Create(
        CultureInfo.InvariantCulture,
        $"{EffectiveDate ?? DateOnly.MinValue:yyyy-MM-dd}/{(Facts.IsCorrection ? 1 : 0)}/{Facts.Sequence:0000000000}/{ContentHash}");
}
