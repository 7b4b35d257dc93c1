using System.Globalization;

namespace QdC.Samples.Truth;

/// <summary>What the diary tells: waits for the first interview, people who did not come, time spent with people, visits at home.</summary>
internal sealed class DiaryKpis
{
    private static readonly string[] WithPeople = ["interview", "accompaniment"];
    private static readonly string[] Home = ["home", "home_dependency"];

    private readonly RecordedModel _model;
    private readonly ILookup<int, LiveRow> _diary;

    /// <summary>Reads the appointments.</summary>
    public DiaryKpis(RecordedModel model) =>
        (_model, _diary) = (model, model.Live("appointment").ToLookup(row => model.Months.MonthOf(row.Day("date")!.Value)));

    /// <summary>Writes the figures of all periods.</summary>
    public void Write(KpiSheet sheet)
    {
        foreach (var period in _model.Months.Periods)
        {
            foreach (var (breakdown, member, rows) in Cells.Of(_diary, period, "team"))
            {
                var held = rows.Where(row => row["state"] == "realised").ToList();
                var waits = held.Select(Wait).OfType<int>().ToList();
                sheet.Percentile("first_interview_wait", period, breakdown, member, waits, 0.5m);
                sheet.Percentile("first_interview_wait_p90", period, breakdown, member, waits, 0.9m);

                var interviews = rows.Where(row => row["type"] == "interview").ToLookup(row => row["state"]);
                var missed = interviews["no_show"].Count();
                sheet.Ratio("no_show_rate", period, breakdown, member, missed, missed + interviews["realised"].Count() + interviews["not_realised"].Count(), 100);
                sheet.Count("interviews_held", period, breakdown, member, interviews["realised"].Count());
                sheet.Ratio("home_visit_share", period, breakdown, member, interviews["realised"].Count(row => Home.Contains(row["place"])), interviews["realised"].Count(), 100);

                var told = held.Where(row => row["type"] is not (null or "none")).ToList();
                sheet.Ratio("direct_care_share", period, breakdown, member, told.Where(row => WithPeople.Contains(row["type"])).Sum(Minutes), told.Sum(Minutes), 100);
            }
        }
    }

    /// <summary>The days somebody waited for a first interview; null for all that is no such wait.</summary>
    private static int? Wait(LiveRow row)
    {
        if (row["type"] != "interview" || row["scope"] != "first" || row["spontaneous"] == "true" || row.Day("requested_at") is not { } asked)
            return null;
        var days = row.Day("date")!.Value.DayNumber - asked.DayNumber;
        return days < 0 ? null : days;
    }

    /// <summary>Its minutes, once for each professional present, once where none is named.</summary>
    private static int Minutes(LiveRow row) =>
        row["minutes"] is { } minutes ? int.Parse(minutes, CultureInfo.InvariantCulture) * Math.Max(1, row.List("professionals").Distinct().Count()) : 0;
}
