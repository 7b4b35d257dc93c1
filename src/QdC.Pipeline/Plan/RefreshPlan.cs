using System.Globalization;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Pipeline.SentBack;
using QdC.Warehouse;

namespace QdC.Pipeline.Plan;

/// <summary>What a refresh does with an extract.</summary>
public enum PlannedAction
{
    /// <summary>Nothing new.</summary>
    Unchanged,

    /// <summary>Applies deliveries after those it holds.</summary>
    Append,

    /// <summary>Drops what later deliveries said and applies them again after an earlier one.</summary>
    Rewind,

    /// <summary>Applies every delivery again.</summary>
    Reload,
}

/// <summary>A delivery a refresh would apply.</summary>
/// <param name="FileName">Its file.</param>
/// <param name="ContentHash">SHA-256 of its bytes.</param>
/// <param name="EffectiveDate">The day it speaks of.</param>
/// <param name="IsNew">True when it is seen for the first time.</param>
/// <param name="IsCorrection">True when it corrects an earlier one.</param>
public sealed record PlannedDelivery(string FileName, string ContentHash, DateOnly EffectiveDate, bool IsNew, bool IsCorrection)
{
    /// <summary>The files whose columns its rows take; the patterns of those that are only landed.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];

    /// <summary>True when it lists keys and delivers no rows.</summary>
    public bool IsKeyList { get; init; }
}

/// <summary>What a refresh would do with one extract, and why.</summary>
/// <param name="System">The source system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="Subject">The subject it delivers.</param>
/// <param name="Action">What is done.</param>
/// <param name="FromSeq">The place in effective order from which observations are dropped; 0 when none are.</param>
/// <param name="Deliveries">The deliveries applied, in effective order.</param>
/// <param name="Reasons">Why, in plain words; also what waits or is held.</param>
public sealed record ExtractPlan(
    string System,
    string Extract,
    string Subject,
    PlannedAction Action,
    int FromSeq,
    IReadOnlyList<PlannedDelivery> Deliveries,
    IReadOnlyList<string> Reasons
);

/// <summary>A delivery that the current version holds.</summary>
/// <param name="System">The source system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="Seq">Its place in effective order.</param>
/// <param name="ContentHash">SHA-256 of its bytes.</param>
/// <param name="Fingerprint">What decided its conformed rows.</param>
/// <param name="EffectiveDate">The day it speaks of.</param>
public sealed record AppliedDelivery(string System, string Extract, int Seq, string ContentHash, string Fingerprint, DateOnly EffectiveDate);

/// <summary>Everything a plan is made from. Making it touches nothing.</summary>
public sealed record PlanFacts
{
    /// <summary>The declarative files.</summary>
    public required JobSet Jobs { get; init; }

    /// <summary>The area.</summary>
    public required AreaFile Area { get; init; }

    /// <summary>What lies at the sources now.</summary>
    public required IReadOnlyList<ScannedDelivery> Scanned { get; init; }

    /// <summary>What the ledger knows.</summary>
    public required IReadOnlyList<Delivery> Known { get; init; }

    /// <summary>What the current version holds.</summary>
    public required IReadOnlyList<AppliedDelivery> Applied { get; init; }

    /// <summary>Deliveries that a rollback set aside: only a person lets them go.</summary>
    public IReadOnlySet<long> HeldByRollback { get; init; } = new HashSet<long>();

    /// <summary>Whether the landed bytes of a delivery are still there.</summary>
    public required Func<Delivery, bool> IsLanded { get; init; }

    /// <summary>Hash of the SQL, metrics and settings the current version was built with; null before the first.</summary>
    public string? BuiltWith { get; init; }

    /// <summary>Hash of the SQL, metrics and settings of now.</summary>
    public required string BuildFingerprint { get; init; }

    /// <summary>True to apply every delivery again.</summary>
    public bool Reload { get; init; }

    /// <summary>The effective date from which deliveries are applied again; null for none.</summary>
    public DateOnly? ReloadFrom { get; init; }
}

/// <summary>What a refresh of an area would do, and why: data, printed by <c>qdc plan</c> and carried out by <c>qdc run</c>.</summary>
/// <param name="Area">The area.</param>
/// <param name="Extracts">The extracts, in the order of the area's sources.</param>
/// <param name="Rebuild">Why the star is computed again though no extract changed; null when it is not.</param>
public sealed record RefreshPlan(string Area, IReadOnlyList<ExtractPlan> Extracts, string? Rebuild)
{
    /// <summary>What lies at the sources and would not be read, and sources that are not there.</summary>
    public IReadOnlyList<ExtractProblem> Problems { get; init; } = [];

