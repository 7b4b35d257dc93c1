using NUnit.Framework;
using QdC.Metrics;
using QdC.Pipeline.Query;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Query;

public sealed class FigureQueryTests
{
    private static FigureRequest Ask(string metric, int? year = 2024, string? period = null, string[]? by = null, MemberFilter[]? where = null) =>
        new() { Area = MiniHome.Area, Metric = metric, Year = year, Period = period, By = by ?? [], Where = where ?? [] };

    [Test]
    public async Task A_stored_cut_comes_from_the_mart()
    {
        var answer = await MiniHome.Ask(Ask("urgent_aid"));
        Assert.That(answer.FromMart, Is.True);
        Assert.That(answer.Figures.Single().Value, Is.EqualTo(350.5));
        Assert.That(answer.Figures.Single().Status, Is.EqualTo("ok"));
    }

    [Test]
    public async Task Without_a_period_the_last_complete_month_is_meant()
    {
        var answer = await MiniHome.Ask(Ask("urgent_aid", year: null));
        var figure = answer.Figures.Single();
        Assert.That(figure.PeriodKind, Is.EqualTo("month"));
        Assert.That(figure.PeriodEnd, Is.EqualTo(new DateOnly(2025, 1, 31)));
    }

    [TestCase("month", 2024)]
    [TestCase("quarter", 2024)]
    [TestCase("year", 2024)]
    [TestCase("rolling12", 2024)]
    [TestCase("ytd", 2024)]
    public async Task A_figure_is_told_with_that_of_the_period_before(string kind, int year)
    {
        foreach (var by in new[] { Array.Empty<string>(), ["sex"] })
        {
            var alone = (await MiniHome.Ask(Ask("people_attended", year, kind, by))).Figures;
            var earlier = (await MiniHome.Ask(Ask("people_attended", year - 1, kind, by))).Figures.Concat(alone).ToList();
            var both = (await MiniHome.Ask(Ask("people_attended", year, kind, by) with { WithPrevious = true })).Figures;

            Assert.That(both.Select(f => (f.PeriodEnd, f.Value)), Is.EqualTo(alone.Select(f => (f.PeriodEnd, f.Value))), "the figures are the same");
            Assert.That(both.Count(f => f.Before is not null), Is.GreaterThan(0));
            foreach (var figure in both.Where(f => f.Before is not null))
            {
                var expected = earlier.Where(f => f.PeriodEnd < (kind is "ytd" or "rolling12" ? figure.PeriodEnd.AddDays(-360) : figure.PeriodEnd) && f.Members.SequenceEqual(figure.Members)).MaxBy(f => f.PeriodEnd)!;
                Assert.That((figure.Before!.PeriodEnd, figure.Before.Value), Is.EqualTo((expected.PeriodEnd, expected.Value)));
                Assert.That(figure.Change, Is.EqualTo(figure.Status == "ok" && expected.Status == "ok" ? figure.Value - expected.Value : null));
            }
        }
    }

    [Test]
    public async Task A_year_of_months_has_twelve()
    {
        var answer = await MiniHome.Ask(Ask("people_attended", period: "month"));
        Assert.That(answer.Figures, Has.Count.EqualTo(12));
        Assert.That(answer.Figures.Select(f => f.PeriodEnd), Is.Ordered);
    }

