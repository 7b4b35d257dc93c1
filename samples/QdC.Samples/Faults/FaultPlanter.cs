using QdC.Samples.Extracts;
using QdC.Samples.Randomness;

namespace QdC.Samples.Faults;

/// <summary>A fault as planted.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Row">Number of the row in the extract, from 1; 0 for a row left out.</param>
internal sealed record PlantedFault(FaultKind Kind, int Row);

/// <summary>Plants faults into the rows of one extract of one delivery: one fault a row at most, the same ones each time the rows are told.</summary>
internal sealed class FaultPlanter
{
    private static readonly string[] OverAllRecords =
    [
        "orphan", "after_death", "one_principal", "case_overlap", "activity_after_close",
        "problem_overlap", "problem_after_close", "plan_before_open", "plan_after_close", "plan_expired",
        "plan_overlap", "hours_without_home_care", "home_care_kind_missing", "over_budget",
    ];

    private readonly Func<IEnumerable<Row>> _rows;
    private readonly ExtractShape _shape;
    private readonly FaultScene _scene;
    private readonly Dictionary<int, FaultKind> _plan = [];

    /// <summary>Looks at the rows once and decides which of them get which fault.</summary>
    public FaultPlanter(
        ExtractShape shape,
        Func<IEnumerable<Row>> rows,
        FaultScene scene,
        IReadOnlyList<FaultKind> catalogue,
        double faultRate,
        long seed
    )
    {
        (_shape, _rows, _scene) = (shape, rows, scene);
        if (faultRate <= 0)
            return;
        var kinds = catalogue.Where(kind => kind.Extract == shape.Name).ToArray();
        if (kinds.Length > 0)
            Decide(kinds, faultRate, seed);
    }

    /// <summary>The planted faults, in row order, once the rows have been told.</summary>
    public List<PlantedFault> Planted { get; } = [];

    /// <summary>The rows as delivered, faults and surplus rows included.</summary>
    public IEnumerable<Row> Rows()
    {
        Planted.Clear();
        var position = -1;
        var number = 0;
        foreach (var row in _rows())
        {
            position++;
            if (!_plan.TryGetValue(position, out var kind))
            {
                number++;
                yield return row;
                continue;
            }
            FaultMaker.Spoil(kind.Code, _shape, row, _scene);
            if (row.Surplus is { } surplus)
            {
                number++;
                yield return surplus;
            }
            Planted.Add(new PlantedFault(kind, row.Removed ? 0 : row.Surplus is null ? number + 1 : number));
            if (row.Removed)
                continue;
            number++;
            yield return row;
        }
    }

    private void Decide(FaultKind[] kinds, double faultRate, long seed)
    {
        const int Spare = 8;
        var reserves = kinds.ToDictionary(kind => kind.Code, _ => new PriorityQueue<int, double>());
        var position = -1;
        foreach (var row in _rows())
        {
            position++;
            var key = string.Join('/', _shape.Key.Select(part => row.Cells[part.Index]));
            foreach (var kind in kinds)
            {
                var share = StableHash.Share(seed, kind.Code + key);
                var rate = kind.Rate * faultRate;
                var wanted = share < rate && InForce(share / rate, _scene.Delivery);
                var reserve = reserves[kind.Code];
                if (!wanted && reserve.Count >= Spare && reserve.TryPeek(out _, out var worst) && -worst <= share)
                    continue;
                if (!FaultMaker.CanCarry(kind.Code, _shape, row, _scene))
                    continue;
                if (wanted)
                    _plan.TryAdd(position, kind);
                reserve.Enqueue(position, -share);
                if (reserve.Count > Spare)
                    reserve.Dequeue();
            }
        }
        for (var i = 0; i < kinds.Length; i++)
        {
            if (!_plan.ContainsValue(kinds[i]) && IsDue(kinds[i], i))
                PlantOne(kinds[i], reserves[kinds[i].Code]);
        }
    }

    /// <summary>The delivery in which a kind must show: findings over all records only where they stay open, others now or a month later.</summary>
    private bool IsDue(FaultKind kind, int place) =>
        kind.Code is "case_absent_for_a_month" or "activity_malformed"
        || (OverAllRecords.Contains(kind.Rule) ? _scene.IsLast : place % 2 == _scene.Delivery);

    /// <summary>A rare fault on few rows is planted once all the same, on the first free row.</summary>
    private void PlantOne(FaultKind kind, PriorityQueue<int, double> reserve)
    {
        var candidates = new List<int>();
        while (reserve.TryDequeue(out var position, out _))
            candidates.Add(position);
        candidates.Reverse();
        foreach (var position in candidates)
        {
            if (_plan.TryAdd(position, kind))
                return;
        }
    }

    /// <summary>Some faults stay for all deliveries, some are corrected, some come later.</summary>
    private static bool InForce(double mood, int delivery) =>
        mood switch
        {
            < 0.35 => true,
            < 0.6 => delivery == 0,
            < 0.8 => delivery >= 1,
            _ => delivery == 1,
        };
}
