namespace QdC.Pipeline.Disclosure;

/// <summary>
/// Looks for another world that shows the same and in which a hidden number is another one: moves the number, then mends the relations
/// that break one after the other, each by the move that breaks least. What is found is a proof; what is not found within the steps
/// allowed proves nothing.
/// </summary>
internal sealed class OtherWorld
{
    private const int Steps = 1_000;
    private const int PriceOfBreach = 10;
    private readonly CellSystem _system;
    private readonly Withheld?[] _hidden;
    private readonly long[] _shift;
    private readonly long[] _delta;
    private readonly int[] _rests;
    private readonly int[] _weight;
    private readonly List<int> _shifted = [];
    private readonly List<int> _moved = [];
    private readonly SortedSet<(int Terms, int Relation)> _broken = [];

    /// <summary>The search on a system.</summary>
    /// <param name="system">The numbers and their relations.</param>
    /// <param name="hidden">Which are hidden, kept up to date by the caller.</param>
    public OtherWorld(CellSystem system, Withheld?[] hidden)
    {
        (_system, _hidden) = (system, hidden);
        (_shift, _delta, _rests, _weight) = (new long[system.Relations], new long[system.Count], new int[system.Count], new int[system.Relations]);
    }

    /// <summary>Finds a world in which the cell has the value; null when none is found.</summary>
    /// <param name="cell">A hidden number.</param>
    /// <param name="value">The value it is to have.</param>
    /// <param name="mayHide">True when shown numbers may move too, those that cost least to hide first.</param>
    /// <returns>By how much numbers differ in it.</returns>
    public IReadOnlyList<(int Cell, long Delta)>? Search(int cell, long value, bool mayHide)
    {
        try
        {
            Move(cell, value - _system.Truth(cell));
            for (var step = 1; step <= Steps && _broken.Count > 0; step++)
            {
                if (!Mend(cell, step, mayHide))
                {
                    return null;
                }
            }
            return _broken.Count == 0 ? [.. _moved.Where(c => _delta[c] != 0).Distinct().Order().Select(c => (c, _delta[c]))] : null;
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Mends the broken relation that leaves the fewest ways.</summary>
    private bool Mend(int pinned, int step, bool mayHide)
    {
        foreach (var (_, relation) in _broken)
        {
            var need = Breach(relation, 0);
            var best = (Cell: -1, Delta: 0L, Score: (Rested: int.MaxValue, Price: int.MaxValue, Size: long.MaxValue));
            foreach (var term in _system.Terms(relation))
            {
                var cell = term.Cell;
                if (cell == pinned || (_hidden[cell] is null && !mayHide))
                {
                    continue;
                }
                var delta = Math.Max(Mending(need, term.Weight), Math.Min(0, -_system.Truth(cell) - _delta[cell]));
                if (delta == 0)
                {
                    continue;
                }
                var (price, size) = Score(cell, delta);
                var score = (Math.Max(0, _rests[cell] - step), price, size); // what moved just now moves last: not to and fro
                if (score.CompareTo(best.Score) < 0)
                {
                    best = (cell, delta, score);
                }
            }
            if (best.Cell >= 0)
            {
                _weight[relation]++; // what breaks again and again is mended for good in the end
                Move(best.Cell, best.Delta);
                _rests[best.Cell] = step + 3 + ((best.Cell + step) % 5);
                return true;
            }
        }
        return false;
    }

    /// <summary>The least move of a cell that moves a sum by as much as it needs.</summary>
    private static long Mending(long need, int weight)
    {
        var size = (Math.Abs(need) + Math.Abs(weight) - 1) / Math.Abs(weight);
        return need > 0 == weight > 0 ? size : -size;
    }

    /// <summary>What a move breaks or mends: relations first, then by how much.</summary>
    private (int, long) Score(int cell, long delta)
    {
        var (breaches, size) = (0, 0L);
        foreach (var (relation, weight) in _system.RelationsOf(cell))
        {
            var (before, after) = (Breach(relation, 0), Breach(relation, weight * delta));
            breaches += ((after != 0 ? 1 : 0) - (before != 0 ? 1 : 0)) * (1 + _weight[relation]);
            size += Math.Abs(after) - Math.Abs(before);
        }
        return ((PriceOfBreach * breaches) + (_hidden[cell] is null && _delta[cell] == 0 ? _system.Cost(cell) : 0), size);
    }

    private void Move(int cell, long delta)
    {
        _moved.Add(cell);
        _delta[cell] += delta;
        foreach (var (relation, weight) in _system.RelationsOf(cell))
        {
            _shifted.Add(relation);
            _shift[relation] += weight * delta;
            var key = (_system.Terms(relation).Length, relation);
            if (Breach(relation, 0) != 0)
            {
                _broken.Add(key);
            }
            else
            {
                _broken.Remove(key);
            }
        }
    }

    /// <summary>By how much the sum of a relation would have to move to lie between its bounds; 0 when it does.</summary>
    private long Breach(int relation, long further)
    {
        var (low, high) = _system.Room(relation);
        var shift = _shift[relation] + further;
        return shift < low ? low - shift : shift > high ? high - shift : 0;
    }

    private void Forget()
    {
        _moved.ForEach(c => (_delta[c], _rests[c]) = (0, 0));
        _shifted.ForEach(r => (_shift[r], _weight[r]) = (0, 0));
        _moved.Clear();
        _shifted.Clear();
        _broken.Clear();
    }
}
