using QdC.Pipeline.Link;

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

    /// <summary>The model that persons are linked by: the one of the highest number in <c>link</c>, else the one that comes with the program.</summary>
    public NumberedModel LinkModel { get; init; } = NumberedModel.Own;

    /// <summary>
    /// SHA-256 over what decides the conformed rows of an area's extract (its definition, subject, code lists and mappings),
    /// so that a changed mapping is noticed. Stable between processes and machines.
    /// </summary>
    /// <param name="area">The area.</param>
    /// <param name="extract">The extract's definition of that date. See <see cref="ExtractDefinition.At"/>.</param>
    /// <param name="effective">The effective date of the delivery: what holds only later decides nothing of it.</param>
    public string Fingerprint(AreaFile area, ExtractDefinition extract, DateOnly effective) => Fingerprints.Of(this, area, extract, effective);
}
