using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>A period of a report.</summary>
/// <param name="Kind">month, quarter, year, rolling12 or ytd.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
internal sealed record ReportPeriod(string Kind, DateOnly Start, DateOnly End);

/// <summary>The periods a version has figures for.</summary>
internal sealed class ReportPeriods
{
    private readonly List<ReportPeriod> _all;
    private readonly DateOnly _reach;

    private ReportPeriods(List<ReportPeriod> all, DateOnly reach) => (_all, _reach) = (all, reach);

    /// <summary>Reads them; for everybody from what is published and nothing else.</summary>
    public static ReportPeriods Read(DuckDbSession db, bool isPublic, string published = "mart.published")
    {
        var (periods, figures) = isPublic ? (published, published) : ("mart.period", "mart.kpi");
        var all = db.Query(
            $"SELECT DISTINCT period_kind, period_start, period_end FROM {periods} ORDER BY period_end, period_start",
            r => new ReportPeriod(r.GetString(0), r.GetFieldValue<DateOnly>(1), r.GetFieldValue<DateOnly>(2))
        );
        return new ReportPeriods(all, db.Scalar<DateOnly?>($"SELECT max(data_as_of) FROM {figures}") ?? DateOnly.MinValue);
    }

    /// <summary>The last complete period of a kind, in a year or at all; where none is complete, the last that has begun.</summary>
    /// <exception cref="NoSuchPeriod">There is none.</exception>
    public ReportPeriod Last(string report, string kind, int? year)
    {
        var among = _all.Where(p => p.Kind == kind).ToList();
        var asked = among.Where(p => year is null || p.End.Year == year).ToList();
        return asked.LastOrDefault(p => p.End <= _reach)
            ?? asked.FirstOrDefault()
            ?? throw new NoSuchPeriod(report, year ?? _reach.Year, kind, [.. among.Select(p => p.End.Year).Distinct()]);
    }

    /// <summary>The periods of a kind, the oldest first.</summary>
    /// <exception cref="UnknownName">There is no such kind.</exception>
    public IReadOnlyList<ReportPeriod> Of(string kind) =>
        PeriodKinds.All.Contains(kind) ? _all.FindAll(p => p.Kind == kind)
        : throw new UnknownName("kind of period", kind, [.. PeriodKinds.All]);

    /// <summary>The last of some periods that data reach the end of; else the first.</summary>
    public ReportPeriod LastComplete(IReadOnlyList<ReportPeriod> among) => among.LastOrDefault(p => p.End <= _reach) ?? among[0];

    /// <summary>The period of a kind that ends in a year, the last of several; null when there is none.</summary>
    public ReportPeriod? Of(string kind, int year) => _all.FindLast(p => p.Kind == kind && p.End.Year == year);

    /// <summary>The period of the same kind before; null when there is none.</summary>
    public ReportPeriod? Before(ReportPeriod period)
    {
        var end = PeriodKinds.EndBefore(period.Kind, period.End);
        return _all.Find(p => p.Kind == period.Kind && p.End == end);
    }

    /// <summary>The periods of a kind that lead up to the end of a period: five years, or those of twelve months.</summary>
    public IReadOnlyList<ReportPeriod> UpTo(ReportPeriod period, string kind)
    {
        var from = period.End.AddDays(1).AddMonths(kind == "year" ? -60 : -12);
        return [.. _all.Where(p => p.Kind == kind && p.End <= period.End && p.End >= from)];
    }
}
