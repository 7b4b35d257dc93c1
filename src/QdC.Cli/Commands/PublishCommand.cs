using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Running;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Publish.PowerBi;
using QdC.Publish.PowerBi.Client;
using QdC.Publish.PowerBi.Deploy;
using QdC.Publish.PowerBi.Settings;
using QdC.Warehouse;
using Workspace = QdC.Cli.App.Workspace;

namespace QdC.Cli.Commands;

/// <summary><c>qdc publish</c>: areas to their workspaces in Power BI.</summary>
internal sealed class PublishCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = new("AREA") { Description = "Areas, or network for all together [default: all that say powerbi in their files, and the network where qdc.yaml does]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _plan = new("--plan") { Description = "Say what would be done in each workspace; change nothing" };
    private readonly Option<bool> _sync = new("--sync") { Description = "First send each area's current version to the warehouse, as qdc warehouse sync does" };
    private readonly Option<string?> _connection = WarehouseCommand.Connection();

    public PublishCommand()
        : base(
            "publish",
            "Publish areas to their workspaces in Power BI: model, report, connection, refresh, and a comparison of what the model holds with the warehouse. "
                + "Only what changed is deployed, and only areas with new data are refreshed. Stopped anywhere, the next publish goes on; one area's failure leaves the others. "
                + "Exit code 2 when --plan finds something to do, or an area waits for the service.",
            "qdc publish --plan",
            "qdc publish tarragona --sync --json"
        )
    {
        Arguments.Add(_areas);
        Options.Add(_plan);
        Options.Add(_sync);
        Options.Add(_connection);
        Does((context, parsed, cancel) => Publish(context, parsed.GetValue(_areas)!, parsed.GetValue(_plan), parsed.GetValue(_sync), parsed.GetValue(_connection), cancel));
    }

    private static async Task<int> Publish(CommandContext context, string[] named, bool plan, bool sync, string? connection, CancellationToken cancel)
    {
        if (plan && sync)
        {
            throw new UsageWrong("--plan changes nothing, and --sync would", allowed: "one of them", next: "`qdc warehouse sync --plan` says what would be sent.");
        }
        var settings = Settings(context);
        var publications = Publications(context.Workspace, settings, named, Environment.GetEnvironmentVariable);
        var to = WarehouseSending.Server(context, connection);
        var sending = new WarehouseSending(context, to, cancel: cancel);
        IWarehouseFigures figures = new ServerFigures(() => SqlClientServer.Open(to), sending.Reads);
        if (sync)
        {
            figures = new SyncedFigures(figures, area => sending.Send(area.Value));
        }
        return await Publish(context, settings, publications, figures, plan, cancel);
    }

    /// <summary>Publishes to the services that the settings name, and tells of it.</summary>
    public static async Task<int> Publish(CommandContext context, PowerBiSettings settings, IReadOnlyList<Publication> publications, IWarehouseFigures figures, bool plan, CancellationToken cancel)
    {
        var book = new PublishBook(context.Home, context.Clock);
        using var limiter = CallLimiter.Usual(context.Clock);
        var tokens = new EntraTokens(settings.Principal, settings.Addresses.Checked().Authority);
        using var client = new PowerBiClient(settings.Addresses, tokens, limiter, context.Clock, Environment.ProcessId, call => Note(context, book, call));
        var publishing = new Publishing(client, figures, context.Home, book, new Patience(context.Clock)) { Progress = step => Tell(context, step) };
        return plan ? Give(context, await publishing.Plan(publications, cancel)) : Give(context, await publishing.Publish(publications, cancel));
    }

    /// <summary>What qdc.yaml says of Power BI.</summary>
    private static PowerBiSettings Settings(CommandContext context)
    {
        var (settings, problems) = PowerBiSettingsReader.Read(context.Home.Root);
        return problems.Count > 0
            ? throw new ConfigurationWrong([.. problems.Select(ConfigurationProblem.Of)])
            : settings ?? throw new PowerBiConfigurationWrong("The home does not say how Power BI is reached", Path.Combine(context.Home.Root, "qdc.yaml"), allowed: "powerbi: { tenant: …, client: …, secret: env:NAME, server: …, database: … }", next: "See docs/publishing.md.");
    }

    /// <summary>What is to be published where: the definition as `qdc powerbi build` writes it, with each area's own.</summary>
    public static IReadOnlyList<Publication> Publications(Workspace workspace, PowerBiSettings settings, string[] named, Func<string, string?> environment)
    {
        var files = PowerBiDefinition.Build(workspace.Metrics, workspace.Dashboards);
        var areas = named.Length > 0
            ? named.Distinct().Where(n => n != NetworkKey.Name).Select(workspace.Area)
            : workspace.Jobs.Areas.Values.Where(a => a.PowerBi is not null).OrderBy(a => a.Area, StringComparer.Ordinal);
        var publications = areas.Select(area => Area(area, settings, files, environment)).ToList();
        if (named.Contains(NetworkKey.Name) || (named.Length == 0 && settings.Network is not null))
        {
            publications.Add(Network(settings, files));
        }
        return publications.Count > 0
            ? publications
            : throw new PowerBiConfigurationWrong("No area says how it is published", "etl-jobs/areas", allowed: "powerbi: { viewers: …, login: { user: …, password: env:NAME } }", next: "See docs/publishing.md.");
    }

