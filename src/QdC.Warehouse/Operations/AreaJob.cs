namespace QdC.Warehouse;

/// <summary>What a job does in an area.</summary>
public enum JobKind
{
    /// <summary>Refreshes it: what was delivered is loaded, tested and published.</summary>
    Refresh,

    /// <summary>Refreshes it and applies what was landed again.</summary>
    Backfill,

    /// <summary>Sends what is published on, to Power BI.</summary>
    Publish,

    /// <summary>Sends what is published to the warehouse that areas share.</summary>
    Sync,

    /// <summary>Puts together what all areas publish.</summary>
    Network,

    /// <summary>Removes what the area keeps no longer.</summary>
    Retention,
}

/// <summary>How a job ended.</summary>
public enum JobOutcome
{
    /// <summary>Done; a refresh published a version.</summary>
    Done,

    /// <summary>Done, and there was nothing new.</summary>
    Unchanged,

    /// <summary>It failed; what was served is served still.</summary>
    Failed,

    /// <summary>A person stopped it.</summary>
    Stopped,
}

/// <summary>A job that was ordered: it waits, runs, or has ended.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Area">The area.</param>
/// <param name="Kind">What it does.</param>
/// <param name="AskedBy">Who ordered it; null for the schedule.</param>
/// <param name="AskedAt">When, UTC.</param>
public sealed record AreaJob(long Id, string Area, JobKind Kind, string? AskedBy, DateTimeOffset AskedAt)
{
    /// <summary>The first day whose deliveries a backfill applies again; null for all.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The process that carries it out; null while it waits or once it has ended.</summary>
    public string? Holder { get; init; }

    /// <summary>When that process was last known to be alive, UTC.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>How often it was begun. Whoever began it last may write to it, nobody else.</summary>
    public int Tries { get; init; }

    /// <summary>When it was begun the last time, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The step it is at.</summary>
    public string? Step { get; init; }

    /// <summary>What the step is about.</summary>
    public string? About { get; init; }

    /// <summary>Rows the step dealt with.</summary>
    public long? Rows { get; init; }

    /// <summary>Who wants it stopped.</summary>
    public string? StopBy { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public JobOutcome? Outcome { get; init; }

    /// <summary>The run's number in the area's ledger.</summary>
    public long? RunId { get; init; }

    /// <summary>The version that was published.</summary>
    public int? Version { get; init; }

    /// <summary>Why it failed: the kind of the failure and what it was.</summary>
    public string? Error { get; init; }

    /// <summary>True while somebody carries it out.</summary>
    public bool IsRunning => Holder is not null && EndedAt is null;
}
