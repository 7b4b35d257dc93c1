using System.Globalization;

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

    /// <summary>Prepares the people of a way of counting.</summary>
    public PeopleKpis(RecordedModel model, AttendanceLog log, PeopleView view)
    {
        _model = model;
        _attendees =
        [
            .. log
                .ByPerson.GroupBy(pair => view.Who(pair.Key))
                .Select(group => new Attendee(group.SelectMany(pair => pair.Value.Select(month => (month.Key, month.Value, pair.Key))))),
        ];
        _inhabitants = new Inhabitants(model);
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
                var traits = Traits.Of(_model, last.Record, last.Day, period.End.Year);
                attended.Add(traits);
                if (_inhabitants.Municipalities.Contains(traits.Municipality))
                    residents.Add(traits);
                if (!attendee.IsAttendedWithin(period.FirstMonth - LookBackMonths, period.FirstMonth - 1))
                    fresh.Add(traits);
            }
            Attended[period] = attended.Total;
            foreach (var (breakdown, member, count) in attended.Cells())
                sheet.Count("people_attended", period, breakdown, member, count);
            Coverage(sheet, period, residents);
            NewPeople(sheet, period, attended, fresh);
        }
    }

    private void Coverage(KpiSheet sheet, Period period, Tally residents)
    {
        var cells = residents.Cells().Where(cell => cell.Breakdown != "age_band").ToDictionary(cell => (cell.Breakdown, cell.Member), cell => (decimal)cell.Count);
        foreach (var (breakdown, member, count, whole) in _inhabitants.Beside(cells, period))
            sheet.Ratio("coverage", period, breakdown, member, count, whole, 100);
    }

    private void NewPeople(KpiSheet sheet, Period period, Tally attended, Tally fresh)
    {
        if (period.FirstMonth < LookBackMonths)
        {
            sheet.NotAvailable("new_people", period);
            sheet.NotAvailable("new_people_share", period);
            return;
        }
        var cells = fresh.Cells().ToDictionary(cell => (cell.Breakdown, cell.Member), cell => cell.Count);
        foreach (var (breakdown, member, whole) in attended.Cells())
        {
            var count = cells.GetValueOrDefault((breakdown, member));
            sheet.CountOf("new_people", period, breakdown, member, count, whole);
            sheet.Ratio("new_people_share", period, breakdown, member, count, whole, 100);
        }
    }
}

/// <summary>What breakdowns know of a person.</summary>
internal sealed record Traits(string Municipality, string Sex, string AgeBand, string AgeGroup)
{
    private static readonly (int Oldest, string Band)[] Bands =
    [
        (3, "0-3"), (11, "4-11"), (15, "12-15"), (17, "16-17"), (29, "18-29"), (44, "30-44"), (64, "45-64"), (74, "65-74"), (84, "75-84"), (int.MaxValue, "85+"),
    ];

    /// <summary>What a record says of its person on a day, and the age of a year.</summary>
    public static Traits Of(RecordedModel model, string record, DateOnly day, int year)
    {
        var history = model.History("person");
        if (history.Find(record) is not { } observation)
            return new Traits("unknown", "unknown", "unknown", "unknown");
        var row = new LiveRow(history.Shape, record, observation.AsOf(day));
        var birth = row.Member("birth_date");
        if (!int.TryParse(birth, NumberStyles.None, CultureInfo.InvariantCulture, out var birthYear))
            return new Traits(row.Member("municipality"), row.Member("sex"), birth, birth);
        var age = year - 1 - birthYear;
        return new Traits(
            row.Member("municipality"),
            row.Member("sex"),
            Bands.First(band => age <= band.Oldest).Band,
            age <= 14 ? "0-14" : age <= 64 ? "15-64" : "65+"
        );
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
