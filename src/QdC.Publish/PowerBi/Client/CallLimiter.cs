namespace QdC.Publish.PowerBi.Client;

/// <summary>
/// What all calls of one principal pass: so many at once, and none while the service has asked to wait. The services count by principal, so one
/// of these stands before both. Safe to use from several threads.
/// </summary>
/// <param name="atOnce">Calls at once.</param>
/// <param name="longestWait">A call that would wait longer is not made.</param>
/// <param name="clock">The clock.</param>
public sealed class CallLimiter(int atOnce, TimeSpan longestWait, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _places = new(atOnce);
    private readonly Lock _gate = new();
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>Four calls at once; a wait of up to five minutes is sat out.</summary>
    public static CallLimiter Usual(TimeProvider clock) => new(4, TimeSpan.FromMinutes(5), clock);

    /// <summary>Makes a call when its turn has come.</summary>
    /// <exception cref="PowerBiThrottled">Its turn is too far away.</exception>
    public async Task<T> Pass<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        try
        {
            while (Left() is { } left && left > TimeSpan.Zero)
            {
                await Task.Delay(left, clock, cancel);
            }
            return await call();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Makes every call wait this long from now.</summary>
    /// <exception cref="PowerBiThrottled">It is longer than a call may wait.</exception>
    public void Pause(TimeSpan wait)
    {
        lock (_gate)
        {
            var until = clock.GetUtcNow() + wait;
            _notBefore = until > _notBefore ? until : _notBefore;
        }
        Left();
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private TimeSpan Left()
    {
        lock (_gate)
        {
            var left = _notBefore - clock.GetUtcNow();
            return left <= longestWait ? left : throw new PowerBiThrottled(_notBefore);
        }
    }
}
