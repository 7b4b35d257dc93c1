using NUnit.Framework;

namespace QdC.Tests.Cli;

/// <summary><c>qdc demo --all</c> on one area of the network, small.</summary>
public sealed class NetworkDemoTests
{
    [Test]
    public async Task The_demo_of_the_network_simulates_loads_and_compares_every_figure()
    {
        var home = Path.Combine(Path.GetTempPath(), "qdc-network-demo-" + Guid.NewGuid().ToString("N"));
        try
        {
            MiniHome.GiveKey("banyoles");
            string[] jobs = ["--jobs", Path.Combine(Repository.Root, "etl-jobs")];
            var demo = await Qdc.Run(["demo", "--all", "--no-serve", "--area", "banyoles", "--scale", "0.01", "--json", "--home", home, .. jobs]);

            Assert.That(demo.Code, Is.Zero, demo.Error + demo.Out);
            var area = demo.Json().GetProperty("areas")[0];
            using (Assert.EnterMultipleScope())
            {
                Assert.That(area.GetProperty("rows_are_true").GetBoolean());
                Assert.That(area.GetProperty("figures").GetInt32(), Is.GreaterThan(10_000));
                Assert.That(area.GetProperty("differences").GetArrayLength(), Is.Zero);
                Assert.That(demo.Json().GetProperty("network").GetProperty("areas").GetArrayLength(), Is.EqualTo(1));
            }
            var query = await Qdc.Run(["query", "coverage", "--area", "banyoles", "--year", "2025", "--home", home, "--jobs", Path.Combine(home, "etl-jobs")]);
            Assert.That(query.Code, Is.Zero, query.Error);
            Assert.That((await Qdc.Run(["demo", "--all", "--area", "banyoles", "--scale", "0.02", "--home", home, .. jobs])).Error, Does.Contain("another simulation").And.Contain("scale 0.01"));
            Assert.That((await Qdc.Run(["demo", "--all", "--area", "bayoles", "--home", home, .. jobs])).Error, Does.Contain("Did you mean 'banyoles'?"));
            Assert.That((await Qdc.Run(["demo", "--all", "--scale", "2", "--home", home, .. jobs])).Error, Does.Contain("share of the inhabitants"));
        }
        finally
        {
            MiniHome.Remove(home);
        }
    }
}
