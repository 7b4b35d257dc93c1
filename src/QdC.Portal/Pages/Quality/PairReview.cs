using QdC.Pipeline.Check;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Link;
using QdC.Pipeline.Stage;
using QdC.Portal.Figures;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>The pairs of records of which somebody has to say whether they are one person, read from the version that is served.</summary>
public sealed class PairReview(QdcHome home, PortalFiles files, ServedVersions versions, TimeProvider clock)
{
    /// <summary>Some of the pairs that wait, and how many there are; none where the area has no version.</summary>
    /// <exception cref="QdcException">The area's key is not there, so that no record can be looked up.</exception>
    public Task<(int All, IReadOnlyList<PersonPair> Pairs)> Queue(AreaFile area, int skip, int take) => Read(area, (0, (IReadOnlyList<PersonPair>)[]), r => r.Queue(skip, take));

    /// <summary>The records of a pair; null when the version has none.</summary>
    public Task<(Guid A, Guid B)?> Records(AreaFile area, string pair) => Read(area, null, r => r.Records(pair));

    private async Task<T> Read<T>(AreaFile area, T none, Func<PersonReview, T> read)
    {
        using var pinned = versions.Pin(area);
        if (pinned is null)
        {
            return none;
        }
        using var log = AreaLog.Open(home, AreaCode.Parse(area.Area), clock);
        using var keys = AreaKeys.Open(log);
        return await pinned.Read(version => read(new PersonReview(version.Session, log, new RecordNumbers(files.Jobs, new Landing(home, keys, clock)))));
    }
}
