using System.Collections.Concurrent;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>The warehouse, which is brought an area's current version before it is first asked for the area. A sync that fails is tried again when it is asked again.</summary>
/// <param name="figures">The warehouse.</param>
/// <param name="sync">Brings it an area's current version.</param>
public sealed class SyncedFigures(IWarehouseFigures figures, Action<AreaCode> sync) : IWarehouseFigures
{
    private readonly ConcurrentDictionary<AreaCode, bool> _synced = new();

    /// <inheritdoc/>
    public WarehouseMark? Mark(AreaCode area)
    {
        if (!_synced.ContainsKey(area)) // an area is published by one at a time
        {
            sync(area);
            _synced[area] = true;
        }
        return figures.Mark(area);
    }

    /// <inheritdoc/>
    public ViewTotals Totals(AreaCode area, string view, IReadOnlyList<string> columns) => figures.Totals(area, view, columns);
}
