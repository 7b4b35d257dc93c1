using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Plan;
using QdC.Pipeline.SentBack;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Run;

/// <summary>A delivery staged in a database of its own in memory, thrown away after loading.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Database">The database's name.</param>
/// <param name="Result">What the pass counted and found.</param>
/// <param name="Duplicates">Queries about rows of one key that differ.</param>
/// <param name="HasRepeatedKeys">True when a key stands in two rows at least.</param>
/// <param name="Seconds">How long the pass took.</param>
/// <param name="SpokenOf">For a workbook sent back, what findings know its rows by; a row without key is found by nothing else.</param>
internal sealed record StagedFile(Delivery Delivery, string Database, StageResult Result, IReadOnlyList<Finding> Duplicates, bool HasRepeatedKeys, double Seconds, IReadOnlySet<string> SpokenOf)
{
    /// <summary>Throws the rows away.</summary>
    /// <param name="db">Any session on the working copy.</param>
    public void Drop(DuckDbSession db) => db.Execute($"DETACH {Database}");
}

/// <summary>Stages landed deliveries of one area.</summary>
internal sealed class DeliveryStaging(JobSet jobs, AreaFile area, Landing landing, AreaKeys keys, IReadOnlyList<Delivery> known, DuckDbSession db, TimeProvider clock, IReadOnlyDictionary<Guid, string>? erased = null, CancellationToken cancel = default)
{
    // A byte of a workbook is several of text, and takes longer to read.
    private const int WorkbookByte = 5;

    /// <summary>About how much there is to read in a delivery, in bytes of text.</summary>
    public long Weight(Delivery delivery) => delivery.Facts.Bytes * (Extract(delivery).Form is XlsxLayout ? WorkbookByte : 1);

    /// <summary>Reads a landed delivery in one streaming pass into a database beside the working copy.</summary>
    /// <exception cref="QdcException">The file cannot be read as its extract declares.</exception>
    public StagedFile Stage(Delivery delivery)
    {
        var started = clock.GetTimestamp();
        var database = $"staged_{delivery.DeliveryId}";
        using var vault = new VaultCipher(keys.Area, keys.Vault);
        using var staging = db.Beside(database);
        try
        {
            var origin = known.FirstOrDefault(d => d.DeliveryId == SentBackMode.OriginOf(delivery)) ?? delivery;
            var (sentBack, only) = SentBackMode.Of(delivery) is null ? (null, null) : SentBackRows.Of(delivery, known, landing);
            var request = Request(delivery, origin, staging, vault) with { Only = only };
            var result = StagePass.Run(request);
            if (only is not null && result.Records != only.Count)
            {
                throw new ExtractUnreadable(
                    "Rows that were sent back corrected are not where they were found", request.FileName, $"{result.Records} of {only.Count} rows",
                    nextStep: "Export the findings again with `qdc rejects`.");
            }
            var repeated = result.RepeatsKeys ?? DuplicateCheck.AnyRepeated(staging, request);
            var duplicates = repeated ? DuplicateCheck.Run(staging, request, result.Keys) : [];
            return new StagedFile(delivery, database, result, duplicates, repeated, clock.GetElapsedTime(started).TotalSeconds, sentBack?.Cells.Select(c => c.KeyHash).ToHashSet() ?? []);
        }
        catch
        {
            staging.Dispose(); // no connection detaches the database it works in
            using var other = db.Another();
            other.Execute($"DETACH {database}");
            throw;
        }
    }

    /// <summary>Does something with how a delivery is read, without reading it.</summary>
    internal T WithRequest<T>(Delivery delivery, Func<StageRequest, T> work)
    {
        using var vault = new VaultCipher(keys.Area, keys.Vault);
        return work(Request(delivery, delivery, db, vault));
    }

    /// <summary>How a delivery is read.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="origin">The one whose bytes are read: itself, or for a workbook sent back the one it corrects.</param>
    /// <param name="staging">Where its rows go.</param>
    /// <param name="vault">Seals identities.</param>
    internal StageRequest Request(Delivery delivery, Delivery origin, DuckDbSession staging, VaultCipher vault)
    {
        var system = jobs.Systems[delivery.System];
        var extract = Extract(delivery);
        var source = area.Sources.First(s => s.System == delivery.System);
        return new StageRequest
        {
            Open = () => landing.Open(origin.Facts.LandedPath!),
            HoldsJoined = ContentHash.HoldsJoined(origin.ContentHash),
            FileName = origin.Facts.FileName,
            Extract = extract,
            Subject = jobs.Contract.Subjects[extract.Subject],
            System = delivery.System,
            ScopeOf = KeySpace.Scopes(system, source.RefersTo),
            CodeLists = jobs.CodeLists,
            Effective = delivery.EffectiveDate!.Value,
            PseudonymKey = keys.Pseudonym,
            FindingKey = keys.FindingHash,
            Vault = vault,
            Staging = staging,
            Table = "delivery",
            PromisedRows = delivery.Facts.PromisedRows,
            Cancel = cancel,
            Erased = erased ?? new Dictionary<Guid, string>(),
            KnownCuts = delivery.Facts.KnownCut is { } cut ? [cut] : [],
        };
    }

    private ExtractDefinition Extract(Delivery delivery)
    {
        var extract = jobs.Systems[delivery.System].Extracts.First(e => e.Name == delivery.Extract).At(delivery.EffectiveDate!.Value);
        return delivery.Facts.Mode == KeyList.Mode && extract.Keys is not null ? KeyList.Reading(extract) : extract;
    }
}
