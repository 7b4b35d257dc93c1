namespace QdC.Warehouse;

/// <summary>What a finding does to its row.</summary>
public enum Severity
{
    /// <summary>The row was rejected.</summary>
    Error,

    /// <summary>The row loaded; a correction or a reason is asked for.</summary>
    Query,
}

/// <summary>Where a finding stands.</summary>
public enum FindingState
{
    /// <summary>Nobody has dealt with it.</summary>
    Open,

    /// <summary>The fault is gone from the source.</summary>
    Corrected,

    /// <summary>A person gave a reason.</summary>
    Justified,
}

/// <summary>A fault found in a row or over sets of rows. Nothing in it may identify a person.</summary>
public sealed record Finding
{
    /// <summary>The rule's code.</summary>
    public required string Rule { get; init; }

    /// <summary>Error or query.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The source system.</summary>
    public required string System { get; init; }

    /// <summary>The extract.</summary>
    public required string Extract { get; init; }

    /// <summary>The subject of the contract.</summary>
    public required string Subject { get; init; }

    /// <summary>32 hex characters: of the source key, or of the row's content HMAC when it has no key.</summary>
    public required string KeyHash { get; init; }

    /// <summary>The contract field, or null when the rule is about the whole row.</summary>
    public string? Field { get; init; }

    /// <summary>The file's name.</summary>
    public string? File { get; init; }

    /// <summary>The sheet, in a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The physical line or row, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The source column's header.</summary>
    public string? Column { get; init; }

    /// <summary>The council's own record number, where it may be shown.</summary>
    public string? RecordNo { get; init; }

    /// <summary>The value, masked.</summary>
    public string? Masked { get; init; }

    /// <summary>What was allowed and other facts for the rule's sentence, as JSON.</summary>
    public string? Args { get; init; }
}

/// <summary>A finding as the ledger holds it.</summary>
/// <param name="FindingId">Its number in the area.</param>
/// <param name="Finding">The fault, as last raised.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DeliveryId">The delivery that last raised it; null for a check over the whole star.</param>
/// <param name="CorrectedBy">The delivery that corrected it.</param>
/// <param name="Reason">The reason a person gave.</param>
/// <param name="ReasonBy">Who gave it.</param>
/// <param name="FirstSeen">UTC.</param>
/// <param name="LastSeen">UTC.</param>
public sealed record RecordedFinding(
    long FindingId,
    Finding Finding,
    FindingState State,
    long? DeliveryId,
    long? CorrectedBy,
    string? Reason,
    string? ReasonBy,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen);

/// <summary>A finding that is not corrected: what <see cref="AreaLog.CorrectFindings(long, Delivery, Func{OpenFinding, bool})"/> asks about.</summary>
public readonly record struct OpenFinding(long FindingId, string KeyHash, string Rule, string? Field);

/// <summary>Which findings are asked for; every null means all.</summary>
public sealed record FindingFilter
{
    /// <summary>The rule's code.</summary>
    public string? Rule { get; init; }

    /// <summary>Where they stand.</summary>
    public FindingState? State { get; init; }

    /// <summary>Error or query.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The source system.</summary>
    public string? System { get; init; }

    /// <summary>The extract.</summary>
    public string? Extract { get; init; }

    /// <summary>The delivery that last raised them.</summary>
    public long? DeliveryId { get; init; }

    /// <summary>At most so many, in order of file, line and rule. Default: all.</summary>
    public int? Limit { get; init; }

    /// <summary>How many are left out first, in the same order; counts do not heed it. Default: 0.</summary>
    public int Skip { get; init; }
}

/// <summary>Findings counted by extract, rule, severity and state.</summary>
public sealed record FindingGroup(string System, string Extract, string Rule, Severity Severity, FindingState State, long Count);

/// <summary>What findings of one rule received in one field.</summary>
/// <param name="System">The source system.</param>
/// <param name="Subject">The subject of the contract.</param>
/// <param name="Field">Its field; empty where there is none.</param>
/// <param name="Args">The facts of the findings, as JSON.</param>
/// <param name="Masked">The value as findings show it.</param>
/// <param name="Count">How many.</param>
public sealed record ReceivedValue(string System, string Subject, string Field, string? Args, string Masked, long Count);

/// <summary>How often a delivery (null: the checks over the whole star) raised a rule when it was last applied.</summary>
public sealed record FindingCount(long? DeliveryId, string Rule, Severity Severity, long Count);