    [Test]
    public async Task The_year_to_date_ends_as_the_year_and_adds_up_what_adds_up()
    {
        // One of each kind: figures of all metrics are compared with the truth elsewhere.
        var kinds = QdC.Cli.App.Workspace.Load(Path.Combine(Repository.Root, "etl-jobs")).Metrics.Metrics.Values.DistinctBy(m => (m.Form, m.Numerator.Aggregate, m.Numerator.Time, m.Denominator?.Aggregate, m.Denominator?.Time, m.LookBackYears));
        foreach (var metric in kinds.Select(m => m.Name))
        {
            var toDate = (await MiniHome.Ask(Ask(metric, period: "ytd"))).Figures;
            var year = (await MiniHome.Ask(Ask(metric))).Figures.Single();
            var december = toDate.Single(f => f.PeriodEnd == year.PeriodEnd);
            Assert.That((december.Numerator, december.Denominator, december.Value, december.Status, december.PeriodStart), Is.EqualTo((year.Numerator, year.Denominator, year.Value, year.Status, year.PeriodStart)), metric);
            Assert.That(toDate, Has.Count.EqualTo(12), metric);
        }
        var months = (await MiniHome.Ask(Ask("urgent_aid", period: "month"))).Figures;
        var sums = (await MiniHome.Ask(Ask("urgent_aid", period: "ytd"))).Figures;
        Assert.That(sums.Select(f => f.Numerator), Is.EqualTo(months.Select((_, i) => months.Take(i + 1).Sum(m => m.Numerator))));
    }

    [TestCase("sex", "D")]
    [TestCase("municipality", "250609")]
    [TestCase("age_band", "30-44")]
    public async Task A_filter_gives_what_the_breakdown_gives_for_that_member(string dimension, string member)
    {
        var stored = (await MiniHome.Ask(Ask("people_attended", by: [dimension]))).Figures.Single(f => f.Members[0].Code == member);
        var kept = await MiniHome.Ask(Ask("people_attended", where: [new(dimension, member)]));
        Assert.That(kept.FromMart, Is.False);
        Assert.That(kept.Figures.Single().Value, Is.EqualTo(stored.Value));
    }

    [Test]
    public async Task A_cut_by_two_dimensions_sums_to_the_total_of_a_count_of_people()
    {
        var total = (await MiniHome.Ask(Ask("people_attended"))).Figures.Single();
        var cut = await MiniHome.Ask(Ask("people_attended", by: ["sex", "municipality"]));
        Assert.That(cut.Figures.Sum(f => f.Value), Is.EqualTo(total.Value));
        Assert.That(cut.Figures.Select(f => f.Members.Count), Has.All.EqualTo(2));
    }

    [Test]
    public async Task A_denominator_of_the_breakdowns_own_is_kept_when_one_member_is_asked_for()
    {
        var stored = (await MiniHome.Ask(Ask("interventions_per_person", by: ["team"]))).Figures[0];
        var kept = (await MiniHome.Ask(Ask("interventions_per_person", where: [new("team", stored.Members[0].Code)]))).Figures.Single();
        Assert.That((kept.Value, kept.Denominator), Is.EqualTo((stored.Value, stored.Denominator)));
    }

    [Test]
    public async Task A_numerator_of_the_breakdowns_own_is_kept_when_one_member_is_asked_for()
    {
        var stored = (await MiniHome.Ask(Ask("people_per_professional", by: ["team"]))).Figures.Single(f => f.Members[0].Code == "Equip B");
        var kept = (await MiniHome.Ask(Ask("people_per_professional", where: [new("team", "Equip B")]))).Figures.Single();
        Assert.That((kept.Value, kept.Numerator), Is.EqualTo((6d, 3m)));
        Assert.That((stored.Value, stored.Numerator), Is.EqualTo((6d, 3m)));
    }

    [TestCase("first_interview_wait", 17.5)]
    [TestCase("first_interview_wait_p90", 22.7)]
    public async Task A_percentile_stands_alone_with_the_number_of_its_values(string metric, double expected)
    {
        var total = (await MiniHome.Ask(Ask(metric))).Figures.Single();
        Assert.That((total.Value!.Value, total.Numerator, total.Denominator), Is.EqualTo((expected, (decimal?)null, (decimal?)2)).Within(1e-9));
        var kept = await MiniHome.Ask(Ask(metric, where: [new("team", "Equip A")]));
        Assert.That(kept.FromMart, Is.False);
        Assert.That((kept.Figures.Single().Value, kept.Figures.Single().Denominator), Is.EqualTo((24d, 1m)));
        var none = (await MiniHome.Ask(Ask(metric, year: 2022))).Figures.Single();
        Assert.That((none.Status, none.Reason, none.Denominator), Is.EqualTo(("not_available", "no denominator", 0m)));
    }

