using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QdC.Portal.Operations;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>The scheduler as part of a host: a queue for each area with one worker, and one for what is looked through.</summary>
internal static class JobsHost
{
    private const int Watchers = 2;

    /// <summary>Makes sure that what is shared can be reached, before anything is begun.</summary>
    /// <exception cref="ServerConfigurationWrong">It is not named in a way that may be used.</exception>
    /// <exception cref="ServerUnavailable">The server does not answer.</exception>
    /// <exception cref="WarehouseNotMigrated">It has no books.</exception>
    public static void RequireShared(PortalSettings portal)
    {
        if (portal.Home.Shared is not null)
        {
            new JobBook(portal.Home, portal.Clock).Open();
        }
    }

    /// <summary>Adds it; without settings only what is known of schedules and jobs can be read.</summary>
    public static void Add(IServiceCollection services, PortalSettings portal)
    {
        services.AddSingleton<ScheduleBook>().AddSingleton<JobBook>().AddSingleton<Pages.Schedule.ScheduleOverview>();
        if (portal.Jobs is not { } settings)
        {
            return;
        }
        services.AddSingleton<AlertBook>().AddSingleton(_ => new Outside(portal.Installation.Operations)).AddSingleton<Heartbeat>().AddSingleton<Alerts>().AddSingleton<Telemetry>();
        services.AddSingleton(settings).AddSingleton<JobRunner>().AddSingleton<JobDesk>().AddSingleton<QueuedJobs>();
        services.AddSingleton<JobStorage>(s =>
        {
            s.GetRequiredService<IGlobalConfiguration>(); // the queue logs where it was last told to: here, before it is made
            return QueueStorage.Of(portal.Installation.Operations.Queue, s.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(QueueStorage)));
        });
        services.AddHangfire(queue => queue.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddHangfireServer(server =>
        {
            server.ServerName = $"{Environment.MachineName}:{JobDesk.WatchQueue}";
            (server.Queues, server.WorkerCount, server.SchedulePollingInterval) = ([JobDesk.WatchQueue], Watchers, TimeSpan.FromSeconds(5));
        });
        foreach (var area in JobDesk.Areas(portal.Files.Jobs))
        {
            services.AddHangfireServer(server =>
            {
                server.ServerName = $"{Environment.MachineName}:{area}";
                (server.Queues, server.WorkerCount, server.IsLightweightServer, server.CancellationCheckInterval) = ([JobDesk.QueueOf(area)], 1, true, TimeSpan.FromSeconds(1));
            });
        }
        services.AddHostedService<Rounds>();
    }

    /// <summary>Starts what comes by itself, and looks through the book from time to time.</summary>
    private sealed class Rounds(JobDesk desk, JobSettings settings, ILogger<Rounds> log) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            desk.Start();
            using var timer = new PeriodicTimer(settings.Look);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    desk.Look();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError("The jobs could not be looked through ({Kind}: {Trace})", e.GetType().Name, e.StackTrace); // the next round tries again
                }
            }
        }
    }
}
