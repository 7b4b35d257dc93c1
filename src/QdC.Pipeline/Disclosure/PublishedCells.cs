using QdC.Metrics;

namespace QdC.Pipeline.Disclosure;

/// <summary>Makes the numbers of all published figures, and everything a reader knows about how they hang together, one system.</summary>
internal sealed class PublishedCells
{
    private const decimal AmountUnit = 10_000;
    private const double LargestPart = 0.85;
    private readonly Dictionary<(string Counted, string Breakdown, string Member, Months Months), int> _cells = [];
    private readonly Dictionary<(string Counted, string Breakdown), Table> _tables = [];
    private readonly Dictionary<int, Withheld> _primary = [];
    private readonly List<(long Id, int[] Cells)> _rows = [];
    private readonly int _smallest;

    private PublishedCells(int smallest) => _smallest = smallest;

    /// <summary>The numbers and their relations.</summary>
    public CellSystem System { get; } = new();

    /// <summary>What must be hidden by itself.</summary>
    public IReadOnlyDictionary<int, Withheld> Primary => _primary;

    /// <summary>The figures by their place in <c>mart.kpi</c>, with their numbers.</summary>
    public IReadOnlyList<(long Id, int[] Cells)> Rows => _rows;

    /// <summary>Makes the system.</summary>
    /// <param name="rows">The figures, in a settled order: numbers are hidden in it.</param>
    /// <param name="known">What is known of measures beside what their definitions say.</param>
    /// <param name="smallest">The smallest count that may be shown.</param>
    public static PublishedCells Of(IEnumerable<PublishedRow> rows, IReadOnlyList<KnownRelation> known, int smallest)
    {
        var cells = new PublishedCells(smallest);
        foreach (var row in rows)
        {
            cells.Add(row);
        }
        foreach (var table in cells._tables.Values)
        {
            cells.OverMembers(table);
            cells.OverTime(table);
        }
        cells.BetweenAgeBands();
        cells.BetweenMeasures();
        foreach (var relation in known)
        {
            cells.Between(relation);
        }
        return cells;
    }

    private void Add(PublishedRow row)
    {
        var numbers = new List<int>();
        foreach (var (measure, value, persons) in row.Numbers.Where(n => !n.Measure.IsPublic))
        {
            var counted = Counted.Of(measure);
            var months = measure.Time == TimeRule.AtEnd ? row.Months with { First = row.Months.Last } : row.Months;
            if (!_tables.TryGetValue((counted.Name, row.Breakdown), out var table))
            {
                table = _tables[(counted.Name, row.Breakdown)] = new Table(counted, row.Breakdown);
            }
            var counts = measure.Aggregate != Aggregate.Sum;
            var truth = counts ? (long)value : (long)Math.Round(value * AmountUnit);
            var cell = Cell(row, Counted.In(measure, row.Breakdown).Name, months, truth, counts);
            if (Why(measure, truth, persons) is { } why)
            {
                _primary.TryAdd(cell, why);
            }
            table.Cells.TryAdd((row.Member, months), cell);
            numbers.Add(cell);
        }
        System.AddRow([.. numbers]);
        _rows.Add((row.Id, [.. numbers]));
    }

    /// <summary>The cell of what is counted there: one for all figures that show the same number.</summary>
    private int Cell(PublishedRow row, string counted, Months months, long truth, bool counts)
    {
        while (true)
        {
            var key = (counted, row.Breakdown, row.Member, months);
            if (!_cells.TryGetValue(key, out var cell))
            {
                return _cells[key] = System.Add(truth, counts, Cost(row, counts ? truth : 100));
            }
            if (System.Truth(cell) == truth)
            {
                return cell;
            }
            counted += "'"; // data of different reach: another number
        }
    }

    private Withheld? Why(Measure measure, long truth, (long Persons, double? Largest)? persons) =>
        truth == 0 ? null
        : measure.Persons is null ? (truth < _smallest ? Withheld.SmallCount : null)
        : (persons?.Persons ?? 0) < _smallest ? Withheld.FewPersons
        : persons?.Largest > LargestPart ? Withheld.Dominance
        : null;

