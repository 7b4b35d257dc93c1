namespace QdC.Samples.Truth;

/// <summary>Work done by hand and by the system, and interventions per person attended.</summary>
internal sealed class WorkKpis
{
    private readonly RecordedModel _model;
    private readonly AttendanceLog _log;
    private readonly TeamSums[] _manual;
    private readonly TeamSums[] _automatic;

    /// <summary>Counts the live activities by month and team.</summary>
    public WorkKpis(RecordedModel model, AttendanceLog log)
    {
        (_model, _log) = (model, log);
        _manual = ByMonth("manual");
        _automatic = ByMonth("automatic");
    }

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet, PeopleView view, IReadOnlyDictionary<Period, int> attended)
    {
        foreach (var period in _model.Months.Periods)
        {
            var manual = Sum(_manual, period);
            foreach (var (team, count) in manual.WithTotal())
                sheet.Count("manual_activities", period, Breakdown(team), team, count);
            foreach (var (team, count) in Sum(_automatic, period).WithTotal())
                sheet.Count("automatic_activities", period, Breakdown(team), team, count);
            sheet.Ratio("interventions_per_person", period, "total", "all", manual["all"], attended[period]);
            var met = _log.MetByTeam(period, view);
            var teams = manual.WithTotal().Select(pair => pair.Team).Where(team => team != "all").Union(met.Keys).Order(StringComparer.Ordinal);
            foreach (var team in teams)
                sheet.Ratio("interventions_per_person", period, "team", team, manual[team], met.GetValueOrDefault(team));
        }
    }

    private static string Breakdown(string team) => team == "all" ? "total" : "team";

    private static TeamSums Sum(TeamSums[] months, Period period)
    {
        var sum = new TeamSums();
        for (var month = period.FirstMonth; month <= period.LastMonth; month++)
        {
            foreach (var (team, count) in months[month].WithTotal().Skip(1))
                sum.Add(team, count);
        }
        return sum;
    }

    private TeamSums[] ByMonth(string origin)
    {
        var months = Enumerable.Range(0, _model.Months.Count).Select(_ => new TeamSums()).ToArray();
        foreach (var row in _model.Live("activity").Where(row => row["origin"] == origin))
        {
            var month = _model.Months.MonthOf(row.Day("done_on")!.Value);
            if (_model.Months.Holds(month))
                months[month].Add(row.Member("team"), 1);
        }
        return months;
    }
}
