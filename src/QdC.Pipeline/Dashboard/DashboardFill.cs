using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Report;
using QdC.Warehouse;

namespace QdC.Pipeline.Dashboard;

/// <summary>Fills pages of the dashboard with the figures of one published version, by the queries that everybody asks.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
public sealed class DashboardFill(QdcHome home, JobSet jobs, MetricsFile metrics, TimeProvider clock)
{
    private const int ShownBars = 15;
    private const int ShownParts = 6;
    private readonly FigureQuery _figures = new(home, jobs, metrics, clock);

    /// <summary>Fills a page from the current version.</summary>
    /// <exception cref="UnknownName">A kind of period, slicer or member is none there is.</exception>
    /// <exception cref="MemberIsSensitive">A slicer is set to a member of the sensitive list for less than the whole area and year.</exception>
    public DashboardView Fill(DashboardRequest request)
    {
        using var version = new AreaStore(home, AreaCode.Parse(request.Area.Area), clock).OpenCurrent();
        return Fill(version, request);
    }

    /// <summary>Fills a page from a version that is open already.</summary>
    public DashboardView Fill(AreaVersion version, DashboardRequest request)
    {
        foreach (var filter in request.Where)
        {
            UnknownName.Find("slicer of the page", filter.Dimension, request.Page.Slicers.ToDictionary(s => s));
        }
        var page = new Filling(version, request, _figures, metrics);
        var lists = new Lazy<ReportLists>(() => Lists(version, request, page.Period));
        var visuals = request.Page.Visuals.Select(v => v.Kind == VisualKind.List ? page.List(v, lists.Value.Fill(v.List!, v.List!)) : page.Visual(v)).OfType<VisualView>().ToList();
        var texts = request.Page.Texts[request.Language];
        return new DashboardView
        {
            Page = request.Page.Name,
            Title = texts.Name,
            Description = texts.Description,
            Area = request.Area.Area,
            AreaName = request.Area.Name,
            Version = version.Version,
            PeriodKind = request.PeriodKind,
            PeriodEnd = page.Period.End,
            Period = ReportWords.Capital(page.Told(page.Period)),
            Periods = [.. page.Periods.Reverse().Select(p => new CategoryView($"{p.End:yyyy-MM-dd}", ReportWords.Capital(page.Told(p))))],
            DataAsOf = page.DataAsOf,
            Slicers = [.. request.Page.Slicers.Select(page.Slicer)],
            Visuals = visuals,
        };
    }

    private ReportLists Lists(AreaVersion version, DashboardRequest request, ReportPeriod period)
    {
        var asked = new ReportRequest { Report = new ReportDefinition(request.Page.Name, request.Page.Texts, request.PeriodKind, []), Area = request.Area, Language = request.Language };
        return new ReportLists(home, jobs, metrics, clock, asked, new ReportSource(version, asked, _figures, new PublishedQuery(home, metrics, clock), metrics), version, period);
    }

    /// <summary>One page being filled.</summary>
    private sealed class Filling
    {
        private readonly AreaVersion _version;
        private readonly DashboardRequest _request;
        private readonly FigureQuery _figures;
        private readonly MetricsFile _metrics;
        private readonly FigureText _text;
        private readonly ReportWords _words;

        public Filling(AreaVersion version, DashboardRequest request, FigureQuery figures, MetricsFile metrics)
        {
            (_version, _request, _figures, _metrics) = (version, request, figures, metrics);
            (_text, _words) = (FigureText.In(request.Language), new ReportWords(request.Language));
            var all = ReportPeriods.Read(version.Session, isPublic: false);
            Periods = all.Of(request.PeriodKind);
            Period = (request.Day is { } day ? Periods.FirstOrDefault(p => p.Start <= day && p.End >= day) : null) ?? all.LastComplete(Periods);
            Before = all.Before(Period);
            Months = all;
        }

        public IReadOnlyList<ReportPeriod> Periods { get; }

        public ReportPeriod Period { get; }

        public DateOnly? DataAsOf { get; private set; }

        private ReportPeriod? Before { get; }

        private ReportPeriods Months { get; }

        public string Told(ReportPeriod period) => _text.Period(period.Kind, period.End);

        public VisualView? Visual(DashboardVisual visual) =>
            visual.Kind == VisualKind.Cards ? new VisualView(visual.Kind, "", visual.Width) { Cards = [.. visual.Metrics.Select(Card)] }
            : visual.Across is not null ? Crossed(visual)
            : visual.IsOverTime ? OverTime(visual)
            : OverMembers(visual);

