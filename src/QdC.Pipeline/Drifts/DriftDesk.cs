using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>A change with what a person needs to decide on it.</summary>
/// <param name="Event">The change.</param>
/// <param name="What">What changed, as a sentence without its full stop.</param>
/// <param name="File">The first file that has it; null for what a pull found at a source's server.</param>
/// <param name="Columns">The columns before and after.</param>
/// <param name="Edit">What to write into the declarative files so that they say the same; null where nothing is to be written.</param>
public sealed record DriftCase(DriftEvent Event, string What, string? File, IReadOnlyList<DriftColumn> Columns, string? Edit);

/// <summary>A column before and after.</summary>
/// <param name="Before">Its name before; null for one that came.</param>
/// <param name="After">Its name after; null for one that is missing.</param>
/// <param name="Field">The contract field it fills; null when no mapping names it.</param>
/// <param name="TypeBefore">What its values seemed to be.</param>
/// <param name="TypeAfter">What they seem to be.</param>
/// <param name="Change"><c>same</c>, <c>new</c>, <c>missing</c>, <c>renamed</c> or <c>retyped</c>.</param>
public sealed record DriftColumn(string? Before, string? After, string? Field, string? TypeBefore, string? TypeAfter, string Change);

/// <summary>Where a person sees what changed in what a council delivers, and accepts it: for the command line and the portal alike.</summary>
/// <param name="home">Where the stores are.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="clock">The clock.</param>
public sealed class DriftDesk(QdcHome home, JobSet jobs, TimeProvider clock)
{
    /// <summary>The changes of an area, the newest first; none before its first run.</summary>
    /// <param name="area">The area.</param>
    /// <param name="all">True for those decided or passed too, not only for those open or told.</param>
    public IReadOnlyList<DriftEvent> List(string area, bool all = false)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area), clock);
        return [.. (log?.Drifts() ?? []).Where(d => all || d.State is DriftState.Open or DriftState.Told).Reverse()];
    }

    /// <summary>A change with its columns before and after and the edit to make.</summary>
    /// <exception cref="UnknownName">There is no such change.</exception>
    public DriftCase Diff(string area, long drift)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area), clock);
        var found = Find(log, area, drift);
        var (before, after) = (ShapeOf(log!, found.BeforeId, found.ShapeBefore), ShapeOf(log!, found.DeliveryId, found.ShapeAfter));
        return new DriftCase(found, DriftText.Of(found.Note), found.DeliveryId is { } delivery ? log!.FindDelivery(delivery)!.Facts.FileName : null, Columns(before, after, found.Note), DriftEdit.Of(found, Extract(log!, found)));
    }

    /// <summary>Accepts a change: the deliveries it holds are applied, or the server is asked again, by the next run, and later ones are read accordingly. It is audited.</summary>
    /// <param name="area">The area.</param>
    /// <param name="drift">The change's number.</param>
    /// <param name="by">Who accepts it.</param>
    /// <param name="why">Why, kept for ever.</param>
    /// <param name="becomes">For a missing column, the name it has now; null takes what was found out.</param>
    /// <exception cref="UnknownName">There is no such change, or no such column.</exception>
    /// <exception cref="DriftNotAcceptable">It was accepted before, or the file could not be read all the same.</exception>
    public DriftEvent Accept(string area, long drift, string by, string why, string? becomes = null)
    {
        using var log = AreaLog.Open(home, AreaCode.Parse(area), clock);
        var found = Find(log, area, drift);
        if (found.State == DriftState.Accepted)
        {
            throw new DriftNotAcceptable(area, found, $"it was accepted on {found.DecidedAt:yyyy-MM-dd} by {found.By}");
        }

        var effect = found.Note.Effect;
        if (becomes is not null)
        {
            effect = Renaming(log, area, found, becomes).ToJson();
        }
        else if (found.Note.Kind == DriftKinds.ColumnMissing && IsNeeded(log, found))
        {
            throw new DriftNotAcceptable(area, found, "the extract cannot be read without this column", $"Say which column it became with --as COLUMN, or declare it in the mapping: {DriftEdit.Of(found, Extract(log, found))}");
        }

        log.AcceptDrift(drift, by, why, effect);
        new AuditLog(home, clock).Note(new AuditEvent("drift_accept", by, area, $"change {drift}: {found.System}/{found.Extract} {found.Note.Kind} {found.Note.Subject}")); // the reason stands in the area's own log
        return log.Drift(drift)!;
    }

    private static DriftEvent Find(AreaLog? log, string area, long drift) =>
        log?.Drift(drift) ?? throw new UnknownName("change", $"{drift}", [.. (log?.Drifts() ?? []).Where(d => d.State is DriftState.Open or DriftState.Told).Select(d => $"{d.DriftId}")], area);

    private static Shape ShapeOf(AreaLog log, long? delivery, string? pulled) => (delivery is { } id ? log.Shape(id) : pulled) is { } json ? Shape.FromJson(json) : new Shape();

    private ExtractDefinition? Extract(AreaLog log, DriftEvent drift) =>
        AcceptedDrift.With(jobs, log).Systems.GetValueOrDefault(drift.System)?.Extracts.FirstOrDefault(e => e.Name == drift.Extract)?.At(drift.EffectiveDate);

    private static DriftEffect Renaming(AreaLog log, string area, DriftEvent drift, string becomes)
    {
        if (drift.Note.Kind is not (DriftKinds.ColumnMissing or DriftKinds.ColumnRenamed))
        {
            throw new DriftNotAcceptable(area, drift, "only a column that is missing can have become another");
        }

        var free = ShapeOf(log, drift.DeliveryId, drift.ShapeAfter).Columns.Where(c => c.Field is null).Select(c => c.Name).ToList();
        var name = free.Find(c => TextFold.Header(c) == TextFold.Header(becomes)) ?? throw new UnknownName("free column", becomes, free, area);
        return new DriftEffect { Column = drift.Note.Subject, Becomes = name };
    }

    private bool IsNeeded(AreaLog log, DriftEvent drift)
    {
        if (Extract(log, drift) is not { } extract)
        {
            return false;
        }

        var column = TextFold.Header(drift.Note.Subject);
        bool Names(IEnumerable<string> names) => names.Any(n => TextFold.Header(n) == column);
        return extract.Key.Any(Names)
            || jobs.Contract.Subjects[extract.Subject].Fields.Any(f => f.Presence == Presence.Mandatory && extract.Columns.GetValueOrDefault(f.Name) is { } mapping && Names(mapping.From));
    }

    private static List<DriftColumn> Columns(Shape before, Shape after, DriftNote note)
    {
        var (rows, left) = (new List<DriftColumn>(), after.Columns.ToList());
        var renamed = DriftEffect.FromJson(note.Effect) is { Column: { } old, Becomes: { } now } ? (old, now) : default;
        foreach (var column in before.Columns)
        {
            var name = column.Name == renamed.old ? renamed.now : column.Name;
            var same = left.Find(c => TextFold.Header(c.Name) == TextFold.Header(name));
            left.RemoveAll(c => ReferenceEquals(c, same));
            var change = same is null ? "missing" : name != column.Name ? "renamed" : note.Kind == DriftKinds.ColumnRetyped && note.Subject == same.Name ? "retyped" : "same";
            rows.Add(new DriftColumn(column.Name, same?.Name, column.Field ?? same?.Field, column.Type, same?.Type, change));
        }

        rows.AddRange(left.Select(c => new DriftColumn(null, c.Name, c.Field, null, c.Type, "new")));
        return rows;
    }
}

/// <summary>A change cannot be accepted as it is.</summary>
public sealed class DriftNotAcceptable(string area, DriftEvent drift, string why, string? next = null)
    : TerminalException(new Problem(
        "The change cannot be accepted",
        Where: $"{area} {drift.DriftId}, {drift.System}/{drift.Extract}",
        Received: why,
        NextStep: next ?? $"See it with `qdc drift {area} {drift.DriftId}`."));
