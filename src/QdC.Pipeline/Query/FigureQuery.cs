using System.Runtime.CompilerServices;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Query;

/// <summary>Answers questions for figures from a published version: stored cuts from <c>mart.kpi</c>, every other cut by the same generated SQL.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
public sealed class FigureQuery(QdcHome home, JobSet jobs, MetricsFile metrics, TimeProvider clock)
{
    /// <summary>What was read of each open version, which never changes: a report or a page asks hundreds of times.</summary>
    private readonly ConditionalWeakTable<AreaVersion, Known> _known = [];

    /// <summary>Answers one question.</summary>
    /// <exception cref="UnknownName">A metric, dimension, member or period kind is none there is.</exception>
    /// <exception cref="CutNotPossible">The metric cannot be cut that way.</exception>
    /// <exception cref="MemberIsSensitive">A sensitive member was asked for in too fine a cut.</exception>
    public FigureAnswer Ask(FigureRequest request)
    {
        FigureCut.Of(metrics, Asked(request), request); // a wrong question is wrong whatever is published
        var store = new AreaStore(home, AreaCode.Parse(request.Area.Area), clock);
        using var version = request.AsOf is { } name ? store.OpenNamed(name) : store.OpenCurrent();
        return Ask(version, request);
    }

    /// <summary>Answers one question from a version that is open already. A version never changes, so what was asked of it before is remembered.</summary>
    public FigureAnswer Ask(AreaVersion version, FigureRequest request)
    {
        var known = _known.GetValue(version, _ => new Known(MetricSupplies.Of(version.Session, jobs, request.Area, metrics)));
        if (!request.WithPrevious)
        {
            return known.Answer(request, () => Compute(version, known, request));
        }
        var (from, to) = Periods(version.Session, Asked(request), request);
        var wide = Ask(version, request with { WithPrevious = false, Between = (PeriodKinds.EndBefore(request.PeriodKind, from), to) });
        var all = wide.Figures.ToLookup(f => (f.PeriodEnd, string.Join('\n', f.Members.Select(m => m.Code))));
        return wide with
        {
            Figures =
            [
                .. wide.Figures.Where(f => f.PeriodEnd >= from)
                    .Select(f => f with { Before = all[(PeriodKinds.EndBefore(request.PeriodKind, f.PeriodEnd), string.Join('\n', f.Members.Select(m => m.Code)))].FirstOrDefault() }),
            ],
        };
    }

    private FigureAnswer Compute(AreaVersion version, Known known, FigureRequest request)
    {
        var metric = Asked(request);
        var cut = FigureCut.Of(metrics, metric, request);
        var db = version.Session;
        var members = cut.Dimensions.ToDictionary(d => d.Name, d => known.Members(db, d, request.Language));
        CheckMembers(cut, request, members);
        var (from, to) = Periods(db, metric, request);

        var supply = request.ByRegistration
            ? MetricSupplies.Of(db, jobs, request.Area, metrics with { Metrics = new Dictionary<string, Metric> { [metric.Name] = metric } })[metric.Name]
            : known.Supplies[metric.Name];
        var lacking = cut.Dimensions.Select(d => supply.UnavailableBreakdowns.GetValueOrDefault(d.Name)).Prepend(request.ByRegistration ? supply.Unavailable : null);
        if (lacking.FirstOrDefault(reason => reason is not null) is { } closed)
        {
            var periods = Stored(db, metric, "total", request.PeriodKind, from, to);
            return Answer(
                version,
                metric,
                [.. periods.Select(p => p.Figure with { Numerator = null, Denominator = null, Value = null, Status = "not_available", Reason = closed.ToLines() })],
                fromMart: true
            );
        }
        if (cut.IsStored)
        {
            var stored = Stored(db, metric, cut.Dimensions is [var only] ? only.Name : "total", request.PeriodKind, from, to);
            return Answer(version, metric, Named(stored, cut, members), fromMart: true);
        }

        if (supply.Unavailable is not null || supply.DataAsOf is null)
        {
            return Answer(version, metric, Named(Stored(db, metric, "total", request.PeriodKind, from, to), FigureCut.Total, members), fromMart: true);
        }
        known.Once(() => AreaContext.AgeMacros(db, jobs.CodeLists));
        var sql = cut.Sql(metrics, metric, supply, new MetricSettings(request.Area.HistoryFrom, request.Area.NewPersonYears));
        foreach (var folded in cut.Folded)
        {
            db.Execute(SensitiveSql.Fold(folded));
            sql = SensitiveSql.Rewrite(sql, folded);
        }
        var computed = Read(db, AskedPeriods.Rewrite(db, sql, request.PeriodKind, from, to), cut.Shown, request.PeriodKind, from, to);
        return Answer(version, metric, Named(computed, cut, members), fromMart: false);

        FigureAnswer Answer(AreaVersion of, Metric about, IReadOnlyList<Figure> figures, bool fromMart) =>
            new(
                request.Area.Area,
                of.Version,
                about,
                [.. (figures.Count > 0 || cut.Shown.Count == 0 ? figures : WhyNothing(db, about, request.PeriodKind, from, to)).Select(f => f.In(request.Language))],
                fromMart
            );
    }

