namespace QdC.Samples.Truth;

/// <summary>What the figures of a kind of aid are called.</summary>
/// <param name="Paid">Euros paid.</param>
/// <param name="Families">Families paid.</param>
/// <param name="People">People paid for.</param>
/// <param name="PerFamily">Euros per family; null when that is no figure of it.</param>
/// <param name="Granted">Euros granted.</param>
internal sealed record AidNames(string Paid, string Families, string People, string? PerFamily, string Granted)
{
    /// <summary>Urgent aid.</summary>
    public static readonly AidNames Urgent = new("urgent_aid", "urgent_aid_families", "urgent_aid_people", "urgent_aid_per_family", "urgent_aid_granted");

    /// <summary>Aid for utilities.</summary>
    public static readonly AidNames Energy = new("energy_poverty_aid", "energy_poverty_families", "energy_poverty_people", null, "energy_poverty_granted");
}

/// <summary>A kind of aid: euros paid and granted, families and people helped.</summary>
internal sealed class AidKpis
{
    private readonly RecordedModel _model;
    private readonly AidNames _names;
    private readonly ILookup<int, Aid> _paid;
    private readonly ILookup<int, Aid> _granted;

    /// <summary>Reads payments and grants of the services whose type is of the kind.</summary>
    public AidKpis(RecordedModel model, AidNames names, Func<string, bool> isOfKind)
    {
        (_model, _names) = (model, names);
        var services = model
            .Live("service")
            .Where(row => row["type"] is { } type && isOfKind(type))
            .ToDictionary(row => row.Key);
        _paid = model
            .Live("payment")
            .Where(row => services.ContainsKey(row["service"]!))
            .ToLookup(
                row => model.Months.MonthOf(row.Day("paid_on")!.Value),
                row => Describe(services[row["service"]!], row.Number("amount")!.Value, row.Member("funder"))
            );
        _granted = services
            .Values.Where(row => row["status"] == "granted" && row.Day("decided_on") is not null && row.Number("granted_amount") is not null)
            .ToLookup(
                row => model.Months.MonthOf(row.Day("decided_on")!.Value),
                row => Describe(row, row.Number("granted_amount")!.Value, "unknown")
            );
    }

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet, PeopleView view)
    {
        foreach (var period in _model.Months.Periods)
        {
            if (_names == AidNames.Energy && !_model.TellsEnergyNeed)
            {
                foreach (var metric in new[] { _names.Paid, _names.Families, _names.People, _names.Granted })
                    sheet.NotAvailable(metric, period, "energy_channel");
            }
            foreach (var (breakdown, member, aids) in Cells(_paid, period))
            {
                var amount = aids.Sum(aid => aid.Amount);
                var families = aids.Select(aid => aid.Family(view)).Distinct().Count();
                sheet.Count(_names.Paid, period, breakdown, member, amount);
                sheet.Count(_names.Families, period, breakdown, member, families);
                sheet.Count(_names.People, period, breakdown, member, aids.SelectMany(aid => aid.Persons).Select(view.Who).Distinct().Count());
                if (_names.PerFamily is not null)
                    sheet.Ratio(_names.PerFamily, period, breakdown, member, amount, families);
            }
            foreach (var (breakdown, member, aids) in Cells(_granted, period))
                sheet.Count(_names.Granted, period, breakdown, member, aids.Sum(aid => aid.Amount));
        }
    }

    private IEnumerable<(string Breakdown, string Member, List<Aid> Aids)> Cells(ILookup<int, Aid> months, Period period)
    {
        var all = Enumerable.Range(period.FirstMonth, period.LastMonth - period.FirstMonth + 1).SelectMany(month => months[month]).ToList();
        yield return ("total", "all", all);
        foreach (var group in all.GroupBy(aid => aid.Service).OrderBy(group => group.Key, StringComparer.Ordinal))
            yield return ("service", group.Key, group.ToList());
        foreach (var group in all.GroupBy(aid => aid.Funder).OrderBy(group => group.Key, StringComparer.Ordinal))
            yield return ("funder", group.Key, group.ToList());
        if (_names == AidNames.Energy && _model.TellsEnergyNeed)
        {
            foreach (var group in all.GroupBy(aid => aid.Channel).OrderBy(group => group.Key, StringComparer.Ordinal))
                yield return ("energy_channel", group.Key, group.ToList());
        }
    }

    private Aid Describe(LiveRow service, decimal amount, string funder)
    {
        var persons = _model.PersonsOfService.GetValueOrDefault(service.Key);
        return new Aid(
            amount,
            service["type"]!,
            funder == "unknown" ? service.Member("funder") : funder,
            service.Member("energy_channel"),
            service.Key,
            service["case"],
            persons?.Titulars.FirstOrDefault(),
            persons?.Attended ?? []
        );
    }

    private sealed record Aid(
        decimal Amount,
        string Service,
        string Funder,
        string Channel,
        string Record,
        string? Case,
        string? Titular,
        IReadOnlyList<string> Persons
    )
    {
        public string Family(PeopleView view) =>
            Case is not null ? "case " + Case : Titular is not null ? "person " + view.Who(Titular) : "service " + Record;
    }
}
