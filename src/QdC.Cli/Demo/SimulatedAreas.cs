using QdC.Samples;
using QdC.Samples.Truth;

namespace QdC.Cli.Demo;

/// <summary>What is known of an area that was simulated, beside its files.</summary>
/// <param name="Area">The area.</param>
/// <param name="Inhabitants">Its inhabitants of 2020, at the scale of the simulation.</param>
/// <param name="Rows">Records in all its files.</param>
/// <param name="Rejected">Records that must not load.</param>
/// <param name="Duplicates">Surplus records of a key.</param>
/// <param name="Bytes">Bytes of its files.</param>
/// <param name="Persons">Who each source record of a person is.</param>
internal sealed record SimulatedArea(string Area, long Inhabitants, long Rows, long Rejected, long Duplicates, long Bytes, IReadOnlyDictionary<(string System, string Number), string> Persons);

/// <summary>Simulates areas, as many at once as there are cores, the largest first; what each was is written beside its files and not kept in memory.</summary>
internal static class SimulatedAreas
{
    /// <summary>The first day of the history and the last delivery, three years later.</summary>
    public static readonly (DateOnly From, DateOnly To) Span = (new DateOnly(2023, 1, 1), new DateOnly(2025, 12, 31));

    /// <summary>When an area delivers: at the end and, where a later version of one of its systems comes in between, on the eve of that.</summary>
    public static IReadOnlyList<DateOnly> DeliveriesOf(string area) => [.. SampleOptions.ChangesOf(area).Where(day => day > Span.From && day <= Span.To).Select(day => day.AddDays(-1)), Span.To];

    /// <summary>Writes the files of the areas.</summary>
    /// <param name="areas">The areas.</param>
    /// <param name="scale">Share of the inhabitants that is simulated.</param>
    /// <param name="folder">The folder that gets one an area.</param>
    /// <param name="done">Told of each area that is written.</param>
    public static IReadOnlyList<SimulatedArea> Write(IReadOnlyList<string> areas, double scale, string folder, Action<SimulatedArea> done)
    {
        var made = new SimulatedArea[areas.Count];
        Parallel.ForEach(
            Enumerable.Range(0, areas.Count).OrderByDescending(i => SampleOptions.InhabitantsOf(areas[i])),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => done(made[i] = Write(areas[i], scale, folder)));
        return made;
    }

    /// <summary>The file that says what is true of an area.</summary>
    public static string TruthOf(string folder, string area) => Path.Combine(folder, area, "truth.json");

    private static SimulatedArea Write(string area, double scale, string folder)
    {
        var target = Path.Combine(folder, area);
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true); // an earlier demo's, perhaps of another scale
        }
        var truth = SampleGenerator.Generate(new SampleOptions
        {
            Areas = [area],
            Scale = scale,
            Years = Span.To.Year - Span.From.Year + 1,
            Deliveries = DeliveriesOf(area),
            OutputFolder = folder,
        }).Single();
        long Sum(Func<ExtractTruth, long> of) => truth.Deliveries.SelectMany(d => d.Extracts.Values).Sum(of);
        var files = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Where(f => f != TruthOf(folder, area));
        return new SimulatedArea(
            area, (long)(SampleOptions.InhabitantsOf(area) * scale), Sum(e => e.Rows), Sum(e => e.Rejected), Sum(e => e.Duplicates), files.Sum(f => new FileInfo(f).Length), truth.Persons);
    }
}