    /// <summary>True when a refresh would make no new version.</summary>
    public bool IsNothing => Rebuild is null && Extracts.All(e => e.Action == PlannedAction.Unchanged);

    /// <summary>Makes the plan.</summary>
    public static RefreshPlan Make(PlanFacts facts)
    {
        var extracts = facts
            .Area.Sources.SelectMany(source => facts.Jobs.Systems[source.System].Extracts.Select(extract => (source.System, extract)))
            .Select(pair => PlanExtract(facts, pair.System, pair.extract))
            .ToList();
        var rebuild = facts.BuiltWith switch
        {
            null => extracts.Any(e => e.Deliveries.Count > 0) ? "the area has no version yet" : null,
            var built when built != facts.BuildFingerprint => "the SQL, the metrics or the area's settings changed",
            _ => null,
        };
        return new RefreshPlan(facts.Area.Area, extracts, rebuild);
    }

    private static ExtractPlan PlanExtract(PlanFacts facts, string system, ExtractDefinition extract)
    {
        var reasons = new List<string>();
        var applied = facts.Applied.Where(a => a.System == system && a.Extract == extract.Name).OrderBy(a => a.Seq).ToList();
        var fingerprints = new DatedFingerprints(facts.Jobs, facts.Area, extract);
        var wanted = Wanted(facts, system, extract, applied, fingerprints, reasons);
        ExtractPlan Planned(PlannedAction action, int fromIndex, string reason)
        {
            reasons.Insert(0, reason);
            return new(system, extract.Name, extract.Subject, action, action is PlannedAction.Append or PlannedAction.Unchanged ? 0 : fromIndex + 1,
                [.. wanted.Skip(fromIndex)], reasons);
        }

        var same = 0;
        while (same < applied.Count && same < wanted.Count && applied[same].ContentHash == wanted[same].ContentHash)
        {
            same++;
        }
        var settled = Settled(facts, system, extract, wanted, same);
        if (applied.Count > settled && facts.Reload)
        {
            return Planned(PlannedAction.Reload, settled, "asked for with --reload");
        }
        var changed = settled < applied.Count ? applied.FindIndex(settled, a => a.Fingerprint != fingerprints.At(a.EffectiveDate)) : -1;
        var asked = facts.ReloadFrom is { } day ? wanted.FindIndex(w => w.EffectiveDate >= day) : -1;
        if (asked >= 0 && Math.Max(Math.Min(Math.Min(asked, same), changed < 0 ? asked : changed), settled) is var start && start < applied.Count)
        {
            return Planned(PlannedAction.Reload, start, string.Create(CultureInfo.InvariantCulture, $"asked for with --reload-from {facts.ReloadFrom:yyyy-MM-dd}"));
        }
        if (changed >= 0)
        {
            return Planned(PlannedAction.Reload, Math.Min(changed, same), "the mapping, the contract or a code list changed");
        }
        if (same < applied.Count)
        {
            return Planned(
                PlannedAction.Rewind,
                same,
                same < wanted.Count
                    ? $"{wanted[same].FileName} of {wanted[same].EffectiveDate:yyyy-MM-dd} comes before deliveries already applied"
                    : "a delivery already applied is held now"
            );
        }
        return same < wanted.Count
            ? Planned(PlannedAction.Append, same, $"{wanted.Count - same} new {(wanted.Count - same == 1 ? "delivery" : "deliveries")}")
            : Planned(PlannedAction.Unchanged, same, wanted.Count == 0 ? "nothing delivered" : "unchanged");
    }

    /// <summary>How many of the deliveries applied, from the first on, stay as they are: the bytes of the last of them are kept no more.</summary>
    private static int Settled(PlanFacts facts, string system, ExtractDefinition extract, List<PlannedDelivery> wanted, int same) =>
        wanted.Take(same).ToList().FindLastIndex(d => !CanBeRead(facts, system, extract, d.ContentHash)) + 1;

    private static bool CanBeRead(PlanFacts facts, string system, ExtractDefinition extract, string hash) =>
        facts.Scanned.Any(s => s.System == system && s.Extract == extract.Name && s.ContentHash == hash)
        || facts.Known.Any(d => d.System == system && d.Extract == extract.Name && d.ContentHash == hash && facts.IsLanded(d) && Holds(d, extract));

    /// <summary>True when what was landed holds a file for each join of the extract; a workbook sent back reads those of the delivery it corrects.</summary>
    private static bool Holds(Delivery delivery, ExtractDefinition extract) =>
        ContentHash.Covers(delivery.ContentHash, extract) || SentBackMode.Of(delivery) is not null;

