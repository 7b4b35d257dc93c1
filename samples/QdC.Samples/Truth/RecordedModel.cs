using System.Globalization;
using QdC.Samples.Extracts;

namespace QdC.Samples.Truth;

/// <summary>Everything a warehouse knows of an area after its deliveries, read as plain lists.</summary>
internal sealed class RecordedModel
{
    private readonly ILookup<string, ExtractHistory> _histories;

    /// <summary>Reads the histories of all extracts.</summary>
    /// <param name="histories">One a system and extract.</param>
    /// <param name="firstDelivery">Effective date of the first delivery.</param>
    /// <param name="dataAsOf">Effective date up to which every extract speaks.</param>
    /// <param name="months">The months that count.</param>
    /// <param name="recordOf">By type of service, the system of record; null where one system alone delivers services.</param>
    public RecordedModel(IEnumerable<ExtractHistory> histories, DateOnly firstDelivery, DateOnly dataAsOf, MonthLine months, Func<string, string>? recordOf = null)
    {
        _histories = histories.ToLookup(history => history.Shape.Name);
        (FirstDelivery, DataAsOf, Months) = (firstDelivery, dataAsOf, months);
        ToldTwice = recordOf is null ? new Dictionary<string, ToldTwice>() : Truth.ToldTwice.Find(_histories, recordOf);
        PersonsOfService = ByService();
        PrincipalsOfCase = Live("case_person")
            .Where(row => row["relation"] == "principal")
            .ToLookup(row => row["case"]!, row => new Link(row["person"]!, row.Day("from"), row.Day("to")));
        ManualByCase = Live("activity")
            .Where(row => row["origin"] == "manual" && row["case"] is not null)
            .ToLookup(row => row["case"]!, row => row.Day("done_on")!.Value);
    }

    /// <summary>Effective date of the first delivery.</summary>
    public DateOnly FirstDelivery { get; }

    /// <summary>Effective date up to which every extract speaks.</summary>
    public DateOnly DataAsOf { get; }

    /// <summary>Says of a subject, or a field written <c>subject.field</c>, whether the area's systems do not give it.</summary>
    public Func<string, bool> Lacks { get; init; } = _ => false;

    /// <summary>The months that count.</summary>
    public MonthLine Months { get; }

    /// <summary>False when the area's system does not ask what concerns energy poverty.</summary>
    public bool TellsEnergyNeed { get; init; } = true;

    /// <summary>The persons a service is for.</summary>
    public IReadOnlyDictionary<string, ServicePersons> PersonsOfService { get; }

    /// <summary>The principal persons of a case.</summary>
    public ILookup<string, Link> PrincipalsOfCase { get; }

    /// <summary>Days on which somebody worked on a case.</summary>
    public ILookup<string, DateOnly> ManualByCase { get; }

    /// <summary>Services that stand again in a system which is not that of record for them, by key.</summary>
    public IReadOnlyDictionary<string, ToldTwice> ToldTwice { get; }

    /// <summary>The history of an extract that one system alone delivers.</summary>
    public ExtractHistory History(string extract) => _histories[extract].Single();

    /// <summary>Every record of an extract that any delivery ever held, and the shape to read it by.</summary>
    public IEnumerable<(ExtractShape Shape, Observation Record)> Records(string extract) =>
        _histories[extract].SelectMany(history => history.Records.Select(record => (history.Shape, record)));

    /// <summary>
    /// The live rows of an extract. What a system tells of a service that stands twice goes with it; what another tells of it is
    /// said of the service of the system of record.
    /// </summary>
    public IEnumerable<LiveRow> Live(string extract)
    {
        foreach (var history in _histories[extract])
        {
            var (isService, reference) = (history.Shape == Shapes.Service, history.Shape.Has("service") ? history.Shape["service"].Index : -1);
            foreach (var (key, row) in history.Live)
            {
                var service = isService ? key : reference >= 0 ? row.Values[reference] : null;
                if (service is null || !ToldTwice.TryGetValue(service, out var twice))
                    yield return new LiveRow(history.Shape, key, row);
                else if (!isService && history.System != twice.System)
                    yield return new LiveRow(history.Shape, key, row.With(reference, twice.Original));
            }
        }
    }

    private Dictionary<string, ServicePersons> ByService()
    {
        var services = new Dictionary<string, ServicePersons>();
        foreach (var row in Live("beneficiary"))
        {
            if (!services.TryGetValue(row["service"]!, out var persons))
                services[row["service"]!] = persons = new ServicePersons([], []);
            if (row["role"] == "beneficiary")
                persons.Beneficiaries.Add(row["person"]!);
            else if (row["role"] == "titular")
                persons.Titulars.Add(row["person"]!);
        }
        return services;
    }
}

/// <summary>A person's link to a case.</summary>
internal readonly record struct Link(string Person, DateOnly? From, DateOnly? To)
{
    /// <summary>True when the link holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (To is null || To > day);
}

/// <summary>Those a service is for.</summary>
internal sealed record ServicePersons(List<string> Beneficiaries, List<string> Titulars)
{
    /// <summary>The beneficiaries, or the titular when none is listed.</summary>
    public List<string> Attended => Beneficiaries.Count > 0 ? Beneficiaries : Titulars;
}

/// <summary>A live row read by field name.</summary>
internal readonly struct LiveRow(ExtractShape shape, string key, Conformed row)
{
    /// <summary>The record's key.</summary>
    public string Key { get; } = key;

    /// <summary>The value of a field, or null.</summary>
    public string? this[string field] => row.Values[shape[field].Index];

    /// <summary>True when a value stood there that could not be used.</summary>
    public bool IsInvalid(string field) => (row.Invalid & (1u << shape[field].Index)) != 0;

    /// <summary>A date, or null.</summary>
    public DateOnly? Day(string field) => CellText.TryDay(this[field] ?? "", out var day) ? day : null;

    /// <summary>A number, or null.</summary>
    public decimal? Number(string field) =>
        this[field] is { } text ? decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture) : null;

    /// <summary>The records a list refers to.</summary>
    public string[] List(string field) => this[field]?.Split('|', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The member of a breakdown: the value, or why there is none.</summary>
    public string Member(string field)
    {
        var bit = 1u << shape[field].Index;
        return row.Values[shape[field].Index]
            ?? ((row.Invalid & bit) != 0 ? "invalid" : (row.Unmapped & bit) != 0 ? "unmapped" : "unknown");
    }
}
