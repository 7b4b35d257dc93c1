using QdC.Samples;
using QdC.Samples.Truth;

namespace QdC.Tests.Samples;

/// <summary>The truth of the pilot areas, simulated once for all tests that read it.</summary>
internal static class PilotTruths
{
    /// <summary>One truth an area, in the order of <see cref="PilotSamples.Options"/>.</summary>
    public static IReadOnlyList<AreaTruth> All { get; } = [.. PilotSamples.Options.SelectMany(SampleGenerator.Generate)];
}
