using System.Globalization;
using QdC.Samples.Randomness;
using QdC.Samples.Territory;

namespace QdC.Samples.World;

/// <summary>Everything that happened in an area: its people, cases, services, contacts, payments and staff.</summary>
internal sealed class AreaWorld
{
    private AreaWorld(AreaProfile area, Workforce workforce, DateOnly historyFrom, DateOnly end, double scale)
    {
        Area = area;
        Workforce = workforce;
        HistoryFrom = historyFrom;
        End = end;
        Scale = scale;
    }

    public AreaProfile Area { get; }
    public Workforce Workforce { get; }

    /// <summary>The first day the first delivery holds contacts and payments of.</summary>
    public DateOnly HistoryFrom { get; }

    /// <summary>The last simulated day.</summary>
    public DateOnly End { get; }

    public double Scale { get; }
    public List<SourcePerson> Persons { get; } = [];
    public List<CaseFile> Cases { get; } = [];
    public List<Service> Services { get; } = [];
    public List<Payment> Payments { get; } = [];
    public List<Activity> Activities { get; } = [];
    public List<Appointment> Appointments { get; } = [];
    public List<Demand> Demands { get; } = [];
    public List<Problem> Problems { get; } = [];
    public List<Plan> Plans { get; } = [];
    public IReadOnlyList<TeamPlace> Organisation { get; private set; } = [];
    public List<Absence> Absences { get; } = [];
    public List<HomeCarePlan> HomeCarePlans { get; } = [];
    public List<HomeCareMonth> HomeCareMonths { get; } = [];
    public List<CostLine> CostLines { get; } = [];

    /// <summary>What a second system of the area has recorded, of the same people and some others; null where there is none.</summary>
    public AreaWorld? Beside { get; private set; }

    /// <summary>Lets an area live from five years before its history until the last delivery.</summary>
    public static AreaWorld Simulate(AreaProfile area, double scale, long seed, DateOnly historyFrom, DateOnly end)
    {
        var start = historyFrom.AddYears(-5);
        var world = new AreaWorld(
            area,
            Workforce.Hire(area, scale, seed, start, end),
            historyFrom,
            end,
            scale
        );
        var inhabitants = area.Municipalities.Sum(m => AreaProfile.Inhabitants(m, 2020, scale).Sum());
        var days = end.DayNumber - start.DayNumber;
        var count = (int)Math.Round(inhabitants * area.HouseholdsPerYear * days / 365.25);
        var households = new HouseholdMaker(area, end);
        var numbers = new RecordNumbers(area.System);
        for (var i = 0; i < count; i++)
        {
            var dice = new Dice(seed, area.Name + "/household", i);
            var arrival = start.AddDays((int)((i + dice.Share()) * days / count));
            new HouseholdStory(world, households.Make(arrival, dice), dice, numbers).Tell();
        }
        world.Organisation = OrganisationChart.Draw(area, historyFrom, start);
        for (var i = 0; i < world.Cases.Count; i++)
        {
            CaseProfile.Fill(world, world.Cases[i], new Dice(seed, area.Name + "/case-profile", i));
            new NeedStory(world, world.Cases[i], new Dice(seed, area.Name + "/needs", i), numbers).Tell();
            new PlanStory(world, world.Cases[i], new Dice(seed, area.Name + "/plans", i), numbers).Tell();
        }
        DiaryStory.Tell(world, seed, numbers);
        EnergyStory.Tell(world, seed);
        AbsenceStory.Tell(world, seed);
        HomeCareStory.Tell(world, seed);
        CostStory.Tell(world, seed);
        if (area.HomeCareSystem is { } second)
        {
            world.Beside = new AreaWorld(area with { System = second, HomeCareSystem = null }, world.Workforce, historyFrom, end, scale);
            IsadStory.Tell(world, world.Beside, households, seed);
        }
        return world;
    }

    /// <summary>The team that serves a household: by municipality where there are several, else by neighbourhood.</summary>
    public string TeamOf(string municipality, int neighbourhood)
    {
        var index = Array.FindIndex(Area.Municipalities, m => m.Code == municipality);
        return Area.Teams[(Area.Municipalities.Length > 1 && index >= 0 ? index : neighbourhood) % Area.Teams.Length];
    }
}

/// <summary>Hands out record numbers the way the source system counts them.</summary>
internal sealed class RecordNumbers(CaseSystem system)
{
    private readonly Dictionary<string, int> _last = [];

    /// <summary>The number of a person's record; some systems take the document for it where there is one.</summary>
    public string Person(TruePerson person, bool retyped) =>
        !retyped && person.DocType == "nif" && StableHash.Share(17, person.DocNumber) < system.ShareKeyedByDocument
            ? person.DocNumber
            : Next("person", 100_000);

    public string Case() => Next("case", 20_000);

    public string Service() => Next("service", 50_000);

    public string Activity() => Next("activity", 300_000);

    public string Appointment() => Next("appointment", 70_000);

    public string Demand() => Next("demand", 400_000);

    public string Problem() => Next("problem", 600_000);

    public string Plan() => Next("plan", 30_000);

    public string Payment(DateOnly day) => $"P{day.Year}-{Next("payment", 10_000)}";

    /// <summary>The number professionals write on a case.</summary>
    public string CaseNumber(DateOnly opened)
    {
        var serial = int.Parse(Next("number" + opened.Year, 0), CultureInfo.InvariantCulture);
        return system.CaseNumber(opened, serial);
    }

    private string Next(string kind, int start)
    {
        var last = _last.GetValueOrDefault(kind, system.NumbersBeginHigh ? start : 0) + 1;
        _last[kind] = last;
        return last.ToString(CultureInfo.InvariantCulture);
    }
}
