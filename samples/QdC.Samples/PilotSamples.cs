namespace QdC.Samples;

/// <summary>How the committed pilot areas of <c>samples/pilot</c> were made.</summary>
public static class PilotSamples
{
    /// <summary>The options of each pilot area, without a folder to write to.</summary>
    public static IReadOnlyList<SampleOptions> Options { get; } =
    [
        new() { Areas = ["tarragona"], Scale = 0.0035, Seed = 5 },
        new() { Areas = ["la-noguera"], Scale = 0.009, Seed = 5 },
        new() { Areas = ["garrotxa"], Scale = 0.004, Seed = 5 },
        new() { Areas = ["reus"], Scale = 0.0038, Seed = 1 },
    ];

    /// <summary>Writes the pilot areas below a folder.</summary>
    /// <returns>The truth of each area.</returns>
    public static IReadOnlyList<Truth.AreaTruth> Write(string folder) =>
        [.. Options.SelectMany(options => SampleGenerator.Generate(options with { OutputFolder = folder }))];
}
