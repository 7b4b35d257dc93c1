using System.Globalization;
using Microsoft.Extensions.Logging;
using QdC.Warehouse;

namespace QdC.Portal.Operations;

/// <summary>
/// The scheduler's sign of life, given by the scheduler itself every minute: a file in the home, which <c>qdc doctor</c> and the health
/// address read, and an address outside that says so when it is silent: the dead-man's switch.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="clock">The clock.</param>
/// <param name="outside">What is reached outside.</param>
/// <param name="log">The log.</param>
public sealed class Heartbeat(QdcHome home, TimeProvider clock, Outside outside, ILogger<Heartbeat> log)
{
    /// <summary>A scheduler that gave no sign for so long is taken for dead.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Gives a sign of life.</summary>
    public async Task Beat(CancellationToken cancel)
    {
        QdcHome.Ensure(home.Root);
        var file = FileOf(home);
        await File.WriteAllTextAsync(file + ".new", clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), cancel);
        File.Move(file + ".new", file, overwrite: true);
        if (outside.Heartbeat is { } address)
        {
            try
            {
                using var answer = await outside.Http.GetAsync(address, cancel);
                answer.EnsureSuccessStatusCode();
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                log.LogWarning("The heartbeat's address does not answer ({Kind})", e.GetType().Name); // whoever keeps it notices by itself
            }
        }
    }

    /// <summary>When the last sign was given, UTC; null when there never was one.</summary>
    public static DateTimeOffset? LastOf(QdcHome home) =>
        File.Exists(FileOf(home)) && DateTimeOffset.TryParse(File.ReadAllText(FileOf(home)), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    private static string FileOf(QdcHome home) => Path.Combine(home.Root, "scheduler.alive");
}
