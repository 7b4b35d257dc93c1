namespace QdC.Samples.Truth;

/// <summary>Problems in force: types by person, beside the inhabitants, and the people with three types or more.</summary>
internal sealed class ProblemKpis
{
    private const int Many = 3;

    private readonly RecordedModel _model;
    private readonly PeopleView _view;
    private readonly Inhabitants _inhabitants;
    private readonly PersonTraits _traits;
    private readonly List<Span> _spans;

    /// <summary>Reads the problems; one that ends before it begins is in force on no day.</summary>
    public ProblemKpis(RecordedModel model, PeopleView view)
    {
        (_model, _view) = (model, view);
        (_inhabitants, _traits) = (new Inhabitants(model), new PersonTraits(model, view));
        _spans =
        [
            .. model
                .Live("problem")
                .Select(row => new Span(row["person"]!, row.Member("type"), row.Day("from")!.Value, row.Day("to") ?? DateOnly.MaxValue))
                .Where(span => span.To >= span.From),
        ];
    }

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet)
    {
        var persons = _spans.GroupBy(span => _view.Who(span.Person)).Select(group => group.ToArray()).ToArray();
        foreach (var period in _model.Months.Periods)
        {
            if (_model.Lacks("problem"))
            {
                sheet.NotAvailable("problems_in_force", period);
                sheet.NotAvailable("problems_per_1000", period);
                sheet.NotAvailable("multi_problem_share", period);
                continue;
            }
            var lastDay = _model.Months.LastDay(period.LastMonth);
            var problems = new Tally();
            var types = new Dictionary<string, int>();
            var any = new Tally();
            var many = new Tally();
            foreach (var spans in persons)
            {
                var inForce = spans.Where(span => span.From <= lastDay && span.To >= period.Start).GroupBy(span => span.Type).ToList();
                if (inForce.Count == 0)
                    continue;
                foreach (var type in inForce)
                {
                    problems.Add(TraitsOf(type, lastDay, period));
                    var told = SensitiveList.Told("problem_type", type.Key, period);
                    types[told] = types.GetValueOrDefault(told) + 1;
                }
                var traits = TraitsOf(inForce.SelectMany(type => type), lastDay, period);
                any.Add(traits);
                if (inForce.Count >= Many)
                    many.Add(traits);
            }
            Problems(sheet, period, problems, types);
            Shares(sheet, period, any, many);
        }
    }

    private void Problems(KpiSheet sheet, Period period, Tally problems, Dictionary<string, int> types)
    {
        foreach (var (breakdown, member, count) in problems.Cells())
            sheet.Count("problems_in_force", period, breakdown, member, count);
        foreach (var (type, count) in types)
            sheet.Count("problems_in_force", period, "problem_type", type, count);
        var cells = problems.Cells().Where(cell => cell.Breakdown != "age_band").ToDictionary(cell => (cell.Breakdown, cell.Member), cell => (decimal)cell.Count);
        foreach (var (breakdown, member, count, whole) in _inhabitants.Beside(cells, period))
        {
            sheet.Ratio("problems_per_1000", period, breakdown, member, count, whole, 1000);
            if (breakdown != "total")
                continue;
            foreach (var (type, number) in types)
                sheet.Ratio("problems_per_1000", period, "problem_type", type, number, whole, 1000);
        }
    }

    private static void Shares(KpiSheet sheet, Period period, Tally any, Tally many)
    {
        var cells = many.Cells().ToDictionary(cell => (cell.Breakdown, cell.Member), cell => cell.Count);
        foreach (var (breakdown, member, whole) in any.Cells())
            sheet.Ratio("multi_problem_share", period, breakdown, member, cells.GetValueOrDefault((breakdown, member)), whole, 100);
    }

    /// <summary>What is known of the person on the last day in force in the period.</summary>
    private Traits TraitsOf(IEnumerable<Span> inForce, DateOnly lastDay, Period period)
    {
        var last = inForce
            .Select(span => (Day: span.To < lastDay ? span.To : lastDay, span.Person))
            .OrderByDescending(end => end.Day)
            .ThenBy(end => end.Person, StringComparer.Ordinal)
            .First();
        return _traits.Of(last.Person, last.Day, period.End.Year);
    }

    private sealed record Span(string Person, string Type, DateOnly From, DateOnly To);
}
