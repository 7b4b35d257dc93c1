namespace QdC.Samples.Truth;

/// <summary>Aid for utilities: how many were denied, and how many went to households helped the year before.</summary>
internal sealed class EnergyKpis
{
    /// <summary>What only the form of energy poverty tells.</summary>
    private static readonly string[] Form = ["energy_channel", "energy_denial_reason"];

    private readonly RecordedModel _model;
    private readonly ILookup<int, LiveRow> _decided;

    /// <summary>Reads the decisions.</summary>
    public EnergyKpis(RecordedModel model)
    {
        _model = model;
        _decided = model
            .Live("service")
            .Where(row => row["type"] is { } type && IsUtilities(type) && row.Day("decided_on") is not null)
            .ToLookup(row => model.Months.MonthOf(row.Day("decided_on")!.Value));
    }

    /// <summary>True for 2.3.7 and all that is under it: water, electricity, gas.</summary>
    public static bool IsUtilities(string type) => type == "2.3.7" || type.StartsWith("2.3.7.", StringComparison.Ordinal);

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet)
    {
        foreach (var period in _model.Months.Periods)
        {
            if (!_model.TellsEnergyNeed)
            {
                sheet.NotAvailable("energy_poverty_repeat_share", period);
                foreach (var breakdown in Form)
                    sheet.NotAvailable("energy_poverty_denied", period, breakdown);
            }
            foreach (var (breakdown, member, rows) in Cells.Of(_decided, period, _model.TellsEnergyNeed ? ["service", "funder", .. Form] : ["service", "funder"]))
            {
                sheet.Count("energy_poverty_denied", period, breakdown, member, rows.Count(row => row["status"] == "denied"));
                if (breakdown == "energy_denial_reason")
                    continue;
                var granted = rows.Where(row => row["status"] == "granted").ToList();
                if (_model.TellsEnergyNeed)
                    sheet.Ratio("energy_poverty_repeat_share", period, breakdown, member, granted.Count(row => row["energy_prior_year_aid"] == "true"), granted.Count, 100);
            }
        }
    }
}
