using QdC.Pipeline.SentBack;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>How often a delivery raised a rule.</summary>
/// <param name="Day">The day the delivery speaks of.</param>
/// <param name="Count">How often.</param>
public sealed record TrendPoint(DateOnly Day, long Count);

/// <summary>How often the last deliveries of each extract raised each rule.</summary>
internal sealed class RuleTrend
{
    private const int Shown = 8;
    private readonly Dictionary<(string System, string Extract), List<Delivery>> _deliveries;
    private readonly Dictionary<(long? Delivery, string Rule), long> _counts;

    /// <summary>Reads them from a log. Corrections tell of the rows they correct only, so they are left out.</summary>
    public RuleTrend(AreaLog log)
    {
        _deliveries = log.Deliveries(state: DeliveryState.Applied)
            .Where(d => d.EffectiveDate is not null && !d.Facts.IsCorrection && SentBackMode.Of(d) is null)
            .GroupBy(d => (d.System, d.Extract))
            .ToDictionary(g => g.Key, g => g.OrderBy(d => d.Order, StringComparer.Ordinal).TakeLast(Shown).ToList());
        _counts = log.FindingCounts().GroupBy(c => (c.DeliveryId, c.Rule)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
    }

    /// <summary>The last deliveries, oldest first; none for a rule over the whole star, which no delivery raises, or where there is but one delivery.</summary>
    public IReadOnlyList<TrendPoint> Of(string system, string extract, string rule) =>
        _deliveries.TryGetValue((system, extract), out var deliveries) && deliveries.Count > 1 && deliveries.Exists(d => _counts.ContainsKey((d.DeliveryId, rule)))
            ? [.. deliveries.Select(d => new TrendPoint(d.EffectiveDate!.Value, _counts.GetValueOrDefault((d.DeliveryId, rule))))]
            : [];
}
