using QdC.Samples.Extracts;
using QdC.Samples.Territory;
using QdC.Samples.World;
using QdC.Samples.Writing;

namespace QdC.Samples;

/// <summary>x</summary>
public static class SampleGenerator
{
    /// <summary>x</summary>
    public static void Generate(SampleOptions options)
    {
        foreach (var name in options.Areas)
        {
            var area = AreaProfile.Known[name];
            var end = options.Deliveries[^1];
            var world = AreaWorld.Simulate(area, options.Scale, options.Seed, new DateOnly(end.Year - options.Years + 1, 1, 1), end);
            for (var i = 0; i < options.Deliveries.Count; i++)
            {
                var rows = new DeliveryRows(world, options.Deliveries, i, options.Seed);
                var folder = Path.Combine(options.OutputFolder!, name);
                if (area.System == CaseSystem.Hestia)
                    new HestiaWriter(Path.Combine(folder, "hestia"), area.EnsCode).Write(options.Deliveries[i], rows.WindowStart, i, rows.Of);
                else
                    new HandKeptWriter(Path.Combine(folder, "spreadsheet")).Write(options.Deliveries[i], i, rows.Of);
                new CouncilWriter(folder, area).Write(options.Deliveries[i], i, rows.Of);
            }
        }
    }
}
