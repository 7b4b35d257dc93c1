using QdC.Samples.Faults;
using QdC.Samples.Truth;

namespace QdC.Samples;

/// <summary>Simulates areas and writes what their systems would deliver, together with the truth about it.</summary>
public static class SampleGenerator
{
    /// <summary>
    /// Simulates the areas one after the other. Each area's extracts go to a folder per system, its truth to <c>truth.json</c>;
    /// without an output folder nothing is written.
    /// </summary>
    /// <returns>The truth of each area, in the order asked for.</returns>
    /// <exception cref="ArgumentException">An option is out of range or names an unknown area.</exception>
    public static IReadOnlyList<AreaTruth> Generate(SampleOptions options)
    {
        options.Validate();
        var catalogue = options.FaultFile is null ? FaultCatalogue.BuiltIn : FaultCatalogue.Parse(File.ReadAllText(options.FaultFile));
        return [.. options.Areas.Select(area => new AreaSample(area, options, catalogue).Generate())];
    }

    /// <summary>Writes the files of the areas and leaves out the truth, which would hold every row in memory: for areas made to measure with.</summary>
    /// <exception cref="ArgumentException">An option is out of range, names an unknown area, or no output folder is given.</exception>
    public static void WriteFiles(SampleOptions options)
    {
        options.Validate();
        if (options.OutputFolder is null)
            throw new ArgumentException("Files cannot be written: no output folder is given.", nameof(options));
        var catalogue = options.FaultFile is null ? FaultCatalogue.BuiltIn : FaultCatalogue.Parse(File.ReadAllText(options.FaultFile));
        foreach (var area in options.Areas)
            new AreaSample(area, options, catalogue).WriteFiles();
    }
}
