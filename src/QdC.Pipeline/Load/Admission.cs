using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Load;

/// <summary>Holds a delivery whose volume moves too far from its effective predecessor's until a person accepts it.</summary>
internal static class Admission
{
    /// <summary>Why the delivery should be held; null when it may pass. The first delivery, corrections and deltas pass; a list of keys is held by what it would close.</summary>
    /// <param name="db">The working copy.</param>
    /// <param name="delivery">The delivery, staged.</param>
    /// <param name="extract">Its extract, with the share allowed.</param>
    /// <param name="area">The area, for the command that accepts it.</param>
    /// <param name="held">What the working copy holds of its extract.</param>
    /// <param name="deltas">The deliveries that are deltas: nothing is measured by them.</param>
    public static string? Objection(DuckDbSession db, StagedDelivery delivery, ExtractDefinition extract, string area, LoadedDeliveries held, IReadOnlySet<long> deltas)
    {
        if (delivery.IsKeyList)
        {
            return Emptied(db, delivery, extract.AdmissionRowsShare, area);
        }
        if (delivery.IsCorrection || deltas.Contains(delivery.DeliveryId))
        {
            return null;
        }
        if (held.Before(delivery.EffectiveDate, deltas) is not { Records: > 0 } previous)
        {
            return null;
        }
        if (extract.Complete?.By is not null && !Comparable(Days(delivery.ExtractFrom, delivery.ExtractTo), Days(previous.From, previous.To)))
        {
            return null; // a delivery of another span: the first one of a rolling extract often holds the whole history
        }
        var share = (delivery.Records - previous.Records) / (double)previous.Records;
        var accept = $"Accept it with `qdc run --accept-volume {area} {delivery.Extract} {delivery.DeliveryId}` or ask for the file again.";
        if (Math.Abs(share) <= extract.AdmissionRowsShare)
        {
            return Shrunk(db, delivery, previous.DeliveryId, extract.AdmissionRowsShare) is { } joined ? $"{joined} {accept}" : null;
        }
        var closes = delivery.Complete is { By: null } ? DeliveryLoad.Closing(db, delivery).Closes : 0;
        return FormattableString.Invariant(
            $"{delivery.Records} records against {previous.Records} of {previous.EffectiveDate:yyyy-MM-dd} ({share:+0.0 %;-0.0 %}, allowed ±{extract.AdmissionRowsShare:0 %}); it would close {closes} rows. {accept}"
        );
    }

    /// <summary>A list of keys is measured by what it would close: an empty one would close everything.</summary>
    private static string? Emptied(DuckDbSession db, StagedDelivery delivery, double allowed, string area)
    {
        var (there, closes) = DeliveryLoad.Closing(db, delivery);
        return there == 0 || closes <= allowed * there ? null : FormattableString.Invariant(
            $"The list names {delivery.Records - delivery.Rejected} keys; it would close {closes} of {there} rows ({closes / (double)there:0.0 %}, allowed {allowed:0 %}). Accept it with `qdc run --accept-volume {area} {delivery.Extract} {delivery.DeliveryId}` or ask for the list again.");
    }

    /// <summary>A joined file that lost records would empty fields of rows that are all there: cases without their exit are open again.</summary>
    private static string? Shrunk(DuckDbSession db, StagedDelivery delivery, long previous, double allowed)
    {
        foreach (var joined in delivery.Joined)
        {
            var before = db.Scalar<long>("SELECT coalesce(max(records), 0) FROM meta.joined WHERE delivery_id = ? AND \"join\" = ?", previous, joined.Join);
            var share = before == 0 ? 0 : (joined.Records - before) / (double)before;
            if (share < -allowed)
            {
                return FormattableString.Invariant($"The file of join {joined.Join} has {joined.Records} records against {before} before ({share:+0.0 %;-0.0 %}, allowed -{allowed:0 %}), so that fields would be emptied.");
            }
        }
        return null;
    }

    private static int? Days(DateOnly? from, DateOnly? to) => to?.DayNumber - from?.DayNumber;

    private static bool Comparable(int? days, int? previous) => days >= 0 && previous >= 0 && Math.Abs(days.Value - previous.Value) <= 45;
}
