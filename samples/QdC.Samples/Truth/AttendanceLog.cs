namespace QdC.Samples.Truth;

/// <summary>Who was attended in which month, and when last in it.</summary>
internal sealed class AttendanceLog
{
    private readonly Dictionary<string, Dictionary<int, DateOnly>> _byPerson = [];
    private readonly Dictionary<string, Dictionary<int, HashSet<string>>> _byTeam = [];
    private readonly Dictionary<string, Dictionary<int, HashSet<string>>> _byService = [];
    private readonly Dictionary<string, Dictionary<int, HashSet<string>>> _byCohort = [];
    private readonly Dictionary<int, HashSet<string>> _telecare = [];
    private readonly RecordedModel _model;

    /// <summary>Reads activities, appointments and services.</summary>
    public AttendanceLog(RecordedModel model)
    {
        _model = model;
        foreach (var row in model.Live("activity").Where(row => row["origin"] == "manual"))
            Contact(row, row.Day("done_on")!.Value);
        foreach (var row in model.Live("appointment").Where(row => row["state"] == "realised"))
            Contact(row, row.Day("date")!.Value);
        Services();
    }

    /// <summary>Last day of attendance by month, by person record.</summary>
    public IReadOnlyDictionary<string, Dictionary<int, DateOnly>> ByPerson => _byPerson;

    /// <summary>How many people each team met in a period; teams that met none are left out.</summary>
    public Dictionary<string, int> MetByTeam(Period period, PeopleView view)
    {
        var result = new Dictionary<string, int>();
        foreach (var (team, months) in _byTeam)
        {
            var persons = new HashSet<string>();
            for (var month = period.FirstMonth; month <= period.LastMonth; month++)
            {
                if (months.TryGetValue(month, out var met))
                    persons.UnionWith(met.Select(view.Who));
            }
            if (persons.Count > 0)
                result[team] = persons.Count;
        }
        return result;
    }

    /// <summary>Persons a service was in force for by month, by type of service.</summary>
    public IReadOnlyDictionary<string, Dictionary<int, HashSet<string>>> ByService => _byService;

    /// <summary>Persons a service was in force for by month, by the cohort it is meant for.</summary>
    public IReadOnlyDictionary<string, Dictionary<int, HashSet<string>>> ByCohort => _byCohort;

    /// <summary>Persons with telecare in force on the last day of a month, by month.</summary>
    public IReadOnlyDictionary<int, HashSet<string>> Telecare => _telecare;

    private void Contact(LiveRow row, DateOnly day)
    {
        var month = _model.Months.MonthOf(day);
        if (!_model.Months.Holds(month))
            return;
        IEnumerable<string> persons = row.List("persons");
        if (row["persons"] is null && row["case"] is { } file)
            persons = _model.PrincipalsOfCase[file].Where(link => link.HoldsOn(day)).Select(link => link.Person);
        foreach (var person in persons)
        {
            Note(person, month, day);
            In(_byTeam, row.Member("team"), month).Add(person);
        }
    }

    private static HashSet<string> In(Dictionary<string, Dictionary<int, HashSet<string>>> members, string member, int month)
    {
        if (!members.TryGetValue(member, out var months))
            members[member] = months = [];
        return In(months, month);
    }

    private static HashSet<string> In(Dictionary<int, HashSet<string>> months, int month)
    {
        if (!months.TryGetValue(month, out var persons))
            months[month] = persons = [];
        return persons;
    }

    private void Services()
    {
        var lastPaid = _model
            .Live("payment")
            .GroupBy(row => row["service"]!)
            .ToDictionary(group => group.Key, group => group.Max(row => row.Day("paid_on")!.Value));
        var lastDelivered = _model
            .Live("home_care_delivery")
            .Where(row => row.Number("hours_delivered") > 0)
            .GroupBy(row => row["service"]!)
            .ToDictionary(group => group.Key, group => group.Max(row => row.Day("month")!.Value).AddMonths(1).AddDays(-1));
        foreach (var row in _model.Live("service").Where(row => row["status"] == "granted"))
        {
            if (!_model.PersonsOfService.TryGetValue(row.Key, out var persons) || row.IsInvalid("from"))
                continue;
            if ((row.Day("from") ?? row.Day("decided_on")) is not { } start)
                continue;
            var end = row["amount_kind"] == "one_off" ? start : row.Day("to") ?? SilentEnd(row, start, lastPaid, lastDelivered);
            foreach (var person in persons.Attended)
                Span(person, row.Member("type"), row.Member("scope"), start, end);
        }
    }

    /// <summary>A service without an end attends until a year after its last sign of life.</summary>
    private DateOnly SilentEnd(LiveRow service, DateOnly start, params Dictionary<string, DateOnly>[] signs)
    {
        var last = start;
        foreach (var sign in signs)
            last = sign.TryGetValue(service.Key, out var day) && day > last ? day : last;
        if (service["case"] is { } file)
        {
            foreach (var day in _model.ManualByCase[file])
                last = day > last ? day : last;
        }
        return last.AddMonths(12);
    }

    private void Span(string person, string service, string cohort, DateOnly start, DateOnly end)
    {
        if (end < start)
            return;
        var last = Math.Min(_model.Months.MonthOf(end), _model.Months.Count - 1);
        for (var month = Math.Max(0, _model.Months.MonthOf(start)); month <= last; month++)
        {
            var monthEnd = _model.Months.LastDay(month);
            Note(person, month, end < monthEnd ? end : monthEnd);
            In(_byService, service, month).Add(person);
            In(_byCohort, cohort, month).Add(person);
            if (service == "1.1.2.2" && end >= monthEnd)
                In(_telecare, month).Add(person);
        }
    }

    private void Note(string person, int month, DateOnly day)
    {
        if (!_byPerson.TryGetValue(person, out var months))
            _byPerson[person] = months = [];
        if (!months.TryGetValue(month, out var known) || known < day)
            months[month] = day;
    }
}