        public VisualView? List(DashboardVisual visual, ReportTable? table) =>
            table is null
                ? null
                : new VisualView(visual.Kind, table.Title, visual.Width)
                {
                    Heading = table.Columns[0].Header,
                    Categories = [.. table.Rows.Select(r => new CategoryView("", r[0].Text ?? ""))],
                    Series = [.. table.Columns.Skip(1).Select((c, i) => new SeriesView(c.Header, [.. table.Rows.Select(r => Listed(r[i + 1]))], table.Total is { } total ? Listed(total[i + 1]) : null))],
                };

        public SlicerView Slicer(string dimension)
        {
            // What may be chosen is what the page's figures count in the period: those that the version holds cut so, or else the first that can be.
            var able = _request.Page.Metrics.Where(m => FigureCut.IsPossible(m, [dimension])).ToList();
            var held = able.Where(m => m.Breakdowns.Contains(dimension)).ToList();
            var order = DimensionMembers.Read(_version.Session, _metrics.Dimensions[dimension], _request.Language);
            var members = (held.Count > 0 ? held : able.Take(1))
                .SelectMany(m => Ask(m, [dimension], Period.Kind, Period, Period, []))
                .Where(f => f.Members.Count > 0 && f.Members[0].Code != SensitiveMembers.Code)
                .Select(f => f.Members[0])
                .DistinctBy(m => m.Code)
                .OrderBy(m => order.Place(m.Code));
            var chosen = _request.Where.FirstOrDefault(w => w.Dimension == dimension)?.Member;
            return new SlicerView(dimension, _metrics.Dimensions[dimension].Names[_request.Language], [.. members.Select(m => new CategoryView(m.Code, m.Label))], chosen);
        }

        private CardView Card(Metric metric)
        {
            var texts = metric.Texts[_request.Language];
            if (!MayFilter(metric, []))
            {
                return new CardView(metric.Name, texts.Name, texts.Description, "–", _text.Unit(metric), Word("not_by"), FigureMark.NotAvailable);
            }
            Figure? Of(ReportPeriod? period) => period is null ? null : Ask(metric, [], period.Kind, period, period, _request.Where).FirstOrDefault();
            var (now, before) = (Of(Period), Of(Before));
            var shown = metric.Shown([.. _request.Where.Select(w => w.Dimension)]);
            var card = new CardView(metric.Name, texts.Name, texts.Description, now is null ? "0" : _text.Value(metric, now.Value), _text.Unit(metric), now is null ? "" : _text.Status(now), Mark(now))
            {
                Numerator = _text.Amount(shown.Numerator, now?.Numerator),
                Denominator = _text.Amount(shown.Denominator, now?.Denominator),
                DataAsOf = now?.DataAsOf,
                Target = TargetOf(metric, now),
            };
            if (now?.DataAsOf is { } reach && (DataAsOf is null || reach < DataAsOf))
            {
                DataAsOf = reach;
            }
            if (ReportCells.Difference(now, before) is not { } difference)
            {
                return now?.Value is not null && before is { Value: null } ? card with { Before = $"{Told(Before!)}: {_text.Status(before)}" } : card;
            }
            var size = ReportCells.Share(metric, now, before) is { } share ? _text.Percent(Math.Abs(share)) : _text.Points(metric, Math.Abs(difference)) + (metric.Unit == "percent" ? _words["points"] : "");
            var isSame = !size.Any(c => c is >= '1' and <= '9');
            return card with
            {
                Change = isSame ? "=" : (difference > 0 ? "+" : "−") + size,
                Before = $"{Told(Before!)}: {_text.Value(metric, before!.Value)}",
                Tone = isSame || metric.Direction == Direction.Neutral ? Tone.None : difference > 0 == (metric.Direction == Direction.Higher) ? Tone.Better : Tone.Worse,
            };
        }

        private CardTarget? TargetOf(Metric metric, Figure? now)
        {
            if (metric.Target is not { } target || !target.HoldsFor(Period.Kind) || _request.Where.Count > 0)
            {
                return null;
            }
            bool? met = now is not { Status: "ok", Value: { } value } ? null
                : metric.Direction switch
                {
                    Direction.Higher => value >= (double)target.Value,
                    Direction.Lower => value <= (double)target.Value,
                    _ => null,
                };
            return new CardTarget(_text.Value(metric, (double)target.Value), _metrics.Sources[target.Source], met);
        }

        private VisualView OverTime(DashboardVisual visual)
        {
            var periods = Months.Of(visual.By!).Where(p => p.End <= Period.End && p.End > Period.End.AddYears(visual.By == "year" ? -6 : -2)).ToList();
            var series = visual.Metrics.Where(m => MayFilter(m, [])).Select(metric =>
            {
                var byEnd = periods.Count == 0 ? [] : Ask(metric, [], visual.By!, periods[0], periods[^1], _request.Where).ToDictionary(f => f.PeriodEnd);
                return new SeriesView(metric.Texts[_request.Language].Name, [.. periods.Select(p => Cell(metric, byEnd.GetValueOrDefault(p.End)))]);
            });
            return Shown(visual, Title(visual), [.. periods.Select(p => new CategoryView($"{p.End:yyyy-MM-dd}", Told(p)))], [.. series]);
        }

