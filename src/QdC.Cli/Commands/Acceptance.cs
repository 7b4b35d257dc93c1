using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Query;
using QdC.Pipeline.Test;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary>Decisions that a person takes before a run, recorded in the area's ledger.</summary>
internal static class Acceptance
{
    /// <summary>Lets a held delivery in, after showing why it was held and how many rows it closes.</summary>
    public static void Volume(CommandContext context, string area, string extract, string delivery, string reason)
    {
        using var log = context.Store(context.Workspace.Area(area).Area).OpenLog();
        var held = log.Deliveries(state: DeliveryState.Held).Where(d => d.Extract == extract || $"{d.System}/{d.Extract}" == extract).ToList();
        var found = held.Where(d => $"{d.DeliveryId}" == delivery || d.Facts.FileName == delivery || d.Facts.FileName == Masking.FileName(delivery) || (delivery.Length >= 8 && d.ContentHash.StartsWith(delivery, StringComparison.Ordinal))).ToList();
        if (found is not [var one])
        {
            throw new UnknownName("held delivery", delivery, [.. held.Select(d => $"{d.DeliveryId}")], $"{area} {extract}");
        }
        if (!context.Json)
        {
            context.Error.Line($"{area} {one.System}/{one.Extract} {one.Facts.FileName}: {one.Reason}");
        }
        log.AcceptVolume(one.ContentHash, reason, context.User);
        log.SetDeliveryState(one.DeliveryId, DeliveryState.Landed, $"accepted by {context.User}: {reason}");
    }

    /// <summary>Lets versions be published over a stop test that fails, until a day.</summary>
    public static void Test(CommandContext context, string area, string test, DateOnly? until, string reason)
    {
        var stops = DataTests.All.Where(t => t.Severity == TestSeverity.Stop).Select(t => t.Model.Name).ToList();
        if (!stops.Contains(test))
        {
            throw new UnknownName("stop test", test, stops);
        }
        var today = DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime);
        if (until is not { } day || day < today)
        {
            throw new UsageWrong("A test is accepted up to a day", until is null ? "none" : $"{until:yyyy-MM-dd}", $"{today:yyyy-MM-dd} or later", "Give it with --until DATE.");
        }
        using var log = context.Store(context.Workspace.Area(area).Area).OpenLog();
        log.AcceptTest(test, day, reason, context.User);
    }
}
