using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Network;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Running;

/// <summary>What became of the network after a run of areas.</summary>
/// <param name="Outcome">What was done; null when it failed.</param>
/// <param name="Failure">The failure.</param>
internal sealed record NetworkRun(NetworkOutcome? Outcome, QdcException? Failure)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Done or failed.</summary>
    public int ExitCode => Failure is null ? App.ExitCode.Done : App.ExitCode.Failed;

    /// <summary>Refreshes the network of all areas that do not run on request only. Areas stay published whatever becomes of it.</summary>
    public static NetworkRun After(CommandContext context, CancellationToken cancel)
    {
        try
        {
            var refresh = new NetworkRefresh(context.Home, context.Workspace.Metrics, context.Clock);
            return new NetworkRun(refresh.Run(context.Workspace.Select(null).Select(a => a.Area), Patience, cancel), null);
        }
        catch (QdcException e)
        {
            return new NetworkRun(null, e);
        }
    }

    /// <summary>Writes a line where there is something to tell.</summary>
    public void Write(IAnsiConsole console)
    {
        if (Failure is not null)
        {
            Facts.Of(Failure, CancellationToken.None).Write(console);
        }
        else if (Outcome is { IsNew: true } done)
        {
            console.Line($"All areas together: version {done.Version} of {NetworkRefresh.Name}, from what {done.Areas.Count} areas publish. See `qdc query coverage --area {NetworkRefresh.Name}`.", "dim");
        }
    }
}
