using System.Diagnostics;
using NUnit.Framework;
using QdC.PowerBiFake;
using QdC.PowerBiTests.Services;
using QdC.Publish.PowerBi.Deploy;

namespace QdC.PowerBiTests.Publish;

/// <summary>A publish that is killed anywhere is gone on with by the next, and ends where an undisturbed one does.</summary>
public sealed class KillTests
{
    /// <summary>More calls than a publish from nothing makes.</summary>
    private const int Calls = 40;

    [TestCase(false, true)]
    [TestCase(true, true)]
    [TestCase(false, false, Category = "Slow")]
    [TestCase(true, false, Category = "Slow")]
    public async Task Stopped_at_any_call_it_is_gone_on_with(bool sent, bool dedicated)
    {
        // One area for each call: each is stopped at another one, all at the same time.
        var areas = Enumerable.Range(1, Calls).Select(i => $"area-{i:00}").ToArray();
        using var box = await PublishBox.Of(areas);
        box.Capacity = dedicated ? box.Capacity : null;
        var ports = new StoppingPort?[Calls];
        var stopped = await Task.WhenAll(areas.Select((area, i) => box.PublishOne(area, port =>
        {
            var stopping = StoppingPort.At(port, i + 1, sent);
            ports[i] = (StoppingPort)(object)stopping;
            return stopping;
        })));
        var whole = Array.FindIndex(stopped, r => r.End == PublishEnd.Published);
        Assert.That(whole, Is.InRange(18, Calls - 1), "the calls of a publish that nobody stops");
        Assert.That(stopped.Take(whole).Select(r => r.Failure), Is.All.TypeOf<Killed>());

        var next = await box.Publish();
        var state = await FakeServices.State();
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < Calls; i++)
            {
                var there = state[PublishBox.Workspace(areas[i])];
                var at = $"stopped at call {i + 1}, {ports[i]!.StoppedAt}: {next[i].Failure?.Message}";
                Assert.That(next[i].End, Is.AnyOf(PublishEnd.Published, PublishEnd.Unchanged), at);
                Assert.That((there.Refreshes, there.Viewers, there.Running), Is.EqualTo((1, 1, 0)), at);
                Assert.That((there.ModelDeploys, there.ReportDeploys), Is.AnyOf((1, 1), (2, 1), (1, 2)), at);
                Assert.That(there.Areas, Is.EqualTo(new[] { areas[i] }), at);
            }
            Assert.That(state.Workspaces, Has.Count.EqualTo(Calls));
            Assert.That(state.Connections, Is.EqualTo(Calls));
            Assert.That(state.Violations, Is.Empty);
        }
        await box.Publish(PublishEnd.Unchanged);
    }

    [TestCase("GET /v1/operations/")]
    [TestCase("GET .*/refreshes/")]
    public Task Killed_while_it_waits_it_is_gone_on_with(string call) => Kill(call, 0);

    [Test, Category("Slow")]
    public async Task Killed_at_any_call_it_is_gone_on_with()
    {
        for (var call = 0; await Kill(".", call); call++)
        {
        }
    }

    /// <summary>Kills a process while one of its calls hangs. False when it made no such call.</summary>
    private static async Task<bool> Kill(string call, int skip)
    {
        using var box = await PublishBox.Of("reus");
        await FakeServices.Plan(new Mishap { Match = call, Skip = skip, Hang = true });
        var viewers = box.Publication("reus").Target.Viewers!.Value;
        var start = new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, box.Home.Root, FakeServices.Root.ToString(), FakeServices.Since.ToString("O"), "reus", viewers.ToString()]);
        using var process = Process.Start(start)!;
        while ((await FakeServices.State()).Hanging == 0)
        {
            if (process.HasExited)
            {
                Assert.That(process.ExitCode, Is.Zero);
                return false;
            }
            await Task.Delay(20);
        }
        process.Kill();
        await process.WaitForExitAsync();
        Assert.That((await FakeServices.State()).Workspaces.All(w => w.Viewers == 0 || w.Areas is ["reus"]), Is.True, "nobody is let in before the model is verified");

        var result = (await box.Publish()).Single();
        Assert.That(result.End, Is.AnyOf(PublishEnd.Published, PublishEnd.Unchanged), $"killed at call {skip + 1}: {result.Failure?.Message}");
        var there = (await FakeServices.State())["QdC reus"];
        Assert.That((there.Refreshes, there.Viewers, there.Running), Is.EqualTo((1, 1, 0)), $"killed at call {skip + 1}");
        await box.Publish(PublishEnd.Unchanged);
        return true;
    }
}
