using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using QdC.Portal.Operations;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>
/// Carries jobs out, each in a process of its own; one that waits for a free place is anybody's still. It says every second that it lives and how
/// far the job is, and looks whether somebody wants it stopped. A child that is lost is begun again at once, a failure that may pass after a
/// pause; every other failure ends the job.
/// </summary>
/// <param name="book">The jobs.</param>
/// <param name="settings">How they are carried out.</param>
/// <param name="telemetry">Told of every try and end.</param>
/// <param name="log">The log.</param>
public sealed class JobRunner(JobBook book, JobSettings settings, Telemetry telemetry, ILogger<JobRunner> log)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly string _holder = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
    private readonly SemaphoreSlim _free = new(settings.AtOnce);
    private readonly ConcurrentDictionary<long, int> _children = new();

    private enum Ended
    {
        Told,
        Lost,
        Asked,
        TooLong,
        ShutDown,
        Another,
    }

    /// <summary>The process numbers of the children that run, by job.</summary>
    public IReadOnlyDictionary<long, int> Children => _children;

    /// <summary>Carries a job out to its end. Gives it back as it ended; null when it did not end here: another has it, or this process shuts down.</summary>
    public async Task<AreaJob?> Carry(long id, CancellationToken shutdown)
    {
        while (await Begin(id, shutdown) is { Tries: var token } job)
        {
            using var span = Telemetry.Begin(job);
            var (ended, report, exitCode) = await Try(job, token, span, shutdown);
            var last = job.Tries >= settings.Tries;
            switch (ended)
            {
                case Ended.Another:
                    return null;
                case Ended.ShutDown:
                    book.Release(id, token);
                    return null;
                case Ended.Asked:
                    return End(job, token, JobOutcome.Stopped, report);
                case Ended.TooLong:
                    return End(job, token, JobOutcome.Failed, report, string.Create(CultureInfo.InvariantCulture, $"TooLong: it took longer than {settings.Longest.TotalHours:0.#} hours and was stopped"));
                case Ended.Lost when last:
                    return End(job, token, JobOutcome.Failed, null, $"Lost: its process ended {job.Tries} times before it could report, the last time with {(exitCode > 128 ? $"signal {exitCode - 128}" : $"exit code {exitCode}")}");
                case Ended.Lost:
                    log.LogWarning("{Area}: the process of job {Job} was lost (exit code {ExitCode}); it is begun again", job.Area, id, exitCode);
                    break;
                case Ended.Told when report is { IsTransient: true } && !last:
                    log.LogWarning("{Area}: job {Job} is tried again: {Error}", job.Area, id, report.Error);
                    if (await Pause(job, token, shutdown) is { } stopped)
                    {
                        return stopped == Ended.Asked ? End(job, token, JobOutcome.Stopped, null) : Given(id, token);
                    }
                    break;
                default:
                    return End(job, token, report!.JobOutcome, report);
            }
            book.Release(id, token);
        }
        return null;
    }

    /// <summary>Waits for a free place, then begins the job. Gives it back and keeps the place; null when it is another's, has ended, or this process shuts down.</summary>
    private async Task<AreaJob?> Begin(long id, CancellationToken shutdown)
    {
        try
        {
            await _free.WaitAsync(shutdown);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        AreaJob? begun = null;
        try
        {
            return begun = book.Begin(id, _holder, settings.LostAfter) is not null ? book.Find(id) : null;
        }
        finally
        {
            if (begun is null)
            {
                _free.Release();
            }
        }
    }

    private AreaJob? Given(long id, int token)
    {
        book.Release(id, token);
        return null;
    }

    private AreaJob? End(AreaJob job, int token, JobOutcome outcome, ChildReport? report, string? error = null)
    {
        error ??= report?.Error;
        if (outcome == JobOutcome.Failed)
        {
            log.LogError("{Area}: job {Job} ({Kind}) failed: {Error}", job.Area, job.Id, job.Kind, error);
        }
        if (!book.End(job.Id, token, outcome, report?.RunId, report?.Version, error) || book.Find(job.Id) is not { } ended)
        {
            return null;
        }
        telemetry.Ended(ended, Activity.Current);
        log.LogInformation("{Area}: job {Job} ({Kind}) ended {Outcome}, run {RunId}", ended.Area, ended.Id, ended.Kind, ended.Outcome, ended.RunId);
        return ended;
    }

    private async Task<(Ended How, ChildReport? Report, int ExitCode)> Try(AreaJob job, int token, Activity? span, CancellationToken shutdown)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        using var tooLong = new CancellationTokenSource(settings.Longest);
        using var tied = tooLong.Token.Register(stop.Cancel);
        var progress = new Progress("start", null, null);
        var (asked, another) = (false, false);
        using var done = new CancellationTokenSource();
        var signs = Signs(() => progress, () => stop.Cancel());
        try
        {
            var end = await settings.Program.Run(Arguments(job), child => _children[job.Id] = child, Told, stop.Token);
            var report = ChildReport.Of(end);
            return (How(report), report, end.ExitCode);
        }
        catch (OperationCanceledException)
        {
            return (How(null), null, 0);
        }
        finally
        {
            _children.TryRemove(job.Id, out _);
            _free.Release();
            await done.CancelAsync();
            await signs;
        }

        void Told(string line)
        {
            if (Progress.Of(line) is { } step)
            {
                progress = step;
                Telemetry.Step(span, step.Step, step.Detail, step.Rows);
            }
        }

        Ended How(ChildReport? report) =>
            another ? Ended.Another
            : report is { IsStopped: false } ? Ended.Told // it had ended before it heard that it was to stop
            : asked ? Ended.Asked
            : shutdown.IsCancellationRequested ? Ended.ShutDown
            : tooLong.IsCancellationRequested ? Ended.TooLong
            : report is not null ? Ended.Told
            : Ended.Lost;

        async Task Signs(Func<Progress> now, Action end)
        {
            while (!done.IsCancellationRequested)
            {
                switch (Sign(job, token, now()))
                {
                    case Ended.Another:
                        another = true;
                        end();
                        break;
                    case Ended.Asked:
                        asked = true;
                        end();
                        break;
                }
                await Task.Delay(settings.SignOfLife, done.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Waits before the next try, alive. Gives back why not to try again; null to try.</summary>
    private async Task<Ended?> Pause(AreaJob job, int token, CancellationToken shutdown)
    {
        var pause = settings.Pause * Math.Pow(2, job.Tries - 1);
        pause = (pause < settings.LongestPause ? pause : settings.LongestPause) * (1 + (RandomNumberGenerator.GetInt32(500) / 1000d));
        var until = Environment.TickCount64 + (long)pause.TotalMilliseconds;
        while (Environment.TickCount64 < until)
        {
            if (Sign(job, token, new Progress("pause", null, null)) is { } ended)
            {
                return ended;
            }
            await Task.Delay(settings.SignOfLife < pause ? settings.SignOfLife : pause, shutdown).ContinueWith(_ => { }, TaskScheduler.Default);
            if (shutdown.IsCancellationRequested)
            {
                return Ended.ShutDown;
            }
        }
        return null;
    }

    private Ended? Sign(AreaJob job, int token, Progress progress)
    {
        try
        {
            return book.See(job.Id, token, progress.Step, progress.Detail, progress.Rows) is not { } seen ? Ended.Another : seen.StopBy is not null ? Ended.Asked : null;
        }
        catch (Exception e)
        {
            log.LogWarning("{Area}: no sign of life of job {Job} could be written ({Kind})", job.Area, job.Id, e.GetType().Name);
            return null; // the next one may; if none does, another process takes the job over and the area's lease keeps them apart
        }
    }

    private static IEnumerable<string> Arguments(AreaJob job) =>
        job.Kind switch
        {
            JobKind.Refresh => [.. Refresh(job)],
            JobKind.Backfill when job.From is { } from => [.. Refresh(job), "--reload-from", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
            JobKind.Backfill => [.. Refresh(job), "--reload"],
            JobKind.Network => ["run", "--network", "--json", QdcProgram.InputOption],
            JobKind.Publish => ["publish", job.Area, "--sync", "--json"],
            JobKind.Sync => ["warehouse", "sync", job.Area, "--json"],
            JobKind.Retention => ["forget", "--area", job.Area, "--expired", "--json"],
            _ => throw new ArgumentOutOfRangeException(nameof(job), job.Kind, "no command for it"),
        };

    private static IEnumerable<string> Refresh(AreaJob job) => ["run", job.Area, "--json", QdcProgram.ProgressOption, QdcProgram.InputOption, "--cause", job.AskedBy is { } by ? $"portal: {by}" : "schedule"];

    private sealed record Progress(string Step, string? Detail, long? Rows)
    {
        public static Progress? Of(string line)
        {
            try
            {
                return line.StartsWith('{') ? JsonSerializer.Deserialize<Progress>(line, SnakeCase) : null;
            }
            catch (JsonException)
            {
                return null; // a runtime's last words are no progress
            }
        }
    }
}
