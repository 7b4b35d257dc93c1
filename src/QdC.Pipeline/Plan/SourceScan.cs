using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Pipeline.SentBack;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Plan;

/// <summary>What lies at an area's sources now.</summary>
/// <param name="Deliveries">The deliveries found, in the order of sources and extracts.</param>
/// <param name="Problems">What could not be told of them, and sources that are not there.</param>
internal sealed record SourceScan(IReadOnlyList<ScannedDelivery> Deliveries, IReadOnlyList<ExtractProblem> Problems)
{
    /// <summary>The problems of what no delivery was recognised in: a delivery that waits for its date says so itself.</summary>
    public IReadOnlyList<ExtractProblem> Unread =>
        [.. Problems.Where(p => !Deliveries.Any(d => d.Waits is not null && d.System == p.System && d.Extract == p.Extract && d.FileName == p.FileName))];

    /// <summary>Looks at every source of the area and recognises each file by its content.</summary>
    /// <param name="area">The area.</param>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="asOf">The effective date of deliveries that nothing else dates.</param>
    /// <param name="log">The area's log, which workbooks of findings that come back are read with; null before the first run.</param>
    public static SourceScan Scan(AreaFile area, JobSet jobs, DateOnly? asOf, AreaLog? log = null)
    {
        var sentBack = new SentBackScan(area, jobs, log);
        var (deliveries, problems) = (new List<ScannedDelivery>(), new List<ExtractProblem>());
        foreach (var source in area.Sources)
        {
            var listing = FolderSource.Find(source, jobs.Systems[source.System]);
            problems.AddRange(
                listing.Problems.Select(p => new ExtractProblem(source.System, "", null, p.ToString(), IsFailure: !source.Optional))
            );
            var taken = sentBack.Take(source);
            problems.AddRange(
                listing.Unclaimed.Except(taken.Select(Masking.FileName)).Select(name => new ExtractProblem(source.System, "", name, $"{name} fits no extract of system {source.System} and is not read.", false))
            );
            foreach (var file in listing.Files.Where(f => !taken.Contains(f.Name)))
            {
                try
                {
                    FileGuard.Check(file.Path, file.Extract);
                    deliveries.Add(Recognise(source.System, file, asOf));
                }
                catch (ExtractUnreadable e)
                {
                    problems.Add(new ExtractProblem(source.System, file.Extract.Name, Masking.FileName(file.Name), e.Message, true));
                }
            }
            problems.AddRange(
                deliveries
                    .Where(d => d.System == source.System && d.Waits is not null)
                    .Select(d => new ExtractProblem(d.System, d.Extract, d.FileName, d.Waits!.ToString(), false))
            );
        }
        return new SourceScan([.. deliveries, .. sentBack.Deliveries], [.. problems, .. sentBack.Problems]);
    }

    private static ScannedDelivery Recognise(string system, FoundFile file, DateOnly? asOf)
    {
        var joined = JoinedFiles.Of(file);
        using var content = SourceBytes.Open(file.Path);
        var hash = Landing.HashOf(content);
        var effective = EffectiveDate.Resolve(file, asOf);
        var cuts = file.KnownCuts(hash);
        return new ScannedDelivery
        {
            System = system,
            Extract = file.Extract.Name,
            Path = file.Path,
            ContentHash = ContentHash.Of(hash, joined.ToDictionary(j => j.Part.Join, j => j.Hash), effective.Date),
            Joined = [.. joined.Select(j => j.Part.FileName)],
            Content = joined.Count > 0 ? () => new JoinedContent([.. joined.Select(j => j.Part), new JoinedPart("", Masking.FileName(file.Name), file.Path)])
                : SourceBytes.InArchive(file.Path) is null ? null
                : () => SourceBytes.Open(file.Path),
            Hash = joined.Count > 0 ? null : hash,
            Bytes = SourceBytes.Length(file.Path) + joined.Sum(j => j.Bytes),
            EffectiveDate = effective.Date,
            Sequence = file.Sequence,
            ExtractFrom = file.Manifest?.ExtractFrom,
            ExtractTo = file.Manifest?.ExtractTo,
            Mode = file.IsKeyList ? KeyList.Mode : file.Manifest?.Mode is "full" or "delta" ? file.Manifest.Mode : null,
            IsCorrection = file.IsCorrection || file.IsKeyList,
            PromisedRows = file.IsCorrection ? null : file.Promised?.Rows,
            KnownCut = cuts.Count == 0 ? null : string.Join("; ", cuts),
            Waits = effective.Waiting,
        };
    }
}
