using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Plan;

/// <summary>What decides the conformed rows of an extract's deliveries, by their effective dates; computed once for each stretch in which nothing changes.</summary>
internal sealed class DatedFingerprints(JobSet jobs, AreaFile area, ExtractDefinition extract)
{
    private readonly Dictionary<int, string> _known = [];

    private readonly DateOnly[] _changes =
    [
        .. jobs.CodeLists.Mappings.Where(m => m.Key.System == extract.System).SelectMany(m => m.Value).Select(m => m.ValidFrom).OfType<DateOnly>()
            .Concat(extract.Later.Select(later => later.From)).Distinct().Order(),
    ];

    /// <summary>The fingerprint of deliveries of an effective date.</summary>
    public string At(DateOnly effective)
    {
        var stretch = _changes.Count(from => from <= effective);
        if (!_known.TryGetValue(stretch, out var fingerprint))
        {
            _known.Add(stretch, fingerprint = jobs.Fingerprint(area, extract.At(effective), effective));
        }

        return fingerprint;
    }
}