    /// <summary>Totals and long periods are missed most, and large numbers more than small ones.</summary>
    private static int Cost(PublishedRow row, long count) =>
        (row.Breakdown == PublishedTable.Total ? 60 : 5) * (row.Months.Length switch { 1 => 1, <= 3 => 2, _ => 4 }) + (int)Math.Min(count, 1_000);

    private void OverMembers(Table table)
    {
        if (table.Breakdown == PublishedTable.Total || !_tables.TryGetValue((table.Counted.Name, PublishedTable.Total), out var totals))
        {
            return;
        }
        foreach (var part in table.Cells.GroupBy(c => c.Key.Months, c => c.Value))
        {
            if (!totals.Cells.TryGetValue(("all", part.Key), out var total))
            {
                continue;
            }
            foreach (var zero in part.Where(c => System.Truth(c) == 0))
            {
                System.HideTogether(total, zero); // else the members left tell how small the total can be at most
            }
            if (table.Counted.AddsUpOverMembers(table.Breakdown))
            {
                System.Sum(total, part);
                continue;
            }
            System.Cover(total, part);
            foreach (var cell in part)
            {
                System.AtMost(cell, total);
            }
        }
    }

    private void OverTime(Table table)
    {
        if (table.Counted.Measure.Time != TimeRule.InPeriod)
        {
            return;
        }
        foreach (var series in table.Cells.GroupBy(c => c.Key.Member))
        {
            var at = series.ToDictionary(c => c.Key.Months, c => c.Value);
            foreach (var (months, cell) in at.Where(c => c.Key.Length > 1))
            {
                foreach (var step in new[] { 1, 3 }.Where(s => s < months.Length))
                {
                    Tile(table, at, months, cell, step);
                    if (!table.Counted.AddsUpOverTime)
                    {
                        Roll(at, months, cell, step);
                    }
                }
                for (var first = months.First; first <= months.Last; first++)
                {
                    for (var last = first; last <= months.Last; last++)
                    {
                        if (new Months(first, last) is var within && months.Holds(within) && at.TryGetValue(within, out var smaller))
                        {
                            System.AtMost(smaller, cell);
                        }
                    }
                }
            }
        }
    }

    /// <summary>A period and the months, or quarters, it is made of.</summary>
    private void Tile(Table table, Dictionary<Months, int> at, Months months, int cell, int step)
    {
        var tiles = new List<int>();
        for (var first = months.First; first <= months.Last; first += step)
        {
            var tile = new Months(first, Math.Min(first + step - 1, months.Last));
            if (!at.TryGetValue(tile, out var part))
            {
                return;
            }
            tiles.Add(part);
        }
        if (table.Counted.MayAddUpOverTime)
        {
            System.Sum(cell, tiles);
        }
        if (!table.Counted.AddsUpOverTime)
        {
            System.Cover(cell, tiles);
        }
    }

    /// <summary>Twelve months and the twelve that begin a little earlier: nobody is in one alone who is not in the months they differ by.</summary>
    private void Roll(Dictionary<Months, int> at, Months months, int cell, int step)
    {
        var before = new Months(months.First - step, months.Last - step);
        var (head, tail) = (new Months(months.First - step, months.First - 1), new Months(months.Last - step + 1, months.Last));
        if (!at.TryGetValue(before, out var earlier))
        {
            return;
        }
        if (at.TryGetValue(tail, out var last))
        {
            System.Cover(cell, [earlier, last]);
        }
        if (at.TryGetValue(head, out var first))
        {
            System.Cover(earlier, [cell, first]);
        }
    }

    /// <summary>Two breakdowns by ages: a band is no less than those inside it and no more than those that touch it.</summary>
    private void BetweenAgeBands()
    {
        foreach (var wide in _tables.Values.Where(t => IsAge(t)))
        {
            foreach (var narrow in _tables.Values.Where(t => t != wide && t.Counted.Name == wide.Counted.Name && IsAge(t)))
            {
                var months = narrow.Cells.Keys.Select(c => c.Months).ToHashSet();
                foreach (var ((member, within), cell) in wide.Cells.Where(c => months.Contains(c.Key.Months) && Ages(c.Key.Member) is not null))
                {
                    var (from, to) = Ages(member)!.Value;
                    var others = narrow.Cells.Where(c => c.Key.Months == within).Select(c => (Ages: Ages(c.Key.Member), c.Value)).Where(o => o.Ages is not null).ToList();
                    System.Cover(cell, others.Where(o => o.Ages!.Value.From <= to && o.Ages.Value.To >= from).Select(o => o.Value));
                    var inside = others.Where(o => o.Ages!.Value.From >= from && o.Ages.Value.To <= to).Select(o => new Term(o.Value, -1));
                    System.Relate([new Term(cell, 1), .. inside], 0, long.MaxValue);
                }
            }
        }
    }