    private static Publication Area(AreaFile area, PowerBiSettings settings, IReadOnlyDictionary<string, string> files, Func<string, string?> environment)
    {
        var place = area.PowerBi ?? throw new PowerBiConfigurationWrong("The area does not say how it is published", area.Path, allowed: "powerbi: { viewers: …, login: { user: …, password: env:NAME } }", next: "See docs/publishing.md.");
        var target = new PublishTarget(AreaCode.Parse(area.Area), place.Name ?? settings.Workspace.Replace("{name}", area.Name, StringComparison.Ordinal), settings.Place)
        {
            Viewers = place.Viewers,
            Capacity = place.Capacity ?? settings.Capacity,
            Connection = place.Connection,
            User = place.Login?.User,
            Login = place.Login is { } login
                ? () => new DatabaseLogin(login.User, login.Tenant, SecretReference.Read(login.Password, "the login's password", environment, p => new PowerBiConfigurationWrong(p.What, p.Where, p.Received, p.Allowed, p.NextStep)).Trim())
                : null,
        };
        return new(target, AreaDefinition.For(PowerBiDefinition.Item(files, PowerBiDefinition.Model), PowerBiDefinition.Item(files, PowerBiDefinition.Report), target));
    }

    private static Publication Network(PowerBiSettings settings, IReadOnlyDictionary<string, string> files)
    {
        var network = settings.Network ?? throw new PowerBiConfigurationWrong("qdc.yaml does not say how the network is published", "qdc.yaml: powerbi", allowed: "network: { viewers: …, connection: … }");
        var target = new PublishTarget(AreaCode.Parse(NetworkKey.Name), network.Workspace, settings.Place) { Viewers = network.Viewers, Capacity = settings.Capacity, Connection = network.Connection };
        return new(target, AreaDefinition.For(PowerBiDefinition.Item(files, PowerBiDefinition.Network), null, target, mayHaveRoles: true));
    }

    private static void Note(CommandContext context, PublishBook book, ServiceCall call)
    {
        book.NoteCall(call.At, call.Service.ToString(), call.Method, call.Path, call.Status, call.Code, call.RequestId, call.Took);
        if (context.Verbose && !context.Json)
        {
            context.Error.Line($"  {call.Service} {call.Method} {call.Path} {call.Status} {call.Code}", "dim");
        }
    }

    private static void Tell(CommandContext context, PublishStep step)
    {
        if (!context.Json && (step.State is "waits" || (step.State is "done" && step.Detail.Length > 0)))
        {
            context.Error.Line($"  {step.Area} {step.Step}: {step.Detail}", "dim");
        }
    }

    private static int Give(CommandContext context, IReadOnlyList<PublishPlan> plans) =>
        context.Give(
            plans.Select(p => new { p.Area, p.Workspace, p.Would, Error = p.Failure is { } e ? Facts.Of(e) : null }),
            console =>
            {
                foreach (var plan in plans)
                {
                    console.Line($"{(plan.Failure is not null ? "✗" : plan.Would.Count > 0 ? "+" : "=")} {plan.Area} ({plan.Workspace}){(plan.Failure is null && plan.Would.Count == 0 ? ": as it should be" : "")}", plan.Failure is not null ? "red" : plan.Would.Count > 0 ? "green" : null);
                    foreach (var what in plan.Would)
                    {
                        console.Line($"    {what}");
                    }
                    if (plan.Failure is { } e)
                    {
                        Facts.Of(e).Write(console);
                    }
                }
            },
            plans.Any(p => p.Failure is not null) ? ExitCode.Failed : plans.Any(p => p.Would.Count > 0) ? ExitCode.Findings : ExitCode.Done);

    private static int Give(CommandContext context, IReadOnlyList<PublishResult> results) =>
        context.Give(
            results.Select(r => new { r.Area, r.Workspace, Outcome = r.End.ToString().ToLowerInvariant(), r.Done, IsTransient = r.Failure is TransientException, Problems = r.Failure is { } e ? new[] { Facts.Of(e) } : [] }),
            console =>
            {
                foreach (var result in results)
                {
                    var (mark, style) = result.End switch { PublishEnd.Published => ("✓", "green"), PublishEnd.Unchanged => ("=", null), PublishEnd.Waits => ("…", "yellow"), _ => ("✗", "red") };
                    console.Line($"{mark} {result.Area} ({result.Workspace}){(result.End == PublishEnd.Unchanged ? ": as it should be" : "")}", style);
                    foreach (var what in result.Done)
                    {
                        console.Line($"    {what}");
                    }
                    if (result.Failure is { } e)
                    {
                        Facts.Of(e).Write(console);
                    }
                }
            },
            results.Any(r => r.End == PublishEnd.Failed) ? ExitCode.Failed : results.Any(r => r.End == PublishEnd.Waits) ? ExitCode.Findings : ExitCode.Done);
}
