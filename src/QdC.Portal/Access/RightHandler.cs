using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace QdC.Portal.Access;

/// <summary>A right that a request needs.</summary>
/// <param name="Right">The right.</param>
internal sealed record RightRequirement(Right Right) : IAuthorizationRequirement;

/// <summary>Lets a request through when its viewer has the right in the area that its address names.</summary>
internal sealed class RightHandler : AuthorizationHandler<RightRequirement>
{
    /// <summary>The route value that names an area.</summary>
    public const string Area = "area";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (context is { User.Identity.IsAuthenticated: true, Resource: HttpContext http }
            && http.RequestServices.GetRequiredService<AccessList>().ViewerOf(context.User).May(requirement.Right, http.Request.RouteValues[Area] as string))
        {
            context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }
}
