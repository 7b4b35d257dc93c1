using QdC.Pipeline.Jobs;
using QdC.Portal.Operations;
using QdC.Warehouse;

namespace QdC.Portal.Overview;

/// <summary>How grave something is that waits for somebody.</summary>
public enum Gravity
{
    /// <summary>What is served is not what was promised.</summary>
    Bad,

    /// <summary>It should be looked at.</summary>
    Warn,
}

/// <summary>What of an area waits for somebody.</summary>
public enum Concern
{
    /// <summary>It has published nothing yet.</summary>
    NeverPublished,

    /// <summary>Its last run failed, or its process was lost.</summary>
    RunFailed,

    /// <summary>It was not refreshed for longer than is promised.</summary>
    Stale,

    /// <summary>It was not refreshed for longer than is usual.</summary>
    Ageing,

    /// <summary>Its data are older than is promised, though it was refreshed: nothing newer was delivered.</summary>
    OldData,

    /// <summary>Deliveries wait for a decision, or could not be read.</summary>
    DeliveriesStuck,

    /// <summary>The version was published over data tests that failed.</summary>
    TestsFailed,
}

/// <summary>How an area stands.</summary>
/// <param name="Area">The area.</param>
/// <param name="Now">When this was read.</param>
public sealed record AreaState(AreaFile Area, DateTimeOffset Now)
{
    /// <summary>The version that is served; null when none is.</summary>
    public int? Version { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>How old what it serves is, and its last run.</summary>
    public required Freshness Freshness { get; init; }

    /// <summary>Its last run; null when it never ran.</summary>
    public RunRecord? LastRun => Freshness.LastRun;

    /// <summary>When the last run began that came to a good end, with something new or not.</summary>
    public DateTimeOffset? RefreshedAt => Freshness.Since;

    /// <summary>The latest day that its data speak of.</summary>
    public DateOnly? DataAsOf { get; init; }

    /// <summary>Rows that its deliveries hold.</summary>
    public long Records { get; init; }

    /// <summary>Rows of them that were rejected.</summary>
    public long Rejected { get; init; }

    /// <summary>Rejected rows that nobody has corrected or explained.</summary>
    public long OpenErrors { get; init; }

    /// <summary>Questions to the council that wait.</summary>
    public long OpenQueries { get; init; }

    /// <summary>Deliveries that are held, wait or could not be read.</summary>
    public int Stuck { get; init; }

    /// <summary>Data tests that failed and over which the version was published.</summary>
    public IReadOnlyList<string> TestsOver { get; init; } = [];

    /// <summary>When it is refreshed next; null where nobody says.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>Days between the latest day that its data speak of and today.</summary>
    public int? DaysOld => DataAsOf is { } day ? Math.Max(0, DateOnly.FromDateTime(Now.UtcDateTime).DayNumber - day.DayNumber) : null;

    /// <summary>The share of rows that are not rejected and not asked about, in whole thousandths and never rounded up to all: the quality index.</summary>
    public double? Quality => Records == 0 ? null : Math.Floor(Math.Max(0, 1000.0 * (Records - OpenErrors - OpenQueries) / Records)) / 1000;

    /// <summary>What waits for somebody, the gravest first.</summary>
    public IReadOnlyList<(Gravity Gravity, Concern Concern)> Concerns
    {
        get
        {
            var found = new List<(Gravity, Concern)>();
            void Add(bool holds, Gravity gravity, Concern concern)
            {
                if (holds)
                {
                    found.Add((gravity, concern));
                }
            }
            Add(LastRun?.Outcome is RunOutcome.Failed or RunOutcome.Lost, Gravity.Bad, Concern.RunFailed);
            Add(Version is null, Gravity.Bad, Concern.NeverPublished);
            Add(Version is not null && Freshness is { State: FreshnessState.Stale, Since: not null }, Gravity.Bad, Concern.Stale);
            Add(DaysOld > Area.StopAfter.TotalDays, Gravity.Warn, Concern.OldData);
            Add(Stuck > 0, Gravity.Warn, Concern.DeliveriesStuck);
            Add(TestsOver.Count > 0, Gravity.Warn, Concern.TestsFailed);
            Add(Version is not null && Freshness.State == FreshnessState.Old, Gravity.Warn, Concern.Ageing);
            return found;
        }
    }
}