        private VisualView OverMembers(DashboardVisual visual)
        {
            var metrics = visual.Metrics.Where(m => MayFilter(m, [visual.By!])).ToList();
            var asked = metrics.ConvertAll(m => Ask(m, [visual.By!], Period.Kind, Period, Period, _request.Where));
            var found = asked.ConvertAll(a => a.Where(f => f.Members.Count > 0).ToDictionary(f => f.Members[0].Code));
            var members = Ordered(visual.By!, found.SelectMany(f => f.Values).Select(f => f.Members[0]), found);
            var series = metrics.Select((m, i) =>
            {
                var total = Total(m);
                var none = (asked[i].FirstOrDefault(f => f.Members.Count == 0) ?? total) is { } whole ? Figure.Uncounted(m, [visual.By!], whole) : null;
                return new SeriesView(m.Texts[_request.Language].Name, [.. members.Select(x => Cell(m, found[i].GetValueOrDefault(x.Code) ?? none))], total is null ? null : Cell(m, total));
            });
            var view = Shown(visual, Title(visual), [.. members.Select(m => new CategoryView(m.Code, m.Label))], [.. series]) with { Dimension = visual.By };
            return visual.Kind == VisualKind.Matrix ? view : Shortened(view, metrics, visual.Kind == VisualKind.Donut ? ShownParts : ShownBars, visual.By!);
        }

        private VisualView Crossed(DashboardVisual visual)
        {
            var metric = visual.Metrics[0];
            var figures = MayFilter(metric, visual.Dimensions) ? Ask(metric, visual.Dimensions, Period.Kind, Period, Period, _request.Where).Where(f => f.Members.Count == 2).ToList() : [];
            var byCell = figures.ToDictionary(f => (f.Members[0].Code, f.Members[1].Code));
            Dictionary<string, Figure> Sums(int at) =>
                figures.GroupBy(f => f.Members[at].Code).ToDictionary(g => g.Key, g => g.First() with { Value = g.Sum(f => f.Value) });
            var rows = Ordered(visual.By!, figures.Select(f => f.Members[0]), [Sums(0)]);
            var columns = Ordered(visual.Across!, figures.Select(f => f.Members[1]), [Sums(1)]);
            var none = figures.Count > 0 && Total(metric) is { } whole ? Figure.Uncounted(metric, visual.Dimensions, whole) : null;
            var series = columns.Select(c => new SeriesView(c.Label, [.. rows.Select(r => Cell(metric, byCell.GetValueOrDefault((r.Code, c.Code)) ?? none))]));
            return Shown(visual, Title(visual), [.. rows.Select(r => new CategoryView(r.Code, r.Label))], [.. series]) with { Dimension = visual.By };
        }

        private Figure? Total(Metric metric) => MayFilter(metric, []) ? Ask(metric, [], Period.Kind, Period, Period, _request.Where).FirstOrDefault() : null;

        /// <summary>The members in their own order, or those that count most first.</summary>
        private List<FigureMember> Ordered(string dimension, IEnumerable<FigureMember> members, IReadOnlyList<Dictionary<string, Figure>> figures)
        {
            var distinct = members.DistinctBy(m => m.Code).ToList();
            if (_metrics.Dimensions[dimension].IsOrdered)
            {
                var order = DimensionMembers.Read(_version.Session, _metrics.Dimensions[dimension], _request.Language);
                return [.. distinct.OrderBy(m => order.Place(m.Code))];
            }
            return figures.Count == 0 ? distinct : [.. distinct.OrderByDescending(m => figures[0].GetValueOrDefault(m.Code)?.Value ?? double.MinValue).ThenBy(m => m.Label, StringComparer.Ordinal)];
        }

        /// <summary>No more bars than can be read; what adds up goes on as one part.</summary>
        private VisualView Shortened(VisualView view, IReadOnlyList<Metric> metrics, int most, string dimension)
        {
            if (view.Categories.Count <= most || _metrics.Dimensions[dimension].IsOrdered)
            {
                return view;
            }
            var adds = metrics.All(m => m.AddsUp([dimension]));
            var shown = adds ? most - 1 : most;
            var others = string.Format(System.Globalization.CultureInfo.InvariantCulture, Word(adds ? "others" : "more"), view.Categories.Count - shown);
            return adds
                ? view with
                {
                    Categories = [.. view.Categories.Take(shown), new CategoryView("", others)],
                    Series = [.. view.Series.Select((s, i) => s with { Cells = [.. s.Cells.Take(shown), Sum(metrics[i], s.Cells.Skip(shown))] })],
                }
                : view with
                {
                    Categories = [.. view.Categories.Take(shown)],
                    Series = [.. view.Series.Select(s => s with { Cells = [.. s.Cells.Take(shown)] })],
                    Note = others,
                };
        }

