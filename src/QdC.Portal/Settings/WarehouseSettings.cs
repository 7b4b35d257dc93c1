using QdC.Warehouse;

namespace QdC.Portal.Settings;

/// <summary>The warehouse that areas share, as <c>warehouse:</c> of <c>qdc.yaml</c> says: what areas publish is sent there.</summary>
/// <param name="Connection">Where the connection string is: <c>env:NAME</c> or <c>file:PATH</c>.</param>
public sealed record WarehouseSettings(string Connection)
{
    /// <summary>Who sends areas there.</summary>
    public IReadOnlyList<WarehousePrincipal> Loaders { get; init; } = [];

    /// <summary>Who looks after it.</summary>
    public IReadOnlyList<WarehousePrincipal> Operators { get; init; } = [];

    /// <summary>Who shares work through it.</summary>
    public IReadOnlyList<WarehousePrincipal> Workers { get; init; } = [];

    /// <summary>Who reads what all areas publish together.</summary>
    public IReadOnlyList<WarehousePrincipal> Network { get; init; } = [];
}
