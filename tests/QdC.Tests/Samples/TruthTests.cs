using NUnit.Framework;
using System.Text.Json;
using QdC.Samples;
using QdC.Samples.Truth;

namespace QdC.Tests.Samples;

public class TruthTests
{
    private static readonly IReadOnlyList<AreaTruth> Truths = PilotTruths.All;

    [TestCase("people_attended", "sex")]
    [TestCase("people_attended", "municipality")]
    [TestCase("people_attended", "age_band")]
    [TestCase("people_attended", "age_group")]
    [TestCase("new_people", "age_band")]
    [TestCase("open_cases", "team")]
    [TestCase("manual_activities", "team")]
    [TestCase("automatic_activities", "team")]
    [TestCase("urgent_aid", "service")]
    [TestCase("urgent_aid", "funder")]
    [TestCase("urgent_aid_granted", "service")]
    [TestCase("problems_in_force", "municipality")]
    [TestCase("problems_in_force", "age_band")]
    [TestCase("problems_in_force", "problem_type")]
    [TestCase("demands", "demand")]
    [TestCase("high_risk_cases", "team")]
    public void members_add_up_to_the_total(string metric, string breakdown)
    {
        foreach (var rows in Truths.SelectMany(truth => new[] { truth.AsRecorded, truth.AsPeople }))
        {
            var sums = rows.Where(row => row.Metric == metric && row.Breakdown == breakdown)
                .GroupBy(row => (row.PeriodKind, row.PeriodStart))
                .ToDictionary(group => group.Key, group => group.Sum(row => row.Value));
            foreach (var total in rows.Where(row => row.Metric == metric && row is { Breakdown: "total", Value: not null }))
                Assert.That(sums.GetValueOrDefault((total.PeriodKind, total.PeriodStart), 0), Is.EqualTo(total.Value), $"{metric} {total.PeriodKind} {total.PeriodStart}");
        }
    }

    [Test]
    public void a_figure_stands_once()
    {
        foreach (var truth in Truths)
        {
            Assert.That(truth.AsRecorded.Select(Place).Distinct().Count(), Is.EqualTo(truth.AsRecorded.Count));
            Assert.That(truth.AsPeople.Select(Place).Distinct().Count(), Is.EqualTo(truth.AsPeople.Count));
        }
    }

    [Test]
    public void every_metric_has_a_total_for_every_period()
    {
        foreach (var truth in Truths)
        {
            var totals = truth.AsRecorded.Where(row => row.Breakdown == "total").GroupBy(row => row.Metric).Select(group => group.Count()).Distinct();
            Assert.That(totals, Is.EqualTo(new[] { 75 + 25 + 7 + 64 }), "75 months, 25 quarters, 7 years, 64 rolling years");
        }
    }

    [Test]
    public void human_beings_are_never_more_than_records()
    {
        foreach (var truth in Truths)
        {
            var recorded = truth.AsRecorded.Where(row => row is { Metric: "people_attended", Breakdown: "total" }).Select(row => row.Value);
            var people = truth.AsPeople.Where(row => row is { Metric: "people_attended", Breakdown: "total" }).Select(row => row.Value);
            Assert.That(people.Zip(recorded).All(pair => pair.First <= pair.Second));
            Assert.That(truth.Sums["people_as_people"], Is.LessThan(truth.Sums["people_as_recorded"]));
        }
    }

    [Test]
    public void new_people_need_five_years_of_history()
    {
        foreach (var row in Truths[0].AsRecorded.Where(row => row is { Metric: "new_people", Breakdown: "total" }))
            Assert.That(row.Status == "not_available", Is.EqualTo(row.PeriodStart < new DateOnly(2024, 1, 1)));
    }

    [Test]
    public void a_period_that_ends_after_the_data_is_provisional()
    {
        foreach (var row in Truths[0].AsRecorded.Where(row => row is { Metric: "people_attended", Breakdown: "total" }))
            Assert.That(row.Status, Is.EqualTo(row is { PeriodKind: "year", PeriodStart.Year: 2025 } ? "provisional" : "ok"));
    }

    [Test]
    public void the_committed_truth_is_json_of_the_agreed_shape()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "pilot", "tarragona", "truth.json")));
        var root = json.RootElement;

        Assert.That(root.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "area", "seed", "scale", "fault_rate", "deliveries", "open_set_findings", "faults", "sums", "kpis" }));
        Assert.That(root.GetProperty("deliveries")[0].GetProperty("extracts").GetProperty("hestia/person").GetProperty("rows").GetInt32(), Is.Positive);
    }

    [Test]
    public void the_committed_truth_reads_back_as_the_figures_it_was_written_from()
    {
        var path = Path.Combine(Repository.Root, "samples", "pilot", "tarragona", "truth.json");
        var differing = Truths[0].AsPeople.Except(Truths[0].AsRecorded).ToList();

        Assert.That(Ordered(TruthJson.ReadFigures(path, "as_recorded")), Is.EqualTo(Ordered(Truths[0].AsRecorded)));
        Assert.That(Ordered(TruthJson.ReadFigures(path, "as_people")), Is.EqualTo(Ordered(Truths[0].AsPeople)));
        Assert.That(differing, Is.Not.Empty);
    }

    private static KpiRow[] Ordered(IEnumerable<KpiRow> rows) =>
        [.. rows.Select(Rounded).OrderBy(row => row.Metric, StringComparer.Ordinal).ThenBy(row => row.PeriodKind, StringComparer.Ordinal).ThenBy(row => row.PeriodStart).ThenBy(row => row.Breakdown, StringComparer.Ordinal).ThenBy(row => row.Member, StringComparer.Ordinal)];

    private static KpiRow Rounded(KpiRow row) =>
        row with
        {
            Numerator = Rounded(row.Numerator),
            Denominator = Rounded(row.Denominator),
            Value = Rounded(row.Value),
        };

    private static decimal? Rounded(decimal? number) => number is { } value ? decimal.Round(value, 12) : null;

    private static object Place(KpiRow row) => (row.Metric, row.PeriodKind, row.PeriodStart, row.Breakdown, row.Member);
}
