namespace QdC.Samples.Truth;

/// <summary>How requests for services end: granted or denied, after how many days, and how many wait over thirty days.</summary>
internal sealed class DecisionKpis
{
    private readonly RecordedModel _model;
    private readonly ILookup<int, LiveRow> _decided;
    private readonly List<LiveRow> _requested;

    /// <summary>Reads requests and decisions.</summary>
    public DecisionKpis(RecordedModel model)
    {
        _model = model;
        _decided = model
            .Live("service")
            .Where(row => row["status"] is "granted" or "denied" && row.Day("decided_on") is not null)
            .ToLookup(row => model.Months.MonthOf(row.Day("decided_on")!.Value));
        _requested = [.. model.Live("service").Where(row => row.Day("requested_on") is not null)];
    }

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet)
    {
        var pending = Enumerable.Range(0, _model.Months.Count).Select(month => PendingOn(_model.Months.LastDay(month))).ToArray();
        foreach (var period in _model.Months.Periods)
        {
            foreach (var (breakdown, member, rows) in Cells.Of(_decided, period, "service", "funder"))
            {
                sheet.Ratio("grant_rate", period, breakdown, member, rows.Count(row => row["status"] == "granted"), rows.Count, 100);
                sheet.Count("services_granted", period, breakdown, member, rows.Count(row => row["status"] == "granted"));
                sheet.Percentile("decision_days", period, breakdown, member, rows.Select(DaysToDecide).OfType<int>(), 0.5m);
            }
            var day = _model.Months.LastDay(period.LastMonth);
            foreach (var (breakdown, member, rows) in Cells.Of(pending[period.LastMonth], period, "service", "funder"))
                sheet.Ratio("pending_over_30_days", period, breakdown, member, rows.Count(row => row.Day("requested_on") < day.AddDays(-30)), rows.Count, 100);
        }
    }

    private static int? DaysToDecide(LiveRow row)
    {
        var days = row.Day("decided_on")!.Value.DayNumber - row.Day("requested_on")?.DayNumber;
        return days < 0 ? null : days;
    }

    /// <summary>What was asked for by a day and decided later, or is waiting still.</summary>
    private List<LiveRow> PendingOn(DateOnly day) =>
    [
        .. _requested.Where(row => row.Day("requested_on") <= day && (row.Day("decided_on") is { } decided ? decided > day : row["status"] == "preassigned")),
    ];
}
