using System.Text.Json;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Run;
using QdC.Portal.Jobs;

namespace QdC.Cli.Running;

/// <summary>One area's run in a process of its own: it reports progress as JSON lines on standard error and its report on standard output.</summary>
internal static class ChildRun
{
    /// <summary>The hidden option that makes a run write progress as JSON lines.</summary>
    public const string ProgressOption = QdcProgram.ProgressOption;

    /// <summary>The hidden option that makes a run stop when its input ends.</summary>
    public const string InputOption = QdcProgram.InputOption;

    /// <summary>This program, to be started again.</summary>
    public static QdcProgram Program(CommandContext context)
    {
        var assembly = typeof(ChildRun).Assembly.Location;
        var isOwn = Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == Path.GetFileNameWithoutExtension(assembly);
        return new QdcProgram(isOwn ? [Environment.ProcessPath!] : ["dotnet", assembly], context.Home.Root, context.JobsFolder);
    }

    /// <summary>Runs it; a child that dies is part of the report.</summary>
    public static async Task<RunReport> Run(CommandContext context, string area, RunOrder order, Action<RefreshProgress> progress, CancellationToken cancel)
    {
        var started = context.Clock.GetTimestamp();
        void Told(string line)
        {
            if (Progress(line) is { } step)
            {
                progress(step);
            }
        }
        var end = await Program(context).Run(["run", area, "--json", ProgressOption, InputOption, .. order.Options()], _ => { }, Told, cancel);
        return end.IsKilled
            ? RunReport.Of(area, new OperationCanceledException(cancel), context.Clock.GetElapsedTime(started), context.Store(area).Current, cancel)
            : Report(end.Output) ?? RunReport.Lost(area, end.ExitCode, context.Clock.GetElapsedTime(started));
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
}
