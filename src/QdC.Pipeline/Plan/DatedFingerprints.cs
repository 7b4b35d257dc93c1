using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Plan;

/// <summary>What decides the conformed rows of an extract's deliveries, by their effective dates; computed once for each definition.</summary>
internal sealed class DatedFingerprints(JobSet jobs, AreaFile area, ExtractDefinition extract)
{
    private readonly Dictionary<ExtractDefinition, string> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The fingerprint of deliveries of an effective date.</summary>
    public string At(DateOnly effective)
    {
        var definition = extract.At(effective);
        if (!_known.TryGetValue(definition, out var fingerprint))
        {
            _known.Add(definition, fingerprint = jobs.Fingerprint(area, definition));
        }

        return fingerprint;
    }
}
