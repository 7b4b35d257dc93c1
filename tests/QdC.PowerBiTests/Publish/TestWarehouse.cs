using QdC.PowerBiFake;
using QdC.Warehouse;

namespace QdC.PowerBiTests.Publish;

/// <summary>A shared warehouse of a few figures an area, which the fake services read and the publisher compares with.</summary>
internal sealed class TestWarehouse(TimeProvider clock) : IWarehouseFigures
{
    private readonly Dictionary<string, (WarehouseMark Mark, Dictionary<string, ViewData> Views)> _areas = [];

    /// <summary>What the fake services' SQL Server holds.</summary>
    public Dictionary<string, Dictionary<string, ViewData>> Data => _areas.ToDictionary(a => a.Key, a => new Dictionary<string, ViewData>(a.Value.Views));

    /// <summary>Puts an area's next version in place; its figures are its own.</summary>
    public void Sync(string area)
    {
        var version = _areas.TryGetValue(area, out var there) ? there.Mark.Version + 1 : 1;
        var some = (area.Sum(c => c) * 7) + version;
        _areas[area] = (new(version, version, clock.GetUtcNow()), new()
        {
            ["area"] = new(1, new() { ["version"] = version }),
            ["fact_payment"] = new(some, new() { ["amount"] = some * 12.34m }),
            ["fact_activity"] = new(some * 3, new() { ["minutes"] = some * 45 }),
        });
    }

    /// <summary>Puts other figures in place of an area's.</summary>
    public void Set(string area, Dictionary<string, ViewData> views) => _areas[area] = (_areas[area].Mark, views);

    /// <summary>Called when the mark is asked for, before it is answered.</summary>
    public Action? WhenAsked { get; set; }

    public WarehouseMark? Mark(AreaCode area)
    {
        WhenAsked?.Invoke();
        return _areas.TryGetValue(area.Value, out var there) ? there.Mark : null;
    }

    public ViewTotals Totals(AreaCode area, string view, IReadOnlyList<string> columns) =>
        _areas[area.Value].Views[view] is var v ? new(v.Rows, [.. columns.Select(c => v.Sums[c])]) : throw new InvalidOperationException();
}
