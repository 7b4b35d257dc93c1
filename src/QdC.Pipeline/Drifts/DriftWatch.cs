using System.Globalization;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Load;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>Compares the deliveries of an extract with the one before each, and keeps what changed in the area's log.</summary>
/// <param name="log">The area's log.</param>
/// <param name="area">The area, for the command that accepts a change.</param>
internal sealed class DriftWatch(AreaLog log, string area)
{
    private readonly List<DriftEvent> _told = [];

    /// <summary>What changed and did no harm, as it was found.</summary>
    public IReadOnlyList<DriftEvent> Told => _told;

    /// <summary>Looks at a delivery that could be read.</summary>
    /// <param name="held">What the working copy holds of its extract.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="shape">What it looks like; null for rows that were sent back.</param>
    /// <param name="extract">How it was read.</param>
    /// <param name="form">How its form differs from the declared one.</param>
    /// <returns>The changes found in it.</returns>
    public IReadOnlyList<DriftEvent> Look(LoadedDeliveries held, Delivery delivery, Shape? shape, ExtractDefinition extract, IReadOnlyList<Drift> form)
    {
        if (delivery.Facts.IsCorrection || shape is null)
        {
            return [];
        }

        var isNew = log.Shape(delivery.DeliveryId) is null;
        log.KeepShape(delivery.DeliveryId, shape.ToJson());
        if (isNew && delivery.State == DeliveryState.Applied)
        {
            return []; // applied before changes were looked for
        }

        if (Before(held) is not { } before)
        {
            return Raise(delivery, delivery, Unmatched(delivery, shape, extract, form)); // the first one is compared with nothing
        }

        var changed = DriftFinder.Between(before.Shape, shape, extract).Concat(Gap(held, delivery)).ToList();
        return Raise(delivery, before.Delivery, [.. changed, .. Unmatched(delivery, shape, extract, form.Where(f => !changed.Exists(c => Names(c, f))))]);
    }

    /// <summary>Columns that the mapping names and no delivery had: a name that is wrong, or what this council does not give. Told once, and not where a person accepted that it is gone.</summary>
    private IEnumerable<DriftNote> Unmatched(Delivery delivery, Shape shape, ExtractDefinition extract, IEnumerable<Drift> form)
    {
        var missing = form.Where(f => f.Kind == DriftKind.ColumnMissing).ToList();
        if (missing.Count == 0)
        {
            return [];
        }

        var free = shape.Columns.Where(c => c.Field is null).Select(c => c.Name).ToList();
        var known = log.Drifts().Where(d => d.System == delivery.System && d.Extract == delivery.Extract).ToList();
        var accepted = known.Where(d => d is { State: DriftState.Accepted, Note.Kind: DriftKinds.ColumnMissing }).Select(d => TextFold.Header(d.Note.Subject)).ToHashSet();
        // One told of this very delivery is found again, as it is each time a change is looked for.
        var told = known.Where(d => d.Note.Kind == DriftKinds.ColumnUnmatched && d.DeliveryId != delivery.DeliveryId).Select(d => d.Note.Subject).ToHashSet();
        return missing.Where(f => told.Add(f.What) && !extract.Columns[f.Field!].From.Any(name => accepted.Contains(TextFold.Header(name)))).Select(f => new DriftNote
        {
            Kind = DriftKinds.ColumnUnmatched,
            Subject = f.What,
            IsDestructive = false,
            Before = f.Field,
            After = extract.Columns[f.Field!].From.Select(name => NearestName.Of(name, free)).FirstOrDefault(near => near is not null),
        });
    }

    /// <summary>True when a change tells already that a column went: one of those that a field may be read from.</summary>
    private static bool Names(DriftNote change, Drift form) =>
        change.Kind is DriftKinds.ColumnMissing or DriftKinds.ColumnRenamed && form.Field is { } field && change.Before?.Contains($"→ {field} (", StringComparison.Ordinal) == true;

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
