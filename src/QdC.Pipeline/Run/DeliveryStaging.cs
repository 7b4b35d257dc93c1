using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Run;

/// <summary>A delivery staged in a database of its own, thrown away after loading.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Path">The staging file.</param>
/// <param name="Result">What the pass counted and found.</param>
/// <param name="Duplicates">Queries about rows of one key that differ.</param>
/// <param name="Seconds">How long the pass took.</param>
public sealed record StagedFile(Delivery Delivery, string Path, StageResult Result, IReadOnlyList<Finding> Duplicates, double Seconds)
    : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(Path);
        File.Delete(Path + ".wal");
    }
}

/// <summary>Stages landed deliveries of one area.</summary>
public sealed class DeliveryStaging(JobSet jobs, AreaFile area, Landing landing, AreaKeys keys, string workFolder, TimeProvider clock)
{
    /// <summary>Reads a landed delivery in one streaming pass into a staging file.</summary>
    /// <exception cref="QdcException">The file cannot be read as its extract declares.</exception>
    public StagedFile Stage(Delivery delivery)
    {
        var started = clock.GetTimestamp();
        var source = area.Sources.First(s => s.System == delivery.System);
        var system = jobs.Systems[delivery.System];
        var extract = system.Extracts.First(e => e.Name == delivery.Extract);
        var path = Path.Combine(workFolder, $"stage-{delivery.DeliveryId}.duckdb");
        var settings = new DuckDbSettings { TempDirectory = Path.Combine(workFolder, "spill"), Uncompressed = true, MemoryLimit = "2GB" };
        File.Delete(path);
        try
        {
            using var staging = DuckDbSession.Open(path, settings);
            var request = new StageRequest
            {
                Open = () => landing.Open(delivery.Facts.LandedPath!),
                FileName = delivery.Facts.FileName,
                Extract = extract,
                Subject = jobs.Contract.Subjects[extract.Subject],
                System = delivery.System,
                ScopeOf = KeySpace.Scopes(system, source.RefersTo),
                CodeLists = jobs.CodeLists,
                Effective = delivery.EffectiveDate!.Value,
                PseudonymKey = keys.Pseudonym,
                FindingKey = keys.FindingHash,
                Staging = staging,
                Table = "delivery",
                PromisedRows = delivery.Facts.PromisedRows,
                KnownCuts = delivery.Facts.KnownCut is { } cut ? [cut] : [],
            };
            var result = StagePass.Run(request);
            var duplicates = DuplicateCheck.Run(staging, request);
            return new StagedFile(delivery, path, result, duplicates, clock.GetElapsedTime(started).TotalSeconds);
        }
        catch
        {
            File.Delete(path);
            File.Delete(path + ".wal");
            throw;
        }
    }
}
