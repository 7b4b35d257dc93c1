using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QdC.Portal.Access;

namespace QdC.Portal.Jobs;

/// <summary>The queue's own pages, for operators: they show how work is moved, and change nothing unless the installation says so.</summary>
internal static class QueuePages
{
    /// <summary>Where they are.</summary>
    public const string Path = "/cua";

    /// <summary>Adds them where this portal carries out jobs.</summary>
    public static void Map(IEndpointRouteBuilder app, JobSettings? settings)
    {
        if (settings is null)
        {
            return;
        }
        var options = new DashboardOptions
        {
            Authorization = [], // the route says who may come in; the usual filter takes everything from this machine for local, a proxy's requests too
            IsReadOnlyFunc = _ => !settings.QueueCanBeChanged,
            DisplayStorageConnectionString = false,
            DashboardTitle = "QdC · cua",
            AppPath = "/programacio",
        };
        app.MapHangfireDashboard(Path, options, app.ServiceProvider.GetRequiredService<JobStorage>()).WithMetadata(new NeedsAttribute(Right.Queue));
    }
}
