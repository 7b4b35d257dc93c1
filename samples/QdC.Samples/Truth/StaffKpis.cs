namespace QdC.Samples.Truth;

/// <summary>Social workers and educators: people attended for each, and how many there are of those that the Cartera wants.</summary>
internal sealed class StaffKpis
{
    private readonly RecordedModel _model;
    private readonly AttendanceLog _log;
    private readonly Month[] _months;

    /// <summary>Reads the staff at each month end.</summary>
    public StaffKpis(RecordedModel model, AttendanceLog log)
    {
        (_model, _log) = (model, log);
        var basic = BasicStaff.Of(model);
        _months = [.. Enumerable.Range(0, model.Months.Count).Select(month => new Month(basic, model.Months.LastDay(month)))];
    }

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet, PeopleView view, PeopleKpis people)
    {
        foreach (var period in _model.Months.Periods)
        {
            sheet.Ratio("people_per_professional", period, "total", "all", people.Attended[period], Mean(period, month => month.Teams["all"]));
            var met = _log.MetByTeam(period, view);
            foreach (var team in met.Keys.Union(_months.SelectMany(month => month.Teams.WithTotal()).Select(pair => pair.Team).Where(team => team != "all")))
                sheet.Ratio("people_per_professional", period, "team", team, met.GetValueOrDefault(team), Mean(period, month => month.Teams[team]));
            var inhabitants = people.InhabitantsIn(period);
            sheet.Ratio("staffing_vs_standard_ts", period, "total", "all", Mean(period, month => month.SocialWorkers), inhabitants, 100m * 15_000 / 3);
            sheet.Ratio("staffing_vs_standard_es", period, "total", "all", Mean(period, month => month.Educators), inhabitants, 100m * 15_000 / 2);
            sheet.Count("ts_fte_months", period, "total", "all", In(period).Sum(month => month.SocialWorkers));
            sheet.Count("es_fte_months", period, "total", "all", In(period).Sum(month => month.Educators));
        }
    }

    private decimal Mean(Period period, Func<Month, decimal> amount) => In(period).Average(amount);

    private IEnumerable<Month> In(Period period) => Enumerable.Range(period.FirstMonth, period.LastMonth - period.FirstMonth + 1).Select(month => _months[month]);

    private sealed class Month
    {
        public Month(ILookup<string, StaffRow> staff, DateOnly day)
        {
            foreach (var professional in staff)
            {
                var inForce = professional.Where(row => row.HoldsOn(day)).ToList();
                if (inForce.Count == 0)
                    continue;
                Teams.Add(inForce.MaxBy(row => row.From)!.Team, inForce.Sum(row => row.FullTime));
                SocialWorkers += inForce.Where(row => row.Role == "TS").Sum(row => row.FullTime);
                Educators += inForce.Where(row => row.Role == "ES").Sum(row => row.FullTime);
            }
        }

        public TeamSums Teams { get; } = new();
        public decimal SocialWorkers { get; }
        public decimal Educators { get; }
    }
}

/// <summary>A stretch of work as a social worker or educator.</summary>
internal sealed record StaffRow(string Role, DateOnly From, DateOnly? To, decimal FullTime, string Team)
{
    /// <summary>True on its days, the last included.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (To is null || To >= day);
}

/// <summary>The social workers and educators of the staff list.</summary>
internal static class BasicStaff
{
    /// <summary>Their stretches of work, by professional.</summary>
    public static ILookup<string, StaffRow> Of(RecordedModel model) =>
        model
            .Live("staff")
            .Where(row => row["role"] is "TS" or "ES" && row.Number("standard_hours") > 0)
            .ToLookup(
                row => row["professional"]!,
                row => new StaffRow(
                    row["role"]!,
                    row.Day("from")!.Value,
                    row.Day("to"),
                    row.Number("weekly_hours")!.Value / row.Number("standard_hours")!.Value,
                    row.Member("team")
                )
            );
}
