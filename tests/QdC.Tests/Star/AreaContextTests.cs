using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Tests.Star;

/// <summary>What the SQL of an area is told of its time.</summary>
public sealed class AreaContextTests
{
    /// <summary>A version of before and one of after May 2023, of the same files: each knows the comarques of its own days.</summary>
    [TestCase("2022-12-31", "Osona")]
    [TestCase("2023-12-31", "Lluçanès")]
    public void A_version_has_the_comarques_of_the_last_day_it_knows_of(string horizon, string comarca)
    {
        var jobs = JobLoader.Load(Path.Combine(Repository.Root, "etl-jobs")).Jobs!;
        using var db = DuckDbSession.Open(":memory:");
        db.Execute($"CREATE SCHEMA IF NOT EXISTS meta; CREATE OR REPLACE TABLE meta.delivery AS SELECT 'case' AS subject, DATE '{horizon}' AS effective_date");
        AreaContext.Steps(jobs, jobs.Areas["la-plana"]).ToList().ForEach(step => step.Run(db));
        Assert.That(db.Scalar<string>("SELECT attributes->>'comarca' FROM code_list WHERE list = 'municipality' AND code = '081712'"), Is.EqualTo(comarca));
    }
}
