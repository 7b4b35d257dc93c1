namespace QdC.Samples.Truth;

/// <summary>Home care: users, coverage, hours, intensity, delivery rate; and telecare.</summary>
internal sealed class HomeCareKpis
{
    private readonly RecordedModel _model;
    private readonly AttendanceLog _log;
    private readonly Inhabitants _inhabitants;
    private readonly PersonTraits _traits;
    private readonly PeopleView _view;
    private readonly ILookup<int, Line> _months;

    /// <summary>Reads the hours of every service and month.</summary>
    public HomeCareKpis(RecordedModel model, AttendanceLog log, PeopleView view)
    {
        (_model, _log, _view, _inhabitants, _traits) = (model, log, view, new Inhabitants(model), new PersonTraits(model, view));
        var kinds = model.Live("service").ToDictionary(row => row.Key, row => row.Member("sad_kind"));
        _months = model
            .Live("home_care_delivery")
            .ToLookup(
                row => model.Months.MonthOf(row.Day("month")!.Value),
                row => new Line(
                    kinds.GetValueOrDefault(row["service"]!, "unknown"),
                    row.Number("hours_planned"),
                    row.Number("hours_delivered") ?? 0,
                    model.PersonsOfService.GetValueOrDefault(row["service"]!)?.Attended ?? []
                )
            );
    }

    /// <summary>Hours given in a period.</summary>
    public decimal HoursIn(Period period) => Enumerable.Range(period.FirstMonth, period.LastMonth - period.FirstMonth + 1).SelectMany(month => _months[month]).Sum(line => line.Delivered);

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet)
    {
        var users = Users();
        foreach (var period in _model.Months.Periods)
        {
            People(sheet, period, users);
            Telecare(sheet, period);
            var lines = Enumerable.Range(period.FirstMonth, period.LastMonth - period.FirstMonth + 1).SelectMany(month => _months[month].Select(line => (Month: month, Line: line))).ToList();
            Hours(sheet, period, "total", "all", lines);
            foreach (var kind in lines.GroupBy(entry => entry.Line.Kind))
                Hours(sheet, period, "home_care_kind", kind.Key, [.. kind]);
        }
    }

    private List<Attendee> Users() =>
    [
        .. (
            from month in Enumerable.Range(0, _model.Months.Count)
            from line in _months[month]
            where line.Delivered > 0
            from person in line.Persons
            select (Month: month, Record: person)
        )
            .Distinct()
            .GroupBy(use => _view.Who(use.Record))
            .Select(group => new Attendee(group.Select(use => (use.Month, _model.Months.LastDay(use.Month), use.Record)))),
    ];

    private void People(KpiSheet sheet, Period period, List<Attendee> users) =>
        Users(sheet, "home_care_users", "home_care_coverage_65", period, users.Select(user => user.LastIn(period)).OfType<(DateOnly Day, string Record)>());

    /// <summary>Writes the people, and those of 65 and over who live here as a share of the inhabitants of that age.</summary>
    private void Users(KpiSheet sheet, string count, string coverage, Period period, IEnumerable<(DateOnly Day, string Record)> users)
    {
        var (all, oldResidents) = (new Tally(), new Tally());
        foreach (var (day, record) in users)
        {
            var traits = _traits.Of(record, day, period.End.Year);
            all.Add(traits);
            if (traits.AgeGroup == "65+" && _inhabitants.LivesHere(traits))
                oldResidents.Add(traits);
        }
        foreach (var (breakdown, member, number) in all.Cells())
            sheet.Count(count, period, breakdown, member, number);
        _inhabitants.Rate(sheet, coverage, period, oldResidents, "65+", "municipality", "sex");
    }

    private void Hours(KpiSheet sheet, Period period, string breakdown, string member, List<(int Month, Line Line)> lines)
    {
        var uses = lines.Where(entry => entry.Line.Delivered > 0).SelectMany(entry => entry.Line.Persons.Select(person => (entry.Month, Who: _view.Who(person)))).Distinct().ToList();
        var delivered = lines.Sum(entry => entry.Line.Delivered);
        var planned = lines.Sum(entry => entry.Line.Planned ?? 0);
        if (breakdown != "total")
            sheet.Count("home_care_users", period, breakdown, member, uses.Select(use => use.Who).Distinct().Count());
        sheet.Count("home_care_hours_delivered", period, breakdown, member, delivered);
        sheet.Count("home_care_hours_planned", period, breakdown, member, planned);
        sheet.Ratio("home_care_intensity", period, breakdown, member, delivered, uses.Count);
        sheet.Ratio("home_care_delivery_rate", period, breakdown, member, lines.Where(entry => entry.Line.Planned is not null).Sum(entry => entry.Line.Delivered), planned, 100);
    }

    private void Telecare(KpiSheet sheet, Period period)
    {
        var day = _model.Months.LastDay(period.LastMonth);
        var records = _log.Telecare.GetValueOrDefault(period.LastMonth) ?? [];
        Users(sheet, "telecare_users", "telecare_coverage", period, records.GroupBy(_view.Who).Select(group => (day, group.Order(StringComparer.Ordinal).First())));
    }

    private sealed record Line(string Kind, decimal? Planned, decimal Delivered, IReadOnlyList<string> Persons);
}
