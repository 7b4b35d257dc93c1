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
}
