using System.Globalization;
using QdC.Samples.Randomness;
using QdC.Samples.Territory;

namespace QdC.Samples.World;

/// <summary>The execution of the council's budget for basic social services: month by month, by service, kind of cost and who pays.</summary>
internal sealed class CostStory
{
    /// <summary>Euros an inhabitant and year of what is not counted from home care hours.</summary>
    private static readonly (string Service, string CostType, string Funder, decimal PerInhabitant)[] Levels =
    [
        ("1.1.1", "direct_staff", "generalitat", 17.8m),
        ("1.1.1", "direct_staff", "own", 9.2m),
        ("1.1.1", "overhead", "own", 2.8m),
        ("1.1.2.2", "contract", "diputacio", 2.4m),
        ("1.1.4", "contract", "own", 1.6m),
        ("1.1.6.1", "contract", "own", 4.9m),
        ("1.2.12.3", "contract", "generalitat", 1.1m),
        ("2.3.2", "aid", "own", 1.5m),
        ("2.3.6", "aid", "own", 2.1m),
        ("2.3.7.2", "aid", "diputacio", 0.9m),
        ("2.4.2", "aid", "own", 2.6m),
    ];

    private readonly AreaWorld _world;
    private readonly Dice _dice;

    private CostStory(AreaWorld world, long seed) => (_world, _dice) = (world, new Dice(seed, world.Area.Name + "/costs"));

    /// <summary>Writes the lines of every year into the world.</summary>
    public static void Tell(AreaWorld world, long seed)
    {
        var story = new CostStory(world, seed);
        for (var year = world.HistoryFrom.Year; year <= world.End.Year; year++)
            story.Year(year);
    }

    private void Year(int year)
    {
        var inhabitants = _world.Area.Municipalities.Sum(m => AreaProfile.Inhabitants(m, year, _world.Scale).Sum());
        var groups = Levels.Select(level => (level.Service, level.CostType, level.Funder, Spread(level.PerInhabitant * inhabitants), 12)).Concat(HomeCare(year));
        var serial = 0;
        foreach (var (service, costType, funder, months, known) in groups)
        {
            var budget = decimal.Ceiling(months.Sum() * 12 / known * (102 + _dice.Between(0, 9)) / 10_000) * 100 + 100;
            var modified = _dice.Chance(0.3) ? decimal.Round(budget / 10) : 0;
            for (var month = 1; month <= 12; month++)
            {
                decimal? budgeted = month == 1 ? budget - modified : month == 7 && modified > 0 ? modified : null;
                serial++;
                if (months[month - 1] == 0 && budgeted is null)
                    continue;
                _world.CostLines.Add(
                    new CostLine(
                        string.Create(CultureInfo.InvariantCulture, $"E{year}-{serial:D4}"),
                        new DateOnly(year, month, 1),
                        service,
                        costType,
                        funder,
                        budgeted,
                        months[month - 1]
                    )
                );
            }
        }
    }

    private decimal[] Spread(decimal year) => [.. Enumerable.Range(0, 12).Select(_ => Math.Round(year / 12 * _dice.Between(85, 115) / 100, 2))];

    /// <summary>Home care costs what its hours cost; the users pay their share of it.</summary>
    private IEnumerable<(string, string, string, decimal[], int KnownMonths)> HomeCare(int year)
    {
        var known = year == _world.End.Year ? _world.End.Month : 12;
        var hours = _world.HomeCareMonths.Where(line => line.Month.Year == year).ToList();
        foreach (var funder in new[] { "generalitat", "own" })
            yield return (HomeCareStory.HomeCare, "contract", funder, ByMonth(hours.Where(line => line.Service.Funder == funder), line => line.Cost - line.Copay), known);
        yield return (HomeCareStory.HomeCare, "contract", "user", ByMonth(hours, line => line.Copay), known);
    }

    private static decimal[] ByMonth(IEnumerable<HomeCareMonth> lines, Func<HomeCareMonth, decimal> euros)
    {
        var months = new decimal[12];
        foreach (var line in lines)
            months[line.Month.Month - 1] += euros(line);
        return months;
    }
}
