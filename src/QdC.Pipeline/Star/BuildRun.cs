using System.Runtime.ExceptionServices;

namespace QdC.Pipeline.Star;

/// <summary>One carrying out of steps by several threads: hands out what is ready, and tells in order what is done.</summary>
internal sealed class BuildRun
{
    private readonly object _gate = new();
    private readonly IReadOnlyList<BuildStep> _steps;
    private readonly Random? _drawn;
    private readonly BuildOrder _order;
    private readonly int[] _waitsFor;
    private readonly TimeSpan?[] _took;
    private readonly SortedSet<int> _ready;
    private readonly List<BuildStep> _ofConnection = [];
    private int _left;
    private int _told;
    private bool _telling;

    /// <param name="steps">The steps.</param>
    /// <param name="drawn">Draws which of those that are ready comes next; null for the first.</param>
    public BuildRun(IReadOnlyList<BuildStep> steps, Random? drawn)
    {
        (_steps, _drawn, _order, _left) = (steps, drawn, new BuildOrder(steps), steps.Count);
        _took = new TimeSpan?[steps.Count];
        _waitsFor = [.. Enumerable.Range(0, steps.Count).Select(_order.WaitsFor)];
        _ready = [.. Enumerable.Range(0, steps.Count).Where(i => _waitsFor[i] == 0)];
    }

    /// <summary>The first thing that went wrong; null while nothing has.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>The next step that is ready; waits for one. Null when none will come.</summary>
    /// <param name="made">How many views and macros the connection has; afterwards, as many as there are.</param>
    /// <param name="toMake">The views and macros to make on the connection before the step.</param>
    public int? Take(ref int made, out List<BuildStep> toMake)
    {
        lock (_gate)
        {
            int? next = null;
            while (Failure is null && _left > 0 && next is null)
            {
                if (_ready.Count == 0)
                {
                    Monitor.Wait(_gate);
                    continue;
                }
                var first = _drawn is null ? _ready.Min : _ready.ElementAt(_drawn.Next(_ready.Count));
                _ready.Remove(first);
                if (_steps[first].IsOfConnection)
                {
                    _ofConnection.Add(_steps[first]);
                    End(first, TimeSpan.Zero);
                }
                else
                {
                    next = first;
                }
            }
            toMake = Failure is null ? _ofConnection[made..] : [];
            made = _ofConnection.Count;
            return next;
        }
    }

    /// <summary>Notes that a step is done, and tells of it as soon as all before it are told of.</summary>
    public void Done(int step, TimeSpan took)
    {
        lock (_gate)
        {
            End(step, took);
        }
        Tell();
    }

    /// <summary>Tells of what is done and not yet told of.</summary>
    public void Tell()
    {
        while (NextToTell() is { } next)
        {
            try
            {
                _steps[next].Told?.Invoke(_took[next]!.Value);
            }
            finally
            {
                lock (_gate)
                {
                    _telling = false;
                }
            }
        }
    }

    /// <summary>Ends the run: nothing more is handed out.</summary>
    public void Fail(Exception e)
    {
        lock (_gate)
        {
            Failure ??= ExceptionDispatchInfo.Capture(e);
            Monitor.PulseAll(_gate);
        }
    }

    private void End(int step, TimeSpan took)
    {
        _took[step] = took;
        _left--;
        foreach (var follower in _order.Followers(step))
        {
            if (--_waitsFor[follower] == 0)
            {
                _ready.Add(follower);
            }
        }
        Monitor.PulseAll(_gate);
    }

    private int? NextToTell()
    {
        lock (_gate)
        {
            if (_telling || Failure is not null || _told == _steps.Count || _took[_told] is null)
            {
                return null;
            }
            _telling = true;
            return _told++;
        }
    }
}
