using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;

namespace QdC.IntegrationTests;

/// <summary>Two processes that refresh an area at once load each delivery once; readers in a third are never refused.</summary>
internal sealed class RaceTests
{
    [Test]
    public void two_processes_started_at_once_load_it_once_and_readers_are_never_refused() => Race(2);

    [Test]
    [Category("Slow")]
    public void a_hundred_races_load_each_delivery_once() => Race(100);

    private static void Race(int times)
    {
        using var box = new Box();
        Growth.Deliver(box, 0);
        box.Refresh();
        using var reader = Child.Start("read", box);
        using var one = Child.Start("refresh when told", box);
        using var two = Child.Start("refresh when told", box);
        foreach (var child in new[] { reader, one, two })
        {
            Assert.That(child.StandardOutput.ReadLine(), Is.EqualTo("ready"));
        }
        var outcomes = new List<string>();
        for (var day = 1; day <= times; day++)
        {
            Growth.Deliver(box, day);
            one.StandardInput.WriteLine("go");
            two.StandardInput.WriteLine("go");
            var (first, second) = (one.StandardOutput.ReadLine(), two.StandardOutput.ReadLine());
            Assert.That(new[] { first, second }, Has.One.EqualTo($"published {day + 1}").And.One.AnyOf("busy", "unchanged"), $"race {day}");
            outcomes.Add(first!.StartsWith("published", StringComparison.Ordinal) ? second! : first);
        }
        using (var version = box.Store.OpenCurrent())
        {
            Growth.AssertWhole(version);
        }
        Assert.That(box.Value<long>("SELECT max(n) FROM (SELECT count(*) AS n FROM meta.delivery GROUP BY extract, effective_date)"), Is.EqualTo(1), "each delivery is there once");
        Assert.That(box.Value<long>("SELECT count(*) FROM obs.activity"), Is.EqualTo(4 + times), "and each row");

        reader.StandardInput.WriteLine("enough");
        var read = reader.StandardOutput.ReadLine();
        Assert.That(long.TryParse(read, out var queries) && queries > 10, Is.True, read);
        TestContext.Out.WriteLine($"{outcomes.Count(o => o == "busy")} busy, {outcomes.Count(o => o == "unchanged")} unchanged, {queries} queries meanwhile");
        one.StandardInput.Close();
        two.StandardInput.Close();
        Assert.That(one.WaitForExit(10_000) && two.WaitForExit(10_000) && reader.WaitForExit(10_000), Is.True);
    }
}