    [Test]
    public async Task Energy_poverty_is_cut_by_channel_and_reason()
    {
        var paid = (await MiniHome.Ask(Ask("energy_poverty_aid", by: ["energy_channel"]) with { Language = "en" })).Figures.Single();
        Assert.That((paid.Members[0].Label, paid.Value), Is.EqualTo(("Public services", 150d)));
        var denied = (await MiniHome.Ask(Ask("energy_poverty_denied", year: 2025, by: ["energy_denial_reason"]))).Figures.Single();
        Assert.That((denied.Members[0].Code, denied.Value), Is.EqualTo(("no_budget", 1d)));
    }

    [Test]
    public async Task Members_carry_their_label_in_the_language_asked_for()
    {
        var answer = await MiniHome.Ask(Ask("people_attended", by: ["sex"]) with { Language = "en" });
        Assert.That(answer.Figures.Select(f => f.Members[0].Code), Does.Contain("D"));
        Assert.That(answer.Figures.Single(f => f.Members[0].Code == "D").Members[0].Label, Is.EqualTo("Woman"));
    }

    [Test]
    public async Task A_sensitive_service_is_told_for_the_whole_area_and_year()
    {
        var answer = await MiniHome.Ask(Ask("urgent_aid", by: ["service"]));
        Assert.That(answer.Figures.Select(f => f.Members[0].Code), Does.Contain(MiniHome.SensitiveService));
    }

    [Test]
    public async Task In_every_other_cut_sensitive_services_are_one_member_and_the_sum_stays()
    {
        var total = (await MiniHome.Ask(Ask("urgent_aid", period: "month"))).Figures.Sum(f => f.Value);
        foreach (var by in new[] { new[] { "service" }, new[] { "service", "funder" } })
        {
            var answer = await MiniHome.Ask(Ask("urgent_aid", period: "month", by: by));
            var codes = answer.Figures.Select(f => f.Members[0].Code).Distinct().ToList();
            Assert.That(codes, Does.Contain("sensitive").And.Not.Contain(MiniHome.SensitiveService));
            Assert.That(answer.Figures.Sum(f => f.Value), Is.EqualTo(total).Within(1e-9));
        }
        var refused = Ask("urgent_aid", period: "month", where: [new("service", MiniHome.SensitiveService)]);
        Assert.That(async () => await MiniHome.Ask(refused), Throws.TypeOf<MemberIsSensitive>());
    }

    [Test]
    public async Task Sensitive_types_of_problem_are_told_apart_for_whole_years_only()
    {
        var year = await MiniHome.Ask(Ask("problems_in_force", by: ["problem_type"]));
        Assert.That(year.Figures.Select(f => f.Members[0].Code), Does.Contain("mental_health").And.Contain("legal_situation").And.Not.Contain("sensitive"));

        foreach (var (period, by) in new[] { ("month", new[] { "problem_type" }), ("quarter", ["problem_type"]), ("rolling12", ["problem_type"]), ("year", ["problem_type", "sex"]) })
        {
            var total = (await MiniHome.Ask(Ask("problems_in_force", period: period))).Figures.Sum(f => f.Value);
            var answer = await MiniHome.Ask(Ask("problems_in_force", period: period, by: by));
            Assert.That(answer.Figures.Select(f => f.Members[0].Code), Does.Contain("sensitive").And.Not.Contain("mental_health").And.Not.Contain("legal_situation"), period);
            Assert.That(answer.Figures.Sum(f => f.Value), Is.EqualTo(total), period);
        }
        var refused = Ask("problems_in_force", period: "month", where: [new("problem_type", "mental_health")]);
        Assert.That(async () => await MiniHome.Ask(refused), Throws.TypeOf<MemberIsSensitive>());
    }

