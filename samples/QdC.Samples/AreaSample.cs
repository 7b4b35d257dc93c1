using QdC.Samples.Extracts;
using QdC.Samples.Faults;
using QdC.Samples.Territory;
using QdC.Samples.Truth;
using QdC.Samples.World;
using QdC.Samples.Writing;

namespace QdC.Samples;

/// <summary>One area from its simulated life to its files and its truth.</summary>
internal sealed class AreaSample
{
    private readonly AreaProfile _area;
    private readonly SampleOptions _options;
    private readonly IReadOnlyList<FaultKind> _catalogue;
    private readonly AreaWorld _world;
    private readonly AreaWorld[] _worlds;
    private readonly Told[] _told;
    private readonly List<DeliveryTruth> _deliveries = [];
    private readonly List<FaultTruth> _faults = [];

    /// <summary>Lets the area live.</summary>
    public AreaSample(string name, SampleOptions options, IReadOnlyList<FaultKind> catalogue)
    {
        (_area, _options, _catalogue) = (AreaProfile.Known[name], options, catalogue);
        var end = options.Deliveries[^1];
        _world = AreaWorld.Simulate(_area, options.Scale, options.Seed, new DateOnly(end.Year - options.Years + 1, 1, 1), end);
        _worlds = _world.Beside is { } second ? [_world, second] : [_world];
        _told = [.. from world in _worlds from shape in Shapes.All where Tells(world, shape) select new Told(world, new ExtractHistory(shape, SystemOf(world, shape), NumbersOf(world)))];
    }

    /// <summary>Delivers, month after month, and tells the truth about it.</summary>
    public AreaTruth Generate()
    {
        for (var i = 0; i < _options.Deliveries.Count; i++)
            Deliver(i);
        var truth = Truth();
        if (_options.OutputFolder is { } folder)
            TruthJson.Write(truth, Path.Combine(folder, _area.Name, "truth.json"));
        return truth;
    }

    /// <summary>Delivers, month after month, and keeps nothing.</summary>
    public void WriteFiles()
    {
        for (var i = 0; i < _options.Deliveries.Count; i++)
            Hand(i);
    }

    private Dictionary<Told, FaultPlanter> Hand(int index)
    {
        var day = _options.Deliveries[index];
        var planters = new Dictionary<Told, FaultPlanter>();
        foreach (var world in _worlds)
        {
            var rows = new DeliveryRows(world, _options.Deliveries, index, _options.Seed);
            var scene = new FaultScene(day, index, rows.WindowStart, index == _options.Deliveries.Count - 1, world.Area.System);
            var mine = _told.Where(told => told.World == world).ToDictionary(
                told => told.History.Shape,
                told => planters[told] = new FaultPlanter(told.History.Shape, () => rows.Of(told.History.Shape), scene, _catalogue, _options.FaultRate, _options.Seed)
            );
            if (_options.OutputFolder is not { } output)
                continue;
            var handover = new Handover(Path.Combine(output, _area.Name), world.Area, day, rows.WindowStart, index, shape => mine.TryGetValue(shape, out var planter) ? planter.Rows() : []);
            world.Area.System.Write(handover);
            if (world == _world)
                CouncilWriter.Write(handover);
        }
        return planters;
    }

    private void Deliver(int index)
    {
        var day = _options.Deliveries[index];
        var planters = Hand(index);
        var extracts = new SortedDictionary<string, ExtractTruth>(StringComparer.Ordinal);
        foreach (var told in _told)
        {
            var (history, planter) = (told.History, planters[told]);
            var system = told.World.Area.System;
            (DateOnly, DateOnly)? window = system.WritesManifest && history.System == system.Name
                ? (DeliveryRows.WindowStartOf(_world, _options.Deliveries, index), day)
                : null;
            var tally = history.Take(planter.Rows(), index, day, window);
            _faults.AddRange(planter.Planted.Select(fault => new FaultTruth(fault.Kind, history.System, day, fault.Row)));
            extracts[$"{history.System}/{history.Shape.Name}"] = new ExtractTruth(tally.Rows, tally.Rejected, tally.Duplicates, tally.Findings);
        }
        _deliveries.Add(new DeliveryTruth(day, extracts));
    }

    /// <summary>True when a system of the area, or one that refers to it, delivers the extract.</summary>
    private bool Tells(AreaWorld world, ExtractShape shape) =>
        !world.Area.System.Lacks.Contains(shape.Name) && (world.Beside is null || shape != Shapes.HomeCareDelivery);

