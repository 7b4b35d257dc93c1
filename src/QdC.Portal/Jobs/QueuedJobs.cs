using Hangfire;
using Microsoft.Extensions.Hosting;
using QdC.Pipeline.Network;
using QdC.Portal.Operations;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>What the queue calls. It is given area codes and job numbers and nothing else; who asked, and why, stands in the book.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class QueuedJobs(PortalFiles files, JobRunner runner, JobDesk desk, JobSettings settings, Alerts alerts, Heartbeat heartbeat, IHostApplicationLifetime host)
{
    /// <summary>Carries a job out, and orders what comes after it.</summary>
    /// <param name="area">The area.</param>
    /// <param name="job">The job's number.</param>
    /// <param name="cancel">Cancelled when the queue gives the job up.</param>
    public async Task Carry(string area, long job, CancellationToken cancel)
    {
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.ApplicationStopping);
            var ended = await runner.Carry(job, stop.Token);
            if (ended is { Outcome: JobOutcome.Failed })
            {
                alerts.JobFailed(ended);
            }
            if (ended is not null)
            {
                After(ended);
            }
        }
        finally
        {
            desk.Left(job);
        }
    }

    /// <summary>Orders what comes after a job; what was served by then is served whatever becomes of it.</summary>
    private void After(AreaJob ended)
    {
        var file = files.Jobs.Areas.GetValueOrDefault(ended.Area);
        var isSent = settings.Sends && file?.Warehouse.Send != false;
        switch (ended)
        {
            case { Outcome: JobOutcome.Done, Kind: JobKind.Refresh or JobKind.Backfill }:
                desk.Order(NetworkRefresh.Name, JobKind.Network, null);
                if (settings.Publishes && file?.PowerBi is not null)
                {
                    desk.Order(ended.Area, JobKind.Publish, null); // it sends to the warehouse first
                }
                else if (isSent)
                {
                    desk.Order(ended.Area, JobKind.Sync, null);
                }
                break;
            case { Outcome: JobOutcome.Done, Kind: JobKind.Network } when isSent:
            case { Outcome: JobOutcome.Unchanged, Kind: JobKind.Refresh } when isSent && desk.LastOf(ended.Area, JobKind.Sync) is { Outcome: JobOutcome.Failed or JobOutcome.Stopped }:
                desk.Order(ended.Area, JobKind.Sync, null);
                break;
        }
    }

    /// <summary>The schedule says that an area is due.</summary>
    /// <param name="area">The area.</param>
    public void Due(string area) => desk.Due(area);

    /// <summary>Orders that what an area keeps no longer is removed.</summary>
    /// <param name="area">The area.</param>
    public void Retain(string area) => desk.Order(area, JobKind.Retention, null);

    /// <summary>The watch's round, every minute: that it comes proves that the scheduler lives, so it gives the sign of life.</summary>
    /// <param name="cancel">Cancelled when the queue gives the round up.</param>
    public async Task Watch(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.ApplicationStopping);
        await heartbeat.Beat(stop.Token);
        await alerts.Round(stop.Token);
    }
}
