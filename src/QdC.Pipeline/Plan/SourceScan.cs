using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;

namespace QdC.Pipeline.Plan;

/// <summary>What lies at an area's sources now.</summary>
/// <param name="Deliveries">The deliveries found, in no order.</param>
/// <param name="Problems">What could not be told of them, and sources that are not there.</param>
public sealed record SourceScan(IReadOnlyList<ScannedDelivery> Deliveries, IReadOnlyList<ExtractProblem> Problems)
{
    /// <summary>Looks at every source of the area.</summary>
    /// <param name="area">The area.</param>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="asOf">The effective date of deliveries that nothing else dates.</param>
    public static SourceScan Scan(AreaFile area, JobSet jobs, DateOnly? asOf) => throw new InvalidOperationException();
}
