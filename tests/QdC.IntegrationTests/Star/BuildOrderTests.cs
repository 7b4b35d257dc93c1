using NUnit.Framework;
using QdC.Pipeline.Star;

namespace QdC.IntegrationTests.Star;

/// <summary>The star is built by steps side by side: what each waits for is seen from its words, and that has to be enough.</summary>
[TestFixture]
public sealed class BuildOrderTests
{
    [TestCase(1)]
    [TestCase(6, Category = "Slow")]
    public void Steps_drawn_in_any_order_that_they_allow_make_the_same_star(int orders)
    {
        using var refreshed = RefreshedArea.Committed("reus");
        var (jobs, area) = (refreshed.Jobs, refreshed.Area);
        IReadOnlyDictionary<string, string> Built(int? seed)
        {
            using var db = refreshed.CopyForWriting();
            AreaBuild.Clear(db);
            using var lanes = new BuildLanes(db, TimeProvider.System);
            lanes.Run([.. AreaBuild.Prepare(jobs, area), .. AreaBuild.Build(db, jobs, area, refreshed.Metrics, (_, _) => { })], seed is { } drawn ? new Random(drawn) : null);
            return StarContent.Hashes(db);
        }

        var expected = Built(null);

        Assert.That(expected.Values.Count(hash => hash.Length > 0), Is.GreaterThan(40), "tables with rows");
        for (var seed = 1; seed <= orders; seed++)
        {
            Assert.That(Built(seed), Is.EqualTo(expected), $"seed {seed}");
        }
    }
}
