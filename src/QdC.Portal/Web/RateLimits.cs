using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace QdC.Portal.Web;

/// <summary>How often one may ask.</summary>
internal static class RateLimits
{
    /// <summary>Coming in: a few tries a minute from one machine.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Sets them.</summary>
    public static void Configure(RateLimiterOptions options, PortalSettings settings)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Each(context.User.Identity?.Name ?? From(context), settings.RequestsPerMinute));
        options.AddPolicy(SignIn, context => Each(From(context), settings.SignInsPerMinute));
    }

    private static string From(HttpContext context) => $"{context.Connection.RemoteIpAddress}";

    private static RateLimitPartition<string> Each(string who, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 });
}
