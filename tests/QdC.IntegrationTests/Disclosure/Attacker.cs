using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Disclosure;

/// <summary>
/// Reads a version's <c>mart.published</c> as somebody would who wants to know what it hides, with everything that is public about how
/// the figures hang together, over all tables, totals and periods. Shares no code with what hid them.
/// </summary>
internal sealed class Attacker
{
    private const string Sensitive = "1…4";

    /// <summary>What counts no more than another: who is new, or lives in the area, has been attended; an active case is open; who has problems has one.</summary>
    private static readonly (string Part, string Whole)[] Parts =
    [
        ("attended_new", "attended"),
        ("attended_residents", "attended"),
        ("active_cases", "open_cases"),
        ("led_cases", "open_cases"),
        ("high_risk", "open_cases"),
        ("high_risk_planned", "high_risk"),
        ("interviews_missed", "interviews_due"),
        ("interviews_held", "interviews_due"),
        ("interviews_at_home", "interviews_held"),
        ("first_wait_median", "interviews_held"),
        ("services_granted", "services_decided"),
        ("decision_median", "services_decided"),
        ("home_care_residents_65", "home_care_people"),
        ("hours_delivered_of_planned", "hours_delivered"),
        ("telecare_residents_65", "telecare"),
        ("executed_home_care", "executed"),
        ("people_with_problem", "problems"),
        ("people_with_problems", "people_with_problem"),
        ("urgent_families", "urgent_people"),
        ("home_care_people", "attended"),
        ("telecare", "attended"),
    ];

    /// <summary>The same of several numbers: nobody misses an interview that was held; who has several problems has three at least, and no more than there are types.</summary>
    private static readonly (string Measure, int Times)[][] Together =
    [
        [("interviews_due", 1), ("interviews_held", -1), ("interviews_missed", -1)],
        [("problems", 1), ("people_with_problem", -1), ("people_with_problems", -2)],
        [("people_with_problem", 2), ("people_with_problems", 11), ("problems", -1)],
    ];

    /// <summary>Who is counted by no other age is no more than all of that age.</summary>
    private static readonly string[] Of65 = ["home_care_residents_65", "telecare_residents_65"];

    /// <summary>Whoever has one of each at a time: at a period's end, members add up.</summary>
    private static readonly string[] OfPersons = ["sex", "age_group", "age_band", "municipality"];

    private readonly Unknowns _unknowns = new();
    private readonly Dictionary<Cell, long> _shown = [];
    private readonly Dictionary<Cell, int> _hidden = [];
    private readonly Dictionary<Cell, long> _truth = [];
    private readonly Dictionary<string, Measure> _measures = [];

    private Attacker() { }

    /// <summary>How many numbers are hidden.</summary>
    public int Hidden => _hidden.Count;

    /// <summary>The hidden numbers that can be told too narrowly: counts that cannot be all of 1, 2, 3 and 4, amounts known within 15 %.</summary>
    public static (Attacker Attacker, IReadOnlyList<string> Told) Attack(DuckDbSession db, MetricsFile metrics)
    {
        var attacker = new Attacker();
        attacker.Read(db, metrics);
        attacker.KnowTheTables();
        attacker.KnowTheTime();
        attacker.KnowTheMeasures();
        return (attacker, [.. attacker.Told()]);
    }

    private IEnumerable<string> Told()
    {
        foreach (var (cell, unknown) in _hidden)
        {
            var truth = _truth[cell];
            if (_measures[cell.Measure].Aggregate == Aggregate.Sum)
            {
                var part = Math.Max(1, (truth * 15 / 100) + 1);
                if (!new[] { truth - part, truth + part }.Any(v => v >= 0 && _unknowns.Can(unknown, v) == true))
                {
                    yield return $"{cell}: an amount of {truth} is told within 15 %";
                }
                continue;
            }
            foreach (var value in Enumerable.Range(1, 4))
            {
                if (_unknowns.Can(unknown, value) is not true and var answer)
                {
                    yield return $"{cell}: a count of {truth} {(answer is null ? "is not proved to be able to be" : "cannot be")} {value} of {Sensitive}";
                }
            }
        }
    }

    /// <summary>What is shown is known; what is in suppressed rows only is not. The truth says where the search begins.</summary>
    private void Read(DuckDbSession db, MetricsFile metrics)
    {
        var rows = db.Query(
            """
            SELECT p.metric, p.breakdown, p.member, p.period_start, p.period_end, p.data_as_of, p.status, coalesce(k.numerator, 0), coalesce(k.denominator, 0)
            FROM mart.published AS p
            LEFT JOIN mart.kpi AS k ON k.metric = p.metric AND k.breakdown = p.breakdown AND k.member = p.member AND k.period_kind = p.period_kind AND k.period_start = p.period_start
            WHERE p.status <> 'not_available' OR p.reason = 'no denominator'
            ORDER BY ALL
            """,
            r => (Metric: metrics.Metrics[r.GetString(0)], Breakdown: r.GetString(1), Member: r.GetString(2), First: Month(r.GetFieldValue<DateOnly>(3)),
                Last: Math.Min(Month(r.GetFieldValue<DateOnly>(4)), Month(r.GetFieldValue<DateOnly>(5))), Shown: r.GetString(6) != "suppressed", Numerator: r.GetDecimal(7), Denominator: r.GetDecimal(8))
        );
        foreach (var shown in new[] { true, false })
        {
            foreach (var row in rows.Where(r => r.Shown == shown))
            {
                // A percentile shows how many values it is taken of, and that is the only number in it.
                var numerator = row.Metric.NumeratorFor([row.Breakdown]);
                foreach (var (measure, value) in new[] { (numerator, row.Metric.IsPercentile ? row.Denominator : row.Numerator), (row.Metric.DenominatorFor([row.Breakdown]), row.Denominator) })
                {
                    if (measure is not null && !measure.IsPublic)
                    {
                        _measures[measure.Name] = measure;
                        Note(new Cell(measure.Name, row.Breakdown, row.Member, measure.Time == TimeRule.AtEnd ? row.Last : row.First, row.Last), (long)(value * (measure.Aggregate == Aggregate.Sum ? 100 : 1)), shown);
                    }
                }
            }
        }
    }

