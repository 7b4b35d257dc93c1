using System.Diagnostics;

namespace QdC.Portal.Jobs;

/// <summary>How <c>qdc</c> is started as a process of its own.</summary>
/// <param name="Command">The program and its first arguments, as in <c>dotnet qdc.dll</c>.</param>
/// <param name="Home">The home it works on.</param>
/// <param name="JobsFolder">The folder of the declarative files.</param>
public sealed record QdcProgram(IReadOnlyList<string> Command, string Home, string JobsFolder)
{
    /// <summary>The option that makes a run stop when its input ends.</summary>
    public const string InputOption = "--until-input-ends";

    /// <summary>The option that makes a run write its progress as JSON lines.</summary>
    public const string ProgressOption = "--progress-lines";

    /// <summary>How long a child that was told to stop may take to end in good order. Default: 6 seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Runs a command to its end. A child whose parent dies stops by itself: its input ends.</summary>
    /// <param name="arguments">The command and its options, without home and folder of jobs.</param>
    /// <param name="started">Told the child's process number.</param>
    /// <param name="line">Told each line of its standard error.</param>
    /// <param name="cancel">Tells it to stop; it is killed when it takes longer than <see cref="Grace"/>.</param>
    public async Task<ChildEnd> Run(IEnumerable<string> arguments, Action<int> started, Action<string> line, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true };
        foreach (var argument in Command.Skip(1).Concat(arguments).Concat(["--home", Home, "--jobs", JobsFolder]))
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
        started(process.Id);
        using var patience = new CancellationTokenSource();
        using var stopping = cancel.Register(() =>
        {
            patience.CancelAfter(Grace);
            process.StandardInput.Close();
        });
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            while (await process.StandardError.ReadLineAsync(patience.Token) is { } said)
            {
                line(said);
            }
            var text = await output;
            await process.WaitForExitAsync(patience.Token);
            return new ChildEnd(process.ExitCode, text, IsKilled: false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return new ChildEnd(process.ExitCode, "", IsKilled: true);
        }
    }
}

/// <summary>How a child ended.</summary>
/// <param name="ExitCode">Its exit code; over 128 for a signal.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="IsKilled">True when it was killed because it did not stop in time.</param>
public sealed record ChildEnd(int ExitCode, string Output, bool IsKilled);
