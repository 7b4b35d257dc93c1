using NUnit.Framework;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.Tests.Run;

[TestFixture]
internal sealed class StagingAheadTests
{
    private static readonly int Cores = Math.Clamp(Environment.ProcessorCount, 1, 4);

    [Test]
    public void Small_deliveries_are_begun_four_at_a_time_and_large_ones_one_for_each_core()
    {
        Assert.That(Begun(megabytes: 1, taken: 1), Is.EqualTo(4));
        Assert.That(Begun(megabytes: 1, taken: 3), Is.EqualTo(6));
        Assert.That(Begun(megabytes: 150, taken: 1), Is.EqualTo(Cores));
        Assert.That(Begun(megabytes: 150, taken: 3), Is.EqualTo(Cores + 2));
    }

    /// <summary>How many of ten deliveries are staged when the first few were taken.</summary>
    private static int Begun(int megabytes, int taken)
    {
        var begun = 0;
        StagedFile Stage(Delivery delivery)
        {
            Interlocked.Increment(ref begun);
            return new StagedFile(delivery, "nothing", null!, [], false, 0, new HashSet<string>());
        }

        using var db = DuckDbSession.Open(":memory:");
        var deliveries = Enumerable.Range(1, 10).Select(Delivery).ToList();
        using (var ahead = new StagingAhead(Stage, _ => (long)megabytes << 20, deliveries, db))
        {
            Assert.That(deliveries.Take(taken).Select(d => ahead.Take(d).Delivery), Is.EqualTo(deliveries.Take(taken)));
            SpinWait.SpinUntil(() => false, 50); // what was begun may still wait for a core; closing stops what has none
        }

        return begun;
    }

    private static Delivery Delivery(int number) =>
        new(number, new NewDelivery { System = "hestia", Extract = "case", ContentHash = $"{number:x64}", FileName = "a.csv" }, DeliveryState.Landed, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
}
