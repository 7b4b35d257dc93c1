using NUnit.Framework;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Link;
using QdC.Pipeline.Query;
using QdC.Pipeline.Run;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Star;

/// <summary>What a source says it cannot give is not available in the figures, and says why; everything else is served as ever.</summary>
[TestFixture]
public sealed class UnavailableFieldTests
{
    private const string Given = "municipality: { from: idMunicipi, code_list: municipality }";
    private const string Reason = "persona, municipi de residència: sense adreces\npersona, municipio de residencia: sin direcciones\nperson, municipality of residence: no addresses";

    [Test]
    public void A_figure_or_breakdown_that_needs_a_field_no_source_gives_is_not_available_and_says_why()
    {
        using var area = RefreshedArea.Changed(
            "mini",
            "systems/hestia.yaml",
            Given,
            "municipality: { unavailable: { ca: sense adreces, es: sin direcciones, en: no addresses } }"
        );
        using var version = area.Store.OpenCurrent();
        List<string> Kpi(string where) =>
            version.Session.Query($"SELECT DISTINCT status || ' ' || member || ' ' || coalesce(reason, '') FROM mart.kpi WHERE period_kind = 'year' AND period_start = DATE '2024-01-01' AND {where}", row => row.GetString(0));

        Assert.That(Kpi("metric = 'coverage'"), Is.EqualTo(new[] { $"not_available all {Reason}" }));
        Assert.That(Kpi("metric = 'people_attended' AND breakdown = 'municipality'"), Is.EqualTo(new[] { $"not_available all {Reason}" }));
        Assert.That(Kpi("metric = 'people_attended' AND breakdown = 'sex'"), Is.EquivalentTo(new[] { "ok D ", "ok H " }));

        Assert.That(version.Session.Scalar<string>("SELECT reason FROM mart.metric_supply WHERE metric = 'coverage'"), Is.EqualTo("persona, municipi de residència: sense adreces"), "Power BI shows Catalan");
        foreach (var (language, why) in new[] { ("ca", "persona, municipi de residència: sense adreces"), ("es", "persona, municipio de residencia: sin direcciones"), ("en", "person, municipality of residence: no addresses") })
        {
            Assert.That(Told(area, version, "coverage", [], language), Is.EqualTo(why));
            Assert.That(Told(area, version, "people_attended", ["municipality"], language), Is.EqualTo(why));
            Assert.That(Told(area, version, "people_attended", ["municipality", "sex"], language), Is.EqualTo(why));
        }

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

        Assert.That(Attended(area), Is.EqualTo(new[] { "total all - not_available actuació, persones o actuació, expedient: the diary names nobody, i a més nor a case\nactuación, personas o actuación, expediente: the diary names nobody, y además nor a case\nactivity, persons or activity, case: the diary names nobody, and nor a case" }));
    }

    [Test]
    public void Words_that_change_are_told_after_the_next_run_though_no_row_changes()
    {
        var area = RefreshedArea.Committed("mini");
        string Built(Words why)
        {
            ExtractDefinition Saying(ExtractDefinition of) =>
                of.Name == "person" ? of with { Columns = of.Columns.ToDictionary(c => c.Key, c => c.Key == "municipality" ? new ColumnMapping { Unavailable = why } : c.Value) } : of;
            var systems = area.Jobs.Systems.ToDictionary(s => s.Key, s => s.Value with { Extracts = [.. s.Value.Extracts.Select(Saying)] });
            return BuildFingerprint.Of(area.Jobs with { Systems = systems }, area.Area, area.Metrics, new LinkBasis(null, []));
        }
        Assert.That(Built(new("sense adreces", "sin direcciones", "no addresses")), Is.Not.EqualTo(Built("no addresses")));
    }

    private static string? Told(RefreshedArea area, AreaVersion version, string metric, IReadOnlyList<string> by, string language) =>
        FigureText.In(language).Reason(new FigureQuery(new QdcHome(Path.GetTempPath()), area.Jobs, area.Metrics, TimeProvider.System).Ask(version, new FigureRequest { Area = area.Area, Metric = metric, By = by, Year = 2024, Language = language }).Figures.Single());

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
