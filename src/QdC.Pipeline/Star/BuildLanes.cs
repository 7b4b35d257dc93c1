using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.Pipeline.Star;

/// <summary>
/// Carries out the steps of an area's build on as many connections as there are cores: each as soon as what it reads is made, and in the
/// order given where there is a choice. What comes of it is what carrying them out one by one gives.
/// </summary>
/// <remarks>
/// The engine's own threads share one statement and wait for each other at its end, for which most statements of a build are too small. So each
/// connection works with one thread, and statements run beside each other. Temporary tables are made in a database in memory that all
/// connections see; views, macros and settings on each of them.
/// </remarks>
internal sealed class BuildLanes : IDisposable
{
    private const string Shared = "build";
    private const int Most = 8;

    private readonly List<DuckDbSession> _lanes = [];
    private readonly TimeProvider _clock;

    /// <summary>Opens the lanes.</summary>
    /// <param name="db">The working copy, which is the first of them.</param>
    /// <param name="clock">The clock.</param>
    public BuildLanes(DuckDbSession db, TimeProvider clock)
    {
        _clock = clock;
        db.UseThreads(1);
        db.Execute($"ATTACH ':memory:' AS {Shared}");
        var path = $"\"{db.Scalar<string>("SELECT current_database()")}\".main,{Shared}.main";
        for (var i = 0; i < Cores.AtMost(Most); i++)
        {
            var session = i == 0 ? db : db.Another();
            session.Execute($"SET search_path = {DuckDbSession.Literal(path)}");
            _lanes.Add(session);
        }
    }

    /// <summary>Carries steps out and comes back when all are done.</summary>
    /// <param name="steps">The steps, in an order in which they could be carried out one by one.</param>
    /// <remarks>What a step throws comes as it was thrown, of several the first; none is begun after it.</remarks>
    public void Run(IReadOnlyList<BuildStep> steps) => Run(steps, null);

    /// <summary>The same, with what comes next drawn of what is ready: no order that steps allow may give another star.</summary>
    internal void Run(IReadOnlyList<BuildStep> steps, Random? drawn)
    {
        var run = new BuildRun(steps, drawn);
        var others = _lanes.Skip(1).Select(lane => new Thread(() => Work(lane, steps, run)) { IsBackground = true, Name = "build" }).ToList();
        others.ForEach(thread => thread.Start());
        Work(_lanes[0], steps, run);
        others.ForEach(thread => thread.Join());
        run.Failure?.Throw();
        run.Tell();
    }

    /// <summary>Closes all lanes but the first, and throws away what was temporary and shared.</summary>
    public void Dispose()
    {
        _lanes.Skip(1).ToList().ForEach(lane => lane.Dispose());
        _lanes[0].Execute("SET search_path = ''");
        _lanes[0].Execute($"DETACH {Shared}");
    }

    private void Work(DuckDbSession lane, IReadOnlyList<BuildStep> steps, BuildRun run)
    {
        try
        {
            var made = 0;
            while (run.Take(ref made, out var toMake) is var next)
            {
                toMake.ForEach(step => step.Run(lane));
                if (next is not { } step)
                {
                    return;
                }
                var started = _clock.GetTimestamp();
                steps[step].Run(lane, Shared);
                run.Done(step, _clock.GetElapsedTime(started));
            }
        }
        catch (Exception e)
        {
            run.Fail(e);
        }
    }
}
