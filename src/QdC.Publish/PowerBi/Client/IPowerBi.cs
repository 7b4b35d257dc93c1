namespace QdC.Publish.PowerBi.Client;

/// <summary>
/// All that publishing asks of Power BI and Fabric: one port, behind which the two services' REST interfaces stand, and where tests put
/// one that ends by plan. Safe to use from several areas at once.
/// </summary>
/// <remarks>
/// Every call may throw <see cref="PowerBiThrottled"/> or <see cref="PowerBiUnavailable"/>, which pass, and <see cref="PowerBiRefused"/> or
/// <see cref="SignInRefused"/>, which do not. Calls that write are never sent twice, except where the service says that it did not take the first.
/// </remarks>
public interface IPowerBi
{
    /// <summary>Every workspace this principal has a role in.</summary>
    Task<IReadOnlyList<Workspace>> Workspaces(CancellationToken cancel);

    /// <summary>Makes a workspace; the caller becomes its administrator.</summary>
    /// <param name="name">At most 256 characters.</param>
    /// <param name="description">At most 4,000 characters.</param>
    /// <param name="capacity">The capacity it is to run on; null for shared capacity.</param>
    /// <param name="cancel">Stops the call.</param>
    Task<Workspace> CreateWorkspace(string name, string description, Guid? capacity, CancellationToken cancel);

    /// <summary>Asks for a workspace to be moved to a capacity; it is moved some time later.</summary>
    Task AssignToCapacity(Guid workspace, Guid capacity, CancellationToken cancel);

    /// <summary>Who has which role in a workspace.</summary>
    Task<IReadOnlyList<RoleAssignment>> Roles(Guid workspace, CancellationToken cancel);

    /// <summary>Gives a principal a role.</summary>
    Task AddRole(Guid workspace, Principal principal, string role, CancellationToken cancel);

    /// <summary>Takes a role away.</summary>
    Task RemoveRole(Guid workspace, Guid assignment, CancellationToken cancel);

    /// <summary>True where a workspace has a capacity of its own, so that refreshes are told in detail and not counted by day.</summary>
    Task<bool> IsOnDedicatedCapacity(Guid workspace, CancellationToken cancel);

    /// <summary>The workspace's items of every kind.</summary>
    Task<IReadOnlyList<Item>> Items(Guid workspace, CancellationToken cancel);

    /// <summary>Asks for an item to be made of a definition.</summary>
    Task<Accepted> CreateItem(Guid workspace, ItemKind kind, string name, string description, DefinitionParts definition, CancellationToken cancel);

    /// <summary>Asks for an item's whole definition to be replaced.</summary>
    Task<Accepted> UpdateItem(Guid workspace, ItemKind kind, Guid item, DefinitionParts definition, CancellationToken cancel);

    /// <summary>How far a long-running operation has come.</summary>
    Task<OperationState> Operation(Guid operation, CancellationToken cancel);

    /// <summary>The item that an operation made; only when its state says that there is a result.</summary>
    Task<Item> OperationResult(Guid operation, CancellationToken cancel);

    /// <summary>Every connection this principal may use.</summary>
    Task<IReadOnlyList<Connection>> Connections(CancellationToken cancel);

    /// <summary>Makes a cloud connection to a SQL database.</summary>
    Task<Connection> CreateConnection(NewConnection connection, CancellationToken cancel);

    /// <summary>The connections that an item's sources are bound to; one without an id is bound to nothing.</summary>
    Task<IReadOnlyList<Connection>> ConnectionsOf(Guid workspace, Guid item, CancellationToken cancel);

    /// <summary>Binds a model's source to a connection. Only the model's owner may.</summary>
    Task Bind(Guid workspace, Guid model, Connection connection, CancellationToken cancel);

    /// <summary>A semantic model as Power BI sees it.</summary>
    Task<Dataset> Dataset(Guid workspace, Guid model, CancellationToken cancel);

    /// <summary>Makes the caller the model's owner; what it was bound to is lost.</summary>
    Task TakeOver(Guid workspace, Guid model, CancellationToken cancel);

    /// <summary>The model's last refreshes, newest first.</summary>
    Task<IReadOnlyList<Refresh>> Refreshes(Guid workspace, Guid model, int top, CancellationToken cancel);

    /// <summary>Asks for a refresh and gives back its id; null where the service gives none.</summary>
    Task<string?> StartRefresh(Guid workspace, Guid model, RefreshRequest request, CancellationToken cancel);

    /// <summary>How an enhanced refresh goes.</summary>
    Task<RefreshDetail> RefreshDetail(Guid workspace, Guid model, string refresh, CancellationToken cancel);

    /// <summary>The rows of a DAX query, by column. Not for models with roles, which a service principal may not ask.</summary>
    Task<IReadOnlyList<QueryRow>> Query(Guid workspace, Guid model, string dax, CancellationToken cancel);
}
