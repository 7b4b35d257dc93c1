using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>What home care services plan and give, month by month, until they end or nobody they are for is alive.</summary>
internal sealed class HomeCareStory
{
    /// <summary>The service of the catalogue.</summary>
    public const string HomeCare = "1.1.2.1";

    private static readonly decimal[] WeeklyHours = [1, 1.5m, 1.5m, 2, 2, 2.5m, 3, 3, 4, 5];
    private static readonly decimal[] CopayShares = [0, 0, 5, 10, 10, 20, 35];

    private readonly AreaWorld _world;
    private readonly Service _service;
    private readonly Dice _dice;

    private readonly Service? _other;

    private HomeCareStory(AreaWorld world, Service service, Service? other, Dice dice) => (_world, _service, _other, _dice) = (world, service, other, dice);

    private DateOnly LastDay
    {
        get
        {
            var last = _service.To ?? _world.End;
            var deaths = _service.Beneficiaries.Select(entry => entry.Person.Person.Death);
            return deaths.All(death => death < last) ? deaths.Max()!.Value : last;
        }
    }

    /// <summary>Writes the plans and hours of every home care service into the world.</summary>
    public static void Tell(AreaWorld world, long seed)
    {
        var others = world.Services.Where(service => service is { Type: not HomeCare, Status: "granted" }).ToLookup(service => service.Case);
        for (var i = 0; i < world.Services.Count; i++)
        {
            if (world.Services[i] is { Type: HomeCare, From: not null } service)
                Tell(world, service, others[service.Case].FirstOrDefault(), new Dice(seed, world.Area.Name + "/home-care", i));
        }
    }

    /// <summary>Writes the plans and hours of one service into a world.</summary>
    public static void Tell(AreaWorld world, Service service, Service? other, Dice dice) => new HomeCareStory(world, service, other, dice).Tell();

    /// <summary>Social or dependency, by who pays.</summary>
    public static string KindOf(Service service) => service.Type != HomeCare ? "none" : service.Funder == "generalitat" ? "dependency" : "social";

    /// <summary>Euros an hour in a year.</summary>
    public static decimal PriceOf(int year, bool dependency) => Math.Clamp(18m + (year - 2019) * 0.7m + (dependency ? 0.5m : 0), 18, 24);

    private void Tell()
    {
        var plans = Plans();
        if (plans.Count == 0)
            return; // nobody lived to see it begin
        _world.HomeCarePlans.AddRange(plans);
        foreach (var plan in plans)
            plan.Next = plans.Find(other => other.From > plan.From);
        var first = plans[0].From;
        for (var month = new DateOnly(first.Year, first.Month, 1); month <= LastDay; month = month.AddMonths(1))
        {
            if (month >= _world.HistoryFrom)
                Month(plans, month);
        }
    }

    /// <summary>A first plan and its revisions; now and then nobody writes an end, since the next plan says it.</summary>
    private List<HomeCarePlan> Plans()
    {
        var plans = new List<HomeCarePlan>();
        var share = _dice.Pick(CopayShares);
        var hours = _dice.Pick(WeeklyHours);
        for (var from = _service.From!.Value; from <= LastDay;)
        {
            var next = from.AddDays(_dice.Between(150, 420));
            DateOnly? to = next <= LastDay ? (_dice.Chance(0.8) ? next.AddDays(-1) : null) : _service.To;
            plans.Add(new HomeCarePlan(_service, from, to, Quarters(hours * _world.Area.HomeCareHours), share));
            hours = Math.Max(1, hours + _dice.Between(-2, 3) * 0.5m);
            from = next;
        }
        return plans;
    }

    private void Month(List<HomeCarePlan> plans, DateOnly month)
    {
        var planned = 0m;
        for (var day = month; day.Month == month.Month; day = day.AddDays(1))
        {
            if (day >= plans[0].From && day <= LastDay)
                planned += plans.Last(plan => plan.From <= day).WeeklyHours / 7;
        }
        planned = Quarters(planned);
        if (planned == 0)
            return;
        var inHospital = _dice.Chance(0.03);
        var delivered = inHospital ? 0 : Quarters(planned * _dice.Between(86, 100) / 100);
        var invoiced = _dice.Chance(0.05) ? Quarters(delivered * 0.9m) : delivered;
        var price = PriceOf(month.Year, KindOf(_service) == "dependency");
        var line = new HomeCareMonth(_service, month, planned, delivered, invoiced, price, 0);
        _world.HomeCareMonths.Add(line with { Copay = Math.Round(line.Cost * plans[0].CopayPercent / 100, 2), Other = _other });
    }

    private static decimal Quarters(decimal hours) => Math.Round(hours * 4) / 4;
}
