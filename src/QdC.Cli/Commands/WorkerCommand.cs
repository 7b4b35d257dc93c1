using QdC.Cli.App;
using QdC.Cli.Running;
using QdC.Portal;
using QdC.Portal.Jobs;
using QdC.Portal.Settings;

namespace QdC.Cli.Commands;

/// <summary><c>qdc worker</c>: more processes for the work.</summary>
internal sealed class WorkerCommand : QdcCommand
{
    public WorkerCommand()
        : base(
            "worker",
            "One more process that carries out jobs, beside `qdc serve`. It takes them from the queue that SQL Server keeps, which qdc.yaml names as operations: queue, and works on the same home. Stop it with Ctrl+C.",
            "qdc worker --home /srv/qdc"
        ) => Does((context, _, cancel) => Work(context, cancel));

    private static async Task<int> Work(CommandContext context, CancellationToken cancel)
    {
        var (installation, problems) = InstallationReader.Read(context.Home.Root);
        var settings = new PortalSettings(context.Home, ServeCommand.Files(context.Workspace), context.Clock)
        {
            Installation = installation ?? throw new ConfigurationWrong([.. problems.Select(ConfigurationProblem.Of)]),
            Jobs = JobSettings.Of(ChildRun.Program(context), installation),
        };
        await WorkerHost.Run(settings, cancel);
        return ExitCode.Done;
    }
}
