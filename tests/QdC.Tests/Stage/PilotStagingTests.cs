using NUnit.Framework;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Tests.Stage;

/// <summary>Every committed sample file is found, dated, read to its last line, and leaves no identity in what is staged.</summary>
[TestFixture]
internal sealed class PilotStagingTests
{
    private static readonly string Root = FindRoot();

    [TestCase("tarragona")]
    [TestCase("la-noguera")]
    public void Every_pilot_file_is_dated_and_adds_up(string area)
    {
        var jobs = JobLoader.Load(Path.Combine(Root, "etl-jobs")).Jobs!;
        foreach (var source in jobs.Areas[area].Sources)
        {
            var system = jobs.Systems[source.System];
            var listing = FolderSource.Find(source, system);
            Assert.That(listing.Problems, Is.Empty);
            Assert.That(listing.Unclaimed, Is.Empty);
            Assert.That(listing.Files.Select(f => f.Extract.Name).Distinct().Count(), Is.EqualTo(system.Extracts.Count));
            foreach (var file in listing.Files)
            {
                FileGuard.Check(file.Path, file.Extract);
                var date = EffectiveDate.Resolve(file);
                Assert.That(date.Waiting, Is.Null);
                var result = Stage(jobs, source, system, file, date.Date!.Value);
                Assert.That(result.Cuts, Is.Empty);
                Assert.That(result.Staged + result.Rejected, Is.EqualTo(result.Records));
                Assert.That(result.Records, Is.GreaterThan(0));
            }
        }
    }

    private static StageResult Stage(JobSet jobs, SourceFile source, SystemFile system, FoundFile file, DateOnly effective)
    {
        using var database = TestExtracts.Database();
        return StagePass.Run(new StageRequest
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
            Staging = database,
            PromisedRows = file.Promised?.Rows,
            KnownCuts = file.KnownCuts(),
        });
    }

    private static string FindRoot()
    {
        var folder = TestContext.CurrentContext.TestDirectory;
        while (!File.Exists(Path.Combine(folder, "QdC.Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
