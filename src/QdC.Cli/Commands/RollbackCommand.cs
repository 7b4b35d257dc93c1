using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Query;

namespace QdC.Cli.Commands;

/// <summary><c>qdc rollback</c>: publish an older version again, as the next one.</summary>
internal sealed class RollbackCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Option<int?> _to = new("--to") { Description = "The version to publish again [default: the one before the current]", HelpName = "V" };
    private readonly Option<string> _reason = Shared.Reason();

    public RollbackCommand()
        : base(
            "rollback",
            "Publish an older version again, as the next one. Deliveries that came after it are held until they are accepted.",
            "qdc rollback tarragona --reason \"February was delivered twice\"",
            "qdc rollback tarragona --to 3 --reason \"figures of the yearly report\""
        )
    {
        Arguments.Add(_area);
        Options.Add(_to);
        Options.Add(_reason);
        Does(RollBack);
    }

    private int RollBack(CommandContext context, ParseResult parsed, CancellationToken cancel)
    {
        var reason = Shared.Required(parsed, _reason);
        var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
        var store = context.Store(area);
        var older = store.Versions.Where(v => v < store.Current).ToList();
        var to = parsed.GetValue(_to) ?? (older.Count > 0 ? older[^1] : throw new UsageWrong("There is no version before the current one", area));
        if (!store.Versions.Contains(to))
        {
            throw new UnknownName("version", $"{to}", [.. store.Versions.Select(v => $"{v}")], area);
        }
        using var lease = store.TakeLease(cancel: cancel);
        var from = store.Current;
        var done = store.RollBack(lease, to, context.User, reason);
        using var log = store.OpenLog();
        var held = done.HeldDeliveries.Select(id => log.FindDelivery(id)!).ToList();
        return context.Give(
            new { Area = area, From = from, To = to, Version = done.Version, Held = held.Select(d => new { d.DeliveryId, d.System, d.Extract, d.Facts.FileName, d.EffectiveDate }) },
            console =>
            {
                console.Line($"✓ {area}: version {done.Version} is current now, with what version {to} held (it was {from})", "green");
                foreach (var delivery in held)
                {
                    console.Line($"  held: {delivery.System}/{delivery.Extract} {delivery.Facts.FileName}; let it in again with `qdc run --accept-volume {area} {delivery.Extract} {delivery.DeliveryId} --reason …`");
                }
            }
        );
    }
}
