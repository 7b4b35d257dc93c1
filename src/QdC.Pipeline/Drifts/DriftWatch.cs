using System.Globalization;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Load;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>Compares the deliveries of an extract with the one before each, and keeps what changed in the area's log.</summary>
/// <param name="log">The area's log.</param>
/// <param name="area">The area, for the command that accepts a change.</param>
public sealed class DriftWatch(AreaLog log, string area)
{
    private readonly List<DriftEvent> _told = [];

    /// <summary>What changed and did no harm, as it was found.</summary>
    public IReadOnlyList<DriftEvent> Told => _told;

    /// <summary>Looks at a delivery that could be read.</summary>
    /// <param name="held">What the working copy holds of its extract.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="shape">What it looks like; null for rows that were sent back.</param>
    /// <param name="extract">How it was read.</param>
    /// <returns>The changes found in it.</returns>
    public IReadOnlyList<DriftEvent> Look(LoadedDeliveries held, Delivery delivery, Shape? shape, ExtractDefinition extract)
    {
        if (delivery.Facts.IsCorrection || shape is null)
        {
            return [];
        }

        var isNew = log.Shape(delivery.DeliveryId) is null;
        log.KeepShape(delivery.DeliveryId, shape.ToJson());
        if (Before(held) is not { } before || (isNew && delivery.State == DeliveryState.Applied))
        {
            return []; // the first one, or one applied before changes were looked for
        }

        return Raise(delivery, before.Delivery, DriftFinder.Between(before.Shape, shape, extract).Concat(Gap(held, delivery)));
    }

    /// <summary>The days between the changes delivered before and these. What overlaps does no harm: a record that says what is known is counted as unchanged.</summary>
    private static IEnumerable<DriftNote> Gap(LoadedDeliveries held, Delivery delivery)
    {
        if (delivery.Facts is { Mode: "delta", ExtractFrom: { } from }
            && held.Reached is { } reached
            && from > reached.AddDays(1))
        {
            yield return new DriftNote
            {
                Kind = DriftKinds.Gap,
                Subject = string.Create(CultureInfo.InvariantCulture, $"{reached.AddDays(1):yyyy-MM-dd}..{from.AddDays(-1):yyyy-MM-dd}"),
                IsDestructive = false,
                Before = reached.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                After = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
        }
    }

    /// <summary>Looks at a delivery that could not be read.</summary>
    /// <returns>The changes by which it differs from the one before; none where it is not recognised.</returns>
    public IReadOnlyList<DriftEvent> LookUnread(LoadedDeliveries held, Delivery delivery, StageRequest request)
    {
        if (delivery.Facts.IsCorrection || Before(held) is not { } before || UnreadForm.Of(request, before.Shape) is not { } found)
        {
            return [];
        }

        log.KeepShape(delivery.DeliveryId, found.Shape.ToJson());
        return Raise(delivery, before.Delivery, found.Notes);
    }

    /// <summary>Names the change of a volume that holds a delivery.</summary>
    /// <param name="held">What the working copy holds of its extract.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="objection">Why it is held.</param>
    public void Volume(LoadedDeliveries held, Delivery delivery, string objection)
    {
        if (Predecessor(held) is { } before)
        {
            Raise(delivery, before, [new DriftNote { Kind = DriftKinds.Volume, Subject = delivery.Facts.FileName, IsDestructive = true, Before = before.Facts.FileName, After = objection }]);
        }
    }

    /// <summary>Notes that a delivery was applied, with only these changes in it.</summary>
    public void PassWithout(Delivery delivery, IReadOnlyList<DriftEvent> changes) => log.PassDrifts(delivery, [.. changes.Select(d => d.DriftId)]);

    /// <summary>What is said of changes that stop an extract.</summary>
    /// <param name="open">The changes.</param>
    public string Objection(IReadOnlyList<DriftEvent> open) =>
        AreaLog.DriftHold
        + string.Join("; ", open.Select(d => $"{DriftText.Of(d.Note)} [{d.DriftId}]"))
        + $". Yesterday's data stay. See `qdc drift {area}` and accept with `qdc drift accept {area} {open[0].DriftId} --why …`, or correct the file or the mapping.";

    private List<DriftEvent> Raise(Delivery delivery, Delivery before, IEnumerable<DriftNote> notes)
    {
        var raised = notes.Select(note => log.RaiseDrift(delivery, before, note)).ToList();
        _told.AddRange(raised.Where(d => d.State == DriftState.Told && d.DeliveryId == delivery.DeliveryId));
        return raised;
    }

    private (Delivery Delivery, Shape Shape)? Before(LoadedDeliveries held) =>
        Predecessor(held) is { } before && log.Shape(before.DeliveryId) is { } shape ? (before, Shape.FromJson(shape)) : null;

    private Delivery? Predecessor(LoadedDeliveries held) => held.Last is { } last ? log.FindDelivery(last.DeliveryId) : null;
}