    /// <summary>What sets the numbers of a second system apart from the same numbers of the first.</summary>
    private string NumbersOf(AreaWorld world) => world == _world ? "" : world.Area.System.Name + " ";

    private string SystemOf(AreaWorld world, ExtractShape shape) =>
        shape.Name switch
        {
            "payment" or "cost_line" => "council-accounts",
            "home_care_delivery" => _area.HoursSystem,
            "staff" or "professional_absence" or "organisation" => "council-staff",
            "population" => "population",
            _ => world.Area.System.Name,
        };

    /// <summary>The system of record for a type of service.</summary>
    private string RecordOf(string type) => (type == HomeCareStory.HomeCare ? _area.HomeCareSystem ?? _area.System : _area.System).Name;

    /// <summary>True for what the area's case management does not give: a subject, or a field as <c>subject.field</c>.</summary>
    private bool Lacks(string name) => name == "case.risk" ? !_area.System.TellsRisk : _area.System.Lacks.Contains(name);

    private AreaTruth Truth()
    {
        var dataAsOf = _options.Deliveries[^1];
        var model = new RecordedModel(_told.Select(told => told.History), _options.Deliveries[0], dataAsOf, new MonthLine(_world.HistoryFrom, dataAsOf), _world.Beside is null ? null : RecordOf)
        {
            TellsEnergyNeed = _area.System.TellsEnergyNeed,
            Lacks = Lacks,
        };
        var identity = _worlds
            .SelectMany(world => world.Persons.Select(record => (Key: NumbersOf(world) + record.Id, record.Person)))
            .ToDictionary(record => record.Key, record => "person " + record.Person.Id);
        return new AreaTruth(() => AreaTruth.Figures(model, new PeopleView(null)), () => AreaTruth.Figures(model, new PeopleView(identity)))
        {
            Area = _area.Name,
            Seed = _options.Seed,
            Scale = _options.Scale,
            FaultRate = _options.FaultRate,
            Deliveries = _deliveries,
            OpenSetFindings = SetRules.OpenFindings(model),
            Faults = _faults,
            Persons = _worlds
                .SelectMany(world => world.Persons.Select(record => (Key: (SystemOf(world, Shapes.Person), record.Id), record.Person)))
                .ToDictionary(record => record.Key, record => "person " + record.Person.Id),
            Sums = Sums(model, identity),
        };
    }

    private static SortedDictionary<string, decimal> Sums(RecordedModel model, Dictionary<string, string> identity) =>
        new(StringComparer.Ordinal)
        {
            ["people_as_recorded"] = model.Live("person").Count(),
            ["people_as_people"] = model.Live("person").Select(row => identity.GetValueOrDefault(row.Key, row.Key)).Distinct().Count(),
            ["cases"] = model.Live("case").Count(),
            ["services"] = model.Live("service").Count(),
            ["services_told_twice"] = model.ToldTwice.Count,
            ["payments"] = model.Live("payment").Count(),
            ["payment_amount"] = model.Live("payment").Sum(row => row.Number("amount")!.Value),
            ["granted_amount"] = model.Live("service").Where(row => row["status"] == "granted").Sum(row => row.Number("granted_amount") ?? 0),
            ["manual_activities"] = model.Live("activity").Count(row => row["origin"] == "manual"),
            ["automatic_activities"] = model.Live("activity").Count(row => row["origin"] == "automatic"),
            ["appointments"] = model.Live("appointment").Count(),
            ["demands"] = model.Live("demand").Count(),
            ["problems"] = model.Live("problem").Count(),
            ["plans"] = model.Live("plan").Count(),
            ["absence_days"] = model.Live("professional_absence").Sum(DaysAway),
            ["home_care_hours"] = model.Live("home_care_delivery").Sum(row => row.Number("hours_delivered") ?? 0),
            ["executed"] = model.Live("cost_line").Sum(row => row.Number("executed")!.Value),
        };

    /// <summary>The days away of a month, no more than it has.</summary>
    private static decimal DaysAway(LiveRow row)
    {
        var month = row.Day("month")!.Value;
        return Math.Min(row.Number("days") ?? 0, DateTime.DaysInMonth(month.Year, month.Month));
    }

    /// <summary>An extract as a system tells it, with what has been recorded of it.</summary>
    private sealed record Told(AreaWorld World, ExtractHistory History);
}
