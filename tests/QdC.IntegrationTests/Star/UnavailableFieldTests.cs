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

    /// <summary>
    /// Of the ten people of 2024 (samples/mini/README.md) two are named by acts as other than the principal person of the case: 3 by 504, where 2
    /// stands in, and 5 by 506, where 4 does. 3 is attended by service 307 still; 5, a man, by nothing else.
    /// </summary>
    [Test]
    public void Where_a_source_does_not_say_whom_an_act_attends_the_principal_person_of_its_case_stands_in()
    {
        using var area = Acts("case: IdExpedient", "persons: { unavailable: the diary names nobody }");

        Assert.That(Attended(area), Is.EquivalentTo(new[] { "total all 9 ok ", "sex D 6 ok ", "sex H 3 ok " }));
    }

    [Test]
    public void Where_it_does_not_say_the_case_either_nobody_stands_in_and_the_reason_names_both()
    {
        using var area = Acts("case: { unavailable: nor a case }", "persons: { unavailable: the diary names nobody }");

        Assert.That(Attended(area), Is.EqualTo(new[] { "total all - not_available activity.persons or activity.case: the diary names nobody, and nor a case" }));
    }

    private static RefreshedArea Acts(string @case, string persons) =>
        RefreshedArea.Changed(
            "mini",
            "systems/hestia.yaml",
            "id: IdActuacio\n      case: IdExpedient\n      persons: { from: PersonesAteses, split: \"|\" }",
            $"id: IdActuacio\n      {@case}\n      {persons}"
        );

    private static List<string> Attended(RefreshedArea area)
    {
        using var version = area.Store.OpenCurrent();
        return version.Session.Query(
            """
            SELECT breakdown || ' ' || member || ' ' || coalesce(value::INTEGER::VARCHAR, '-') || ' ' || status || ' ' || coalesce(reason, '') FROM mart.kpi
            WHERE metric = 'people_attended' AND breakdown IN ('total', 'sex') AND period_kind = 'year' AND period_start = DATE '2024-01-01'
            """,
            row => row.GetString(0)
        );
    }
}
