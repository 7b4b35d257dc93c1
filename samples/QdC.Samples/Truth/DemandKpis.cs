namespace QdC.Samples.Truth;

/// <summary>Demands made.</summary>
internal sealed class DemandKpis(RecordedModel model)
{
    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet)
    {
        var months = model.Live("demand").ToLookup(row => model.Months.MonthOf(row.Day("date")!.Value), row => row.Member("demand_code"));
        foreach (var period in model.Months.Periods)
        {
            if (model.Lacks("demand"))
            {
                sheet.NotAvailable("demands", period);
                continue;
            }
            var made = Enumerable.Range(period.FirstMonth, period.LastMonth - period.FirstMonth + 1).SelectMany(month => months[month]).ToList();
            sheet.Count("demands", period, "total", "all", made.Count);
            foreach (var group in made.GroupBy(code => SensitiveList.Told("demand", code, period)))
                sheet.Count("demands", period, "demand", group.Key, group.Count());
        }
    }
}
