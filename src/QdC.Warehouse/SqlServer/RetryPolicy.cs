namespace QdC.Warehouse;

/// <summary>How often what may pass by itself is tried again, and after how long. Reads and writes have each their own.</summary>
/// <param name="Tries">Tries in all.</param>
/// <param name="First">The pause after the first try; each next one is twice as long.</param>
/// <param name="Longest">No pause is longer.</param>
/// <param name="Wait">Waits.</param>
/// <param name="Jitter">Up to half of a pause is added, so that many workers do not come back together; from a seed.</param>
public sealed record RetryPolicy(int Tries, TimeSpan First, TimeSpan Longest, Action<TimeSpan> Wait, Random Jitter)
{
    /// <summary>Where the other side asks for a longer pause, it is not tried again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>For reading: 5 tries, from 1 second.</summary>
    public static RetryPolicy Reads(Action<TimeSpan> wait, int seed) => new(5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), wait, new Random(seed));

    /// <summary>For writing: 3 tries, from 5 seconds. Only for work that finds out first what an earlier try has done.</summary>
    public static RetryPolicy Writes(Action<TimeSpan> wait, int seed) => new(3, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), wait, new Random(seed));

    /// <summary>Does the work; a failure that may pass is tried again, any other is thrown at once.</summary>
    public T Do<T>(Func<T> work)
    {
        for (var (attempt, pause) = (1, First); ; attempt++, pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Longest.Ticks)))
        {
            try
            {
                return work();
            }
            catch (TransientException e) when (attempt < Tries && !(e.After > Patience))
            {
                Wait((e.After > pause ? e.After.Value : pause) + (pause * (Jitter.NextDouble() / 2)));
            }
        }
    }
}
