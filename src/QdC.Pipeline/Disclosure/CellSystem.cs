using System.Runtime.InteropServices;

namespace QdC.Pipeline.Disclosure;

/// <summary>Why a number is not shown outside the area. Never published: it would tell how large the number is.</summary>
internal enum Withheld
{
    /// <summary>It counts fewer persons, cases or families than may be shown.</summary>
    SmallCount,

    /// <summary>Too few persons are behind it.</summary>
    FewPersons,

    /// <summary>One person holds too much of it.</summary>
    Dominance,

    /// <summary>With what else is shown it would give away another one.</summary>
    Complementary,
}

/// <summary>One term of a relation.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Weight">How often it counts: more than once where each thing counted there makes several of what the relation counts.</param>
internal readonly record struct Term(int Cell, int Weight);

/// <summary>
/// All numbers that may be shown, each once however many figures use it, and everything a reader knows about how they hang together:
/// sums of terms that lie between two bounds. Numbers are whole (amounts in a small unit) and not negative; a zero may be hidden too,
/// so what is hidden may be a zero.
/// </summary>
internal sealed class CellSystem
{
    private readonly List<long> _truth = [];
    private readonly List<bool> _counts = [];
    private readonly List<int> _cost = [];
    private readonly List<Term[]> _relations = [];
    private readonly List<(long Low, long High)> _bounds = [];
    private readonly List<List<(int Relation, int Weight)>> _relationsOf = [];
    private readonly List<int[]> _rows = [];
    private readonly List<List<int>> _rowsOf = [];
    private readonly List<List<int>> _alsoHides = [];

    /// <summary>How many cells there are.</summary>
    public int Count => _truth.Count;

    /// <summary>How many relations there are.</summary>
    public int Relations => _relations.Count;

    /// <summary>Adds a number.</summary>
    /// <param name="truth">Its value.</param>
    /// <param name="counts">True for a count, which must stay open over all small counts; false for an amount, which must stay wide.</param>
    /// <param name="cost">What hiding it costs readers.</param>
    public int Add(long truth, bool counts, int cost)
    {
        _truth.Add(truth);
        _counts.Add(counts);
        _cost.Add(cost);
        _relationsOf.Add([]);
        _rowsOf.Add([]);
        _alsoHides.Add([]);
        return _truth.Count - 1;
    }

    /// <summary>The number.</summary>
    public long Truth(int cell) => _truth[cell];

    /// <summary>True for a count.</summary>
    public bool Counts(int cell) => _counts[cell];

    /// <summary>What hiding it costs.</summary>
    public int Cost(int cell) => _cost[cell];

    /// <summary>A figure that is shown only when all its numbers are; a number that no figure shows any more is hidden.</summary>
    public void AddRow(int[] cells)
    {
        foreach (var cell in cells)
        {
            _rowsOf[cell].Add(_rows.Count);
        }
        _rows.Add(cells);
    }

    /// <summary>The figures a number stands in.</summary>
    public IReadOnlyList<int> RowsOf(int cell) => _rowsOf[cell];

    /// <summary>The numbers of a figure.</summary>
    public IReadOnlyList<int> Row(int row) => _rows[row];

    /// <summary>Hiding the first hides the second: a shown amount says that enough persons are behind it.</summary>
    public void HideTogether(int cell, int also) => _alsoHides[cell].Add(also);

    /// <summary>What is hidden with a cell.</summary>
    public IReadOnlyList<int> AlsoHidden(int cell) => _alsoHides[cell];

    /// <summary>The sum of the terms lies between two bounds. What does not hold in truth is nothing a reader could rely on, and is left out.</summary>
    public void Relate(IReadOnlyList<Term> terms, long low, long high)
    {
        if (terms.Count < 2)
        {
            return;
        }
        var value = terms.Sum(t => t.Weight * _truth[t.Cell]);
        if (value < low || value > high)
        {
            return;
        }
        foreach (var term in terms)
        {
            _relationsOf[term.Cell].Add((_relations.Count, term.Weight));
        }
        _relations.Add([.. terms]);
        _bounds.Add((low == long.MinValue ? low : low - value, high == long.MaxValue ? high : high - value));
    }

    /// <summary>The parts sum to the whole.</summary>
    public void Sum(int whole, IEnumerable<int> parts) => Relate([.. parts.Select(p => new Term(p, 1)), new Term(whole, -1)], 0, 0);

    /// <summary>The whole is no more than its parts together.</summary>
    public void Cover(int whole, IEnumerable<int> parts) => Relate([.. parts.Select(p => new Term(p, 1)), new Term(whole, -1)], 0, long.MaxValue);

    /// <summary>The one is no more than the other.</summary>
    public void AtMost(int cell, int other) => Relate([new Term(other, 1), new Term(cell, -1)], 0, long.MaxValue);

    /// <summary>The terms of a relation.</summary>
    public ReadOnlySpan<Term> Terms(int relation) => _relations[relation];

    /// <summary>How far the sum of a relation may move from its true value, downwards and upwards.</summary>
    public (long Low, long High) Room(int relation) => _bounds[relation];

    /// <summary>The relations a cell is in.</summary>
    public ReadOnlySpan<(int Relation, int Weight)> RelationsOf(int cell) => CollectionsMarshal.AsSpan(_relationsOf[cell]);

    /// <summary>The cells that share a relation with a cell.</summary>
    public IEnumerable<int> Beside(int cell) => _relationsOf[cell].SelectMany(r => _relations[r.Relation]).Select(t => t.Cell);
}