        private CellView Sum(Metric metric, IEnumerable<CellView> cells)
        {
            var sum = cells.Sum(c => c.Value ?? 0);
            return new CellView(sum, _text.Value(metric, sum), cells.FirstOrDefault()?.Mark ?? FigureMark.None);
        }

        private VisualView Shown(DashboardVisual visual, string title, IReadOnlyList<CategoryView> categories, IReadOnlyList<SeriesView> series)
        {
            var missing = visual.Metrics.Where(m => !MayFilter(m, visual.Dimensions)).Select(m => m.Texts[_request.Language].Name).ToList();
            return new VisualView(visual.Kind, title, visual.Width)
            {
                Unit = visual.Metrics.Select(m => m.Unit).Distinct().ToList() is [var unit] ? unit : null,
                Heading = visual.By is { } by && !visual.IsOverTime ? _metrics.Dimensions[by].Names[_request.Language] : "",
                IsOverTime = visual.IsOverTime,
                IsCrossed = visual.Across is not null,
                Categories = categories,
                Series = series,
                Signs = FigureMarks.Signs(series.SelectMany(s => s.Total is { } total ? s.Cells.Append(total) : s.Cells).Select(c => (c.Value, c.Mark, c.Reason)), _request.Language),
                Note = missing.Count > 0 ? $"{string.Join(", ", missing)}: {Word("not_by")}"
                    : series.All(s => s.Cells.All(c => c.Value is null)) ? ReportWords.Capital(WhyNot(visual))
                    : null,
            };
        }

        private string WhyNot(DashboardVisual visual) =>
            visual.Metrics.Select(m => Ask(m, [], Period.Kind, Period, Period, []).FirstOrDefault()).Where(f => f is { Status: "not_available" }).Select(f => _text.Status(f!)).FirstOrDefault() ?? _text.Word("nothing");

        private string Title(DashboardVisual visual) =>
            string.Join(_words["and"], visual.Metrics.Select((m, i) => i == 0 ? m.Texts[_request.Language].Name : ReportWords.Small(m.Texts[_request.Language].Name)).Take(visual.Kind == VisualKind.Matrix ? 1 : 3))
            + (visual.Kind == VisualKind.Matrix && visual.Metrics.Count > 1 ? _words["more"] : "")
            + _words.By(visual.IsOverTime ? [_words[visual.By!]] : visual.Dimensions.Select(d => _metrics.Dimensions[d].Names[_request.Language]));

        private CellView Cell(Metric metric, Figure? figure) => new(figure?.Value, figure is null ? "" : _text.Value(metric, figure.Value), Mark(figure)) { Reason = figure is null ? null : _text.Reason(figure) };

        private static FigureMark Mark(Figure? figure) =>
            figure?.Status switch
            {
                "provisional" => FigureMark.Provisional,
                "not_available" => FigureMark.NotAvailable,
                "suppressed" => FigureMark.Suppressed,
                _ => FigureMark.None,
            };

        private CellView Listed(ReportCell cell) => new(cell.Number, cell.Text ?? (cell.Day is { } day ? $"{day:dd/MM/yyyy}" : cell.Number is { } number ? _text.Count((long)number) : ""));

        private bool MayFilter(Metric metric, IReadOnlyList<string> by) => FigureCut.IsPossible(metric, [.. by.Concat(_request.Where.Select(w => w.Dimension)).Distinct()]);

        private IReadOnlyList<Figure> Ask(Metric metric, IReadOnlyList<string> by, string kind, ReportPeriod from, ReportPeriod to, IReadOnlyList<MemberFilter> where) =>
            _figures.Ask(
                _version,
                new FigureRequest { Area = _request.Area, Metric = metric.Name, By = by, Where = where, Period = kind, Between = (from.End, to.End), Language = _request.Language }
            ).Figures;

        private string Word(string key) =>
            _words.Of(key switch
            {
                "not_by" => ("no es pot filtrar així", "no se puede filtrar así", "cannot be filtered like this"),
                "others" => ("Altres ({0})", "Otros ({0})", "Others ({0})"),
                _ => ("i {0} més", "y {0} más", "and {0} more"),
            });
    }
}
