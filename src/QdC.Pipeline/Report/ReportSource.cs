using QdC.Metrics;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>
/// Where a report's figures come from: the queries that everybody asks, of one version. It remembers what was asked, so that the cover
/// can say what the figures mean and which are missing.
/// </summary>
internal sealed class ReportSource(AreaVersion version, ReportRequest request, FigureQuery internally, PublishedQuery outside, MetricsFile metrics)
{
    private readonly Dictionary<(string, string, string, int), IReadOnlyList<Figure>> _asked = [];
    private readonly List<(string What, string Why)> _lacking = [];
    private readonly List<Metric> _used = [];
    private readonly SortedSet<DateOnly> _dates = [];

    /// <summary>The words of the report's language.</summary>
    public ReportWords Words { get; } = new(request.Language);

    /// <summary>The figures' words.</summary>
    public FigureText Text { get; } = FigureText.In(request.Language);

    /// <summary>The definitions.</summary>
    public MetricsFile Metrics => metrics;

    /// <summary>The figures it gave, in the order they were first asked for.</summary>
    public IReadOnlyList<Metric> Used => _used;

    /// <summary>The days their data reach.</summary>
    public IReadOnlyList<DateOnly> Dates => [.. _dates];

    /// <summary>What is missing, by reason.</summary>
    public IReadOnlyList<(string What, string Why)> Lacking =>
        [
            .. _lacking
                .GroupBy(l => l.Why)
                .Select(g => (string.Join("; ", g.Select(l => l.What).Distinct()), g.Key)),
        ];

    /// <summary>A dimension's name.</summary>
    public string Name(string dimension) => metrics.Dimensions[dimension].Names[request.Language];

    /// <summary>True when the figure may be shown to those the report is for.</summary>
    public bool MayShow(Metric metric, IReadOnlyList<string> by, string kind)
    {
        var breakdown = by.Count == 0 ? PublishedTable.Total : string.Join(',', by);
        var shown = !request.IsPublic || metrics.Published.Any(t => t.Metric == metric.Name && t.Breakdown == breakdown && t.Periods.Contains(kind));
        if (!shown)
        {
            Lacks(metric, by, Words["unpublished"]);
        }
        return shown;
    }

    /// <summary>The figures of one period, member by member; none when nothing was counted.</summary>
    public IReadOnlyList<Figure> Ask(Metric metric, IReadOnlyList<string> by, ReportPeriod period)
    {
        var key = (metric.Name, string.Join(',', by), period.Kind, period.End.Year);
        if (!_asked.TryGetValue(key, out var year))
        {
            _asked[key] = year = Read(metric, by, period);
        }
        var figures = year.Where(f => f.PeriodEnd == period.End).ToList();
        Uses(metric);
        foreach (var figure in figures)
        {
            Note(metric, by, figure);
        }
        return figures;
    }

    /// <summary>Data of this report reach a day.</summary>
    public void Reaches(DateOnly day) => _dates.Add(day);

    /// <summary>A figure is used: the cover says what it means.</summary>
    public void Uses(Metric metric)
    {
        if (!_used.Contains(metric))
        {
            _used.Add(metric);
        }
    }

    /// <summary>Something is not in the report, for a reason.</summary>
    public void Lacks(string what, string why) => _lacking.Add((what, why));

    private void Lacks(Metric metric, IReadOnlyList<string> by, string why) => Lacks(Words.Cut(metric, [.. by.Select(Name)]), why);

    /// <summary>The total of one period; null when there is none.</summary>
    public Figure? Total(Metric metric, ReportPeriod? period) => period is null ? null : Ask(metric, [], period).SingleOrDefault();

    /// <summary>The cell of a figure.</summary>
    public ReportCell Cell(Metric metric, Figure? figure) => ReportCells.Of(metric, figure, Text);

    /// <summary>The cell of a member of a cut; where the cut has no row of it, what stands for that.</summary>
    public ReportCell Cell(Metric metric, IReadOnlyList<string> by, Figure? figure, ReportPeriod period)
    {
        if (figure is null && Uncounted(metric, by, period) is { } told)
        {
            Note(metric, by, told); // one that was asked for is noted
            return Cell(metric, told);
        }
        return Cell(metric, figure);
    }

    /// <summary>What stands for members that a cut has no row of; null where its whole is not told either.</summary>
    private Figure? Uncounted(Metric metric, IReadOnlyList<string> by, ReportPeriod period)
    {
        var whole = Ask(metric, by, period).FirstOrDefault(f => f.Members.Count == 0) ?? (MayShow(metric, [], period.Kind) ? Total(metric, period) : null);
        return whole is null ? null : Figure.Uncounted(metric, by, whole);
    }

    /// <summary>The figure of one period with some members kept, by the day of the action or of registration; null when there is no such period. For the area only.</summary>
    /// <exception cref="UnknownName">A member is none there is.</exception>
    public Figure? Kept(Metric metric, IReadOnlyList<MemberFilter> where, bool byRegistration, ReportPeriod period)
    {
        if (where.Count == 0 && !byRegistration)
        {
            return Total(metric, period);
        }
        var asked = new FigureRequest { Area = request.Area, Metric = metric.Name, Where = where, ByRegistration = byRegistration, Year = period.End.Year, Period = period.Kind, Language = request.Language };
        List<string> kept = [.. where.Select(w => w.Dimension)];
        var figure = internally.Ask(version, asked).Figures.SingleOrDefault(f => f.PeriodEnd == period.End) ?? (Total(metric, period) is { } whole ? Figure.Uncounted(metric, kept, whole) : null);
        Uses(metric);
        if (figure is not null)
        {
            Note(metric, kept, figure);
        }
        return figure;
    }

    /// <summary>Notes the date of a figure, and why it is missing where it is.</summary>
    public void Note(Metric metric, IReadOnlyList<string> by, Figure figure)
    {
        if (figure.DataAsOf is { } day)
        {
            _dates.Add(day);
        }
        if (figure.Status == "suppressed")
        {
            Lacks(metric, by, ReportWords.Capital(FigureMarks.Suppressed[request.Language]) + ".");
        }
        else if (Text.Reason(figure) is { } reason)
        {
            Lacks(metric, by, ReportWords.Capital(reason));
        }
    }

    private IReadOnlyList<Figure> Read(Metric metric, IReadOnlyList<string> by, ReportPeriod period) =>
        request.IsPublic
            ? outside.Ask(version, new PublishedRequest(request.Area.Area, metric.Name, by, period.Kind, period.End.Year, null, request.Language)).Figures
            : internally
                .Ask(
                    version,
                    new FigureRequest { Area = request.Area, Metric = metric.Name, By = by, Year = period.End.Year, Period = period.Kind, Language = request.Language }
                )
                .Figures;
}
