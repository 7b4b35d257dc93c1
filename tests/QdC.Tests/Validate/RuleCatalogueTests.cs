using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Tests.Validate;

[TestFixture]
internal sealed class RuleCatalogueTests
{
    [Test]
    public void Every_rule_of_the_agreement_is_there()
    {
        Assert.That(RuleCatalogue.All.Values.Where(r => r.Severity == Severity.Error).Select(r => r.Code), Is.EquivalentTo(new[]
        {
            "row_malformed", "key_missing", "mandatory_empty", "mandatory_untypable", "amount_not_number",
        }));
        Assert.That(RuleCatalogue.All.Values.Where(r => r.Severity == Severity.Query).Select(r => r.Code), Is.EquivalentTo(new[]
        {
            "value_untypable", "value_out_of_range", "expected_empty", "doc_check", "cip_pattern", "cip_contradiction", "nass_check", "municipality_check",
            "code_unmapped", "future_date", "date_order", "close_pair", "doc_type_value", "energy_pair", "absence_over_month", "identifier_in_field", "duplicate_differs", "key_unknown",
            "orphan", "after_death", "one_principal", "case_overlap", "activity_after_close",
            "problem_overlap", "problem_after_close", "plan_before_open", "plan_after_close", "plan_expired",
            "invoiced_not_delivered", "plan_overlap", "hours_without_home_care", "home_care_kind_missing", "over_budget",
        }));
    }

    [Test]
    public void Every_rule_class_is_in_the_catalogue()
    {
        var classes = typeof(Rule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Rule)) && !t.IsAbstract);

        Assert.That(classes, Is.EquivalentTo(RuleCatalogue.All.Values.Select(r => r.GetType())));
    }

    [Test]
    public void Every_rule_has_a_sentence_in_three_languages_that_can_be_filled([Values("ca", "es", "en")] string language)
    {
        var text = new FindingText(new(new Dictionary<string, CodeList>(), new Dictionary<(string, string), IReadOnlyList<CodeMapping>>()), language);
        foreach (var rule in RuleCatalogue.All.Values)
        {
            var sentence = text.Sentence(new Finding
            {
                Rule = rule.Code,
                Severity = rule.Severity,
                System = "s",
                Extract = "e",
                Subject = "s",
                KeyHash = "",
                Field = "f",
                Column = "C",
                Masked = "99",
            });
            Assert.That(sentence, Does.EndWith(".").And.Not.Contain("{").And.Not.Contain("…"), rule.Code);
        }
    }

    [Test]
    public void No_Catalan_sentence_has_a_word_before_a_column_that_some_names_would_shorten() =>
        Assert.That(RuleCatalogue.All.Values.Select(r => r.Ca), Has.None.Match(@"\b([Dd]e|[Ee]l|[Ll]a) \{(column|field)\}"));
}
