using NUnit.Framework;
using QdC.Publish.PowerBi;
using static QdC.Tests.Publish.PowerBi.Broken;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>A report that is broken in one place is found there, by the rule that says so.</summary>
public sealed class BrokenReportTests
{
    private const string Whole = OfReport + "definition/report.json";
    private const string Pages = OfReport + "definition/pages/pages.json";
    private const string Page = Resum + "page.json";
    private const string Member = OfReport + "definition/pages/municipi/page.json";
    private static readonly string Line = Visual("resum-1-line");
    private static readonly string Numbers = Visual("resum-numbers");

    private const string Sex = """{ "field": { "Column": { "Expression": { "SourceRef": { "Entity": "Sexe" } }, "Property": "Sexe" } }, "queryRef": "Sexe.Sexe", "nativeQueryRef": "S#" },""";

    private static IEnumerable<(string Rule, string What, string File, Func<Broken> Spoil)> Cases()
    {
        yield return ("PBIR_FILES", "no version", OfReport + "definition/version.json", () => All().Remove(OfReport + "definition/version.json"));
        yield return ("PBIR_JSON", "a comma too many", Page, () => All().Replace(Page, "\"resum\",", "\"resum\",,"));
        yield return ("PBIR_SCHEMA_VERSION", "a schema that was never published", Line, () => All().Replace(Line, "visualContainer/2.4.0", "visualContainer/2.10.0"));
        yield return ("PBIR_NAME", "a name with a space", Line, () => All().Replace(Line, "\"resum-1-line\"", "\"resum 1 line\""));
        yield return ("PBIR_PAGES", "a page that is not there", Pages, () => All().Replace(Pages, "\"resum\",", "\"resum\", \"altres\","));
        yield return ("PBIR_PAGES", "a page that is not listed", Pages, () => All().Replace(Pages, "    \"costos\",\n", ""));
        yield return ("PBIR_MODEL", "bound to no model", OfReport + "definition.pbir", () => All().Replace(OfReport + "definition.pbir", "../QdC.SemanticModel", "../Altres.SemanticModel"));
        yield return ("PBIR_FIELD", "a measure that is not there", Line, () => All().Replace(Line, "\"Property\": \"Persones ateses\"", "\"Property\": \"Persones ateses avui\""));
        yield return ("PBIR_FIELD", "a column used as a measure", Visual("resum-sex"), () => All().Replace(Visual("resum-sex"), "\"Column\"", "\"Measure\""));
        yield return ("PBIR_FIELD", "a measure of another table than its own", Line, () => All().Replace(Line, "\"Entity\": \"Atenció per persona i mes\"", "\"Entity\": \"Costos\""));
        yield return ("PBIR_FIELD", "a filter of no column", Line, () => All().ReplaceAll(Line, "Mesos enrere", "Mesos endavant"));
        yield return ("PBIR_QUERY_REF", "a queryRef of another field", Line, () => All().Replace(Line, "\"queryRef\": \"Calendari.Mes\"", "\"queryRef\": \"Calendari.Any\""));
        yield return ("PBIR_QUERY_REF", "one nativeQueryRef twice", Line, () => All().Replace(Line, "\"nativeQueryRef\": \"Persones noves\"", "\"nativeQueryRef\": \"Persones ateses\""));
        yield return ("PBIR_RESOURCE", "no theme", Whole, () => All().Remove(OfReport + "StaticResources/RegisteredResources/QdC.json"));
        yield return ("PBIR_VISUAL", "filters in the visual", Line, () => All().Replace(Line, "\"visualType\": \"lineChart\",", "\"visualType\": \"lineChart\", \"filterConfig\": {},"));
        yield return ("PBIR_VISUAL", "neither visual nor group", Line, () => All().Replace(Line, "\"visual\": {", "\"visuals\": {"));
        yield return ("PBIR_DRILLTHROUGH", "a parameter without its filter", Member, () => All().Replace(Member, "\"boundFilter\": \"municipi-filter\"", "\"boundFilter\": \"altres\""));
        yield return ("PBIR_INTERACTION", "with a visual that is not there", Page, () => All().Replace(Page, "\"target\": \"resum-1-line\"", "\"target\": \"resum-9-line\""));
        yield return ("PBIR_LINK", "a button to no page", OfReport + "definition/pages/municipi/visuals/municipi-teams/visual.json", () => All().Replace(OfReport + "definition/pages/municipi/visuals/municipi-teams/visual.json", "'carrega'", "'altres'"));
        yield return ("PBIR_CANVAS", "beyond the page", Line, () => All().Replace(Line, "\"x\": 12", "\"x\": 900"));
        yield return ("PBIR_OVERLAP", "over another visual", Visual("resum-2-donut"), () => All().Replace(Line, "\"x\": 12", "\"x\": 400"));
        yield return ("PBIR_TAB_ORDER", "two in one place of the keyboard's", Visual("resum-2-donut"), () => All().Replace(Line, "\"tabOrder\": 10000", "\"tabOrder\": 11000"));
        yield return ("ENSURE_ALTTEXT", "no alternative text", Line, () => All().Replace(Line, "\"altText\"", "\"other\""));
        yield return ("ENSURE_THEME_COLOURS", "a colour of its own", Numbers, () => All().Replace(Numbers, "\"objects\": {", "\"objects\": { \"fill\": \"#FF0000\","));
        yield return ("ENSURE_PAGES_DO_NOT_SCROLL_VERTICALLY", "a page of two screens", Page, () => All().Replace(Page, "\"height\": 720", "\"height\": 1440"));
        yield return ("HIDE_TOOLTIP_DRILLTROUGH_PAGES", "a page of one member in the list", Member, () => All().Replace(Member, ",\n  \"visibility\": \"HiddenInViewMode\"", ""));
        yield return ("REDUCE_PAGES", "eleven pages", Pages, () => All().Add(OfReport + "definition/pages/altres/page.json", Definition.Built[Page]));
        yield return ("REDUCE_VISUALS_ON_PAGE", "many visuals", Page, () => Many(20, v => v));
        yield return ("REDUCE_OBJECTS_WITHIN_VISUALS", "many fields", Numbers, () => All().Replace(Numbers, "\"projections\": [", "\"projections\": [" + string.Concat(Enumerable.Range(1, 4).Select(i => Sex.Replace("#", $"{i}")))));
        yield return ("REDUCE_TOPN_FILTERS", "many filters of the greatest", Page, () => Many(5, v => v.Replace("\"Advanced\"", "\"TopN\"")));
        yield return ("REDUCE_ADVANCED_FILTERS", "many advanced filters", Page, () => Many(5, v => v));
        yield return ("AVOID_SHOW_ITEMS_WITH_NO_DATA", "members without data", Line, () => All().Replace(Line, "\"Category\": {", "\"Category\": { \"showAll\": true,"));
        yield return ("REMOVE_UNUSED_CUSTOM_VISUALS", "a custom visual that no page has", Whole, () => All().Replace(Whole, "\"resourcePackages\"", "\"publicCustomVisuals\": [\"Sankey\"], \"resourcePackages\""));
        yield return ("PERSON_SHOWN", "persons one by one", Line, () => All().Replace(Line, "\"Property\": \"Mes\"", "\"Property\": \"person_number\"").Replace(Line, "\"Entity\": \"Calendari\"", "\"Entity\": \"Atenció per persona i mes\""));
        yield return ("EXPORT_SUMMARISED", "rows may be exported", Whole, () => All().Replace(Whole, "AllowSummarized", "AllowSummarizedAndUnderlying"));

        static Broken Many(int more, Func<string, string> spoil)
        {
            var broken = All();
            for (var i = 0; i < more; i++)
            {
                broken.Add(Visual($"more-{i}"), spoil(Definition.Built[Line]).Replace("\"resum-1-line\"", $"\"more-{i}\"", StringComparison.Ordinal));
            }
            return broken;
        }
    }