    /// <summary>The deliveries the extract should have applied, in effective order.</summary>
    private static List<PlannedDelivery> Wanted(
        PlanFacts facts,
        string system,
        ExtractDefinition extract,
        List<AppliedDelivery> applied,
        DatedFingerprints fingerprints,
        List<string> reasons
    )
    {
        var known = facts.Known.Where(d => d.System == system && d.Extract == extract.Name).ToDictionary(d => d.ContentHash);
        var scanned = facts.Scanned.Where(s => s.System == system && s.Extract == extract.Name).DistinctBy(s => s.ContentHash).ToDictionary(s => s.ContentHash);
        var places = new List<(string Order, PlannedDelivery Delivery, Delivery? Known)>();
        foreach (var hash in known.Keys.Union(scanned.Keys))
        {
            var (old, found) = (known.GetValueOrDefault(hash), scanned.GetValueOrDefault(hash));
            var name = old?.Facts.FileName ?? found!.FileName;
            if (old?.State is DeliveryState.Refused)
            {
                reasons.Add($"{name} is refused: {old.Reason}");
                continue;
            }
            var date = old?.EffectiveDate ?? found?.EffectiveDate;
            if (date is null)
            {
                reasons.Add($"{name} waits: {found?.Waits?.ToString() ?? old?.Reason}");
                continue;
            }
            if (found is null && !Holds(old!, extract) && scanned.Keys.Any(other => ContentHash.SameFile(hash, other)))
            {
                continue; // landed before a join was declared; the same file lies at the source with all that belongs to it
            }
            if (found is null && applied.TrueForAll(a => a.ContentHash != hash) && !facts.IsLanded(old!))
            {
                continue; // neither applied, nor at the source, nor landed any more
            }
            // One order for deliveries seen before and those seen for the first time: the ledger's.
            var order = new Delivery(0, found?.ToRegister(null) ?? old!.Facts, DeliveryState.Landed, null, default, default) with
            {
                Facts = (old?.Facts ?? found!.ToRegister(null)) with { EffectiveDate = date },
            };
            places.Add((order.Order, new PlannedDelivery(name, hash, date.Value, old is null, order.Facts.IsCorrection) { Joined = found?.Joined ?? [.. extract.Joins.Select(j => j.File)], IsKeyList = order.Facts.Mode == KeyList.Mode }, old));
        }
        var again = facts.Reload || facts.ReloadFrom is not null || applied.Exists(a => a.Fingerprint != fingerprints.At(a.EffectiveDate));
        var ordered = places.OrderBy(p => p.Order, StringComparer.Ordinal).Select(p => (p.Delivery, p.Known)).ToList();
        var settled = ordered.FindLastIndex(p => applied.Exists(a => a.ContentHash == p.Delivery.ContentHash) && !CanBeRead(facts, system, extract, p.Delivery.ContentHash));
        return Admitted(ordered, facts, applied, again, settled, reasons);
    }

    /// <summary>
    /// Leaves out what is held, and what could not be read and has later deliveries applied after it. What is held for its volume
    /// is looked at again once the deliveries before it are others: whether it passes must not depend on the order of arrival.
    /// </summary>
    private static List<PlannedDelivery> Admitted(
        IReadOnlyList<(PlannedDelivery Delivery, Delivery? Known)> places,
        PlanFacts facts,
        List<AppliedDelivery> applied,
        bool again,
        int settled,
        List<string> reasons
    )
    {
        var served = applied.Select(a => a.ContentHash).ToHashSet();
        var last = places.ToList().FindLastIndex(p => served.Contains(p.Delivery.ContentHash));
        var admitted = new List<PlannedDelivery>();
        var news = again;
        for (var i = 0; i < places.Count; i++)
        {
            var (delivery, known) = places[i];
            var isServed = served.Contains(delivery.ContentHash);
            if (!isServed && i < settled)
            {
                reasons.Add(
                    $"{delivery.FileName} of {delivery.EffectiveDate:yyyy-MM-dd} is refused: deliveries after it were applied whose bytes are kept no more (retention.landing_days: {facts.Area.RetentionDays})"
                );
            }
            else if (known?.State is DeliveryState.Held && (!news || facts.HeldByRollback.Contains(known.DeliveryId)))
            {
                reasons.Add($"{delivery.FileName} is held: {known.Reason}");
                news |= isServed;
            }
            else if (known?.State is DeliveryState.Failed && !isServed && !again && i < last)
            {
                reasons.Add($"{delivery.FileName} could not be read: {known.Reason}");
            }
            else
            {
                admitted.Add(delivery);
                news |= !isServed && known?.State is not DeliveryState.Failed;
            }
        }
        return admitted;
    }
}
