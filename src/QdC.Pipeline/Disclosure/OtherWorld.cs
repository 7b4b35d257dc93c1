namespace QdC.Pipeline.Disclosure;

/// <summary>
/// Looks for another world that shows the same and in which a hidden number is another one: moves the number, then mends every
/// relation that breaks by moving further numbers, cheapest first. Hidden numbers move for nothing; a shown one may move as well, for
/// the price of hiding it. What is found is a proof; what is not found within the steps allowed proves nothing.
/// </summary>
internal sealed class OtherWorld
{
    private const int Steps = 1_500;
    private const int Choices = 8;
    private const int PriceOfHiding = 20;
    private const int PriceOfBreach = 4;
    private readonly CellSystem _system;
    private readonly Withheld?[] _hidden;
    private readonly long[] _shift;
    private readonly List<int> _touched = [];

    /// <summary>The search on a system.</summary>
    /// <param name="system">The numbers and their relations.</param>
    /// <param name="hidden">Which are hidden, kept up to date by the caller.</param>
    public OtherWorld(CellSystem system, Withheld?[] hidden)
    {
        (_system, _hidden) = (system, hidden);
        _shift = new long[system.Relations];
    }

    /// <summary>Finds the cheapest world in which the cell has the value; null when none is found.</summary>
    public Found? Search(int cell, long value)
    {
        var open = new PriorityQueue<Move, (int, int)>();
        var made = 0;
        var first = Judge(new Move(null, cell, value - _system.Truth(cell), 0));
        open.Enqueue(first, (0, made));
        while (open.TryDequeue(out var move, out _))
        {
            if (move.Breaches == 0)
            {
                return new Found(move.Price, [.. move.Moves.Select(m => (m.Cell, m.Delta))]);
            }
            foreach (var next in Mend(move))
            {
                if (++made > Steps)
                {
                    return null;
                }
                var judged = Judge(next);
                if (judged.Breaches == 0 && judged.Price == 0)
                {
                    return new Found(0, [.. judged.Moves.Select(m => (m.Cell, m.Delta))]);
                }
                open.Enqueue(judged, (judged.Price + judged.Depth + (PriceOfBreach * judged.Breaches), made));
            }
        }
        return null;
    }

    /// <summary>The ways to mend the breach that leaves the fewest ways.</summary>
    private IEnumerable<Move> Mend(Move move)
    {
        var moved = move.Moves.Select(m => m.Cell).ToHashSet();
        return _system
            .Terms(move.Breach)
            .Where(t => !moved.Contains(t.Cell))
            .Select(t => (t.Cell, Delta: Bounded(t.Cell, move.Need * t.Sign)))
            .Where(m => m.Delta != 0)
            .OrderBy(m => Price(m.Cell))
            .ThenBy(m => Math.Abs(m.Delta) < Math.Abs(move.Need))
            .ThenBy(m => _system.RelationsOf(m.Cell).Count)
            .ThenBy(m => m.Cell)
            .Take(Choices)
            .Select(m => new Move(move, m.Cell, m.Delta, move.Price + Price(m.Cell)));
    }

    private int Price(int cell) => _hidden[cell] is null ? PriceOfHiding + _system.Cost(cell) : 0;

    /// <summary>A hidden number is seen to be there, so it stays above zero.</summary>
    private long Bounded(int cell, long delta) => Math.Max(delta, Math.Min(0, 1 - _system.Truth(cell)));

    /// <summary>Finds what the moves break: how many relations, and which to mend first.</summary>
    private Move Judge(Move move)
    {
        foreach (var made in move.Moves)
        {
            foreach (var (relation, sign) in _system.RelationsOf(made.Cell))
            {
                if (_shift[relation] == 0)
                {
                    _touched.Add(relation);
                }
                _shift[relation] += sign * made.Delta;
            }
        }
        var fewest = int.MaxValue;
        foreach (var relation in _touched)
        {
            var (low, high) = _system.Room(relation);
            var need =
                _shift[relation] < low ? low - _shift[relation]
                : _shift[relation] > high ? high - _shift[relation]
                : 0;
            _shift[relation] = 0;
            if (need == 0)
            {
                continue;
            }
            move.Breaches++;
            if (_system.Terms(relation).Count < fewest)
            {
                fewest = _system.Terms(relation).Count;
                (move.Breach, move.Need) = (relation, need);
            }
        }
        _touched.Clear();
        return move;
    }

    /// <summary>A world that was found.</summary>
    /// <param name="Price">What must be hidden for it; 0 when nothing.</param>
    /// <param name="Moves">By how much numbers differ in it.</param>
    public sealed record Found(int Price, IReadOnlyList<(int Cell, long Delta)> Moves);

    private sealed class Move(Move? before, int cell, long delta, int price)
    {
        public int Cell => cell;
        public long Delta => delta;
        public int Price => price;
        public int Depth { get; } = before is null ? 0 : before.Depth + 1;
        public int Breaches { get; set; }
        public int Breach { get; set; }
        public long Need { get; set; }

        public IEnumerable<Move> Moves
        {
            get
            {
                for (var move = this; move is not null; move = move.Before)
                {
                    yield return move;
                }
            }
        }

        private Move? Before => before;
    }
}
