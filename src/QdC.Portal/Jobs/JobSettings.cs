using QdC.Portal.Settings;

namespace QdC.Portal.Jobs;

/// <summary>How jobs are carried out.</summary>
/// <param name="Program">How <c>qdc</c> is started.</param>
public sealed record JobSettings(QdcProgram Program)
{
    /// <summary>As an installation says.</summary>
    public static JobSettings Of(QdcProgram program, Installation installation)
    {
        var (usual, said) = (new JobSettings(program), installation.Operations);
        return usual with { AtOnce = said.AtOnce ?? usual.AtOnce, Publishes = said.Publishes, Sends = installation.Warehouse is not null, QueueCanBeChanged = said.QueueCanBeChanged };
    }

    /// <summary>Processes of <c>qdc</c> at once. Default: one a core, two at least.</summary>
    public int AtOnce { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>How often whoever carries a job out says that it lives and how far it is. Default: 1 second.</summary>
    public TimeSpan SignOfLife { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after its last sign of life a holder is taken for dead. Default: 30 seconds.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the book is looked through for jobs that nobody carries out. Default: 10 seconds.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a job is begun at most, whether for failures that pass or for children that were lost. Default: 5.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>How long to wait before a second try of what failed in passing; it doubles each time, with up to half of it more by chance. Default: 10 seconds.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause. Default: 5 minutes.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a child may take before it is stopped as one that hangs. Default: 12 hours.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>True when what an area publishes is sent on with <c>qdc publish</c>. Default: false.</summary>
    public bool Publishes { get; init; }

    /// <summary>True when what an area publishes is sent to the warehouse that areas share. Default: false.</summary>
    public bool Sends { get; init; }

    /// <summary>True to let operators change the queue on its own pages. Default: false.</summary>
    public bool QueueCanBeChanged { get; init; }

    /// <summary>When what is kept no longer is removed, in cron and each area's time zone. Default: every day at 5:10.</summary>
    public string RetentionCron { get; init; } = "10 5 * * *";
}
