using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Forget;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc forget</c>: erase a person at the controller's order.</summary>
internal sealed class ForgetCommand : QdcCommand
{
    private readonly Option<string> _area = Shared.OfArea();
    private readonly Option<string?> _person = new("--person-ref") { Description = "The council's number of one of the person's records", HelpName = "RECORD" };
    private readonly Option<string?> _system = new("--system") { Description = "The system whose number it is [default: the only one that delivers persons]", HelpName = "SYSTEM" };
    private readonly Option<string?> _order = new("--order") { Description = "The controller's order, kept for ever; it must not name the person", HelpName = "REF" };
    private readonly Option<bool> _expired = new("--expired") { Description = "Only remove what the area keeps no longer: persons after retention: persons_years, landed files after landing_days" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Only end an erasure that was interrupted" };

    public ForgetCommand()
        : base(
            "forget",
            "Erase a person at the controller's order: identity and record numbers go from vault, landed files, findings, review queue and every kept version; facts stay under an invented number without municipality and birth year, so that counts hold. Later deliveries drop the person again. It cannot be undone.",
            "qdc forget --area tarragona --person-ref 104233 --order DPD-2026-14",
            "qdc forget --area tarragona --expired",
            "qdc forget --area tarragona --resume"
        )
    {
        foreach (var option in new Option[] { _area, _person, _system, _order, _expired, _resume })
        {
            Options.Add(option);
        }
        Does(Forget);
    }

    private int Forget(CommandContext context, ParseResult parsed, CancellationToken cancel)
    {
        var area = context.Workspace.Area(parsed.GetValue(_area)!);
        var (person, order, resume) = (parsed.GetValue(_person), parsed.GetValue(_order), parsed.GetValue(_resume));
        var forgetting = new Forgetting(context.Home, context.Workspace.Jobs, area, context.Clock, context.Step);
        if (resume)
        {
            return forgetting.Resume(cancel: cancel) is { } ended
                ? Give(context, ended)
                : context.Give(new { area.Area, Resumed = false }, console => console.Line("No erasure was interrupted"));
        }
        if (parsed.GetValue(_expired))
        {
            return Expire(context, area, forgetting, cancel);
        }
        if (string.IsNullOrWhiteSpace(person) || string.IsNullOrWhiteSpace(order))
        {
            throw new UsageWrong("An erasure needs a record and an order", next: "Name them with --person-ref RECORD --order REF.");
        }
        return Give(context, forgetting.Erase(System(context.Workspace.Jobs, area, parsed.GetValue(_system)), person, ReasonText.OfOrder(order, person), context.User, cancel: cancel));
    }

    private static int Expire(CommandContext context, AreaFile area, Forgetting forgetting, CancellationToken cancel)
    {
        var erased = forgetting.EraseExpired(context.User, cancel: cancel);
        var removed = 0;
        if (File.Exists(context.Home.LogOf(AreaCode.Parse(area.Area))))
        {
            using var lease = context.Store(area.Area).TakeLease();
            using var log = context.Store(area.Area).OpenLog();
            using var keys = AreaKeys.Open(log);
            removed = new Landing(context.Home, keys, context.Clock).Purge(area.RetentionDays).Count;
        }
        return context.Give(new { area.Area, Erased = erased is not null, LandedFilesRemoved = removed }, console => console.Line($"{(erased is null ? "Nobody is kept too long" : "Who was kept too long is erased")}; {removed} landed files removed"));
    }

    private static string System(JobSet jobs, AreaFile area, string? named)
    {
        var systems = area.Sources.Where(s => jobs.Systems[s.System].Extracts.Any(e => e.Subject == "person")).Select(s => s.System).ToList();
        return named is not null && !systems.Contains(named) ? throw new UsageWrong("The system delivers no persons of this area", named, string.Join(", ", systems))
            : named ?? (systems is [var only] ? only : throw new UsageWrong("Several systems deliver persons of this area", area.Area, string.Join(", ", systems), "Name the one whose number it is with --system."));
    }

    private static int Give(CommandContext context, ErasureProof proof) =>
        context.Give(
            proof,
            console =>
            {
                console.Line($"✓ {proof.Area}: order {proof.Order} is carried out: {proof.Records} records of one person", "green");
                console.Line($"  {proof.Identities} identities, {proof.Landing.Rows} rows in {proof.Landing.Files} landed files, {proof.Findings} findings, {proof.Versions.Sum(v => v.Pairs)} compared pairs; versions written anew: {string.Join(", ", proof.Versions.Select(v => v.Version))}");
                if (proof.Landing.Unread.Count > 0)
                {
                    console.Line($"  removed whole, because nothing reads them any more: {string.Join(", ", proof.Landing.Unread)}", "yellow");
                }
                console.Line("  out of reach of this program, for the controller to see to:");
                foreach (var place in proof.OutOfReach)
                {
                    console.Line($"    {Place(place)}");
                }
            }
        );

    private static string Place(OutOfReach place) =>
        place switch
        {
            OutOfReach.Sources => "the council's systems, and the files they deliver: where they still name the person, the person is dropped again when they are read",
            OutOfReach.Backups => "backups made before: one that is restored over this home is erased again before anything is loaded; in another home repeat the order",
            _ => "workbooks and files exported before",
        };
}
