using NUnit.Framework;
using QdC.Samples;
using QdC.Samples.Faults;
using QdC.Samples.Truth;

namespace QdC.Tests.Samples;

public class FaultTests
{
    private static readonly string[] OverAllRecords =
    [
        "orphan", "after_death", "one_principal", "case_overlap", "activity_after_close",
        "problem_overlap", "problem_after_close", "plan_before_open", "plan_after_close", "plan_expired",
        "plan_overlap", "hours_without_home_care", "home_care_kind_missing", "over_budget",
    ];

    private static SampleOptions Options(long seed, double faults) => new() { Scale = 0.003, Seed = seed, FaultRate = faults };

    [Test]
    public void the_catalogue_built_in_is_the_committed_one()
    {
        var committed = File.ReadAllText(Path.Combine(Repository.Root, "samples", "faults.yaml"));

        Assert.That(BuiltInCatalogue.Text.TrimEnd(), Is.EqualTo(committed.TrimEnd()));
    }

    [Test]
    public void without_faults_no_rule_finds_anything([Values(1, 2, 3, 4, 5)] long seed)
    {
        foreach (var truth in SampleGenerator.Generate(Options(seed, 0)))
        {
            Assert.That(truth.Faults, Is.Empty);
            Assert.That(truth.OpenSetFindings.Values, Is.All.Zero);
            Assert.That(truth.Deliveries.SelectMany(delivery => delivery.Extracts.Values).SelectMany(extract => extract.Findings), Is.Empty);
        }
    }

    [Test]
    public void findings_are_those_planted([Values(1, 2, 3)] long seed, [Values(1, 5)] double faults)
    {
        foreach (var truth in SampleGenerator.Generate(Options(seed, faults)))
        {
            foreach (var delivery in truth.Deliveries)
            {
                foreach (var (name, extract) in delivery.Extracts)
                {
                    var planted = truth.Faults.Where(fault => fault.Delivery == delivery.Date && name == $"{fault.System}/{fault.Kind.Extract}").ToList();
                    AssertPlanted(extract, planted, $"{truth.Area} {delivery.Date} {name}");
                }
            }
        }
    }

    [Test]
    public void every_kind_is_planted_somewhere_in_the_pilot()
    {
        var planted = PilotTruths.All.SelectMany(truth => truth.Faults).Select(fault => fault.Kind.Code);

        Assert.That(planted.Distinct(), Is.EquivalentTo(FaultCatalogue.BuiltIn.Select(kind => kind.Code)));
    }

    [Test]
    public void findings_over_all_records_stay_open_in_the_pilot()
    {
        foreach (var truth in PilotTruths.All)
            Assert.That(truth.OpenSetFindings.Values, Is.All.Positive, truth.Area);
    }

    [Test]
    public void five_times_the_rate_plants_about_five_times_as_many()
    {
        var options = new SampleOptions { Areas = ["tarragona"], Scale = 0.05, Years = 2 };

        var once = SampleGenerator.Generate(options)[0].Faults.Count;
        var often = SampleGenerator.Generate(options with { FaultRate = 5 })[0].Faults.Count;

        Assert.That((double)often / once, Is.InRange(3.5, 6.5));
    }

    [TestCase("- code: person_without_key", "lacks 'extract'")]
    [TestCase("- code: dragon\n  extract: person\n  rate: 0.1\n  rule: x\n  outcome: query", "plant 'dragon'")]
    [TestCase("- code: person_without_key\n  extract: person\n  rate: often\n  rule: x\n  outcome: rejected", "'often'")]
    [TestCase("nonsense", "'nonsense'")]
    public void a_wrong_catalogue_says_what_is_wrong(string text, string expected)
    {
        Assert.That(() => FaultCatalogue.Parse("faults:\n" + text), Throws.TypeOf<FormatException>().With.Message.Contains(expected));
    }

    private static void AssertPlanted(ExtractTruth extract, List<FaultTruth> planted, string where)
    {
        var expected = planted
            .Where(fault => !OverAllRecords.Contains(fault.Kind.Rule) && fault.Kind.Rule != "duplicate")
            .GroupBy(fault => fault.Kind.Rule)
            .ToDictionary(group => group.Key, group => group.Count());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(extract.Findings, Is.EquivalentTo(expected), where);
            Assert.That(extract.Rejected, Is.EqualTo(planted.Count(fault => fault.Kind.Outcome == "rejected")), where);
            Assert.That(extract.Duplicates, Is.EqualTo(planted.Count(fault => fault.Kind.Outcome == "duplicate")), where);
        }
    }
}
