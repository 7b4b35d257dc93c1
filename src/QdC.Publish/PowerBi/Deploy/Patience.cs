using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>How long things are waited for. What a service makes is not always visible at once, and a name may be reserved after something was removed.</summary>
/// <param name="Clock">The clock.</param>
public sealed record Patience(TimeProvider Clock)
{
    /// <summary>How long what was made a moment ago may stay invisible, a name reserved, or a refresh absent from its history. Default: 10 minutes.</summary>
    public TimeSpan Visible { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Between two looks. Default: 20 seconds.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a refresh may take. Default: 3 hours.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromHours(3);

    /// <summary>How long an operation may take. Default: 30 minutes.</summary>
    public TimeSpan Operation { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Tries of an area whose failure passes. Default: 3.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Asks until what was made a moment ago is visible.</summary>
    /// <param name="what">The question.</param>
    /// <param name="isNew">False when it was there before: then its absence is an answer.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public async Task<T> UntilVisible<T>(Func<Task<T>> what, bool isNew, CancellationToken cancel)
    {
        for (var end = Clock.GetUtcNow() + Visible; ;)
        {
            try
            {
                return await what();
            }
            catch (PowerBiRefused e) when (isNew && e.MayBeNotYet && Clock.GetUtcNow() < end)
            {
                await Pause(Look, cancel);
            }
            catch (PowerBiUnavailable e) when (e.Code is "ItemDisplayNameNotAvailableYet" && Clock.GetUtcNow() < end)
            {
                await Pause(Look, cancel);
            }
        }
    }

    /// <summary>Does an area's work; a failure that passes is tried again, each time from what is there by then.</summary>
    public async Task<T> Again<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        for (var (attempt, pause) = (1, TimeSpan.FromSeconds(5)); ; attempt++, pause *= 2)
        {
            try
            {
                return await work();
            }
            catch (TransientException e) when (attempt < Tries && e is not (PowerBiThrottled or RefreshBudgetSpent or StillRunning or PublishBusy))
            {
                await Pause(pause, cancel);
            }
        }
    }

    /// <summary>Waits.</summary>
    public Task Pause(TimeSpan time, CancellationToken cancel) => Task.Delay(time, Clock, cancel);
}
