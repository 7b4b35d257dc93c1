using System.Diagnostics;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>A refresh is killed at moments drawn from a seed, while others read; a usual run afterwards ends as if nothing had been.</summary>
internal sealed class KillTests
{
    [Test]
    public void a_kill_at_either_of_two_moments_leaves_what_was_served_and_the_next_run_ends_as_undisturbed() => Kill(2, seed: 20250131, readers: 1, pause: TimeSpan.FromMilliseconds(100));

    [Test]
    [Category("Slow")]
    public void a_kill_at_any_of_fifty_moments_leaves_what_was_served_and_the_next_run_ends_as_undisturbed() =>
        Assert.That(Kill(50, seed: 4, readers: 2, pause: TimeSpan.FromMilliseconds(1)), Is.GreaterThanOrEqualTo(10_000));

    /// <returns>How often readers asked.</returns>
    private static long Kill(int times, int seed, int readers, TimeSpan pause)
    {
        using var box = new Box();
        using var undisturbed = new Box();
        Both(0);
        box.Refresh();
        undisturbed.Refresh();
        var (random, killed, midPublish, steps) = (new Random(seed), 0, 0, new SortedSet<string>());
        using var reading = new Readers(box, readers, pause);
        for (var i = 1; i <= times; i++)
        {
            Both(i);
            var before = box.Store.Current!.Value;
            // A third of the kills aim at the end of the run, where a version is checkpointed, sealed, renamed and pointed at.
            var (step, atEnd) = KillAtStep(box, random, aimAtPublish: i % 3 == 2);
            killed += step == "done" ? 0 : 1;
            midPublish += atEnd ? 1 : 0;
            steps.Add(step);
            Assert.That(box.Store.Current, Is.EqualTo(before).Or.EqualTo(before + 1), "yesterday's version or the whole new one");
            using (var version = box.Store.OpenCurrent())
            {
                Growth.AssertWhole(version);
            }

            box.Refresh();
            undisturbed.Refresh();
            Assert.That(box.Store.Current, Is.EqualTo(before + 1), $"the next run has it, after a kill at {step}");
            Assert.That(box.Star(), Is.EqualTo(undisturbed.Star()), $"after a kill at {step}");
            AssertTidy(box);
            Assert.That(reading.Problem, Is.Null);
        }
        reading.Dispose();
        TestContext.Out.WriteLine($"{killed} of {times} killed, {midPublish} of them while publishing; {reading.Queries} queries meanwhile; last steps seen: {string.Join(", ", steps)}");
        Assert.That(reading.Problem, Is.Null);
        Assert.That(reading.LastVersion, Is.GreaterThan(times / 2), "readers saw the versions come");
        Assert.That(killed, Is.GreaterThan(times / 2), "most were killed before they were done");
        return reading.Queries;

        void Both(int day)
        {
            Growth.Deliver(box, day);
            Growth.Deliver(undisturbed, day);
        }
    }

    private static (string Step, bool AtEnd) KillAtStep(Box box, Random random, bool aimAtPublish)
    {
        using var child = Child.Start("refresh", box);
        var (after, wait, step, atEnd) = (random.Next(95), random.Next(40), "start", false);
        for (var n = 0; n < after || aimAtPublish; n++)
        {
            var line = child.StandardOutput.ReadLine();
            if (line is null)
            {
                break;
            }
            step = line.Split(' ')[0];
            if (step == "test")
            {
                (atEnd, wait) = (true, aimAtPublish ? random.Next(120) : wait);
                break;
            }
        }
        Thread.Sleep(wait);
        child.Kill();
        var rest = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return rest.Contains("done", StringComparison.Ordinal) ? ("done", false) : (rest.Contains("publish ", StringComparison.Ordinal) ? "published" : step, atEnd);
    }

    private static void AssertTidy(Box box)
    {
        var store = Directory.GetFileSystemEntries(box.Home.StoreOf(Box.Code)).Select(Path.GetFileName).OfType<string>();
        Assert.That(store.Where(f => !f.StartsWith("log.sqlite", StringComparison.Ordinal)), Has.All.Match("^(v[0-9]{6}[.]duckdb|current|lock)$"));
        Assert.That(Directory.GetFileSystemEntries(box.Home.WorkOf(Box.Code)).Select(Path.GetFileName), Has.All.StartsWith("read-"), "nothing staged is left behind");
        Assert.That(box.Log(l => l.Runs()).Select(r => r.Outcome), Has.None.EqualTo(RunOutcome.Running));
    }
}
