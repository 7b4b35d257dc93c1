using System.Globalization;

namespace QdC.Samples.Truth;

/// <summary>The inhabitants figures are divided by: those of the period's year or, without data, of the nearest earlier one.</summary>
internal sealed class Inhabitants
{
    private readonly Dictionary<(int Year, string Municipality, string Sex, string Group), decimal> _population;
    private readonly int[] _years;

    /// <summary>Reads the population.</summary>
    public Inhabitants(RecordedModel model)
    {
        _population = model
            .Live("population")
            .ToDictionary(
                row => (int.Parse(row["year"]!, CultureInfo.InvariantCulture), row["municipality"]!, row["sex"]!, row["age_band"]!),
                row => row.Number("inhabitants")!.Value
            );
        _years = [.. _population.Keys.Select(key => key.Year).Distinct().Order()];
        Municipalities = [.. _population.Keys.Select(key => key.Municipality).Distinct()];
    }

    /// <summary>The area's own municipalities.</summary>
    public HashSet<string> Municipalities { get; }

    /// <summary>Counts beside the inhabitants of each cell: total, municipality, sex and age group; null where no year is known.</summary>
    public IEnumerable<(string Breakdown, string Member, decimal Count, decimal? Whole)> Beside(
        IReadOnlyDictionary<(string Breakdown, string Member), decimal> counts,
        Period period
    )
    {
        var year = _years.LastOrDefault(year => year <= period.End.Year);
        var inhabitants = new Dictionary<(string, string), decimal>();
        foreach (var (key, count) in _population.Where(pair => pair.Key.Year == year))
        {
            foreach (var cell in new[] { ("total", "all"), ("municipality", key.Municipality), ("sex", key.Sex), ("age_group", key.Group) })
                inhabitants[cell] = inhabitants.GetValueOrDefault(cell) + count;
        }
        foreach (var cell in counts.Keys.Union(inhabitants.Keys))
            yield return (cell.Item1, cell.Item2, counts.GetValueOrDefault(cell), year == 0 ? null : inhabitants.GetValueOrDefault(cell));
    }
}