    private void Note(Cell cell, long truth, bool shown)
    {
        _truth[cell] = truth;
        if (shown)
        {
            _shown[cell] = truth;
        }
        else if (!_shown.ContainsKey(cell) && !_hidden.ContainsKey(cell))
        {
            _hidden[cell] = _unknowns.Add(truth);
        }
    }

    /// <summary>Within a table: who has one member each adds up; who may have several is no more than all and no less than one.</summary>
    private void KnowTheTables()
    {
        foreach (var part in _truth.Keys.Where(c => c.Breakdown != "total").GroupBy(c => c with { Breakdown = "total", Member = "all" }))
        {
            foreach (var table in part.GroupBy(c => c.Breakdown).Where(_ => _truth.ContainsKey(part.Key)))
            {
                var measure = _measures[part.Key.Measure];
                var oneMember = measure.Aggregate != Aggregate.Distinct || measure.Fact.Last is not null || (measure.Time == TimeRule.AtEnd && OfPersons.Contains(table.Key));
                Tie([.. table.Select(c => (c, 1)), (part.Key, -1)], atMost: oneMember ? 0 : long.MaxValue);
                if (!oneMember)
                {
                    table.ToList().ForEach(c => Tie([(part.Key, 1), (c, -1)]));
                }
            }
            var ages = part.Where(c => c is { Breakdown: "age_group", Member: "65+" } or { Breakdown: "age_band", Member: "65-74" or "75-84" or "85+" }).ToList();
            if (ages.Exists(c => c.Breakdown == "age_group") && ages.Exists(c => c.Breakdown == "age_band"))
            {
                Tie(ages.Select(c => (c, c.Breakdown == "age_group" ? -1 : 1)), atMost: 0);
            }
        }
    }

    /// <summary>
    /// Over time: what adds up, adds up; who is counted once is in a year no less than in its months, and no more than in all of them; who
    /// is new is new in one of them, if nobody comes back after years within it. What a member's people do over time may not hold for ages.
    /// </summary>
    private void KnowTheTime()
    {
        foreach (var whole in _truth.Keys.Where(c => c.Last > c.First).ToList())
        {
            var measure = _measures[whole.Measure];
            var distinct = measure.Aggregate == Aggregate.Distinct;
            foreach (var step in new[] { 1, 3 }.Where(s => s <= whole.Last - whole.First))
            {
                var parts = Enumerable.Range(0, ((whole.Last - whole.First) / step) + 1).Select(i => whole.First + (i * step)).Select(f => whole with { First = f, Last = Math.Min(f + step - 1, whole.Last) }).ToList();
                if (parts.TrueForAll(_truth.ContainsKey))
                {
                    List<(Cell, int)> tied = [.. parts.Select(p => (p, 1)), (whole, -1)];
                    Tie(tied);
                    if (!distinct || measure.NewFor is not null)
                    {
                        Tie(tied, atMost: 0);
                    }
                }
            }
            foreach (var within in _truth.Keys.Where(c => distinct && c != whole && c with { First = whole.First, Last = whole.Last } == whole && c.First >= whole.First && c.Last <= whole.Last))
            {
                Tie([(whole, 1), (within, -1)]);
            }
        }
    }

    /// <summary>Numbers of one period; what is counted at its end is of its last month.</summary>
    private void KnowTheMeasures()
    {
        foreach (var (breakdown, member, first, last) in _truth.Keys.Select(c => (c.Breakdown, c.Member, c.First, c.Last)).Distinct().ToList())
        {
            Cell At(string measure) => new(measure, breakdown, member, _measures.TryGetValue(measure, out var m) && m.Time == TimeRule.AtEnd ? last : first, last);
            foreach (var numbers in Together.Concat(Parts.Select(p => new[] { (p.Whole, 1), (p.Part, -1) })).Where(n => n.All(t => _truth.ContainsKey(At(t.Item1)))))
            {
                Tie(numbers.SelectMany(n => Enumerable.Repeat((At(n.Item1), Math.Sign(n.Item2)), Math.Abs(n.Item2))));
            }
            foreach (var part in Of65.Where(p => breakdown == "total" && _truth.ContainsKey(At(p))))
            {
                if (At("attended_residents") with { Breakdown = "age_group", Member = "65+" } is var whole && _truth.ContainsKey(whole))
                {
                    Tie([(whole, 1), (At(part), -1)]);
                }
            }
        }
    }

    /// <summary>The signed sum is at least zero, and at most what is given; what is shown counts as it is.</summary>
    private void Tie(IEnumerable<(Cell Cell, int Sign)> terms, long atMost = long.MaxValue)
    {
        var known = 0L;
        var unknown = new List<(int, int)>();
        foreach (var (cell, sign) in terms)
        {
            if (_hidden.TryGetValue(cell, out var number))
            {
                unknown.Add((number, sign));
            }
            else
            {
                known += sign * _shown[cell];
            }
        }
        _unknowns.Tie(unknown, -known, atMost == long.MaxValue ? long.MaxValue : atMost - known);
    }

    private static int Month(DateOnly day) => (day.Year * 12) + day.Month;

    private sealed record Cell(string Measure, string Breakdown, string Member, int First, int Last);
}
