using System.Security.Claims;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Portal.Access;

/// <summary>Says what those who signed in may do.</summary>
/// <param name="files">The declarative files.</param>
/// <param name="home">Where the stores are.</param>
public sealed class AccessList(PortalFiles files, QdcHome home)
{
    private static readonly IReadOnlyList<Grant> Everything = [.. Enum.GetValues<Role>().Select(r => new Grant(r, null))];

    /// <summary>Who a request comes from; somebody unknown may do nothing.</summary>
    public Viewer ViewerOf(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, AuthenticationType: OneTimeLinks.Scheme }
            ? new Viewer(user.Identity.Name!, user.Identity.Name!, Everything, Areas())
            : new Viewer("", "", [], Areas());

    /// <summary>The areas there are; those that run on request only once they have run.</summary>
    private Dictionary<string, AreaFile> Areas() => files.Jobs.Areas.Values.Where(a => !a.OnRequest || Directory.Exists(home.StoreOf(AreaCode.Parse(a.Area)))).ToDictionary(a => a.Area);
}
