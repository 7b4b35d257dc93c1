using QdC.Publish.PowerBi.Client;
using QdC.Publish.PowerBi.Deploy;

namespace QdC.Publish.PowerBi.Settings;

/// <summary>What <c>powerbi:</c> of <c>qdc.yaml</c> says: who publishes, and where the data are.</summary>
/// <param name="Principal">Who publishes.</param>
/// <param name="Place">The shared warehouse, as Power BI reaches it.</param>
/// <param name="Workspace">The name of workspaces; <c>{name}</c> stands for the area's.</param>
/// <param name="Capacity">The capacity they run on; null for shared capacity.</param>
/// <param name="Addresses">Where the services are.</param>
public sealed record PowerBiSettings(ServicePrincipal Principal, WarehousePlace Place, string Workspace, Guid? Capacity, ServiceAddresses Addresses)
{
    /// <summary>The usual name of a workspace.</summary>
    public const string UsualWorkspace = "QdC {name}";

    /// <summary>The workspace of all areas together; null where there is none.</summary>
    public NetworkSettings? Network { get; init; }
}

/// <summary>The workspace of all areas together.</summary>
/// <param name="Workspace">Its name.</param>
/// <param name="Viewers">The group whose members may look; null for nobody.</param>
/// <param name="Connection">The connection that its data are read by.</param>
public sealed record NetworkSettings(string Workspace, Guid? Viewers, Guid Connection);
