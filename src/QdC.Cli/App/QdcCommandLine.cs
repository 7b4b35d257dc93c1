using System.CommandLine;
using QdC.Cli.Commands;

namespace QdC.Cli.App;

/// <summary>The command line: every command of <c>qdc</c>.</summary>
internal static class QdcCommandLine
{
    /// <summary>Builds it.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand("Turns what councils' systems know about basic social services into figures that can be trusted.");
        foreach (var command in Commands())
        {
            root.Subcommands.Add(command);
        }
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }
        ExampleHelp.AddTo(root);
        return root;
    }

    /// <summary>Runs a command line and gives back the exit code.</summary>
    public static Task<int> Invoke(string[] args, TextWriter? output = null, TextWriter? error = null)
    {
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
        if (output is not null)
        {
            configuration.Output = output;
        }
        if (error is not null)
        {
            configuration.Error = error;
        }
        var parsed = Build().Parse(args.Length == 0 ? ["--help"] : args);
        return Misuse.Of(parsed) is { Count: > 0 } wrong ? Task.FromResult(Misuse.Tell(parsed, wrong, configuration)) : parsed.InvokeAsync(configuration);
    }

    private static IEnumerable<QdcCommand> Commands() =>
        [
            new DemoCommand(),
            new RunCommand(),
            new PlanCommand(),
            new CheckCommand(),
            new PeekCommand(),
            new ScaffoldCommand(),
            new LinkCommand(),
            new PersonCommand(),
            new RejectsCommand(),
            new RunsCommand(),
            new DriftCommand(),
            new QueryCommand(),
            new DashboardCommand(),
            new ServeCommand(),
            new WorkerCommand(),
            new MetricsCommand(),
            new ReferenceCommand(),
            new LineageCommand(),
            new PowerBiCommand(),
            new PublishCommand(),
            new ReportCommand(),
            new DiffCommand(),
            new RollbackCommand(),
            new HoldCommand(),
            new PullCommand(),
            new WarehouseCommand(),
            new ExportCommand(),
            new BackupCommand(),
            new RestoreCommand(),
            new ProcessingCommand(),
            new ForgetCommand(),
            new SamplesCommand(),
            new DoctorCommand(),
            new KeysCommand(),
        ];
}
