using System.Globalization;
using NUnit.Framework;
using QdC.SqlServerTests.Sync;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>What Power BI reads: enough for every figure, and nothing that tells a person.</summary>
[Category("TSql")]
public sealed class BiViewTests
{
    /// <summary>Days that say nothing of a person: the calendar's, a team's place in the organisation, periods, publication.</summary>
    private static readonly string[] OpenDays =
        ["date.date", "date.month_start", "date.month_end", "org.valid_from", "org.valid_to", "kpi.period_start", "kpi.period_end", "kpi.data_as_of", "metric_supply.data_as_of", "metric_supply.covered_from", "metric_supply.available_from", "published.period_start", "published.period_end", "published.data_as_of", "network.period_start", "network.period_end", "network.data_as_of"];

    private SyncBox _box = null!;

    [OneTimeSetUp]
    public async Task Send() => _box = await SyncBox.Synced();

    [OneTimeTearDown]
    public void Forget() => _box.Dispose();

    [Test]
    public void No_column_of_any_view_tells_a_person_a_case_or_a_day()
    {
        var columns = _box.Server.Database.Query(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'bi'",
            r => (View: r.GetString(0), Column: r.GetString(1), Type: r.GetString(2)));
        Assert.That(columns.Select(c => c.View).Distinct().Count(), Is.GreaterThan(40));
        Assert.That(columns.Select(c => c.Type), Has.None.EqualTo("UUID"));
        string[] telling = ["person_key", "person_id", "birth_year", "case_key", "chain_key", "service_record_key", "professional_key", "lead_professional_key", "professional_id", "family_id", "user_month", "external_ref", "nationality", "dependency_grade", "death_date", "sensitive", "row_high", "row_low"];
        Assert.That(columns.Select(c => c.Column), Has.None.AnyOf(telling));
        var days = columns.Where(c => c.Type == "DATE" && c.Column != "month" && !c.Column.EndsWith("_month", StringComparison.Ordinal)).Select(c => $"{c.View}.{c.Column}");
        Assert.That(days, Is.SubsetOf(OpenDays));
        foreach (var view in columns.GroupBy(c => c.View))
        {
            Assert.That(view.Select(c => c.Column), Does.Contain("area_code"), view.Key);
        }
    }

    [Test]
    public void What_the_script_says_of_columns_is_what_a_server_has()
    {
        var server = _box.Server.Database
            .Query("SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'bi' ORDER BY ordinal_position", r => (View: r.GetString(0), Column: r.GetString(1), Type: r.GetString(2)))
            .GroupBy(c => c.View).ToDictionary(v => v.Key, v => v.Select(c => (c.Column, Kind(c.Type))));
        Assert.That(WarehouseView.All.Select(v => v.Name), Is.EquivalentTo(server.Keys));
        foreach (var view in WarehouseView.All)
        {
            Assert.That(view.Columns.Select(c => (c.Name, Kind(c.Type))), Is.EqualTo(server[view.Name]), view.Name);
        }

        static string Kind(string type) => type.Split('(')[0].ToUpperInvariant() switch
        {
            "BIGINT" or "INT" or "INTEGER" or "HUGEINT" => "whole",
            "NVARCHAR" or "VARCHAR" => "text",
            "BIT" or "BOOLEAN" => "yes or no",
            "DATE" => "day",
            "DATETIME2" or "TIMESTAMP" or "TIMESTAMP_S" => "moment",
            "FLOAT" or "DOUBLE" => "floating",
            var other => other + type[type.IndexOf('(')..].Replace(" ", "", StringComparison.Ordinal),
        };
    }

    [Test]
    public void A_view_has_one_row_for_each_of_its_table()
    {
        foreach (var view in Views("fact_"))
        {
            Assert.That(Count($"bi.{view}"), Is.EqualTo(Count($"star.{view}")).And.Positive, view);
        }
    }

    [Test]
    public void Every_key_of_a_fact_is_a_member_of_its_dimension()
    {
        var dimensions = Views("").Where(v => !v.StartsWith("fact_")).ToHashSet();
        var keys = _box.Server.Database.Query("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'bi' AND table_name LIKE 'fact_%' AND column_name LIKE '%_key'", r => (r.GetString(0), r.GetString(1)));
        Assert.That(keys, Has.Count.GreaterThan(40));
        foreach (var (view, key) in keys)
        {
            var dimension = key.Replace("lead_", "", StringComparison.Ordinal)[..^"_key".Length];
            dimension = key.StartsWith("lead_", StringComparison.Ordinal) ? dimension : key[..^"_key".Length];
            Assert.That(dimensions, Does.Contain(dimension), $"{view}.{key}");
            Assert.That(_box.Server.Database.Scalar<long>($"SELECT count(*) FROM bi.{view} AS f WHERE f.{key} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bi.{dimension} AS d WHERE d.area_code = f.area_code AND d.{dimension}_key = f.{key})"), Is.Zero, $"{view}.{key}");
        }
    }

