using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace QdC.Pipeline.Run;

/// <summary>The same work on several things at once.</summary>
internal static class Cores
{
    private const int Most = 4;

    /// <summary>As many as there are cores, and no more than this.</summary>
    public static int AtMost(int most) => Math.Clamp(Environment.ProcessorCount, 1, most);

    /// <summary>Does the work on each, as many at once as there are cores, and gives the results in the order of the things.</summary>
    /// <remarks>A core that is free takes the next thing. What the work throws comes as it was thrown, of several the first.</remarks>
    public static IReadOnlyList<TResult> Each<T, TResult>(IReadOnlyCollection<T> things, Func<T, TResult> work)
    {
        try
        {
            return [.. Partitioner.Create(things, EnumerablePartitionerOptions.NoBuffering).AsParallel().AsOrdered().WithDegreeOfParallelism(AtMost(Most)).Select(work)];
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
            throw;
        }
    }
}
