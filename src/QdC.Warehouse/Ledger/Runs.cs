namespace QdC.Warehouse;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>A new version is current.</summary>
    Published,

    /// <summary>There was nothing new.</summary>
    Unchanged,

    /// <summary>It failed; yesterday's version stays.</summary>
    Failed,

    /// <summary>A person stopped it.</summary>
    Cancelled,

    /// <summary>Its process died: found by the next run.</summary>
    Lost,
}

/// <summary>A run as the ledger tells it.</summary>
/// <param name="RunId">Its number in the area.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it runs.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Version">The version it published.</param>
/// <param name="ErrorKind">The type of the failure, e.g. <c>BalanceBroken</c>.</param>
/// <param name="Error">The failure's facts as one line.</param>
/// <param name="Cause">What started it, e.g. <c>qdc run</c>.</param>
public sealed record RunRecord(
    long RunId,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    RunOutcome Outcome,
    int? Version,
    string? ErrorKind,
    string? Error,
    string Cause);

/// <summary>A step of a run with its numbers.</summary>
/// <param name="Step">Its name, e.g. <c>load</c>.</param>
/// <param name="Balance">What must add up.</param>
/// <param name="Extract">The extract, as <c>system/extract</c> or its name; null for a step over all.</param>
/// <param name="DeliveryId">The delivery, where the step is about one.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record StepRecord(string Step, Balance Balance, string? Extract = null, long? DeliveryId = null, double Seconds = 0);

/// <summary>A step as it was recorded.</summary>
public sealed record RecordedStep(long StepId, long RunId, DateTimeOffset At, StepRecord Step);