    [Test]
    public void The_views_give_the_figures_that_the_embedded_version_gives()
    {
        var compared = 0;
        foreach (var (name, asked, expected) in BiQuery.All(_box.Server))
        {
            Assert.That(_box.Server.Query(asked, r => r.IsDBNull(0) ? 0 : r.GetDecimal(0))[0], Is.EqualTo(expected), $"{name}: {asked}");
            compared++;
        }
        Assert.That(compared, Is.GreaterThan(25));
    }

    [Test]
    public async Task Members_of_the_sensitive_list_are_one_in_the_facts_and_stand_by_themselves_for_a_year_only()
    {
        using var box = await SyncBox.Synced();
        var db = box.Server.Database;
        var (key, code) = db.Query("SELECT d.service_key, d.code FROM star.fact_payment AS f JOIN star.dim_service AS d USING (service_key) ORDER BY 1 LIMIT 1", r => (r.GetInt64(0), r.GetString(1)))[0];
        string[] shown = ["fact_payment", "fact_payment_person", "fact_service", "fact_person_served", "fact_cost", "fact_budget_month", "fact_home_care_month", "fact_service_pending_month"];
        long Seen(string view) => db.Scalar<long>($"SELECT count(*) FROM bi.{view} WHERE service_key = {key}");
        var (total, seen) = (db.Scalar<decimal>("SELECT sum(amount) FROM bi.fact_payment"), shown.Sum(Seen));
        db.Execute("UPDATE star.dim_service SET sensitive = (service_key = " + key.ToString(CultureInfo.InvariantCulture) + ")");
        Assert.That(seen, Is.Positive);
        Assert.That(shown.Sum(Seen), Is.Zero);
        Assert.That(db.Scalar<decimal>("SELECT sum(amount) FROM bi.fact_payment"), Is.EqualTo(total), "the whole is the whole");
        Assert.That(db.Scalar<string>($"SELECT DISTINCT d.code FROM bi.fact_payment AS f JOIN bi.service AS d ON d.service_key = f.service_key AND d.area_code = f.area_code WHERE f.service_key = {BiViews.Reserved}"), Is.EqualTo("reserved"));
        Assert.That(db.Query($"SELECT DISTINCT period_kind FROM bi.kpi WHERE breakdown = 'service' AND member = '{code}'", r => r.GetString(0)), Is.EqualTo(new[] { "year" }));
        Assert.That(db.Query($"SELECT DISTINCT period_kind FROM mart.kpi WHERE breakdown = 'service' AND member = '{code}'", r => r.GetString(0)), Has.Count.GreaterThan(1), "the table has more");
    }

    [Test]
    public void The_number_of_a_person_is_one_in_all_views_and_says_nothing_of_the_key()
    {
        var db = _box.Server.Database;
        Assert.That(db.Scalar<long>("SELECT count(DISTINCT person_number) FROM bi.fact_person_attended"), Is.EqualTo(db.Scalar<long>("SELECT count(DISTINCT person_key) FROM star.fact_person_attended")).And.Positive);
        Assert.That(db.Scalar<long>("SELECT max(person_number) FROM bi.fact_person_attended"), Is.LessThanOrEqualTo(db.Scalar<long>("SELECT count(DISTINCT person_key) FROM star.dim_person")));
        Assert.That(db.Scalar<long>("SELECT count(*) FROM (SELECT person_number, rank() OVER (ORDER BY person_key) AS place FROM star.person_number) WHERE person_number <> place"), Is.Positive, "they are not in the order of the keys");
    }

    private IEnumerable<string> Views(string prefix) =>
        _box.Server.Database.Query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'bi'", r => r.GetString(0)).Where(v => v.StartsWith(prefix, StringComparison.Ordinal) && v != "kpi");

    private long Count(string table) => _box.Server.Database.Scalar<long>($"SELECT count(*) FROM {table}");
}
