using System.Text;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Load;

namespace QdC.IntegrationTests;

/// <summary>What is kept in memory of an extract's deliveries is what the working copy holds.</summary>
internal sealed class LoadedDeliveriesTests
{
    private static readonly DateOnly[] Days = [new(2025, 1, 31), new(2025, 2, 28), new(2025, 3, 31)];

    [Test]
    public void It_is_kept_up_as_deliveries_are_loaded_and_dropped()
    {
        using var bench = new LoadBench();
        var held = LoadedDeliveries.Of(bench.Db, "prova", "case");
        Assert.That((held.NextSeq, held.Last, held.Reached, held.Holds(1)), Is.EqualTo((1, (LoadedDelivery?)null, (DateOnly?)null, false)));
        foreach (var day in Days)
        {
            bench.Load("case", day, Encoding.UTF8.GetBytes(Box.CsvOf("case", World.Small().Rows("case"))), held);
        }
        AssertSame(held, LoadedDeliveries.Of(bench.Db, "prova", "case"));
        Assert.That((held.NextSeq, held.Last!.EffectiveDate, held.Reached, held.Holds(3)), Is.EqualTo((4, Days[2], Days[2], true)));
        Assert.That(held.Before(Days[2], new HashSet<long>())!.EffectiveDate, Is.EqualTo(Days[1]));
        Assert.That(held.Before(Days[2], new HashSet<long> { 2 })!.EffectiveDate, Is.EqualTo(Days[0]));
        Assert.That(held.Before(Days[0], new HashSet<long>()), Is.Null);

        DeliveryLoad.Rewind(bench.Db, LoadBench.Contract.Subjects["case"], "prova", "case", 2, held);
        AssertSame(held, LoadedDeliveries.Of(bench.Db, "prova", "case"));
        Assert.That((held.NextSeq, held.Last!.EffectiveDate, held.Holds(2)), Is.EqualTo((2, Days[0], false)));
    }

    private static void AssertSame(LoadedDeliveries kept, LoadedDeliveries read) =>
        Assert.That((kept.NextSeq, kept.Last, kept.Reached), Is.EqualTo((read.NextSeq, read.Last, read.Reached)));
}
