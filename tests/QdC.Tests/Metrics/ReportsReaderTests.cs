using NUnit.Framework;
using QdC.Metrics;

namespace QdC.Tests.Metrics;

public sealed class ReportsReaderTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "reports.yaml"));
    private static readonly MetricsFile Metrics = MetricsReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "metrics.yaml")), "powerbi/metrics.yaml").File!;

    private static readonly DashboardsFile Dashboards = DashboardsReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "dashboards.yaml")), "powerbi/dashboards.yaml", Metrics).File!;

    [Test]
    public void The_repositorys_reports_are_sound()
    {
        var (file, problems) = ReportsReader.Read(Text, "powerbi/reports.yaml", Metrics, Dashboards);
        Assert.That(problems.Select(p => p.ToString()), Is.Empty);
        Assert.That(file!.Reports, Does.ContainKey("memoria"));
    }

    /// <summary>After a change of the keys, run this test with QDC_WRITE_GOLDEN=1 and commit what it wrote.</summary>
    [Test]
    public void The_committed_schema_is_the_one_the_reader_knows()
    {
        var path = Path.Combine(Repository.Root, "etl-jobs", "schema", "reports.schema.json");
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, ReportsReader.Schema());
        }
        Assert.That(File.ReadAllText(path), Is.EqualTo(ReportsReader.Schema()));
    }

    [TestCase("figures: [people_attended]", "figures: [people_atended]", "unknown metric \"people_atended\". Did you mean \"people_attended\"?")]
    [TestCase("by: age_band, across: sex", "by: team, across: sex", "unknown breakdown of people_attended \"team\"")]
    [TestCase("by: age_band, across: sex", "by: month, across: sex", "\"across\" goes with one figure and one dimension")]
    [TestCase("{ figures: [people_attended], by: age_band, across: sex }", "{ figures: [people_attended] }", "needs \"by\"")]
    [TestCase("change: [people_attended", "chnge: [people_attended", "unknown key \"chnge\". Did you mean \"change\"?")]
    [TestCase("    pages: dashboard", "    pages: all", "takes the place of sheets")]
    [TestCase("    period: month", "    period: week", "unknown kind of period \"week\"")]
    [TestCase("chart: bars", "chart: pie", "unknown chart \"pie\"")]
    [TestCase("each: system", "each: extract", "unknown kind of sheet \"extract\"")]
    [TestCase("each: system\n        tables:\n          - list: findings", "each: system\n        tables:\n          - list: deliveries", "holds the list \"findings\" and nothing else")]
    [TestCase("counts: [people_attended", "counts: [people_atended", "unknown metric \"people_atended\"")]
    [TestCase("list: staffing", "list: stafing", "unknown list \"stafing\". Did you mean \"staffing\"?")]
    [TestCase("ca: Per equip", "ca: Per equip/torn", "cannot be a sheet's name")]
    [TestCase("ca: Per equip", "ca: Resum", "two sheets that are called \"Resum\"")]
    public void What_is_wrong_is_said_with_its_line(string right, string wrong, string told)
    {
        var at = Text.IndexOf(right, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThan(0), right);
        var (file, problems) = ReportsReader.Read(Text[..at] + wrong + Text[(at + right.Length)..], "reports.yaml", Metrics, Dashboards);
        Assert.That(file, Is.Null);
        Assert.That(problems.Select(p => p.Message), Has.Some.Contains(told));
        Assert.That(problems.Select(p => p.Line), Has.All.GreaterThan(0).And.All.LessThanOrEqualTo(Text.Split('\n').Length));
    }
}
