using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QdC.Portal.Operations;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>Jobs without pages: one more process that takes work from the queue that SQL Server keeps.</summary>
public static class WorkerHost
{
    /// <summary>Works until it is told to stop.</summary>
    /// <exception cref="QueueNotShared">The queue is kept in the memory of another process.</exception>
    public static async Task Run(PortalSettings settings, CancellationToken cancel)
    {
        if (settings.Installation.Operations.Queue is null)
        {
            throw new QueueNotShared(Path.Combine(settings.Home.Root, Settings.Installation.FileName));
        }
        JobsHost.RequireShared(settings);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(settings).AddSingleton(settings.Files).AddSingleton(settings.Home).AddSingleton(settings.Clock);
        JobsHost.Add(builder.Services, settings);
        builder.Services.AddSystemd().AddWindowsService();
        using var host = builder.Build();
        await host.StartAsync(cancel);
        await host.WaitForShutdownAsync(cancel);
    }
}

/// <summary>A worker was started where no SQL Server keeps the queue.</summary>
public sealed class QueueNotShared(string file)
    : SettingException(new Problem(
        "A worker takes its work from the queue that SQL Server keeps, and none is named",
        Where: file,
        Received: "no queue: under operations:",
        Allowed: "operations: { queue: env:QDC_QUEUE }, where QDC_QUEUE holds a connection string",
        NextStep: "Name it, or let `qdc serve` do the work: it needs no server. See docs/operations.md."));