    [Test]
    public async Task What_is_stored_for_less_than_a_year_names_no_sensitive_member()
    {
        await MiniHome.Published();
        using var version = new AreaStore(new QdcHome(MiniHome.Root), AreaCode.Parse("mini"), TimeProvider.System).OpenCurrent();
        List<string> Stored(string kinds) =>
            version.Session.Query($"SELECT DISTINCT member FROM mart.kpi WHERE breakdown IN ('problem_type', 'demand', 'service') AND period_kind {kinds}", row => row.GetString(0));

        Assert.That(Stored("= 'year'"), Does.Contain("mental_health").And.Contain(MiniHome.SensitiveService).And.Not.Contain("sensitive"));
        Assert.That(Stored("<> 'year'"), Does.Contain("sensitive").And.Not.Contain("mental_health").And.Not.Contain(MiniHome.SensitiveService));
    }

    [Test]
    public async Task A_rate_by_type_of_problem_is_of_all_inhabitants_of_the_cut()
    {
        var byType = await MiniHome.Ask(Ask("problems_per_1000", by: ["problem_type"]));
        Assert.That(byType.Figures.Select(f => f.Denominator), Has.All.EqualTo(144));

        var byBoth = await MiniHome.Ask(Ask("problems_per_1000", by: ["municipality", "problem_type"]));
        Assert.That(byBoth.Figures.Where(f => f.Members[0].Code == "252228").Select(f => f.Denominator), Is.Not.Empty.And.All.EqualTo(68));
        Assert.That(byBoth.Figures.Sum(f => f.Numerator), Is.EqualTo(10));

        var kept = await MiniHome.Ask(Ask("problems_per_1000", where: [new("problem_type", "economic")]));
        Assert.That((kept.Figures.Single().Numerator, kept.Figures.Single().Denominator), Is.EqualTo((1m, 144m)));
    }

    [TestCase("covrage", "Did you mean 'coverage'?")]
    [TestCase("q", "qdc query --list")]
    public void An_unknown_metric_is_refused_with_the_nearest(string metric, string hint) =>
        Assert.That(async () => await MiniHome.Ask(Ask(metric)), Throws.TypeOf<UnknownName>().With.Message.Contains(hint));

    [Test]
    public void What_cannot_be_cut_is_refused_with_what_can()
    {
        Assert.That(async () => await MiniHome.Ask(Ask("people_attended", by: ["sexx"])), Throws.TypeOf<UnknownName>().With.Message.Contains("Did you mean 'sex'?"));
        Assert.That(async () => await MiniHome.Ask(Ask("coverage", by: ["team"])), Throws.TypeOf<CutNotPossible>().With.Message.Contains("municipality, sex, age_group"));
        Assert.That(async () => await MiniHome.Ask(Ask("coverage", by: ["sex", "sex"])), Throws.TypeOf<CutNotPossible>());
        Assert.That(async () => await MiniHome.Ask(Ask("people_attended", where: [new("sex", "X")])), Throws.TypeOf<UnknownName>());
        Assert.That(async () => await MiniHome.Ask(Ask("people_attended", where: [new("municipality", "Utopia Nova")])), Throws.TypeOf<UnknownName>().With.Message.Contains("--by municipality"));
        Assert.That(async () => await MiniHome.Ask(Ask("people_attended", where: [new("sex", "dona")])), Throws.TypeOf<UnknownName>().With.Message.Contains("sex=D is Dona"), "who knows the label is told the code");
        Assert.That(async () => await MiniHome.Ask(Ask("people_attended", year: 1999)), Throws.TypeOf<NoSuchPeriod>().With.Message.Contains("2019 to 2025"));
        Assert.That(async () => await MiniHome.Ask(Ask("people_attended", period: "2024-03")), Throws.TypeOf<UnknownName>().With.Message.Contains("--year 2024 --period month"));
    }

    [Test]
    public async Task What_is_not_available_says_why()
    {
        var answer = await MiniHome.Ask(Ask("active_case_ratio", by: ["team"], year: 2023));
        Assert.That(answer.Figures.Select(f => (f.Status, f.Reason)), Has.All.EqualTo(("not_available", "before the first delivery")));
    }
}
