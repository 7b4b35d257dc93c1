using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>Where the warehouse is, as Power BI reaches it.</summary>
/// <param name="Server">The server.</param>
/// <param name="Database">The database.</param>
public sealed record WarehousePlace(string Server, string Database)
{
    /// <summary>As a connection names it.</summary>
    public override string ToString() => $"{Server};{Database}";
}

/// <summary>A workspace that is to show an area, and how.</summary>
/// <param name="Area">The area; <see cref="NetworkKey.Name"/> for all together.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Place">Where its data are.</param>
public sealed record PublishTarget(AreaCode Area, string Workspace, WarehousePlace Place)
{
    /// <summary>The group whose members may look; null for nobody.</summary>
    public Guid? Viewers { get; init; }

    /// <summary>The capacity it runs on; null for shared capacity.</summary>
    public Guid? Capacity { get; init; }

    /// <summary>The connection that is there for it; null when one is made of <see cref="Login"/>.</summary>
    public Guid? Connection { get; init; }

    /// <summary>Reads the login that a connection is made of; null when <see cref="Connection"/> is named.</summary>
    public Func<DatabaseLogin>? Login { get; init; }

    /// <summary>The user of <see cref="Login"/>, for comparison; its secret is read only when it is needed.</summary>
    public string? User { get; init; }

    /// <summary>The name of the connection that is made.</summary>
    public string ConnectionName => $"QdC {Area}";

    /// <summary>Refuses areas that would share what must be each one's own: workspace, connection, login.</summary>
    /// <exception cref="PowerBiConfigurationWrong">Two share something, or one has no way to its data.</exception>
    public static void RequireApart(IReadOnlyList<PublishTarget> targets)
    {
        foreach (var (what, of) in new (string, Func<PublishTarget, string?>)[] { ("workspace", t => t.Workspace), ("connection", t => t.Connection?.ToString()), ("login", t => t.User) })
        {
            if (targets.Where(t => of(t) is not null).GroupBy(of, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } shared)
            {
                throw new PowerBiConfigurationWrong($"Areas share a {what}; each needs its own, so that a mistake shows nobody another area's data", string.Join(", ", shared.Select(t => $"{t.Area}: powerbi")), shared.Key);
            }
        }
        if (targets.FirstOrDefault(t => t.Connection is null && t.Login is null) is { } without)
        {
            throw new PowerBiConfigurationWrong("The area does not say how Power BI reads its data", $"{without.Area}: powerbi", allowed: "connection: the id of a connection that the service principal may use; or login: { user: …, password: env:NAME }");
        }
    }
}
