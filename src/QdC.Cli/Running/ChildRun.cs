using System.Diagnostics;
using System.Text.Json;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Run;

namespace QdC.Cli.Running;

/// <summary>One area's run in a process of its own: it reports progress as JSON lines on standard error and its report on standard output.</summary>
internal static class ChildRun
{
    /// <summary>The hidden option that makes a run write progress as JSON lines.</summary>
    public const string ProgressOption = "--progress-lines";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);

    /// <summary>Runs it; a child that dies is part of the report.</summary>
    public static async Task<RunReport> Run(CommandContext context, string area, RunOrder order, Action<RefreshProgress> progress, CancellationToken cancel)
    {
        var started = context.Clock.GetTimestamp();
        using var process = Process.Start(StartInfo(context, area, order)) ?? throw new InvalidOperationException("no process was started");
        // A terminal's Ctrl+C reaches the child too: it is given the time to end its run in good order.
        using var patience = new CancellationTokenSource();
        using var stopped = cancel.Register(() => patience.CancelAfter(Grace));
        try
        {
            var report = process.StandardOutput.ReadToEndAsync(patience.Token);
            while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
            {
                if (Progress(line) is { } step)
                {
                    progress(step);
                }
            }
            var text = await report;
            await process.WaitForExitAsync(patience.Token);
            return Report(text) ?? RunReport.Lost(area, process.ExitCode, context.Clock.GetElapsedTime(started));
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            return RunReport.Of(area, e, context.Clock.GetElapsedTime(started), context.Store(area).Current, cancel);
        }
    }

    /// <summary>A line of progress for the parent.</summary>
    public static string Line(RefreshProgress progress) => JsonSerializer.Serialize(progress, JsonText.Line);

    private static RefreshProgress? Progress(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<RefreshProgress>(line, JsonText.Line) : null;
        }
        catch (JsonException)
        {
            return null; // a runtime's last words are no progress
        }
    }

    private static RunReport? Report(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<RunReport[]>(text, JsonText.Line) is [var only] ? only : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProcessStartInfo StartInfo(CommandContext context, string area, RunOrder order)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = false };
        var assembly = typeof(ChildRun).Assembly.Location;
        if (Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == Path.GetFileNameWithoutExtension(assembly))
        {
            start.FileName = self;
        }
        else
        {
            start.FileName = "dotnet";
            start.ArgumentList.Add(assembly);
        }
        foreach (var argument in new[] { "run", area, "--json", ProgressOption, "--home", context.Home.Root, "--jobs", context.JobsFolder }.Concat(order.Options()))
        {
            start.ArgumentList.Add(argument);
        }
        return start;
    }
}
