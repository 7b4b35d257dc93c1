using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QdC.Pipeline.Query;
using QdC.Portal.Access;
using QdC.Portal.Pages;
using QdC.Warehouse;

namespace QdC.Portal.Web;

/// <summary>Answers that are no page: refused, not there, failed. A failure is told by a reference; what it was stands in the log under it.</summary>
internal static class Refusals
{
    /// <summary>Shows a page for each.</summary>
    public static void Use(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Failed, SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(context => Show(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    private static Task Failed(HttpContext context)
    {
        var e = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        switch (e)
        {
            case NotForViewer:
                return Show(context, StatusCodes.Status403Forbidden);
            case UnknownName or NotThere:
                return Show(context, StatusCodes.Status404NotFound);
            case BadHttpRequestException bad:
                return Show(context, bad.StatusCode);
            default:
                var reference = $"{Guid.CreateVersion7():N}"[^12..];
                // An exception that is not ours may quote data: its kind is told and where it came from, not its message.
                context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("QdC.Portal").LogError("{Reference} {Method} {Route}: {Kind}\n{Trace}", reference, context.Request.Method, context.GetEndpoint()?.DisplayName, e is QdcException ? e.Message : e.GetType().Name, e.StackTrace);
                return Show(context, StatusCodes.Status500InternalServerError, reference);
        }
    }

    /// <summary>Shows the page of a status code. What somebody who is known was refused is noted.</summary>
    public static async Task Show(HttpContext context, int code, string? reference = null)
    {
        if (code == StatusCodes.Status403Forbidden && context.User.Identity is { IsAuthenticated: true })
        {
            var services = context.RequestServices;
            services.GetRequiredService<AuditLog>().Note(new AuditEvent("refused", services.GetRequiredService<AccessList>().ViewerOf(context.User).Id, context.Request.RouteValues[RightHandler.Area] as string, $"{context.Request.Method} {context.Request.Path}", AuditOutcome.Refused));
        }
        // What a page had begun to draw with cannot draw another.
        var begun = context.RequestServices;
        await using var afresh = begun.CreateAsyncScope();
        context.RequestServices = afresh.ServiceProvider;
        try
        {
            await new RazorComponentResult<RefusalPage>(new { Code = code, Reference = reference }) { StatusCode = code }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = begun;
        }
    }
}

/// <summary>What an address names is not there.</summary>
internal sealed class NotThere() : Exception("Not there.");
