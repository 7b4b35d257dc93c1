using NUnit.Framework;
using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Tests.Metrics;

public sealed class ByRegistrationTests
{
    private static readonly MetricsFile Metrics = MetricsReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "metrics.yaml")), "powerbi/metrics.yaml").File!;

    [Test]
    public void What_was_written_down_later_counts_in_the_month_it_was_written_down()
    {
        using var db = DuckDbSession.Open(":memory:");
        db.Execute("CREATE SCHEMA mart; CREATE SCHEMA star");
        db.Execute("CREATE TABLE mart.period AS SELECT 1 AS period_id, DATE '2024-01-01' AS period_start, DATE '2024-01-31' AS period_end, DATE '2024-01-01' AS last_month, 2024 AS age_year UNION ALL SELECT 2, DATE '2024-02-01', DATE '2024-02-29', DATE '2024-02-01', 2024");
        db.Execute("CREATE TABLE mart.period_month AS SELECT period_id, last_month AS month FROM mart.period");
        db.Execute("CREATE TABLE star.fact_demand AS SELECT DATE '2024-01-31' AS demanded_on, unnest([DATE '2024-01-31', DATE '2024-02-01', NULL]) AS registered_at, 1 AS demand_key, 1 AS person_key");
        Assert.That(Counts(Metrics.Metrics["demands"]), Is.EqualTo(new[] { 3m, 0m }));
        Assert.That(Counts(ByRegistration.Of(Metrics.Metrics["demands"])!), Is.EqualTo(new[] { 1m, 1m }), "what has no day of registration is in no month");

        List<decimal> Counts(Metric metric)
        {
            var sql = MeasureSql.Select(Metrics, metric.Numerator, [], new DateOnly(2024, 2, 29), 5);
            return db.Query($"SELECT coalesce(q.n, 0) FROM mart.period AS p LEFT JOIN ({sql}) AS q USING (period_id) ORDER BY period_id", r => r.GetDecimal(0));
        }
    }

    [Test]
    public void It_needs_the_day_of_registration_and_says_so_in_its_name()
    {
        var metric = ByRegistration.Of(Metrics.Metrics["urgent_aid"])!;
        Assert.That(metric.Fields, Does.Contain("payment.registered_at"));
        Assert.That(metric.Texts.Values.Select(t => t.Name), Is.EqualTo(new[] { "Ajuts d'urgència, per data de registre", "Ayudas de urgencia, por fecha de registro", "Urgent aid, by day of registration" }));
    }

    [TestCase("people_attended")]
    [TestCase("open_cases")]
    [TestCase("problems_in_force")]
    [TestCase("spend_per_inhabitant")]
    public void A_state_of_the_period_has_no_day_of_registration(string metric) => Assert.That(ByRegistration.Of(Metrics.Metrics[metric]), Is.Null);

    [Test]
    public void A_bad_registered_field_is_told_with_its_line()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "metrics.yaml")).Replace("registered: demand.registered_at", "registered: registered_at", StringComparison.Ordinal);
        Assert.That(MetricsReader.Read(text, "metrics.yaml").Problems.Select(p => p.ToString()), Has.Exactly(1).Matches("^metrics.yaml:[0-9]+ \"registered_at\" is no contract field"));
    }
}
