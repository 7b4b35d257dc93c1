using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Running;
using QdC.Cli.Showing;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc warehouse</c>: the shared warehouse on SQL Server.</summary>
internal sealed class WarehouseCommand : QdcCommand
{
    public WarehouseCommand()
        : base("warehouse", "The shared warehouse on SQL Server, which Power BI reads. The embedded files stay the truth.", "qdc warehouse migrate --plan", "qdc warehouse sync tarragona")
    {
        Subcommands.Add(new WarehouseMigrateCommand());
        Subcommands.Add(new WarehouseSyncCommand());
        Subcommands.Add(new WarehousePrincipalsCommand());
    }

    /// <summary>Where the connection string is.</summary>
    public static Option<string?> Connection() =>
        new("--connection") { Description = $"Where the connection string is: env:NAME or file:PATH [default: what qdc.yaml says, else {WarehouseSending.UsualConnection}]", HelpName = "REF" };
}

/// <summary><c>qdc warehouse migrate</c>: the server's schema as this release needs it.</summary>
internal sealed class WarehouseMigrateCommand : QdcCommand
{
    private readonly Option<bool> _plan = new("--plan") { Description = "Say what would be applied; change nothing" };
    private readonly Option<string?> _connection = WarehouseCommand.Connection();

    public WarehouseMigrateCommand()
        : base(
            "migrate",
            "Bring the server's schema to this release: tables, views, roles, row-level security. What a server lacks is left out and said. "
                + "Exit code 2 when --plan finds something to apply, or when the server has no row-level security.",
            "qdc warehouse migrate --plan",
            "qdc warehouse migrate --connection file:/etc/qdc/warehouse"
        )
    {
        Options.Add(_plan);
        Options.Add(_connection);
        Does(Migrate);
    }

    private int Migrate(CommandContext context, ParseResult parsed)
    {
        var plan = parsed.GetValue(_plan);
        var to = WarehouseSending.Server(context, parsed.GetValue(_connection));
        using var server = SqlClientServer.Open(to);
        var migrator = new WarehouseMigrator(server, context.Clock, context.User);
        var scripts = plan ? migrator.Plan() : migrator.Migrate();
        var (pending, lacking) = (scripts.Count(s => s.State == ScriptState.Pending), scripts.Where(s => s.State == ScriptState.Lacking).ToList());
        var unguarded = lacking.Any(s => s.Needs == ServerFeature.SecurityPolicies);
        return context.Give(
            new { Server = to.Name, Planned = plan, RowLevelSecurity = !unguarded, Scripts = scripts },
            console =>
            {
                foreach (var script in scripts.Where(s => s.State == ScriptState.Pending))
                {
                    console.Line($"{(plan ? "+" : "✓")} {script.Script}", "green");
                }
                foreach (var script in lacking)
                {
                    console.Line($"- {script.Script}: the server has no {Words(script.Needs!.Value)}", "yellow");
                }
                console.Line($"{to.Name}: {(pending == 0 ? "nothing to apply" : plan ? $"{pending} scripts to apply" : $"{pending} scripts applied")}, {scripts.Count - pending - lacking.Count} as they are");
                if (unguarded)
                {
                    console.Line("Without row-level security every reader sees every area: give Power BI a database of its own for each area, or another server.", "yellow");
                }
            },
            unguarded || (plan && pending > 0) ? ExitCode.Findings : ExitCode.Done
        );
    }

    private static string Words(ServerFeature feature) =>
        feature switch
        {
            ServerFeature.Roles => "rights on schemas",
            ServerFeature.Columnstore => "columnstore indexes; its tables stay as they are",
            ServerFeature.SecurityPolicies => "security policies",
            _ => "descriptions of tables",
        };
}

/// <summary><c>qdc warehouse sync</c>: areas' current versions to the server.</summary>
internal sealed class WarehouseSyncCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = new("AREA") { Description = "Areas [default: all that have a version here, and the network]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _plan = new("--plan") { Description = "Say what would be sent; change nothing" };
    private readonly Option<string?> _connection = WarehouseCommand.Connection();

    public WarehouseSyncCommand()
        : base(
            "sync",
            "Send what changed of areas' current versions to the server. Readers see the version before or the new one, never a part; counts and sums are compared before it is kept. "
                + "One area's failure leaves the others. Exit code 2 when --plan finds something to send.",
            "qdc warehouse sync",
            "qdc warehouse sync tarragona --plan --json"
        )
    {
        Arguments.Add(_areas);
        Options.Add(_plan);
        Options.Add(_connection);
        Does(Sync);
    }

    private int Sync(CommandContext context, ParseResult parsed)
    {
        var plan = parsed.GetValue(_plan);
        var named = parsed.GetValue(_areas)!;
        if (Array.Find(named, a => !WarehouseSending.IsSent(context, a)) is { } kept)
        {
            throw new UsageWrong("The area's file says that it is not sent to the warehouse", kept, "warehouse: { send: true }", $"Ask its controller, then change {context.Workspace.Jobs.Areas[kept].Path}.");
        }
        var sending = new WarehouseSending(context, WarehouseSending.Server(context, parsed.GetValue(_connection)));
        var (done, code) = (new List<object>(), ExitCode.Done);
        foreach (var area in Areas(context, named))
        {
            try
            {
                var result = plan ? sending.Plan(area) : sending.Send(area);
                code = ExitCode.Worst(code, plan && !result.IsNothing ? ExitCode.Findings : ExitCode.Done);
                done.Add(new { result.Area, result.Before, result.Version, result.Rows, result.Sent, result.IsNothing, result.Tables, IsTransient = false, Problems = Array.Empty<Facts>() });
                if (!context.Json)
                {
                    Write(context, result, plan);
                }
            }
            catch (QdcException e)
            {
                code = ExitCode.Failed;
                var facts = Facts.Of(e);
                done.Add(new { Area = area, facts.IsTransient, Problems = new[] { facts } });
                if (!context.Json)
                {
                    context.Error.Line(area);
                    facts.Write(context.Error);
                }
            }
        }
        return context.Give(done, _ => { }, code);
    }

    private static void Write(CommandContext context, SyncResult result, bool plan)
    {
        var versions = $"{(result.Before is { } before ? $"version {before}" : "nothing")} → version {result.Version}";
        if (result.IsNothing)
        {
            context.Out.Line($"= {result.Area}: version {result.Version} is there, {result.Rows} rows");
            return;
        }
        context.Out.Line($"{(plan ? "+" : "✓")} {result.Area}: {versions}, {result.Sent} rows {(plan ? "to send" : "sent")}, {result.Rows} there", "green");
        if (plan || context.Verbose)
        {
            foreach (var table in result.Tables)
            {
                context.Out.Line($"    {table.Table}: {(table.Way == SyncWay.Whole ? $"whole, {table.Come} rows" : $"{table.Come} come, {table.Go} go")}", "dim");
            }
        }
    }

    /// <summary>The areas named or, when none is, all that have a version and are to be sent; and the network of all areas, whose published figures the server holds too.</summary>
    private static IEnumerable<string> Areas(CommandContext context, string[] named)
    {
        const string Network = NetworkKey.Name;
        return named.Length > 0
            ? named.Distinct().Select(n => n == Network ? Network : context.Workspace.Area(n).Area)
            : context.Workspace.Jobs.Areas.Keys.Append(Network).Where(a => context.Store(a).Current is not null && WarehouseSending.IsSent(context, a)).Order(StringComparer.Ordinal);
    }
}
