using System.Security.Claims;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Portal.Access;

/// <summary>Says what those who signed in may do, anew at each request.</summary>
/// <param name="files">The declarative files, roles.yaml among them.</param>
/// <param name="home">Where the stores are.</param>
public sealed class AccessList(PortalFiles files, QdcHome home)
{
    /// <summary>The claim that holds groups, whatever the provider calls it.</summary>
    public const string Group = "qdc:group";

    private static readonly IReadOnlyList<Grant> Everything = [.. Enum.GetValues<Role>().Select(r => new Grant(r, null))];

    /// <summary>Who a request comes from; somebody unknown may do nothing.</summary>
    public Viewer ViewerOf(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } identity)
        {
            return new Viewer("", "", [], Areas());
        }
        if (identity.AuthenticationType == OneTimeLinks.Scheme)
        {
            return new Viewer(identity.Name!, identity.Name!, Everything, Areas());
        }
        var id = user.FindFirstValue("preferred_username") ?? user.FindFirstValue("email") ?? user.FindFirstValue("sub") ?? "?";
        return new Viewer(id, user.FindFirstValue("name") ?? id, [.. files.Roles.Grants.Where(g => Means(g, user)).SelectMany(Each)], Areas());
    }

    private static IEnumerable<Grant> Each(RoleGrant grant) => grant.Areas is { } areas ? areas.Select(a => new Grant(grant.Role, a)) : [new Grant(grant.Role, null)];

    private static bool Means(RoleGrant grant, ClaimsPrincipal user) =>
        grant.To switch
        {
            GrantedTo.Subject => user.HasClaim("oid", grant.Who) || user.HasClaim("sub", grant.Who),
            // An address that nobody verified can be claimed by anybody.
            GrantedTo.Email => user.HasClaim("email_verified", "true") && string.Equals(user.FindFirstValue("email"), grant.Who, StringComparison.OrdinalIgnoreCase),
            GrantedTo.Group => user.HasClaim(Group, grant.Who),
            _ => false,
        };

    /// <summary>The areas there are; those that run on request only once they have run.</summary>
    private Dictionary<string, AreaFile> Areas() => files.Jobs.Areas.Values.Where(a => IsThere(home, a)).ToDictionary(a => a.Area);

    /// <summary>True for an area that somebody may see.</summary>
    internal static bool IsThere(QdcHome home, AreaFile area) => !area.OnRequest || Directory.Exists(home.StoreOf(AreaCode.Parse(area.Area)));
}
