using System.Text.Json;
using NUnit.Framework;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Tests.Stage;

/// <summary>Every committed sample file is found, dated, read to its last line, and gives exactly the findings that its truth names.</summary>
[TestFixture]
internal sealed class PilotStagingTests
{
    private static readonly string Root = Repository.Root;

    [TestCase("tarragona")]
    [TestCase("la-noguera")]
    [TestCase("garrotxa")]
    [TestCase("reus")]
    public void Every_pilot_file_gives_the_rows_and_findings_of_the_truth(string area)
    {
        var jobs = JobLoader.Load(Path.Combine(Root, "etl-jobs")).Jobs!;
        using var truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "samples", "pilot", area, "truth.json")));
        var expected = truth.RootElement.GetProperty("deliveries").EnumerateArray()
            .SelectMany(d => d.GetProperty("extracts").EnumerateObject().Select(e => Told(d.GetProperty("date").GetString()!, e)));
        var found = jobs.Areas[area].Sources.SelectMany(s => Deliveries(jobs, s));

        Assert.That(found.Order(StringComparer.Ordinal), Is.EqualTo(expected.Order(StringComparer.Ordinal)));
    }

    private static string Told(string date, JsonProperty extract)
    {
        var findings = extract.Value.GetProperty("findings").EnumerateObject().Select(f => $"{f.Name}={f.Value.GetInt64()}");
        return $"{date} {extract.Name} rows {extract.Value.GetProperty("rows").GetInt64()} rejected {extract.Value.GetProperty("rejected").GetInt64()} {string.Join(' ', findings.Order(StringComparer.Ordinal))}";
    }

    private static IEnumerable<string> Deliveries(JobSet jobs, SourceFile source)
    {
        var system = jobs.Systems[source.System];
        var listing = FolderSource.Find(source, system);
        Assert.That(listing.Problems, Is.Empty);
        Assert.That(listing.Unclaimed, Is.Empty);
        foreach (var file in listing.Files)
        {
            FileGuard.Check(file.Path, file.Extract);
            var date = EffectiveDate.Resolve(file).Date!.Value;
            using var database = TestExtracts.Database();
            var request = Request(jobs, source, system, file, date, database);
            var result = StagePass.Run(request);
            Assert.That(result.Cuts, Is.Empty, file.Name);
            Assert.That(result.Staged + result.Rejected, Is.EqualTo(result.Records));
            var counts = result.RuleCounts.ToDictionary();
            if (DuplicateCheck.Run(database, request, null) is { Count: > 0 } differing)
            {
                counts["duplicate_differs"] = differing.Count;
            }

            yield return $"{date:yyyy-MM-dd} {source.System}/{file.Extract.Name} rows {result.Records} rejected {result.Rejected} {string.Join(' ', counts.Select(c => $"{c.Key}={c.Value}").Order(StringComparer.Ordinal))}";
        }
    }

    private static StageRequest Request(JobSet jobs, SourceFile source, SystemFile system, FoundFile file, DateOnly effective, DuckDbSession database) =>
        new()
        {
            Open = () => File.OpenRead(file.Path),
            FileName = file.Name,
            Extract = file.Extract,
            Subject = jobs.Contract.Subjects[file.Extract.Subject],
            System = system.Name,
            ScopeOf = KeySpace.Scopes(system, source.RefersTo),
            CodeLists = jobs.CodeLists,
            Effective = effective,
            PseudonymKey = new Secret(new byte[32]),
            FindingKey = new Secret(new byte[32]),
            Vault = new VaultCipher(AreaCode.Parse("prova"), new Secret(new byte[32])),
            Staging = database,
            PromisedRows = file.Promised?.Rows,
            KnownCuts = file.KnownCuts(),
        };
}
