namespace QdC.Samples.Truth;

/// <summary>What services cost: euros, per inhabitant, per person, per hour of home care, and of the budget.</summary>
internal sealed class CostKpis
{
    private readonly RecordedModel _model;
    private readonly AttendanceLog _log;
    private readonly Inhabitants _inhabitants;
    private readonly List<Line> _lines;

    /// <summary>Reads the lines of the accounts.</summary>
    public CostKpis(RecordedModel model, AttendanceLog log)
    {
        (_model, _log, _inhabitants) = (model, log, new Inhabitants(model));
        _lines =
        [
            .. model.Live("cost_line").Select(row =>
            {
                var month = row.Day("month")!.Value;
                return new Line(month, (int?)row.Number("budget_year") ?? month.Year, row.Member("service_type"), row.Member("funder"), row.Member("cost_type"), ProgrammeLine(row), row.Number("budgeted") ?? 0, row.Number("executed")!.Value);
            }),
        ];
    }

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet, PeopleView view, IReadOnlyDictionary<Period, int> attended, Func<Period, decimal> homeCareHours)
    {
        var byMonth = _lines.ToLookup(line => _model.Months.MonthOf(line.Month));
        foreach (var period in _model.Months.Periods)
        {
            var lines = Enumerable.Range(period.FirstMonth, period.LastMonth - period.FirstMonth + 1).SelectMany(month => byMonth[month]).ToList();
            foreach (var (breakdown, member, part) in Cells(lines, period).Concat(Further(lines)))
            {
                var executed = part.Sum(line => line.Executed);
                if (breakdown != "total" && executed == 0)
                    continue;
                sheet.Count("spend", period, breakdown, member, executed);
                if (breakdown != "funder")
                    sheet.Ratio("department_share", period, breakdown, member, part.Where(line => line.Funder == "generalitat").Sum(line => line.Executed), executed, 100);
                if (breakdown is "cost_type" or "programme_line")
                    continue;
                sheet.Ratio("spend_per_inhabitant", period, breakdown, member, executed, _inhabitants.Total(period));
                var people = breakdown == "service" && member != "1.1.1" ? Served(member, period, view) : attended[period];
                sheet.Ratio("cost_per_person", period, breakdown, member, executed, people);
            }
            foreach (var (breakdown, member, part) in Cells([.. lines.Where(line => line.Service == "1.1.2.1")], period).Where(cell => cell.Breakdown != "service"))
            {
                var executed = part.Sum(line => line.Executed);
                if (breakdown == "total" || executed != 0)
                    sheet.Ratio("home_care_cost_per_hour", period, breakdown, member, executed, homeCareHours(period));
            }
            Budget(sheet, period);
            PeopleServed(sheet, period, view, attended[period]);
            PeopleOfLines(sheet, period, view);
        }
    }

    /// <summary>People by service, those it was in force for; of the basic one, who was attended at all. By cohort, those with a service meant for it.</summary>
    private void PeopleServed(KpiSheet sheet, Period period, PeopleView view, int attended)
    {
        sheet.Count("people_served", period, "total", "all", attended);
        sheet.Count("people_served", period, "service", "1.1.1", attended);
        foreach (var service in _log.ByService.Keys.Select(service => SensitiveList.Told("service", service, period)).Distinct().Where(service => service != "1.1.1"))
            sheet.Count("people_served", period, "service", service, Served(service, period, view));
        foreach (var cohort in _log.ByCohort.Keys.Select(cohort => SensitiveList.Told("cohort", cohort, period)).Distinct())
            sheet.Count("people_served", period, "cohort", cohort, Served(_log.ByCohort, "cohort", cohort, period, view));
    }

    /// <summary>People by the lines of the Contracte Programa that pay in the year for the services that served them.</summary>
    private void PeopleOfLines(KpiSheet sheet, Period period, PeopleView view)
    {
        foreach (var line in _lines.Where(line => line.Programme is not ("not_applicable" or "invalid" or "unmapped")).GroupBy(line => line.Programme).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var persons = new HashSet<string>();
            foreach (var (service, year) in line.Select(l => (l.Service, l.BudgetYear)).Distinct())
            {
                for (var month = period.FirstMonth; month <= period.LastMonth; month++)
                {
                    if (_model.Months.LastDay(month).Year != year)
                        continue;
                    persons.UnionWith((_log.ByService.GetValueOrDefault(service)?.GetValueOrDefault(month) ?? []).Select(view.Who));
                    if (service == "1.1.1")
                        persons.UnionWith(_log.ByPerson.Where(person => person.Value.ContainsKey(month)).Select(person => view.Who(person.Key)));
                }
            }
            sheet.Count("people_served", period, "programme_line", line.Key, persons.Count);
        }
    }

    private static string ProgrammeLine(LiveRow row) =>
        row.Member("contract_programme_line").Trim() is var line && line is "" or "unknown" ? "not_applicable" : line;

    /// <summary>What has been executed since January, of the budget of the year as it stands at the period's end.</summary>
    private void Budget(KpiSheet sheet, Period period)
    {
        var until = _model.Months.LastDay(period.LastMonth);
        var lines = _lines.Where(line => line.BudgetYear == until.Year && line.Month <= until).ToList();
        foreach (var (breakdown, member, part) in Cells(lines, period))
            sheet.Ratio("budget_execution", period, breakdown, member, part.Sum(line => line.Executed), part.Sum(line => line.Budgeted), 100);
    }

    private int Served(string service, Period period, PeopleView view) => Served(_log.ByService, "service", service, period, view);

    private static int Served(IReadOnlyDictionary<string, Dictionary<int, HashSet<string>>> log, string breakdown, string member, Period period, PeopleView view)
    {
        var persons = new HashSet<string>();
        foreach (var (_, months) in log.Where(served => SensitiveList.Told(breakdown, served.Key, period) == member))
        {
            for (var month = period.FirstMonth; month <= period.LastMonth; month++)
                persons.UnionWith((months.GetValueOrDefault(month) ?? []).Select(view.Who));
        }
        return persons.Count;
    }

    private static IEnumerable<(string Breakdown, string Member, List<Line> Lines)> Cells(List<Line> lines, Period period) =>
        lines
            .GroupBy(line => SensitiveList.Told("service", line.Service, period))
            .Select(group => ("service", group.Key, group.ToList()))
            .Concat(lines.GroupBy(line => line.Funder).Select(group => ("funder", group.Key, group.ToList())))
            .Prepend(("total", "all", lines));

    private static IEnumerable<(string Breakdown, string Member, List<Line> Lines)> Further(List<Line> lines) =>
        lines
            .GroupBy(line => line.CostType)
            .Select(group => ("cost_type", group.Key, group.ToList()))
            .Concat(lines.GroupBy(line => line.Programme).Select(group => ("programme_line", group.Key, group.ToList())));

    private sealed record Line(DateOnly Month, int BudgetYear, string Service, string Funder, string CostType, string Programme, decimal Budgeted, decimal Executed);
}
