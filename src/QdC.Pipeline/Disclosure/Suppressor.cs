namespace QdC.Pipeline.Disclosure;

/// <summary>
/// Hides numbers until nothing that is hidden can be worked out from what is shown: every hidden count may be any small count, every
/// hidden amount may be off by a fifth. See docs/disclosure.md.
/// </summary>
/// <remarks>
/// For each hidden number other worlds are sought that show the same (<see cref="OtherWorld"/>); where one is found only at the price of
/// hiding more, more is hidden, and where none is found, the nearest number is. Hiding more never spoils a world found before, so
/// each number is proved once, in order, and the result is the same every time.
/// </remarks>
internal sealed class Suppressor
{
    private const int AmountShare = 5; // a hidden amount must be able to be off by its fifth part
    private readonly CellSystem _system;
    private readonly int _smallest;
    private readonly Withheld?[] _hidden;
    private readonly ulong[] _proved;
    private readonly Queue<int> _waiting = new();
    private readonly OtherWorld _worlds;

    private Suppressor(CellSystem system, int smallest)
    {
        (_system, _smallest) = (system, smallest);
        _hidden = new Withheld?[system.Count];
        _proved = new ulong[system.Count];
        _worlds = new OtherWorld(system, _hidden);
    }

    /// <summary>Decides what is hidden, and why.</summary>
    /// <param name="system">The numbers and their relations.</param>
    /// <param name="primary">What must be hidden by itself.</param>
    /// <param name="smallest">The smallest count that may be shown, at most 64.</param>
    /// <param name="complementary">False to hide nothing more, for the test that shows why more must be hidden.</param>
    public static IReadOnlyList<Withheld?> Run(CellSystem system, IReadOnlyDictionary<int, Withheld> primary, int smallest, bool complementary = true)
    {
        var suppressor = new Suppressor(system, smallest);
        foreach (var (cell, why) in primary.OrderBy(p => p.Key))
        {
            suppressor.Hide(cell, why);
        }
        while (complementary && suppressor._waiting.TryDequeue(out var cell))
        {
            suppressor.Protect(cell);
        }
        return suppressor._hidden;
    }

    private void Hide(int cell, Withheld why)
    {
        if (_hidden[cell] is not null)
        {
            return;
        }
        _hidden[cell] = why;
        _waiting.Enqueue(cell);
        foreach (var also in _system.AlsoHidden(cell))
        {
            Hide(also, Withheld.Complementary);
        }
        foreach (var other in _system.RowsOf(cell).SelectMany(_system.Row).Distinct())
        {
            if (_system.RowsOf(other).All(row => _system.Row(row).Any(c => _hidden[c] is not null)))
            {
                Hide(other, Withheld.Complementary); // no figure shows it any more
            }
        }
    }

    private void Protect(int cell)
    {
        var truth = _system.Truth(cell);
        if (!_system.Counts(cell))
        {
            var part = Math.Max(1, (truth + AmountShare - 1) / AmountShare);
            Reach(cell, truth >= part ? [truth - part, truth + part] : [truth + part]);
            return;
        }
        for (var value = 1; value < _smallest; value++)
        {
            if (value != truth && (_proved[cell] & (1UL << value)) == 0)
            {
                Reach(cell, [value]);
            }
        }
    }

    /// <summary>Makes one of the values possible: in a world that moves only what is hidden or else, by hiding more, in another.</summary>
    private void Reach(int cell, IReadOnlyList<long> values)
    {
        do
        {
            foreach (var mayHide in new[] { false, true })
            {
                foreach (var value in values)
                {
                    if (_worlds.Search(cell, value, mayHide) is { } moves)
                    {
                        Accept(moves);
                        return;
                    }
                }
            }
        } while (HideNearest(cell));
    }

    private void Accept(IReadOnlyList<(int Cell, long Delta)> moves)
    {
        foreach (var (cell, delta) in moves)
        {
            Hide(cell, Withheld.Complementary);
            var value = _system.Truth(cell) + delta;
            if (value < _smallest)
            {
                _proved[cell] |= 1UL << (int)value;
            }
        }
    }

    /// <summary>Hides the cheapest of the nearest numbers that are shown; false when all that hang together are hidden.</summary>
    private bool HideNearest(int cell)
    {
        var seen = new HashSet<int> { cell };
        var ring = new List<int> { cell };
        while (ring.Count > 0)
        {
            var next = ring.SelectMany(_system.Beside).Where(seen.Add).ToList();
            var shown = next.Where(c => _hidden[c] is null).ToList();
            if (shown.Count > 0)
            {
                Hide(shown.MinBy(c => (_system.Cost(c), c)), Withheld.Complementary);
                return true;
            }
            ring = next;
        }
        return false;
    }
}
