namespace QdC.PowerBiFake;

/// <summary>A clock that runs a given number of times faster than ours, its timers included.</summary>
/// <param name="speed">Seconds of this clock in one of ours.</param>
/// <param name="since">When both showed the same; clocks of two processes with the same moment agree.</param>
public sealed class FastClock(double speed, DateTimeOffset since) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => since + ((System.GetUtcNow() - since) * speed);

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)(System.GetTimestamp() * speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, Ours(dueTime), Ours(period));

    private TimeSpan Ours(TimeSpan theirs) => theirs > TimeSpan.Zero ? theirs / speed : theirs;
}