    private static IEnumerable<TestCaseData> Named() => Cases().Select(c => new TestCaseData(c.Rule, c.File, c.Spoil).SetArgDisplayNames(c.Rule, c.What));

    [TestCaseSource(nameof(Named))]
    public void What_is_broken_is_found_where_it_is_by_its_rule(string rule, string file, Func<Broken> spoil)
    {
        var found = spoil().Check();

        Assert.That(found.Where(f => f.Rule == rule).Select(f => f.File), Does.Contain(file), string.Join('\n', found));
        Assert.That(PowerBiRules.All.Select(r => r.Id), Is.SupersetOf(found.Select(f => f.Rule).Distinct()), "every rule that is broken is listed");
    }

    [Test]
    public void Every_rule_on_reports_has_a_report_that_breaks_it() =>
        Assert.That(PowerBiRules.All.Where(r => (r.Group == "the report" && r.Id != "PBIR_SCHEMA") || r.Id is "EXPORT_SUMMARISED" or "PERSON_SHOWN").Select(r => r.Id).Except(Cases().Select(c => c.Rule)), Is.Empty);

    [Test]
    public void A_finding_tells_the_very_line()
    {
        var finding = All().Replace(Line, "\"queryRef\": \"Calendari.Mes\"", "\"queryRef\": \"Calendari.Any\"").Check().Single(f => f.Rule == "PBIR_QUERY_REF");

        Assert.That(Definition.Built[Line].Split('\n')[finding.Line - 1], Does.Contain("Calendari.Mes"));
    }
}
