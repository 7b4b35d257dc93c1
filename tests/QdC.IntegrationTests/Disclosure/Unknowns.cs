namespace QdC.IntegrationTests.Disclosure;

/// <summary>
/// What a reader does not know: whole numbers that are not negative, tied by linear relations. Says which values a number can have, by
/// search over all the others: narrowing their bounds, trying values, going back. A value is possible only with a whole solution in hand.
/// </summary>
internal sealed class Unknowns
{
    private const long Largest = 100_000_000_000;
    private const int Tries = 1_500;
    private const int Narrowings = 20_000;
    private const int Attempts = 60;
    private readonly List<(long Low, long High)> _bounds = [];
    private readonly List<long> _start = [];
    private readonly List<((int Unknown, int Sign)[] Terms, long Low, long High)> _relations = [];
    private readonly List<List<int>> _relationsOf = [];
    private readonly HashSet<(int, long)> _proved = [];
    private readonly Stack<(int Unknown, (long, long) Before)> _trail = new();
    private int _tries;
    private int _attempt;
    private long[] _from = [];

    /// <summary>Adds a number.</summary>
    /// <param name="start">A value of one solution, to search from.</param>
    public int Add(long start)
    {
        _bounds.Add((0, Largest));
        _start.Add(start);
        _relationsOf.Add([]);
        return _start.Count - 1;
    }

    /// <summary>Ties numbers: the signed sum lies between two bounds.</summary>
    public void Tie(IEnumerable<(int Unknown, int Sign)> terms, long low, long high)
    {
        (int Unknown, int Sign)[] tied = [.. terms];
        var sum = tied.Sum(t => t.Sign * _start[t.Unknown]);
        if (tied.Length == 0 || sum < low || sum > high)
        {
            return; // it does not hold in truth: nothing to rely on
        }
        foreach (var (unknown, _) in tied)
        {
            _relationsOf[unknown].Add(_relations.Count);
        }
        _relations.Add((tied, low, high));
    }

    /// <summary>Whether the number can have the value: true or false when that is proved, null when the search was given up.</summary>
    public bool? Can(int unknown, long value)
    {
        if (value == _start[unknown] || _proved.Contains((unknown, value)))
        {
            return true;
        }
        bool? answer = null;
        for (_attempt = 0; answer is null && _attempt < Attempts; _attempt++)
        {
            _from = [.. _start];
            answer = Approach(unknown, value);
        }
        return answer;
    }

    /// <summary>Searches for the value, from half-way solutions where it is too far in one go.</summary>
    private bool? Approach(int unknown, long value)
    {
        var answer = Reach(unknown, value);
        while (answer is null && Math.Abs(_from[unknown] - value) > 1 && Reach(unknown, (_from[unknown] + value) / 2) == true)
        {
            answer = Reach(unknown, value);
        }
        return answer;
    }

    /// <summary>Searches from the solution at hand; what is found becomes the solution at hand.</summary>
    private bool? Reach(int unknown, long value)
    {
        _tries = 0;
        var found = Set(unknown, value, value) && Search();
        foreach (var (moved, at) in found ? Moved().ConvertAll(u => (u, Value(u))) : [])
        {
            _proved.Add((moved, at));
            _from[moved] = at;
        }
        Back(0);
        return found ? true : _tries >= Tries ? null : false;
    }

    /// <summary>The value of a number in the solution at hand: where it starts, as near as its bounds allow.</summary>
    private long Value(int unknown) => Math.Clamp(_from[unknown], _bounds[unknown].Low, _bounds[unknown].High);

    private List<int> Moved() => [.. _trail.Select(t => t.Unknown).Distinct()];

    /// <summary>Finds a whole solution within the bounds, from the start; numbers that nothing forces stay as they are.</summary>
    private bool Search()
    {
        var broken = Moved().SelectMany(u => _relationsOf[u]).Distinct().Where(r => Off(_relations[r]) != 0).OrderBy(r => _relations[r].Terms.Length).ThenBy(r => r).FirstOrDefault(-1);
        if (broken < 0)
        {
            return true;
        }
        var relation = _relations[broken];
        var off = Off(relation);
        var free = relation.Terms.Where(t => _bounds[t.Unknown].Low < _bounds[t.Unknown].High).OrderBy(t => Turn(_relationsOf[t.Unknown].Count, t.Unknown)).ThenBy(t => t.Unknown).ToList();
        foreach (var (unknown, sign) in free)
        {
            var (low, high) = _bounds[unknown];
            var wanted = Math.Clamp(Value(unknown) + (off * sign), low, high);
            foreach (var value in new[] { wanted, Value(unknown), low, high }.Distinct())
            {
                if (++_tries >= Tries)
                {
                    return false;
                }
                var mark = _trail.Count;
                if (Set(unknown, value, value) && Search())
                {
                    return true;
                }
                Back(mark);
                if (_tries >= Tries)
                {
                    return false;
                }
            }
        }
        if (free.Count > 0)
        {
            _tries = Tries; // not every value was tried: this proves nothing
        }
        return false;
    }

    /// <summary>Narrows a number, and all that hang on it; false when nothing is left of one.</summary>
    private bool Set(int unknown, long low, long high)
    {
        var waiting = new Queue<int>();
        if (!Narrow(unknown, low, high, waiting))
        {
            return false;
        }
        // Where bounds creep towards each other by ones, narrowing ends early: wider bounds exclude less, which is no error.
        var enough = _trail.Count + Narrowings;
        while (_trail.Count < enough && waiting.TryDequeue(out var r))
        {
            var (terms, from, to) = _relations[r];
            long least = 0, most = 0;
            foreach (var (u, sign) in terms)
            {
                least += sign > 0 ? _bounds[u].Low : -_bounds[u].High;
                most += sign > 0 ? _bounds[u].High : -_bounds[u].Low;
            }
            foreach (var (u, sign) in terms)
            {
                var (l, h) = _bounds[u];
                var (othersLeast, othersMost) = (least - (sign > 0 ? l : -h), most - (sign > 0 ? h : -l));
                var (top, bottom) = (to == long.MaxValue ? Largest : to - othersLeast, from == long.MinValue ? -Largest : from - othersMost);
                if (!(sign > 0 ? Narrow(u, bottom, top, waiting) : Narrow(u, -top, -bottom, waiting)))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private bool Narrow(int unknown, long low, long high, Queue<int> waiting)
    {
        var before = _bounds[unknown];
        var after = (Low: Math.Max(before.Low, low), High: Math.Min(before.High, high));
        if (after == before)
        {
            return true;
        }
        if (after.Low > after.High)
        {
            return false;
        }
        _trail.Push((unknown, before));
        _bounds[unknown] = after;
        foreach (var r in _relationsOf[unknown])
        {
            if (!waiting.Contains(r))
            {
                waiting.Enqueue(r);
            }
        }
        return true;
    }

    private void Back(int mark)
    {
        while (_trail.Count > mark)
        {
            var (unknown, before) = _trail.Pop();
            _bounds[unknown] = before;
        }
    }

    /// <summary>Which unknown is moved first: at the first attempt the least tied, at later ones another order each.</summary>
    private int Turn(int relations, int unknown) => _attempt == 0 ? relations : new Random((_attempt * 100_003) + unknown).Next();

    private long Off(((int Unknown, int Sign)[] Terms, long Low, long High) relation)
    {
        long sum = 0;
        foreach (var (unknown, sign) in relation.Terms)
        {
            sum += sign * Value(unknown);
        }
        return sum < relation.Low ? relation.Low - sum : sum > relation.High ? relation.High - sum : 0;
    }
}
