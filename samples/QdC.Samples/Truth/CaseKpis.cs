namespace QdC.Samples.Truth;

/// <summary>Open cases, those somebody works on, those each professional holds, those at high risk, and the people in them.</summary>
internal sealed class CaseKpis
{
    private readonly RecordedModel _model;
    private readonly CaseChains _chains;
    private readonly ILookup<string, Link> _members;
    private readonly ILookup<string, StaffRow> _staff;
    private readonly ILookup<string, Plan> _plans;

    /// <summary>Reads cases, members and staff.</summary>
    public CaseKpis(RecordedModel model)
    {
        _model = model;
        _chains = new CaseChains(model);
        _members = model.Live("case_person").ToLookup(row => row["case"]!, row => new Link(row["person"]!, row.Day("from"), row.Day("to")));
        _plans = model.Live("plan").ToLookup(row => row["case"]!, row => new Plan(row.Day("agreed_on")!.Value, row.Day("expires_on"), row.Day("closed_on")));
        _staff = BasicStaff.Of(model);
    }

    private static readonly string[] HighRisk = ["high_risk_cases", "high_risk_with_plan_share", "high_risk_per_professional"];

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet, PeopleView view)
    {
        var days = Enumerable.Range(0, _model.Months.Count).Select(month => Count(_model.Months.LastDay(month), view)).ToArray();
        var opened = _chains.Chains.SelectMany(chain => chain).Where(link => link.Depth == 0).ToLookup(link => _model.Months.MonthOf(link.Opened));
        foreach (var period in _model.Months.Periods)
        {
            var day = days[period.LastMonth];
            foreach (var (team, count) in day.Open.WithTotal())
                sheet.Count("open_cases", period, Breakdown(team), team, count);
            foreach (var type in day.Types.WithTotal().Skip(1).GroupBy(type => SensitiveList.Told("case_type", type.Team, period), type => type.Sum))
                sheet.Count("open_cases", period, "case_type", type.Key, type.Sum());
            sheet.Count("active_people", period, "total", "all", day.ActivePeople);
            sheet.Count("cases_opened", period, "total", "all", Enumerable.Range(period.FirstMonth, period.LastMonth - period.FirstMonth + 1).Sum(month => opened[month].Count()));
            if (_model.Months.LastDay(period.LastMonth) < _model.FirstDelivery)
            {
                sheet.NotAvailable("active_case_ratio", period);
                sheet.NotAvailable("cases_per_professional", period);
                NoRisk(sheet, period);
                continue;
            }
            if (_model.Lacks("case.risk"))
                NoRisk(sheet, period);
            else
                Risk(sheet, period, day);
            foreach (var (team, count) in day.Open.WithTotal())
                sheet.Ratio("active_case_ratio", period, Breakdown(team), team, day.Worked[team], count, 100);
            foreach (var (team, hours) in day.Hours.WithTotal())
                sheet.Ratio("cases_per_professional", period, Breakdown(team), team, day.Held[team], hours);
        }
    }

    private static void NoRisk(KpiSheet sheet, Period period)
    {
        foreach (var metric in HighRisk)
            sheet.NotAvailable(metric, period);
    }

    private void Risk(KpiSheet sheet, Period period, CaseDay day)
    {
        if (_model.Lacks("plan"))
            sheet.NotAvailable("high_risk_with_plan_share", period);
        foreach (var (team, count) in day.HighRisk.WithTotal())
        {
            sheet.Count("high_risk_cases", period, Breakdown(team), team, count);
            if (!_model.Lacks("plan"))
                sheet.Ratio("high_risk_with_plan_share", period, Breakdown(team), team, day.Planned[team], count, 100);
        }
        foreach (var (team, hours) in day.Hours.WithTotal())
            sheet.Ratio("high_risk_per_professional", period, Breakdown(team), team, day.HighRiskHeld[team], hours);
    }

    private static string Breakdown(string team) => team == "all" ? "total" : "team";

    private CaseDay Count(DateOnly day, PeopleView view)
    {
        var result = new CaseDay();
        var people = new HashSet<string>();
        var held = new Dictionary<string, (int All, int HighRisk)>();
        foreach (var chain in _chains.Chains)
        {
            if (CaseChains.OpenOn(chain, day) is not { } open)
                continue;
            var record = open.Current.Record;
            people.UnionWith(_members[record.Key].Where(link => link.HoldsOn(day)).Select(link => view.Who(link.Person)));
            var row = new LiveRow(_model.History("case").Shape, record.Key, record.AsOf(day));
            var team = row.Member("team");
            result.Open.Add(team, 1);
            result.Types.Add(row.Member("type"), 1);
            if (day < _model.FirstDelivery)
                continue;
            var yearBefore = day.AddMonths(-12);
            if (open.Members.Any(link => _model.ManualByCase[link.Record.Key].Any(done => done > yearBefore && done <= day)))
                result.Worked.Add(team, 1);
            var risky = row["risk"] == "high";
            if (risky)
            {
                result.HighRisk.Add(team, 1);
                result.Planned.Add(team, _plans[record.Key].Any(plan => plan.HoldsOn(day)) ? 1 : 0);
            }
            if (row["lead"] is { } lead)
                held[lead] = (held.GetValueOrDefault(lead).All + 1, held.GetValueOrDefault(lead).HighRisk + (risky ? 1 : 0));
        }
        foreach (var (lead, cases) in held)
            Hold(result, lead, cases, day);
        result.ActivePeople = people.Count;
        return result;
    }

    private void Hold(CaseDay result, string lead, (int All, int HighRisk) cases, DateOnly day)
    {
        var inForce = _staff[lead].Where(row => row.HoldsOn(day)).ToList();
        var fullTime = inForce.Sum(row => row.FullTime);
        if (fullTime <= 0)
            return;
        var team = inForce.MaxBy(row => row.From)!.Team;
        result.Hours.Add(team, fullTime);
        result.Held.Add(team, cases.All);
        result.HighRiskHeld.Add(team, cases.HighRisk);
    }

    private sealed record Plan(DateOnly Agreed, DateOnly? Expires, DateOnly? Closed)
    {
        public bool HoldsOn(DateOnly day) => Agreed <= day && (Expires is null || Expires >= day) && (Closed is null || Closed > day);
    }

    private sealed class CaseDay
    {
        public TeamSums Open { get; } = new();
        public TeamSums Types { get; } = new();
        public TeamSums Worked { get; } = new();
        public TeamSums Hours { get; } = new();
        public TeamSums Held { get; } = new();
        public TeamSums HighRisk { get; } = new();
        public TeamSums Planned { get; } = new();
        public TeamSums HighRiskHeld { get; } = new();
        public int ActivePeople { get; set; }
    }
}

/// <summary>Sums by team with their total under <c>all</c>.</summary>
internal sealed class TeamSums
{
    private readonly SortedDictionary<string, decimal> _teams = new(StringComparer.Ordinal);
    private decimal _total;

    /// <summary>The sum of a team, or the total.</summary>
    public decimal this[string team] => team == "all" ? _total : _teams.GetValueOrDefault(team);

    /// <summary>Adds to a team.</summary>
    public void Add(string team, decimal amount)
    {
        _total += amount;
        _teams[team] = _teams.GetValueOrDefault(team) + amount;
    }

    /// <summary>The total, then every team.</summary>
    public IEnumerable<(string Team, decimal Sum)> WithTotal() => _teams.Select(pair => (pair.Key, pair.Value)).Prepend(("all", _total));
}
