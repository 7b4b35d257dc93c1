using System.Collections.Concurrent;
using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.Logging;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Network;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>
/// Takes orders and hands them to the queue, one of its own for each area. The book is what is true: the queue holds an area's code and a job's
/// number, may forget and may deliver twice.
/// </summary>
public sealed class JobDesk(PortalFiles files, JobBook book, ScheduleBook schedules, JobSettings settings, TimeProvider clock, IBackgroundJobClient queue, IRecurringJobManager recurring, QdcHome home, ILogger<JobDesk> log)
{
    private readonly ConcurrentDictionary<long, bool> _sent = new();

    private const int LookedAt = 100;

    /// <summary>The queue that is looked through beside those of areas.</summary>
    public const string WatchQueue = "watch";

    /// <summary>The queue of an area.</summary>
    public static string QueueOf(string area) => "area-" + area;

    /// <summary>The areas that have a queue: those of the declarative files, and what all together are known by.</summary>
    public static IEnumerable<string> Areas(JobSet jobs) => jobs.Areas.Keys.Append(NetworkRefresh.Name).Order(StringComparer.Ordinal);

    /// <summary>When an area is refreshed.</summary>
    public AreaSchedule ScheduleOf(AreaFile area) => AreaSchedule.Of(area, schedules.All().GetValueOrDefault(area.Area));

    /// <summary>Orders a job; the one that waits or runs already where there is one.</summary>
    /// <param name="area">The area.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="by">Who orders it; null for the schedule.</param>
    /// <param name="from">The first day of a backfill.</param>
    public AreaJob Order(string area, JobKind kind, string? by, DateOnly? from = null)
    {
        var job = book.Order(area, kind, by, from);
        if (!job.IsRunning)
        {
            Send(job);
        }
        return job;
    }

    /// <summary>The last job of a kind that an area had; null when none was lately.</summary>
    public AreaJob? LastOf(string area, JobKind kind) => book.Of(area, LookedAt).FirstOrDefault(j => j.Kind == kind);

    /// <summary>Orders the refresh of an area when one is due by its schedule, and has not been seen to by anybody. However many were missed, it is one. An area whose council delivers nothing yet has none.</summary>
    public AreaJob? Due(string area)
    {
        if (!files.Jobs.Areas.TryGetValue(area, out var file) || file.Awaits(home) || ScheduleOf(file) is not { IsActive: true, Times: { } times })
        {
            return null;
        }
        var now = clock.GetUtcNow();
        if (schedules.DueUntil(area) is not { } until)
        {
            schedules.TakeDue(area, now);
            return null;
        }
        return times.LastBetween(until, now) is { } due && schedules.TakeDue(area, due) ? Order(area, JobKind.Refresh, null) : null;
    }

    /// <summary>Changes when an area is refreshed, for as long as nobody says otherwise; null for both takes what its file says.</summary>
    public void Change(AreaFile area, string? cron, string? timeZone, string by)
    {
        schedules.Change(area.Area, cron, timeZone, by);
        FromNow(area);
    }

    /// <summary>Pauses an area's schedule, or goes on with it.</summary>
    public void Pause(AreaFile area, bool paused, string by)
    {
        schedules.Pause(area.Area, paused, by);
        FromNow(area);
    }

    /// <summary>Registers what comes by itself, and takes up what was left: missed refreshes, jobs that nobody carries out, runs whose process died.</summary>
    public void Start()
    {
        foreach (var area in files.Jobs.Areas.Values)
        {
            EndLostRuns(area.Area);
            Register(area);
            Due(area.Area);
        }
        recurring.AddOrUpdate<QueuedJobs>("watch", WatchQueue, j => j.Watch(CancellationToken.None), Cron.Minutely());
        Look();
    }

    /// <summary>Hands jobs to the queue that nobody carries out and this process has not handed to it.</summary>
    public void Look()
    {
        foreach (var job in book.Open().Where(j => !j.IsRunning || j.SeenAt < clock.GetUtcNow() - settings.LostAfter))
        {
            Send(job);
        }
    }

    /// <summary>A job has left the queue.</summary>
    internal void Left(long job) => _sent.TryRemove(job, out _);

    private void Send(AreaJob job)
    {
        if (_sent.TryAdd(job.Id, true))
        {
            queue.Create<QueuedJobs>(j => j.Carry(job.Area, job.Id, CancellationToken.None), new EnqueuedState(QueueOf(job.Area)));
        }
    }

    private void FromNow(AreaFile area)
    {
        schedules.TakeDue(area.Area, clock.GetUtcNow()); // what was due before is not made up for
        Register(area);
    }

    private void Register(AreaFile area)
    {
        if (ScheduleOf(area) is { IsActive: true, Times: { } times })
        {
            recurring.AddOrUpdate<QueuedJobs>("refresh " + area.Area, WatchQueue, j => j.Due(area.Area), times.Cron, InZone(times.TimeZone));
        }
        else
        {
            recurring.RemoveIfExists("refresh " + area.Area);
        }
        if (Directory.Exists(home.StoreOf(AreaCode.Parse(area.Area))) || !area.OnRequest)
        {
            recurring.AddOrUpdate<QueuedJobs>("retention " + area.Area, WatchQueue, j => j.Retain(area.Area), settings.RetentionCron, InZone(area.TimeZone));
        }
    }

    private static RecurringJobOptions InZone(string zone) => new() { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone), MisfireHandling = MisfireHandlingMode.Relaxed };

    private void EndLostRuns(string area)
    {
        var store = new AreaStore(home, AreaCode.Parse(area), clock);
        try
        {
            using (var read = AreaLog.OpenRead(home, store.Area, clock))
            {
                if (read?.Runs(1) is not [{ Outcome: RunOutcome.Running }])
                {
                    return;
                }
            }
            using var lease = store.TakeLease();
            using var ledger = store.OpenLog();
            ledger.EndLost(lease);
        }
        catch (QdcException e)
        {
            log.LogWarning("{Area}: runs that never ended were not looked for: {Why}", area, e.Message); // it runs, or cannot be opened; its next run will say so
        }
    }
}
