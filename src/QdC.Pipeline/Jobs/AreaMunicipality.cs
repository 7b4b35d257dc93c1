namespace QdC.Pipeline.Jobs;

/// <summary>A municipality of an area and the days it belongs to it: who lives there is a resident on these days, and it counts with its inhabitants in the years that begin in them.</summary>
/// <param name="Code">Six-character Idescat code.</param>
/// <param name="From">First day; the earliest there is where it always belonged.</param>
/// <param name="To">Last day; the latest there is where no end is known.</param>
public sealed record AreaMunicipality(string Code, DateOnly From, DateOnly To)
{
    /// <summary>One that belongs to the area as far as anybody knows.</summary>
    public static AreaMunicipality Always(string code) => new(code, DateOnly.MinValue, DateOnly.MaxValue);

    /// <summary>True when a day belongs to both.</summary>
    public bool Overlaps(AreaMunicipality other) => From <= other.To && other.From <= To;
}
