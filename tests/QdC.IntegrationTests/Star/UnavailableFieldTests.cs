using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;

namespace QdC.IntegrationTests.Star;

/// <summary>What a source says it cannot give is not available in the figures, and says why; everything else is served as ever.</summary>
[TestFixture]
public sealed class UnavailableFieldTests
{
    [Test]
    public void A_figure_or_breakdown_that_needs_a_field_no_source_gives_is_not_available_and_says_why()
    {
        using var area = RefreshedArea.Changed(
            "mini",
            "systems/hestia.yaml",
            "municipality: { from: idMunicipi, code_list: municipality }",
            "municipality: { unavailable: the export has no addresses }"
        );
        using var version = area.Store.OpenCurrent();
        List<string> Kpi(string where) =>
            version.Session.Query($"SELECT DISTINCT status || ' ' || member || ' ' || coalesce(reason, '') FROM mart.kpi WHERE period_kind = 'year' AND period_start = DATE '2024-01-01' AND {where}", row => row.GetString(0));

        Assert.That(Kpi("metric = 'coverage'"), Is.EqualTo(new[] { "not_available all person.municipality: the export has no addresses" }));
        Assert.That(Kpi("metric = 'people_attended' AND breakdown = 'municipality'"), Is.EqualTo(new[] { "not_available all person.municipality: the export has no addresses" }));
        Assert.That(Kpi("metric = 'people_attended' AND breakdown = 'sex'"), Is.EquivalentTo(new[] { "ok D ", "ok H " }));

        var lacking = JobCheck.Report(area.Jobs, MetricSupplies.Needs(area.Metrics)).Single(r => r.Area == "mini").Unavailable.Select(u => u.Metric);
        Assert.That(lacking, Is.SupersetOf(new[] { "coverage", "people_attended by municipality", "new_people by municipality" }));
    }
}
