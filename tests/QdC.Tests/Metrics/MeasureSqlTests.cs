using NUnit.Framework;
using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Tests.Metrics;

public sealed class MeasureSqlTests
{
    [Test]
    public void A_mean_over_months_is_exact_whatever_the_order_of_the_rows()
    {
        using var db = DuckDbSession.Open(":memory:");
        db.Execute("CREATE SCHEMA mart; CREATE SCHEMA star");
        db.Execute("CREATE TABLE mart.period AS SELECT 1 AS period_id, DATE '2024-01-01' AS period_start, DATE '2024-03-31' AS period_end, DATE '2024-03-01' AS last_month");
        db.Execute("CREATE TABLE mart.period_month AS SELECT 1 AS period_id, unnest([DATE '2024-01-01', DATE '2024-02-01', DATE '2024-03-01']) AS month");
        db.Execute("CREATE TABLE star.staff AS SELECT CAST(unnest([10000000000000, 0.3, -10000000000000]) AS DECIMAL(28,14)) AS fte, unnest([DATE '2024-01-01', DATE '2024-02-01', DATE '2024-03-01']) AS month");
        var fact = new Fact("staff", "staff", "month", null, null, new Dictionary<string, DimensionPath>(), new Dictionary<string, string>());
        var none = new Dictionary<string, IReadOnlyList<string>>();
        var mean = new Measure("mean_fte", fact, Aggregate.Sum, "fte", TimeRule.MonthMean, none, none, null);

        var sql = MeasureSql.Select(new MetricsFile(new Dictionary<string, Dimension>(), new Dictionary<string, Measure>(), new Dictionary<string, Metric>()), mean, [], new DateOnly(2024, 3, 31), 5);

        Assert.That(db.Scalar<decimal>($"SELECT n FROM ({sql})"), Is.EqualTo(0.1m));
    }
}
