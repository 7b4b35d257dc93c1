using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.IntegrationTests.SentBack;

internal sealed class SentBackTests
{
    [Test]
    public void Look()
    {
        using var council = new Council();
        foreach (var area in new[] { "tarragona", "la-noguera" })
        {
            var o = council.Run(area);
            Console.WriteLine($"{area} {o.Version} {o.Took}");
            foreach (var p in o.Problems) Console.WriteLine(p);
            using var log = council.Log(area);
            foreach (var g in log.Findings().GroupBy(f => (f.Finding.Rule, f.Finding.Extract, f.State)))
            {
                Console.WriteLine($"{g.Key} {g.Count()} {g.First().Finding} d{g.First().DeliveryId}");
            }
        }
    }
}