    private Metric Asked(FigureRequest request)
    {
        var metric = UnknownName.Find("metric", request.Metric, metrics.Metrics, "`qdc query --list` names them all.");
        return !request.ByRegistration ? metric : ByRegistration.Of(metric) ?? throw new CutNotPossible(metric, ["registration"], "what it counts has no day of registration");
    }

    private static void CheckMembers(FigureCut cut, FigureRequest request, Dictionary<string, DimensionMembers> members)
    {
        foreach (var filter in request.Where)
        {
            var there = members[filter.Dimension];
            var folded = cut.Folded.Any(d => d.Name == filter.Dimension);
            if (folded && there.IsSensitive(filter.Member))
            {
                throw new MemberIsSensitive(filter.Dimension, filter.Member);
            }
            if (!there.Codes.Contains(filter.Member) && !(folded && filter.Member == SensitiveMembers.Code))
            {
                throw there.NoMember(filter.Member);
            }
        }
    }

    /// <summary>The last day of the first and of the last period that is meant.</summary>
    private static (DateOnly From, DateOnly To) Periods(DuckDbSession db, Metric metric, FigureRequest request)
    {
        var kind = request.PeriodKind;
        if (!PeriodKinds.All.Contains(kind))
        {
            throw new UnknownName("kind of period", kind, [.. PeriodKinds.All], next: "Say the year beside the kind, as in --year 2024 --period month.");
        }
        if (request.Between is { } between)
        {
            return between;
        }
        var ends = db.Query("SELECT period_end FROM mart.period WHERE period_kind = ? ORDER BY period_end", row => row.GetFieldValue<DateOnly>(0), kind);
        if (request.Year is { } year)
        {
            var inYear = ends.Where(e => e.Year == year).ToList();
            return inYear.Count > 0 ? (inYear[0], inYear[^1]) : throw new NoSuchPeriod(metric.Name, year, kind, [.. ends.Select(e => e.Year).Distinct()]);
        }
        var reach = db.Scalar<DateOnly?>("SELECT max(data_as_of) FROM mart.kpi WHERE metric = ?", metric.Name)
            ?? db.Scalar<DateOnly?>("SELECT max(last_day(last_month)) FROM mart.period");
        var complete = ends.Where(e => e <= reach).ToList();
        var last = complete.Count > 0 ? complete[^1] : ends.FirstOrDefault();
        return (last, last);
    }

    private static IReadOnlyList<Row> Stored(DuckDbSession db, Metric metric, string breakdown, string kind, DateOnly from, DateOnly to) =>
        Read(
            db,
            $"""
            SELECT period_kind, period_start, period_end{(breakdown == "total" ? "" : $", member AS {breakdown}")}, numerator, denominator, value, status, reason, data_as_of
            FROM mart.kpi WHERE metric = {MeasureSql.Literal(metric.Name)} AND breakdown = {MeasureSql.Literal(breakdown)}
            """,
            breakdown == "total" ? [] : [breakdown],
            kind,
            from,
            to
        );

