using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Pipeline.SentBack;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Forget;

/// <summary>What was erased from landed files.</summary>
/// <param name="Files">Files written anew.</param>
/// <param name="Rows">Rows in them that named the person.</param>
/// <param name="Unread">Files that nothing reads any more; they were removed whole.</param>
public sealed record ErasedLanding(int Files, long Rows, IReadOnlyList<string> Unread);

/// <summary>
/// Writes landed files anew without a person: of their own rows an invented number stays, other rows name that number. A file keeps its
/// delivery's hash, so that the council's own copy is not taken for a new delivery.
/// </summary>
internal sealed class LandedErasure(JobSet jobs, AreaFile area, AreaLog log, AreaKeys keys, Landing landing, IReadOnlyDictionary<Guid, string> erased, DuckDbSession memory, TimeProvider clock)
{
    private readonly DeliveryStaging _staging = new(AcceptedDrift.With(jobs, log), area, landing, keys, [], memory, clock, erased);
    private readonly List<string> _unread = [];
    private int _files;
    private long _rows;

    /// <summary>Erases. Begun again after an interruption it goes on.</summary>
    public ErasedLanding Run(Action<string> progress, CancellationToken cancel)
    {
        var landed = log.Deliveries().Where(d => d.Facts.LandedPath is { } path && landing.Has(path)).ToList();
        foreach (var delivery in landed.Where(d => SentBackMode.Of(d) is null && MayName(d)))
        {
            cancel.ThrowIfCancellationRequested();
            progress($"landing/{area.Area}/{delivery.Facts.LandedPath}");
            Erase(delivery);
        }
        foreach (var delivery in landed.Where(d => SentBackMode.Of(d) is not null))
        {
            EraseSentBack(delivery);
        }
        var kept = log.Deliveries().Select(d => d.Facts.LandedPath).ToHashSet();
        foreach (var left in landing.Paths().Where(path => !kept.Contains(path)))
        {
            landing.Remove(left); // of an interrupted landing or erasure
        }
        return new ErasedLanding(_files, _rows, _unread);
    }

    /// <summary>Erases from what was landed and is not loaded yet: a later delivery brings back who was erased.</summary>
    public void RunOnNew(CancellationToken cancel)
    {
        foreach (var delivery in log.Deliveries(state: DeliveryState.Landed).Where(d => d.Facts.LandedPath is { } path && landing.Has(path)))
        {
            cancel.ThrowIfCancellationRequested();
            if (SentBackMode.Of(delivery) is null && Definition(delivery) is not null && MayName(delivery))
            {
                Rewrite(delivery);
            }
        }
    }

    /// <summary>False for what has no column in which a person is named.</summary>
    private bool MayName(Delivery delivery) =>
        Definition(delivery) is not { } extract || jobs.Contract.Subjects[extract.Subject] is var subject && (subject.Name == "person" || subject.Fields.Any(f => f.To == "person"));

    private ExtractDefinition? Definition(Delivery delivery) =>
        area.Sources.Any(s => s.System == delivery.System) ? jobs.Systems[delivery.System].Extracts.FirstOrDefault(e => e.Name == delivery.Extract) : null;

    private void Erase(Delivery delivery)
    {
        if (Definition(delivery) is null || Rewrite(delivery) is not { } rows)
        {
            landing.Remove(delivery.Facts.LandedPath!); // nothing reads it any more, so nobody can say whom it names
            _unread.Add(delivery.Facts.LandedPath!);
            return;
        }
        _rows += rows;
    }

    /// <summary>Writes a landed file anew where it names the person, and gives back how many rows do; null when it cannot be read.</summary>
    private long? Rewrite(Delivery delivery)
    {
        using var vault = new VaultCipher(keys.Area, keys.Vault);
        using var pseudonyms = new Pseudonymiser(keys.Pseudonym.Reveal());
        var request = _staging.Request(delivery, delivery, memory, vault);
        try
        {
            var (touched, rows) = Named(request, pseudonyms);
            if (touched > 0)
            {
                if (log.ErasedKeys().Count > 0)
                {
                    log.NoteErasedKeys(rows);
                }
                using var content = new RowsContent(Open(request, pseudonyms));
                Replace(delivery, content);
            }
            return touched;
        }
        catch (ExtractUnreadable)
        {
            return null;
        }
    }

    /// <summary>How many rows name the person, and the pseudonyms of those rows before and after.</summary>
    private (long Touched, Dictionary<Guid, Guid> Rows) Named(StageRequest request, Pseudonymiser pseudonyms)
    {
        var (touched, rows) = (0L, new Dictionary<Guid, Guid>());
        using var reader = Open(request, pseudonyms);
        while (reader.NextTable())
        {
            while (reader.Read())
            {
                touched += reader.IsTouched ? 1 : 0;
                if (reader is { IsTouched: true, RowKey: var (before, after) })
                {
                    rows[before] = after;
                }
            }
        }
        return (touched, rows);
    }

    private ErasedRowReader Open(StageRequest request, Pseudonymiser pseudonyms) =>
        new(ExtractReader.Open(request.Open(), request.HoldsJoined, request.Extract, request.FileName, request.Limits), request, erased, pseudonyms);

    /// <summary>A workbook sent back says values of rows: those of the person's own go, the others' rows are known by another pseudonym.</summary>
    private void EraseSentBack(Delivery delivery)
    {
        var changed = log.ErasedKeys();
        var sentBack = SentBackRows.Read(landing.Open(delivery.Facts.LandedPath!));
        var own = erased.Keys.Select(k => k.ToString("N")).ToHashSet();
        var known = changed.ToDictionary(k => k.Key.ToString("N"), k => k.Value.ToString("N"));
        var cells = sentBack.Cells
            .Where(c => !own.Contains(c.KeyHash))
            .Select(c => c with { KeyHash = known.GetValueOrDefault(c.KeyHash, c.KeyHash), Value = Named(delivery, c.Value.Open()) is { } number ? new Personal<string>(number) : c.Value })
            .ToList();
        if (!cells.SequenceEqual(sentBack.Cells))
        {
            using var content = new SentBackRows(cells).Write();
            Replace(delivery, content);
        }
    }

    /// <summary>The invented number in the place of a text that is the number of an erased person; null for any other text.</summary>
    private string? Named(Delivery delivery, string text)
    {
        using var pseudonyms = new Pseudonymiser(keys.Pseudonym.Reveal());
        var scope = KeySpace.Scopes(jobs.Systems[delivery.System], area.Sources.FirstOrDefault(s => s.System == delivery.System)?.RefersTo)("person");
        return erased.GetValueOrDefault(pseudonyms.UuidOf(new KeySpace(scope, "person"), Encoding.UTF8.GetBytes(text.Trim())));
    }

    private void Replace(Delivery delivery, Stream content)
    {
        var old = delivery.Facts.LandedPath!;
        var landed = landing.Replace(old, content);
        if (landed.Path != old)
        {
            log.SetLandedPath(delivery.DeliveryId, landed.Path);
            landing.Remove(old);
            _files++;
        }
    }
}
