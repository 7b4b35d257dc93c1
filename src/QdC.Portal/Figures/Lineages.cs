using System.Collections.Concurrent;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Lineage;

namespace QdC.Portal.Figures;

/// <summary>The lineage of each area, read from the declarative files when somebody first asks: they stay as they are while the portal runs.</summary>
/// <param name="files">The declarative files.</param>
public sealed class Lineages(PortalFiles files)
{
    private readonly LineageFiles _files = new(files.Jobs, files.Metrics, files.Dashboards, files.Reports);
    private readonly ConcurrentDictionary<string, Lazy<LineageGraph>> _graphs = new();

    /// <summary>The lineage of an area.</summary>
    public LineageGraph Of(AreaFile area) => _graphs.GetOrAdd(area.Area, _ => new(() => _files.Graph([area]))).Value;
}
