using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Running;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc warehouse principals</c>: who may read which area, as the files say.</summary>
internal sealed class WarehousePrincipalsCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = new("AREA") { Description = "Areas [default: all, with loaders, operators, workers and readers of the network]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _plan = new("--plan") { Description = "Write the T-SQL that would be run; change nothing" };
    private readonly Option<string?> _connection = WarehouseCommand.Connection();

    public WarehousePrincipalsCommand()
        : base(
            "principals",
            "Let in who the files name: a user in the database for each login or name of Entra, its role, and the area whose rows it sees. What is there already is left; nobody is taken out, and who stands in no file is told. "
                + "Exit code 2 when --plan finds something to do, when somebody stands in no file, or when an area's file names no login.",
            "qdc warehouse principals --plan",
            "qdc warehouse principals tarragona"
        )
    {
        Arguments.Add(_areas);
        Options.Add(_plan);
        Options.Add(_connection);
        Does(LetIn);
    }

    private int LetIn(CommandContext context, ParseResult parsed)
    {
        var plan = parsed.GetValue(_plan);
        var (grants, unsaid) = Grants(context, parsed.GetValue(_areas)!);
        var to = WarehouseSending.Server(context, parsed.GetValue(_connection));
        using var server = SqlClientServer.Open(to);
        var principals = new WarehousePrincipals(server);
        var done = plan ? principals.Plan(grants) : principals.Apply(grants, context.Clock, context.User);
        return context.Give(
            new { Server = to.Name, Planned = plan, done.HasRoles, done.Changes, done.Others, Unsaid = unsaid },
            console =>
            {
                foreach (var change in done.Changes)
                {
                    console.Line(plan ? $"{change.Sql};" : $"✓ {change.Sql}", plan ? null : "green");
                }
                console.Line($"{to.Name}: {(done.Changes.Count == 0 ? "everybody is in whom the files name" : plan ? $"{done.Changes.Count} statements to run" : $"{done.Changes.Count} statements run")}", "dim");
                if (!done.HasRoles)
                {
                    console.Line("The server has no users and roles that could be looked at; only the mapping to areas was compared.", "yellow");
                }
                foreach (var other in done.Others)
                {
                    console.Line($"! {other} stands in no file. To end it: DELETE FROM security.principal_area WHERE …", "yellow");
                }
                if (unsaid.Count > 0)
                {
                    console.Line($"No login is named for {string.Join(", ", unsaid)}: write warehouse: {{ readers: [LOGIN] }} or [{{ entra: NAME }}] in its file.", "yellow");
                }
            },
            done.Others.Count > 0 || unsaid.Count > 0 || (plan && done.Changes.Count > 0) ? ExitCode.Findings : ExitCode.Done);
    }

    /// <summary>Who is to be let in, and the areas of which nobody is named though they are published.</summary>
    internal static (IReadOnlyList<PrincipalGrant> Grants, IReadOnlyList<string> Unsaid) Grants(CommandContext context, string[] named)
    {
        var areas = named.Length > 0 ? [.. named.Distinct().Select(context.Workspace.Area)] : context.Workspace.Jobs.Areas.Values.Where(a => a.Warehouse.Send).OrderBy(a => a.Area, StringComparer.Ordinal).ToList();
        var grants = areas.SelectMany(a => Readers(a).Select(r => new PrincipalGrant(r, WarehousePrincipals.Reader, a.Area))).ToList();
        if (named.Length == 0 && WarehouseSending.Configured(context) is { } warehouse)
        {
            grants.InsertRange(0, [
                .. warehouse.Loaders.Select(p => new PrincipalGrant(p, WarehousePrincipals.Loader, WarehousePrincipals.Every)),
                .. warehouse.Operators.Select(p => new PrincipalGrant(p, WarehousePrincipals.Operator, WarehousePrincipals.Every)),
                .. warehouse.Workers.Select(p => new PrincipalGrant(p, WarehousePrincipals.Worker, null)),
                .. warehouse.Network.Select(p => new PrincipalGrant(p, WarehousePrincipals.Reader, NetworkKey.Name)),
            ]);
        }
        return (grants, [.. areas.Where(a => (named.Length > 0 || a.PowerBi is not null) && !Readers(a).Any()).Select(a => a.Area)]);
    }

    /// <summary>Those named or, when none is, the SQL login of its workspace. What Entra calls a service principal its id does not tell.</summary>
    private static IEnumerable<WarehousePrincipal> Readers(AreaFile area) =>
        area.Warehouse.Readers.Count > 0 ? area.Warehouse.Readers
        : area.PowerBi?.Login is { Tenant: null } login ? [new WarehousePrincipal(login.User, IsExternal: false)]
        : [];
}
