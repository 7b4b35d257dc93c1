using System.Globalization;

namespace QdC.Samples.Truth;

/// <summary>The inhabitants of the area at 1 January, as the population extract says.</summary>
internal sealed class Inhabitants
{
    private readonly Dictionary<(int Year, string Municipality, string Sex, string Group), decimal> _population;
    private readonly int[] _years;
    private readonly HashSet<string> _municipalities;

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
        _municipalities = [.. _population.Keys.Select(key => key.Municipality).Distinct()];
    }

    /// <summary>True when a person lives in one of the area's own municipalities.</summary>
    public bool LivesHere(Traits traits) => _municipalities.Contains(traits.Municipality);

    /// <summary>All inhabitants in the year of a period or the nearest earlier one; null without any.</summary>
    public decimal? Total(Period period) => YearOf(period) is var year and > 0 ? _population.Where(pair => pair.Key.Year == year).Sum(pair => pair.Value) : null;

    /// <summary>Writes people as a percentage of the inhabitants, all or those of one age group: the total and every member of the breakdowns.</summary>
    public void Rate(KpiSheet sheet, string metric, Period period, Tally people, string? ageGroup, params string[] breakdowns)
    {
        var year = YearOf(period);
        string[] told = ["total", .. breakdowns];
        var counted = people.Cells().Where(cell => told.Contains(cell.Breakdown)).ToDictionary(cell => (cell.Breakdown, cell.Member), cell => cell.Count);
        var whole = new Dictionary<(string Breakdown, string Member), decimal>();
        foreach (var (key, count) in _population.Where(pair => pair.Key.Year == year && (ageGroup is null || pair.Key.Group == ageGroup)))
        {
            foreach (var cell in new[] { ("total", "all"), ("municipality", key.Municipality), ("sex", key.Sex), ("age_group", key.Group) }.Where(cell => told.Contains(cell.Item1)))
                whole[cell] = whole.GetValueOrDefault(cell) + count;
        }
        foreach (var cell in counted.Keys.Union(whole.Keys))
            sheet.Ratio(metric, period, cell.Breakdown, cell.Member, counted.GetValueOrDefault(cell), year == 0 ? null : whole.GetValueOrDefault(cell), 100);
    }

    /// <summary>Counts beside the inhabitants of each cell: total, municipality, sex and age group; null where no year is known.</summary>
    public IEnumerable<(string Breakdown, string Member, decimal Count, decimal? Whole)> Beside(
        IReadOnlyDictionary<(string Breakdown, string Member), decimal> counts,
        Period period
    )
    {
        var year = YearOf(period);
        var inhabitants = new Dictionary<(string, string), decimal>();
        foreach (var (key, count) in _population.Where(pair => pair.Key.Year == year))
        {
            foreach (var cell in new[] { ("total", "all"), ("municipality", key.Municipality), ("sex", key.Sex), ("age_group", key.Group) })
                inhabitants[cell] = inhabitants.GetValueOrDefault(cell) + count;
        }
        foreach (var cell in counts.Keys.Union(inhabitants.Keys))
            yield return (cell.Item1, cell.Item2, counts.GetValueOrDefault(cell), year == 0 ? null : inhabitants.GetValueOrDefault(cell));
    }

    private int YearOf(Period period) => _years.LastOrDefault(year => year <= period.End.Year);
}
