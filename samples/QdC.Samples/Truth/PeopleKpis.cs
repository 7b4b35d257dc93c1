namespace QdC.Samples.Truth;

/// <summary>The people a count distinguishes: source records as they stand, or the human beings behind them.</summary>
internal sealed class PeopleView(IReadOnlyDictionary<string, string>? trueIdentity)
{
    /// <summary>Who a person record is, in this way of counting.</summary>
    public string Who(string record) => trueIdentity is null ? record : trueIdentity.GetValueOrDefault(record, record);
}

/// <summary>People attended, coverage and new people.</summary>
internal sealed class PeopleKpis
{
    private const int LookBackMonths = 60;

    private readonly RecordedModel _model;
    private readonly List<Attendee> _attendees;
    private readonly Inhabitants _inhabitants;
    private readonly PersonTraits _traits;

    /// <summary>Prepares the people of a way of counting.</summary>
    public PeopleKpis(RecordedModel model, AttendanceLog log, PeopleView view)
    {
        (_model, _inhabitants, _traits) = (model, new Inhabitants(model), new PersonTraits(model, view));
        _attendees =
        [
            .. log
                .ByPerson.GroupBy(pair => view.Who(pair.Key))
                .Select(group => new Attendee(group.SelectMany(pair => pair.Value.Select(month => (month.Key, month.Value, pair.Key))))),
        ];
    }

    /// <summary>Number of people attended by period, for the ratios that divide by it.</summary>
    public Dictionary<Period, int> Attended { get; } = [];

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet)
    {
        foreach (var period in _model.Months.Periods)
        {
            var attended = new Tally();
            var fresh = new Tally();
            var residents = new Tally();
            foreach (var attendee in _attendees)
            {
                if (attendee.LastIn(period) is not { } last)
                    continue;
                var traits = _traits.Of(last.Record, last.Day, period.End.Year);
                attended.Add(traits);
                if (_inhabitants.LivesHere(traits))
                    residents.Add(traits);
                if (!attendee.IsAttendedWithin(period.FirstMonth - LookBackMonths, period.FirstMonth - 1))
                    fresh.Add(traits);
            }
            Attended[period] = attended.Total;
            foreach (var (breakdown, member, count) in attended.Cells())
                sheet.Count("people_attended", period, breakdown, member, count);
            _inhabitants.Rate(sheet, "coverage", period, residents, null, "municipality", "sex", "age_group");
            NewPeople(sheet, period, attended, fresh);
        }
    }

    /// <summary>The area's inhabitants in a period's year or the nearest earlier one; null without any.</summary>
    public decimal? InhabitantsIn(Period period) => _inhabitants.Total(period);

    private void NewPeople(KpiSheet sheet, Period period, Tally attended, Tally fresh)
    {
        if (period.FirstMonth < LookBackMonths)
        {
            sheet.NotAvailable("new_people", period);
            sheet.NotAvailable("known_people", period);
            sheet.NotAvailable("new_people_share", period);
            return;
        }
        var cells = fresh.Cells().ToDictionary(cell => (cell.Breakdown, cell.Member), cell => cell.Count);
        foreach (var (breakdown, member, whole) in attended.Cells())
        {
            var count = cells.GetValueOrDefault((breakdown, member));
            sheet.CountOf("new_people", period, breakdown, member, count, whole);
            sheet.Difference("known_people", period, breakdown, member, whole, count);
            sheet.Ratio("new_people_share", period, breakdown, member, count, whole, 100);
        }
    }
}

/// <summary>Counts of people by member of each breakdown.</summary>
internal sealed class Tally
{
    private readonly Dictionary<(string, string), int> _cells = [];

    /// <summary>All people.</summary>
    public int Total { get; private set; }

    /// <summary>Counts a person once in each breakdown.</summary>
    public void Add(Traits traits)
    {
        Total++;
        Count("municipality", traits.Municipality);
        Count("sex", traits.Sex);
        Count("age_band", traits.AgeBand);
        Count("age_group", traits.AgeGroup);
    }

    /// <summary>The total and every member that has people.</summary>
    public IEnumerable<(string Breakdown, string Member, int Count)> Cells() =>
        _cells.Select(cell => (cell.Key.Item1, cell.Key.Item2, cell.Value)).Prepend(("total", "all", Total));

    private void Count(string breakdown, string member) =>
        _cells[(breakdown, member)] = _cells.GetValueOrDefault((breakdown, member)) + 1;
}

/// <summary>The months somebody was attended in, in order, each with the last day and the record it stands on.</summary>
internal sealed class Attendee
{
    private readonly (int Month, DateOnly Day, string Record)[] _events;

    /// <summary>Keeps the latest event of each month.</summary>
    public Attendee(IEnumerable<(int Month, DateOnly Day, string Record)> events) =>
        _events =
        [
            .. events
                .GroupBy(e => e.Month)
                .Select(group => group.OrderByDescending(e => e.Day).ThenBy(e => e.Record, StringComparer.Ordinal).First())
                .OrderBy(e => e.Month),
        ];

    /// <summary>The last event in a period, or null.</summary>
    public (DateOnly Day, string Record)? LastIn(Period period)
    {
        var index = IndexUpTo(period.LastMonth);
        return index >= 0 && _events[index].Month >= period.FirstMonth ? (_events[index].Day, _events[index].Record) : null;
    }

    /// <summary>True when an event lies within the months.</summary>
    public bool IsAttendedWithin(int firstMonth, int lastMonth)
    {
        var index = IndexUpTo(lastMonth);
        return index >= 0 && _events[index].Month >= firstMonth;
    }

    private int IndexUpTo(int month)
    {
        var (low, high) = (0, _events.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_events[middle].Month <= month)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }
}