    private static bool IsAge(Table table) => table.Counted.Measure.Fact.Dimensions.TryGetValue(table.Breakdown, out var path) && path.IsAgeOfBirthYear;

    private static (int From, int To)? Ages(string code)
    {
        var parts = code.TrimEnd('+').Split('-');
        return int.TryParse(parts[0], out var from) ? (from, code.EndsWith('+') ? int.MaxValue : int.TryParse(parts[^1], out var to) ? to : from) : null;
    }

    /// <summary>What a measure counts the wider one counts too; and an amount is shown only where the count of those behind it is.</summary>
    private void BetweenMeasures()
    {
        foreach (var narrow in _tables.Values)
        {
            foreach (var wide in _tables.Values.Where(t => t.Breakdown == narrow.Breakdown))
            {
                var partOf = narrow.Counted.IsPartOf(wide.Counted);
                var behind = narrow.Counted.Measure.Persons is { } persons && wide.Counted.Measure is { Aggregate: Aggregate.Distinct } counting
                    && (counting.Fact.Table == persons.Fact.Table || counting.Fact.Table == narrow.Counted.Measure.Fact.Table);
                if (!partOf && !behind)
                {
                    continue;
                }
                foreach (var (key, cell) in narrow.Cells)
                {
                    if (!wide.Cells.TryGetValue(key, out var other) || other == cell)
                    {
                        continue;
                    }
                    if (partOf)
                    {
                        System.AtMost(cell, other);
                    }
                    if (behind)
                    {
                        System.HideTogether(other, cell);
                    }
                }
            }
        }
    }

    /// <summary>What is known of measures for each member and period that shows them all.</summary>
    private void Between(KnownRelation relation)
    {
        var named = relation.Terms.Select(t => (Term: t, Counted.Of(t.Measure).Name)).ToList();
        var tables = named.SelectMany(n => _tables.Values.Where(table => table.Counted.Name == n.Name)).ToList();
        var periods = tables.Where(t => t.Counted.Measure.Time == TimeRule.InPeriod || relation.Terms.All(r => r.Measure.Time == TimeRule.AtEnd)).SelectMany(t => t.Cells.Keys.Select(c => c.Months)).Distinct().ToList();
        foreach (var (breakdown, member) in tables.SelectMany(t => t.Cells.Keys.Select(c => (t.Breakdown, c.Member))).Distinct())
        {
            if (breakdown != PublishedTable.Total && relation.Terms.Any(t => t.Member is not null))
            {
                continue;
            }
            foreach (var months in periods)
            {
                var terms = named.ConvertAll(n => (n.Term.Weight, Cell: At(n.Term, n.Name, breakdown, member, months)));
                if (terms.TrueForAll(t => t.Cell is not null))
                {
                    System.Relate([.. terms.Select(t => new Term(t.Cell!.Value, t.Weight))], long.MinValue, 0);
                }
            }
        }
    }

    private int? At(KnownTerm term, string counted, string breakdown, string member, Months months)
    {
        var key = (term.Member ?? member, term.Measure.Time == TimeRule.AtEnd ? months with { First = months.Last } : months);
        return _tables.TryGetValue((counted, term.Breakdown ?? breakdown), out var table) && table.Cells.TryGetValue(key, out var cell) ? cell : null;
    }

    /// <summary>What one measure shows by one breakdown.</summary>
    private sealed class Table(Counted counted, string breakdown)
    {
        public Counted Counted => counted;
        public string Breakdown => breakdown;
        public Dictionary<(string Member, Months Months), int> Cells { get; } = [];
    }
}
