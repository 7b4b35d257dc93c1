using QdC.Samples.Territory;

namespace QdC.Samples;

/// <summary>What to simulate and where to write it.</summary>
public sealed record SampleOptions
{
    /// <summary>Names of areas of the network, or of comarques as areas (<c>comarca-07</c>).</summary>
    /// <value>Default: the pilots <c>tarragona</c>, <c>la-noguera</c>, <c>garrotxa</c>, <c>reus</c>.</value>
    public IReadOnlyList<string> Areas { get; init; } = AreaProfile.Pilots;

    /// <summary>The areas of the network, all 18, the pilots first.</summary>
    public static IReadOnlyList<string> Network => AreaProfile.Network;

    /// <summary>The 42 comarques, each an area of its own: all of Catalonia, to measure with.</summary>
    public static IReadOnlyList<string> Comarques => [.. AreaProfile.Known.Keys.Except(AreaProfile.Network)];

    /// <summary>The municipalities an area is simulated on, by code.</summary>
    public static IReadOnlyList<string> MunicipalitiesOf(string area) => [.. AreaProfile.Known[area].Municipalities.Select(m => m.Code)];

    /// <summary>The inhabitants of an area on 1 January 2020.</summary>
    public static int InhabitantsOf(string area) => AreaProfile.Known[area].Municipalities.Sum(m => m.Total);

    /// <summary>The days from which later versions of an area's systems write its deliveries, in order.</summary>
    public static IReadOnlyList<DateOnly> ChangesOf(string area) =>
        [.. new[] { AreaProfile.Known[area].System, AreaProfile.Known[area].HomeCareSystem }.Select(system => system?.WritesAnewFrom).OfType<DateOnly>().Distinct().Order()];

    /// <summary>Calendar years the data cover; the last one is that of the last delivery.</summary>
    /// <value>Default: 7, so from 2019-01-01 with the default deliveries.</value>
    public int Years { get; init; } = 7;

    /// <summary>Share of the area's inhabitants that is simulated; the delivered population shrinks alike, so rates stay true.</summary>
    /// <value>Default: 1, the whole area.</value>
    public double Scale { get; init; } = 1;

    /// <summary>Multiplies the base rates of the planted faults; 0 plants none.</summary>
    /// <value>Default: 1.</value>
    public double FaultRate { get; init; } = 1;

    /// <summary>A file in the form of <c>samples/faults.yaml</c>; null takes that catalogue as built in.</summary>
    public string? FaultFile { get; init; }

    /// <summary>The same seed gives the same bytes.</summary>
    /// <value>Default: 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>Effective dates of the deliveries, in order.</summary>
    /// <value>Default: the ends of January, February and March 2025.</value>
    public IReadOnlyList<DateOnly> Deliveries { get; init; } = [new(2025, 1, 31), new(2025, 2, 28), new(2025, 3, 31)];

    /// <summary>Folder that gets one folder per area; null writes nothing and only tells the truth.</summary>
    public string? OutputFolder { get; init; }

    internal void Validate()
    {
        var problems = new List<string>();
        foreach (var area in Areas.Where(area => !AreaProfile.Known.ContainsKey(area)))
            problems.Add($"area '{area}' is not known; known are {string.Join(", ", AreaProfile.Network)}, and comarca-01 to comarca-42");
        if (Years is < 1 or > 30)
            problems.Add($"years is {Years}, allowed are 1 to 30");
        if (Scale is <= 0 or > 10)
            problems.Add($"scale is {Scale}, allowed is more than 0 up to 10");
        if (FaultRate is < 0 or > 100)
            problems.Add($"fault rate is {FaultRate}, allowed is 0 to 100");
        if (Deliveries.Count == 0 || !Deliveries.SequenceEqual(Deliveries.Distinct().Order()))
            problems.Add("deliveries must be at least one date, in order, each once");
        if (problems.Count > 0)
            throw new ArgumentException("Samples cannot be made: " + string.Join("; ", problems) + ".");
    }
}