    private static List<Row> Read(DuckDbSession db, string sql, IReadOnlyList<string> columns, string kind, DateOnly from, DateOnly to)
    {
        var n = columns.Count;
        return db.Query(
            $"""
            SELECT period_kind, period_start, period_end{string.Concat(columns.Select(c => ", " + c))}, numerator, denominator, value, status, reason, data_as_of
            FROM ({sql}) AS q WHERE period_kind = ? AND period_end BETWEEN ? AND ? ORDER BY period_end
            """,
            row => new Row(
                [.. Enumerable.Range(3, n).Select(row.GetString)],
                new Figure(
                    row.GetString(0),
                    row.GetFieldValue<DateOnly>(1),
                    row.GetFieldValue<DateOnly>(2),
                    [],
                    row.IsDBNull(n + 3) ? null : row.GetDecimal(n + 3),
                    row.IsDBNull(n + 4) ? null : row.GetDecimal(n + 4),
                    row.IsDBNull(n + 5) ? null : row.GetDouble(n + 5),
                    row.GetString(n + 6),
                    row.IsDBNull(n + 7) ? null : row.GetString(n + 7),
                    row.IsDBNull(n + 8) ? null : row.GetFieldValue<DateOnly>(n + 8)
                )
            ),
            kind,
            from,
            to
        );
    }

    private static IReadOnlyList<Figure> Named(IReadOnlyList<Row> rows, FigureCut cut, Dictionary<string, DimensionMembers> members) =>
        [
            .. rows.OrderBy(r => r.Figure.PeriodEnd)
                .ThenBy(r => r, Comparer<Row>.Create((a, b) => Compare(a.Codes, b.Codes, cut.Shown, members)))
                .Select(r => r.Figure with { Members = [.. r.Codes.Select((code, i) => members[cut.Shown[i]].Of(code))] }),
        ];

    private static int Compare(IReadOnlyList<string> a, IReadOnlyList<string> b, IReadOnlyList<string> dimensions, Dictionary<string, DimensionMembers> members)
    {
        for (var i = 0; i < a.Count; i++)
        {
            var byPlace = members[dimensions[i]].Place(a[i]).CompareTo(members[dimensions[i]].Place(b[i]));
            if (byPlace != 0)
            {
                return byPlace;
            }
        }
        return 0;
    }

    /// <summary>A breakdown without rows is not available for the reason its total is not; where the total is given, nothing was counted.</summary>
    private static IReadOnlyList<Figure> WhyNothing(DuckDbSession db, Metric metric, string kind, DateOnly from, DateOnly to) =>
        [.. Stored(db, metric, "total", kind, from, to).Select(r => r.Figure).Where(f => f.Status == "not_available")];

    /// <summary>What was read of a version.</summary>
    private sealed class Known(IReadOnlyDictionary<string, MetricSupply> supplies)
    {
        private const int MostAnswers = 10_000;
        private readonly Dictionary<(string, string), DimensionMembers> _members = [];
        private readonly Dictionary<string, FigureAnswer> _answers = [];
        private bool _done;

        /// <summary>What it can give to each metric.</summary>
        public IReadOnlyDictionary<string, MetricSupply> Supplies => supplies;

        /// <summary>The answer to a question, computed the first time.</summary>
        public FigureAnswer Answer(FigureRequest request, Func<FigureAnswer> compute)
        {
            var key = string.Join('|', request.Area.Area, request.Metric, string.Join(',', request.By), string.Join(',', request.Where), request.PeriodKind, request.Year, request.Between, request.ByRegistration, request.Language);
            if (!_answers.TryGetValue(key, out var answer))
            {
                answer = compute();
                if (_answers.Count >= MostAnswers)
                {
                    _answers.Clear();
                }
                _answers[key] = answer;
            }
            return answer;
        }

        /// <summary>The members of a dimension in a language.</summary>
        public DimensionMembers Members(DuckDbSession db, Dimension dimension, string language)
        {
            if (!_members.TryGetValue((dimension.Name, language), out var members))
            {
                _members[(dimension.Name, language)] = members = DimensionMembers.Read(db, dimension, language);
            }
            return members;
        }

        /// <summary>Does something the first time only.</summary>
        public void Once(Action action)
        {
            if (!_done)
            {
                action();
                _done = true;
            }
        }
    }

    /// <summary>A figure with the codes of its members.</summary>
    private sealed record Row(IReadOnlyList<string> Codes, Figure Figure);
}
