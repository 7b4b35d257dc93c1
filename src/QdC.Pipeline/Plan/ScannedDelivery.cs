using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Plan;

/// <summary>A file found at a source, read far enough to know which delivery of which extract it is.</summary>
public sealed record ScannedDelivery
{
    /// <summary>The source system.</summary>
    public required string System { get; init; }

    /// <summary>The extract.</summary>
    public required string Extract { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>What the delivery is recognised by. See <see cref="Plan.ContentHash"/>.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The files joined to it, as they may be shown.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];

    /// <summary>Bytes of the file, and of those joined to it.</summary>
    public required long Bytes { get; init; }

    /// <summary>The day its content speaks of; null when nothing tells it.</summary>
    public DateOnly? EffectiveDate { get; init; }

    /// <summary>The manifest's sequence.</summary>
    public int Sequence { get; init; }

    /// <summary>First day of the period it covers.</summary>
    public DateOnly? ExtractFrom { get; init; }

    /// <summary>Last day of the period it covers.</summary>
    public DateOnly? ExtractTo { get; init; }

    /// <summary>The manifest's mode, <see cref="Jobs.KeyList.Mode"/> for a list of keys, or for a reject workbook sent back the delivery it corrects.</summary>
    public string? Mode { get; init; }

    /// <summary>True when it delivers no rows of its own: it corrects an earlier delivery, or lists keys.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>Records the manifest promises; null when none does.</summary>
    public long? PromisedRows { get; init; }

    /// <summary>Why it is known to be cut before it is read; null when it is not.</summary>
    public string? KnownCut { get; init; }

    /// <summary>What is landed in the file's stead; null for the file itself.</summary>
    public Func<Stream>? Content { get; init; }

    /// <summary>The SHA-256 of what is landed, hex, when it was found; null where that is put together and no file's own.</summary>
    public string? Hash { get; init; }

    /// <summary>The file's name as it may be shown.</summary>
    public string FileName => Masking.FileName(global::System.IO.Path.GetFileName(Path));

    /// <summary>Why it must wait; null when it can be applied.</summary>
    public Problem? Waits { get; init; }

    /// <summary>What the ledger registers of it.</summary>
    public NewDelivery ToRegister(string? landedPath) =>
        new()
        {
            System = System,
            Extract = Extract,
            ContentHash = ContentHash,
            FileName = FileName,
            State = Waits is null ? DeliveryState.Landed : DeliveryState.Waiting,
            Reason = Waits?.ToString(),
            EffectiveDate = EffectiveDate,
            Sequence = Sequence,
            LandedPath = landedPath,
            Bytes = Bytes,
            ExtractFrom = ExtractFrom,
            ExtractTo = ExtractTo,
            Mode = Mode,
            PromisedRows = PromisedRows,
            KnownCut = KnownCut,
            IsCorrection = IsCorrection,
        };
}
