using NUnit.Framework;
using QdC.Metrics;

namespace QdC.Tests.Metrics;

[TestFixture]
public sealed class MetricsReaderTests
{
    private static readonly string Root = Repository.Root;
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "powerbi", "metrics.yaml"));

    [Test]
    public void The_committed_file_is_sound()
    {
        var (file, problems) = MetricsReader.Read(Text, "powerbi/metrics.yaml");

        Assert.That(problems, Is.Empty);
        Assert.That(file!.Metrics.Values.Select(m => m.Kpi!.Value).Distinct(), Is.EquivalentTo(Enumerable.Range(1, 25)));
    }

    /// <summary>After a change of the keys, run this test with QDC_WRITE_GOLDEN=1 and commit what it wrote.</summary>
    [Test]
    public void The_committed_schema_is_the_one_the_reader_knows()
    {
        var path = Path.Combine(Root, "etl-jobs", "schema", "metrics.schema.json");
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
            File.WriteAllText(path, MetricsKeys.Schema());

        Assert.That(File.ReadAllText(path), Is.EqualTo(MetricsKeys.Schema()));
    }

    [TestCase("table: dim_sex, key: sex_key", "tabel: dim_sex, key: sex_key", "unknown key \"tabel\". Did you mean \"table\"?")]
    [TestCase("numerator: attended_new\n", "numerator: atended_new\n", "unknown numerator \"atended_new\". Did you mean \"attended_new\"?")]
    [TestCase("breakdowns: [municipality, sex, age_group]\n", "breakdowns: [municipality, sexe]\n", "unknown dimension \"sexe\". Did you mean \"sex\"?")]
    [TestCase("time: year", "time: yearly", "unknown time \"yearly\". Did you mean \"year\"?")]
    [TestCase("count: rows, time: at_end, where: { active: true }", "count: rows, sum: x, time: at_end", "needs exactly one of count, sum, distinct, percentile; received 2")]
    [TestCase("percentile: wait_days, at: 0.5, where", "percentile: wait_days, at: 50, where", "\"at\" must be a number from 0 to 1, for example 0.5 for the median")]
    [TestCase("percentile: wait_days, at: 0.9, where", "percentile: wait_days, at: 0.9, time: at_end, where", "is a percentile, which is taken of the rows in the period")]
    [TestCase("sum: ts_fte, time: month_mean", "distinct: ts_fte, time: month_mean", "counts distinct values, which have no mean over months")]
    [TestCase("sum: es_fte, time: month_mean", "sum: es_fte, at: 0.5, time: month_mean", "is no percentile; leave at out")]
    [TestCase("numerator: first_wait_p90\n", "denominator: inhabitants\n    numerator: first_wait_p90\n", "divides a percentile or by one")]
    [TestCase("    less: attended_new\n", "    less: atended_new\n", "unknown less \"atended_new\". Did you mean \"attended_new\"?")]
    [TestCase("    less: attended_new\n", "    value: numerator\n    less: attended_new\n", "is a difference (less) and has \"value\" too, which is of ratios")]
    [TestCase("numerator_by: { team: contacted }", "numerator_by: { team: contcted }", "unknown measure \"contcted\". Did you mean \"contacted\"?")]
    [TestCase("table: dim_sex, key: sex_key", "table: dim_sexe, key: sex_key", "unknown table of the star \"dim_sexe\". Did you mean \"dim_sex\"?")]
    [TestCase("table: dim_team, key: team_key", "table: dim_professional, key: professional_key", "fans out: dim_professional holds a row for each time a member changed")]
    [TestCase("last: last_event_on", "last: last_event", "unknown column of fact_person_attended \"last_event\". Did you mean \"last_event_on\"?")]
    [TestCase("municipality: municipality_key\n", "municipality: municipi_key\n", "unknown column of fact_person_attended \"municipi_key\"")]
    [TestCase("fact: payment, sum: amount, where: { service.utilities", "fact: payment, sum: amounts, where: { service.utilities", "unknown column of fact_payment \"amounts\". Did you mean \"amount\"?")]
    [TestCase("fact: payment, sum: amount, where: { service.utilities", "fact: payment, sum: paid_on, where: { service.utilities", "adds up fact_payment.paid_on, which holds DATE, no number")]
    [TestCase("where: { service.utilities: true } }", "where: { service.utility: true } }", "unknown column of dim_service \"utility\"")]
    [TestCase("keep_last: { resident: true }, kept_by", "keep_last: { residents: true }, kept_by", "unknown column of fact_person_attended \"residents\"")]
    [TestCase("new_for: previous_month", "new_for: last_month", "unknown column of fact_person_attended \"last_month\"")]
    [TestCase("    folder: people\n", "    folder: peopel\n", "unknown folder \"peopel\". Did you mean \"people\"?")]
    [TestCase("    direction: higher\n", "    direction: up\n", "unknown direction \"up\"")]
    [TestCase("target: { value: 100, source: cartera }", "target: { value: all, source: cartera }", "\"value\" must be a number in the metric's own unit")]
    [TestCase("target: { value: 100, source: cartera }", "target: { value: 100, source: cartero }", "unknown source \"cartero\". Did you mean \"cartera\"?")]
    [TestCase("    source: ic\n", "    sources: ic\n", "unknown key \"sources\". Did you mean \"source\"?")]
    [TestCase("kpi: 4\n", "kpi: four\n", "\"kpi\" must be a whole number")]
    [TestCase("breakdowns: [team, case_type]", "breakdowns: [team, sex]", "counts fact \"case_month\", which reaches only: team, case_type")]
    [TestCase("needs: [case.opened_on, case.state]\n", "needs: [opened_on]\n", "\"opened_on\" is no contract field")]
    [TestCase("urgent_families <= urgent_people", "urgent_families < urgent_people", "\"urgent_families < urgent_people\" is no relation; write measures, with + between them, on both sides of one <=.")]
    [TestCase("urgent_families <= urgent_people", "urgent_family <= urgent_people", "unknown measure \"urgent_family\". Did you mean \"urgent_families\"?")]
    [TestCase("people_with_problem + 2 people", "people_with_problem + 2x people", "\"2x people_with_problems\" is no number of a relation; write a measure, 2 measure, or measure[dimension member].")]
    [TestCase("attended_residents[age_group 65+]", "attended_residents[age_groups 65+]", "unknown dimension \"age_groups\". Did you mean \"age_group\"?")]
    [TestCase("needs: [case.opened_on, case.state]\n", "needs: [case.opened_on or state]\n", "\"state\" is no contract field")]
    [TestCase("needs: [case.opened_on, case.state]\n", "needs: [case.opened_on of case.state]\n", "\"case.opened_on of case.state\" is no contract field")]
    public void A_slip_is_named_with_its_line_and_the_nearest_name(string right, string wrong, string message)
    {
        var at = Text.IndexOf(right, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThan(0), "the committed file holds the text to spoil");
        var spoiled = Text[..at] + wrong + Text[(at + right.Length)..];
        var line = Text[..at].Count(c => c == '\n') + 1;

        var (file, problems) = MetricsReader.Read(spoiled, "metrics.yaml");

        Assert.That(file, Is.Null);
        Assert.That(problems.Select(p => p.Message), Has.Some.Contains(message));
        Assert.That(problems.Select(p => p.Line), Has.Some.EqualTo(line));
    }

    [TestCase("folders:\n", "folders: !!] x\n", "is not YAML")]
    [TestCase("folders:\n", "folders: [\n", "is not YAML")]
    public void What_is_no_yaml_is_said(string right, string wrong, string message) =>
        Assert.That(MetricsReader.Read(Text.Replace(right, wrong, StringComparison.Ordinal), "metrics.yaml").Problems.Single().Message, Does.Contain(message));

    [TestCase("[people_attended, coverage, new_people, new_people_share], periods", "[people_attended, known_people], periods", "is a difference, which tells of whoever the counts it is made of tell: publish those")]
    [TestCase("by: [funder, service], periods: [year]", "by: [funder, service], periods: [quarter]", "sensitive list, which are seen by year only")]
    [TestCase("by: [sex, age_group], periods: [quarter, year]", "by: [sex, team], periods: [quarter, year]", "is not stored by \"team\"")]
    [TestCase("[open_cases, active_people, active_case_ratio, cases_per_professional], periods: [month, quarter, year]", "[open_cases, urgent_aid_granted], periods: [quarter, rolling12]", "says neither which persons are behind it nor that it is public")]
    [TestCase("[open_cases, active_people, active_case_ratio, cases_per_professional], periods: [month, quarter, year]", "[open_cases], periods: [quarter, rolling12]", "by rolling12 without month")]
    [TestCase("[open_cases, active_people, active_case_ratio, cases_per_professional], periods", "[open_case], periods", "unknown metric \"open_case\"")]
    [TestCase("telecare_users, telecare_coverage], by: [sex], periods", "telecare_users], by: [age_group], periods", "publish one of the two")]
    [TestCase("sum: amount, where: { service.block: \"2.3\" }, persons: { fact: payment_person, distinct: person_key, amount: weighted_amount }", "sum: amount, where: { service.block: \"2.3\" }", "says neither which persons are behind it nor that it is public")]
    [TestCase("coverage], by: [municipality], periods: [quarter, year]", "problems_per_1000], by: [problem_type], periods: [year]", "only its total can be published")]
    [TestCase("[demands, high_risk_cases, high_risk_with_plan_share], periods", "[demands, pending_over_30_days, budget_execution], periods", "says neither which persons are behind it nor that it is public")]
    [TestCase("coverage], by: [municipality], periods: [quarter, year]", "coverage], by: [municipality], periods: [quarter, year] }\n  - { metrics: [coverage], periods: [year]", "is published twice")]
    [TestCase("metrics: [multi_problem_share], by: [sex, age_group]", "metrics: [problems_in_force], by: [sex, age_group]", "the persons behind its measure \"problems\" are not known by sex")]
    public void What_may_not_be_seen_outside_is_refused(string right, string wrong, string message)
    {
        Assert.That(Text, Does.Contain(right));

        var (file, problems) = MetricsReader.Read(Text.Replace(right, wrong), "metrics.yaml");

        Assert.That(file, Is.Null);
        Assert.That(problems.Select(p => p.Message), Has.Some.Contains(message));
    }

    [Test]
    public void A_share_names_what_it_is_a_share_of()
    {
        var (_, problems) = MetricsReader.Read(Text.Replace("    unit: people\n    format: \"#,0\"\n", "    unit: percent\n    format: \"#,0\"\n"), "metrics.yaml");

        Assert.That(problems.Select(p => p.Message), Has.Some.Contains("\"people_attended\" is told as percent but has no denominator"));
    }

    [Test]
    public void Every_problem_is_said_at_once()
    {
        var spoiled = Text.Replace("key: sex_key", "kee: sex_key").Replace("numerator: manual\n", "numerator: manuel\n");

        var (_, problems) = MetricsReader.Read(spoiled, "metrics.yaml");

        Assert.That(problems.Count(p => p.Message.Contains("kee") || p.Message.Contains("manuel")), Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public void What_is_not_YAML_is_a_problem_not_an_exception() =>
        Assert.That(MetricsReader.Read("a: [b", "m.yaml").Problems, Has.Count.EqualTo(1));
}
