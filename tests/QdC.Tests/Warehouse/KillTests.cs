using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

/// <summary>Processes that publish on and on are killed at moments drawn from a seed; what is served is a whole version all the time.</summary>
internal sealed class KillTests
{
    private TestHome _test = null!;

    [SetUp]
    public void SetUp() => _test = new TestHome();

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public void A_kill_at_any_moment_leaves_a_whole_version_and_the_next_run_goes_on() => Kill(times: 5, processes: 1);

    [Test]
    public void Two_processes_on_one_area_take_turns_and_survive_each_others_death() => Kill(times: 2, processes: 2);

    [Test]
    [Category("Slow")]
    public void Fifty_kills_leave_a_whole_version_each_time() => Kill(times: 50, processes: 2);

    private void Kill(int times, int processes)
    {
        _test.Publish(1);
        var random = new Random(20250131);
        for (var i = 0; i < times; i++)
        {
            var children = Enumerable.Range(0, processes).Select(_ => ChildProcess.Start("publish-on-and-on", _test.Home.Root)).ToList();
            children.ForEach(c => Assert.That(c.StandardOutput.ReadLine(), Is.EqualTo("begun")));
            var until = TimeSpan.FromMilliseconds(random.Next(50, 700));
            var watch = System.Diagnostics.Stopwatch.StartNew();
            while (watch.Elapsed < until)
            {
                AssertWhole();
            }

            foreach (var child in children)
            {
                child.Kill();
                child.WaitForExit();
                child.Dispose();
            }

            AssertWhole();
            using var lease = _test.Store.TakeLease(TimeSpan.FromSeconds(10));
            var next = (_test.Store.Current ?? 0) + 1;
            Assert.That(_test.Publish(lease, next), Is.EqualTo(next));
        }

        Assert.That(_test.Store.Current, Is.GreaterThan(times + 1), "the processes published, too");
    }

    private void AssertWhole()
    {
        using var version = _test.Store.OpenCurrent();
        var (least, most) = version.Session.Query("SELECT min(n), max(n) FROM t", r => (r.GetInt32(0), r.GetInt32(1))).Single();
        Assert.That((least, most), Is.EqualTo((version.Version, version.Version)));
    }
}
