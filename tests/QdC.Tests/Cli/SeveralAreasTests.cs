using NUnit.Framework;

namespace QdC.Tests.Cli;

/// <summary>Several areas run in processes of their own.</summary>
public sealed class SeveralAreasTests
{
    [Test]
    public async Task One_areas_failure_never_stops_the_other()
    {
        var root = Path.Combine(Path.GetTempPath(), "qdc-several-" + Guid.NewGuid().ToString("N"));
        try
        {
            var jobs = Path.Combine(root, "jobs", "etl-jobs");
            MiniHome.CopyJobs(jobs);
            var mini = Path.Combine(jobs, "areas", "mini.yaml");
            var twin = File.ReadAllText(mini).Replace("area: mini", "area: mini-keyless", StringComparison.Ordinal).Replace("number: 99", "number: 98", StringComparison.Ordinal).Replace("name: Mini", "name: Mini keyless", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(jobs, "areas", "mini-keyless.yaml"), twin);
            MiniHome.GiveKey("mini");
            Environment.SetEnvironmentVariable("QDC_KEYS", Path.Combine(root, "keys"));

            var run = await Qdc.Run("run", "mini", "mini-keyless", "--json", "--home", Path.Combine(root, "home"), "--jobs", jobs);

            Assert.That(run.Code, Is.EqualTo(1));
            var reports = run.Json();
            Assert.That(reports[0].GetProperty("outcome").GetString(), Is.EqualTo("published"), run.Out);
            Assert.That(reports[1].GetProperty("outcome").GetString(), Is.EqualTo("failed"), run.Out);
            Assert.That(reports[1].GetProperty("problems")[0].GetProperty("kind").GetString(), Is.EqualTo("KeyMissing"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("QDC_KEYS", null);
            MiniHome.Remove(root);
        }
    }

    [Test]
    public async Task An_area_whose_council_delivers_nothing_yet_waits_and_fails_nobody()
    {
        var root = Path.Combine(Path.GetTempPath(), "qdc-several-" + Guid.NewGuid().ToString("N"));
        try
        {
            var jobs = Path.Combine(root, "jobs", "etl-jobs");
            MiniHome.CopyJobs(jobs);
            foreach (var other in Directory.EnumerateFiles(Path.Combine(jobs, "areas")).Where(f => Path.GetFileName(f) is not "mini.yaml" and not "girona.yaml"))
            {
                File.Delete(other);
            }
            File.Delete(Path.Combine(root, "jobs", "powerbi", "roles.yaml")); // it names other areas
            var mini = Path.Combine(jobs, "areas", "mini.yaml");
            File.WriteAllText(mini, File.ReadAllText(mini).Replace("run: on_request", "run: scheduled", StringComparison.Ordinal));
            MiniHome.GiveKey("mini");
            MiniHome.GiveKey("network");
            string[] here = ["--home", Path.Combine(root, "home"), "--jobs", jobs];

            var run = await Qdc.Run(["run", "--json", .. here]);
            var told = await Qdc.Run(["run", .. here]);
            var plan = await Qdc.Run(["plan", .. here]);
            var named = await Qdc.Run(["run", "girona", "--json", .. here]);
            var asked = await Qdc.Run(["query", "open_cases", "--year", "2024", "--json", .. here]);
            var seen = await Qdc.Run(["query", "open_cases", "--year", "2024", "--audience", "public", "--json", .. here]);
            var askedByName = await Qdc.Run(["query", "open_cases", "--area", "mini,girona", .. here]);

            using (Assert.EnterMultipleScope())
            {
                Assert.That(run.Code, Is.Zero, run.Out);
                Assert.That(run.Json().EnumerateArray().Select(r => r.GetProperty("area").GetString() + " " + r.GetProperty("outcome").GetString()), Is.EqualTo(new[] { "mini published", "girona awaiting" }));
                Assert.That(told.Out, Does.Contain("girona").And.Contain(Path.Combine("deliveries", "girona", "hestia")));
                Assert.That(plan.Out, Does.Contain("mini").And.Not.Contain("girona"));
                Assert.That(named.Code, Is.EqualTo(1), "who asks for it by name is told that nothing is there");
                foreach (var answer in new[] { asked, seen })
                {
                    Assert.That(answer.Code, Is.Zero, answer.Error);
                    Assert.That(answer.Json().EnumerateArray().Select(a => a.GetProperty("area").GetString()), Is.EqualTo(new[] { "mini" }), "areas without a version leave the figures of the others");
                    Assert.That(answer.Error, Does.Contain("girona"), "and are told");
                }
                Assert.That(askedByName.Code, Is.EqualTo(1));
                Assert.That(askedByName.Error, Does.Contain("girona"));
            }
        }
        finally
        {
            MiniHome.Remove(root);
        }
    }
}
