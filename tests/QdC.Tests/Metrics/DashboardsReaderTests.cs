using NUnit.Framework;
using QdC.Metrics;

namespace QdC.Tests.Metrics;

public sealed class DashboardsReaderTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "dashboards.yaml"));
    private static readonly MetricsFile Metrics = MetricsReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "metrics.yaml")), "powerbi/metrics.yaml").File!;

    [Test]
    public void The_six_pages_are_sound()
    {
        var (file, problems) = DashboardsReader.Read(Text, "powerbi/dashboards.yaml", Metrics);

        Assert.That(problems.Select(p => p.ToString()), Is.Empty);
        Assert.That(file!.Pages.Values.Select(p => p.Texts["ca"].Name), Is.EqualTo(new[] { "Resum", "Persones ateses", "Serveis i prestacions", "Costos", "Càrrega de treball", "Qualitat de les dades" }));
    }

    /// <summary>After a change of the keys, run this test with QDC_WRITE_GOLDEN=1 and commit what it wrote.</summary>
    [Test]
    public void The_committed_schema_is_the_one_the_reader_knows()
    {
        var path = Path.Combine(Repository.Root, "etl-jobs", "schema", "dashboards.schema.json");
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, DashboardsReader.Schema());
        }
        Assert.That(File.ReadAllText(path), Is.EqualTo(DashboardsReader.Schema()));
    }

    [TestCase("cards: [people_attended", "cards: [people_atended", "unknown metric \"people_atended\". Did you mean \"people_attended\"?")]
    [TestCase("cards: [people_attended", "carts: [people_attended", "unknown key \"carts\". Did you mean \"cards\"?")]
    [TestCase("donut: [people_attended], by: sex", "donut: [people_attended], by: team", "unknown breakdown of people_attended \"team\"")]
    [TestCase("donut: [people_attended], by: sex", "donut: [coverage], by: sex", "the members of sex do not add up to coverage")]
    [TestCase("donut: [urgent_aid], by: funder", "donut: [urgent_aid_families], by: funder", "do not add up to urgent_aid_families")]
    [TestCase("line: [people_attended, new_people], by: month", "line: [people_attended, coverage], by: month", "one axis shows one unit, received people_attended (people), coverage (percent)")]
    [TestCase("line: [people_attended, new_people], by: month", "line: [people_attended, new_people], by: sex", "a line goes over periods")]
    [TestCase("bars: [people_attended], by: age_group", "bars: [people_attended], by: month", "draw columns")]
    [TestCase("bars: [people_attended], by: age_group", "bars: [people_attended]", "bars need \"by\"")]
    [TestCase("matrix: [people_attended, coverage, new_people_share], by: municipality", "matrix: [people_attended, coverage, new_people_share], by: sex, across: age_group", "\"across\" goes with one figure")]
    [TestCase("by: month, width: 6", "by: month, width: 14", "\"width\" must be from 1 to 12")]
    [TestCase("slicers: [municipality, sex, age_group]", "slicers: [municipality, sexe]", "unknown dimension \"sexe\". Did you mean \"sex\"?")]
    [TestCase("slicers: [team]", "slicers: [team, demand]", "none of its figures can be cut by it")]
    [TestCase("list: deliveries", "list: delivery", "unknown list \"delivery\". Did you mean \"deliveries\"?")]
    public void What_is_wrong_is_said_with_its_line(string right, string wrong, string told)
    {
        var at = Text.LastIndexOf(right, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThan(0), right);
        var (file, problems) = DashboardsReader.Read(Text[..at] + wrong + Text[(at + right.Length)..], "dashboards.yaml", Metrics);

        Assert.That(file, Is.Null);
        Assert.That(problems.Select(p => p.Message), Has.Some.Contains(told));
        Assert.That(problems.Select(p => p.Line), Has.Some.EqualTo(Text[..at].Count(c => c == '\n') + 1));
    }
}
