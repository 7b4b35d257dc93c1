using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Portal.Settings;
using QdC.Warehouse;

namespace QdC.Cli.Running;

/// <summary>Sends areas' current versions to the warehouse that they share.</summary>
internal sealed class WarehouseSending
{
    /// <summary>Where the connection string is when nobody says.</summary>
    public const string UsualConnection = "env:QDC_WAREHOUSE";

    private const int FewTries = 2;
    private readonly CommandContext _context;
    private readonly AreaSync _sync;

    /// <summary>To a server.</summary>
    /// <param name="context">The home and the files.</param>
    /// <param name="to">The server.</param>
    /// <param name="isPatient">False to try what fails in passing twice only. Default: true.</param>
    /// <param name="cancel">Ends the waiting between tries.</param>
    public WarehouseSending(CommandContext context, ServerConnection to, bool isPatient = true, CancellationToken cancel = default)
    {
        void Wait(TimeSpan pause) => Task.Delay(pause, context.Clock, cancel).GetAwaiter().GetResult();
        var (reads, writes) = (RetryPolicy.Reads(Wait, Environment.ProcessId), RetryPolicy.Writes(Wait, Environment.ProcessId));
        (_context, Reads) = (context, isPatient ? reads : reads with { Tries = FewTries });
        _sync = new AreaSync(() => SqlClientServer.Open(to), Reads, isPatient ? writes : writes with { Tries = FewTries }, context.Clock, context.User);
    }

    /// <summary>How reading is tried again.</summary>
    public RetryPolicy Reads { get; }

    /// <summary>What the installation says of the warehouse; null where it has none.</summary>
    /// <exception cref="ConfigurationWrong">qdc.yaml is not sound.</exception>
    public static WarehouseSettings? Configured(CommandContext context)
    {
        var (installation, problems) = InstallationReader.Read(context.Home.Root);
        return (installation ?? throw new ConfigurationWrong([.. problems.Select(ConfigurationProblem.Of)])).Warehouse;
    }

    /// <summary>The server that was named on the command line, else in qdc.yaml, else in <c>QDC_WAREHOUSE</c>.</summary>
    public static ServerConnection Server(CommandContext context, string? named) => ServerConnection.From(named ?? Configured(context)?.Connection ?? UsualConnection);

    /// <summary>False for an area that is not to be sent.</summary>
    public static bool IsSent(CommandContext context, string area) => context.Workspace.Jobs.Areas.GetValueOrDefault(area)?.Warehouse.Send != false;

    /// <summary>What sending would do.</summary>
    public SyncResult Plan(string area) => _sync.Plan(_context.Store(area));

    /// <summary>Sends an area.</summary>
    public SyncResult Send(string area) => _sync.Sync(_context.Store(area), area == NetworkKey.Name ? "Xarxa" : _context.Workspace.Jobs.Areas[area].Name);

    /// <summary>
    /// After runs: sends the areas, and what they publish together, of which the server holds another version. Whatever becomes of it, what was
    /// published stays; what did not go is told in the area's report, and goes with the next run.
    /// </summary>
    public static IReadOnlyList<RunReport> AfterRuns(CommandContext context, IReadOnlyList<RunReport> reports, CancellationToken cancel)
    {
        QdcException? away = null;
        WarehouseSending? sending = null;
        try
        {
            if (Configured(context) is not { } warehouse)
            {
                return reports;
            }
            sending = new WarehouseSending(context, ServerConnection.From(warehouse.Connection), isPatient: false, cancel);
        }
        catch (QdcException e)
        {
            away = e;
        }
        var told = reports.Select(r => r.Version is null || !IsSent(context, r.Area) ? r : r.With(Try(r.Area))).ToList();
        if (told.Exists(r => r.Version is not null) && context.Store(NetworkKey.Name).Current is not null && Try(NetworkKey.Name) is { } failed)
        {
            told.Add(RunReport.NotSent(NetworkKey.Name, context.Store(NetworkKey.Name).Current, failed));
        }
        return told;

        QdcException? Try(string area)
        {
            if (away is not null)
            {
                return away;
            }
            try
            {
                if (sending!._sync.IsBehind(context.Store(area)))
                {
                    var result = sending.Send(area);
                    if (!context.Json)
                    {
                        context.Error.Line($"  {area}: {result.Sent} rows sent to the warehouse, {result.Rows} there", "dim");
                    }
                }
                return null;
            }
            catch (QdcException e)
            {
                away = e is ServerUnavailable or SettingException ? e : null; // the other areas need not find out one by one
                return e;
            }
        }
    }
}
