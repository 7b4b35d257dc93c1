namespace QdC.Pipeline.Jobs;

/// <summary>Every declarative file of an <c>etl-jobs</c> folder, read and found sound.</summary>
public sealed record JobSet
{
    /// <summary>The common extract contract.</summary>
    public required Contract Contract { get; init; }

    /// <summary>Source systems by name.</summary>
    public required IReadOnlyDictionary<string, SystemFile> Systems { get; init; }

    /// <summary>Areas by short name.</summary>
    public required IReadOnlyDictionary<string, AreaFile> Areas { get; init; }

    /// <summary>Code lists and mappings.</summary>
    public required CodeListSet CodeLists { get; init; }
}
