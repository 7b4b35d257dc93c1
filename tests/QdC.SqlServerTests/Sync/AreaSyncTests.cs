using NUnit.Framework;
using QdC.SqlServerTests.Server;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Sync;

/// <summary>The server's part of the star becomes the embedded version's, by what differs, whole or not at all.</summary>
[Category("TSql")]
public sealed class AreaSyncTests
{
    [Test]
    public async Task The_first_sync_sends_the_whole_slice_and_the_server_holds_it_row_by_row()
    {
        using var box = await SyncBox.New();
        var result = box.Sync();
        Assert.That(result.Before, Is.Null);
        Assert.That(result.Tables.Select(t => t.Way), Has.All.EqualTo(SyncWay.Whole));
        Assert.That(result.Sent, Is.EqualTo(result.Rows).And.EqualTo(box.RequireEqualTo(1) * result.Rows));
        Assert.That(Waiting(box), Is.Zero);
        Assert.That(box.Server.Database.Scalar<string>("SELECT detail FROM ops.audit_log WHERE what = 'sync'"), Is.EqualTo($"version none to 1: {result.Rows} rows sent, {result.Rows} there"));
    }

    [Test]
    public async Task A_second_sync_sends_nothing_and_changes_nothing()
    {
        using var box = await SyncBox.Synced();
        var plan = new FailurePlan(0, false);
        var again = box.Sync(plan);
        Assert.That(again.IsNothing, Is.True);
        Assert.That(plan.Calls, Has.All.StartsWith("SELECT"));
    }

    [Test]
    public async Task What_changed_is_sent_and_no_row_more()
    {
        using var box = await SyncBox.Synced();
        var payments = box.Server.Database.Scalar<long>("SELECT count(*) FROM star.fact_payment");
        box.Mini.Change(
            "UPDATE star.fact_payment SET amount = amount + 0.01 WHERE payment_id = (SELECT min(payment_id) FROM star.fact_payment)",
            "INSERT INTO star.fact_cost SELECT * REPLACE (executed + 1 AS executed) FROM star.fact_cost LIMIT 3",
            "DELETE FROM star.fact_demand WHERE demand_id = (SELECT min(demand_id) FROM star.fact_demand)");
        var result = box.Sync();
        Assert.That(payments, Is.GreaterThan(1));
        Assert.That(
            result.Tables,
            Is.EqualTo(new[]
            {
                new TableSync("star.fact_cost", SyncWay.Difference, 3, 0),
                new TableSync("star.fact_demand", SyncWay.Difference, 0, 1),
                new TableSync("star.fact_payment", SyncWay.Difference, 1, 1),
            }));
        Assert.That(result.Sent, Is.EqualTo(6));
        box.RequireEqualTo(2);
    }

    [Test]
    public async Task The_plan_says_what_the_sync_then_does_and_touches_nothing()
    {
        using var box = await SyncBox.Synced();
        box.Mini.Change("DELETE FROM star.fact_demand WHERE demand_id = (SELECT min(demand_id) FROM star.fact_demand)");
        var calls = new FailurePlan(0, false);
        var planned = box.Syncs(() => new FailingServer(box.Server.Another(), calls)).Plan(box.Mini.Store);
        Assert.That(calls.Calls, Has.All.StartsWith("SELECT"));
        box.RequireEqualTo(1);
        var done = box.Sync();
        Assert.That((planned.Before, planned.Version, planned.Sent), Is.EqualTo((1, 2, 1L)));
        Assert.That(planned.Tables, Is.EqualTo(done.Tables));
    }

    [Test]
    public async Task Rows_that_say_the_same_are_as_many_on_the_server()
    {
        using var box = await SyncBox.Synced();
        box.Mini.Change("INSERT INTO star.fact_plan SELECT p.* FROM star.fact_plan AS p, range(3) WHERE p.plan_id = (SELECT min(plan_id) FROM star.fact_plan)");
        Assert.That(box.Sync().Sent, Is.EqualTo(3));
        box.RequireEqualTo(2);
        box.Mini.Change("DELETE FROM star.fact_plan WHERE rowid = (SELECT max(rowid) FROM star.fact_plan)");
        Assert.That(box.Sync().Sent, Is.EqualTo(1));
        box.RequireEqualTo(3);
        Assert.That(box.Server.Database.Scalar<long>("SELECT count(*) - count(DISTINCT (area_code, row_high, row_low)) FROM star.fact_plan"), Is.Zero, "each has a key of its own");
    }

    [Test]
    public async Task A_table_that_is_not_what_the_server_says_is_sent_whole_and_the_others_are_not()
    {
        using var box = await SyncBox.Synced();
        box.Server.Database.Execute("UPDATE star.fact_payment SET amount = amount + 1 WHERE rowid = 0");
        box.Server.Database.Execute("DELETE FROM star.fact_activity WHERE rowid = 0");
        box.Mini.Change("DELETE FROM star.fact_demand WHERE demand_id = (SELECT min(demand_id) FROM star.fact_demand)");
        var result = box.Sync();
        Assert.That(
            result.Tables.Select(t => (t.Table, t.Way)),
            Is.EqualTo(new[] { ("star.fact_activity", SyncWay.Whole), ("star.fact_demand", SyncWay.Difference), ("star.fact_payment", SyncWay.Whole) }));
        box.RequireEqualTo(2);
    }

    [Test]
    public async Task A_server_that_names_a_version_that_is_not_kept_gets_whole_what_differs()
    {
        using var box = await SyncBox.Synced();
        box.Server.Database.Execute("UPDATE ops.area_version SET version = 77");
        box.Mini.Change("DELETE FROM star.fact_demand WHERE demand_id = (SELECT min(demand_id) FROM star.fact_demand)");
        var result = box.Sync();
        Assert.That(result.Before, Is.EqualTo(77));
        Assert.That(result.Tables.Select(t => (t.Table, t.Way)), Is.EqualTo(new[] { ("star.fact_demand", SyncWay.Whole) }));
        box.RequireEqualTo(2);
    }

    [Test]
    public async Task What_an_erasure_took_from_the_version_the_server_holds_goes_from_the_server_too()
    {
        using var box = await SyncBox.Synced();
        box.Mini.Change("UPDATE star.dim_person SET municipality_key = -1 WHERE person_key = (SELECT min(person_key) FROM star.dim_person)");
        using (var lease = box.Mini.Store.TakeLease())
        {
            // Version 1, which the server holds, never held the person from now on.
            box.Mini.Store.Rewrite(lease, 1, version => version.Execute("DELETE FROM star.dim_person WHERE person_key = (SELECT max(person_key) FROM star.dim_person)") > 0);
            box.Mini.Store.Rewrite(lease, 2, version => version.Execute("DELETE FROM star.dim_person WHERE person_key = (SELECT max(person_key) FROM star.dim_person)") > 0);
        }
        box.Sync();
        box.RequireEqualTo(2);
    }

    [Test]
    public async Task Another_areas_rows_are_left_alone()
    {
        using var box = await SyncBox.Synced();
        box.Server.Database.Execute("INSERT INTO star.fact_payment (area_code, row_high, row_low, amount) VALUES ('elsewhere', 1, 2, 3.00)");
        box.Server.Database.Execute("UPDATE ops.area_version SET version = 77");
        box.Mini.Change("DELETE FROM star.fact_payment WHERE rowid = 0");
        box.Sync();
        Assert.That(box.Server.Database.Scalar<decimal>("SELECT sum(amount) FROM star.fact_payment WHERE area_code = 'elsewhere'"), Is.EqualTo(3m));
    }

    [Test]
    public async Task People_keep_their_number_and_those_who_are_gone_lose_it()
    {
        using var box = await SyncBox.Synced();
        var numbers = Numbers(box);
        Assert.That(numbers.Values, Is.EquivalentTo(Enumerable.Range(1, numbers.Count).Select(n => (long)n)).And.Count.GreaterThanOrEqualTo(12));
        var gone = numbers.Keys.Min();
        box.Mini.Change($"DELETE FROM star.dim_person WHERE person_key = {gone}", "INSERT INTO star.dim_person (person_key) VALUES (990000099999)");
        box.Sync();
        var after = Numbers(box);
        Assert.That(after, Does.Not.ContainKey(gone).And.ContainKey(990000099999L));
        Assert.That(after.Where(n => n.Key != 990000099999L), Is.EquivalentTo(numbers.Where(n => n.Key != gone)));
    }

    [Test]
    public async Task A_server_that_lost_rows_on_the_way_keeps_the_version_before()
    {
        using var box = await SyncBox.Synced();
        box.Mini.Change("INSERT INTO star.fact_cost SELECT * REPLACE (executed + 1 AS executed) FROM star.fact_cost LIMIT 3");
        var losing = box.Syncs(() => new HookedServer(box.Server.Another()) { AfterSend = (s, table) => s.Execute($"DELETE FROM {table} WHERE row_low = (SELECT MIN(row_low) FROM {table})") });
        var failed = Assert.Throws<SliceNotEqual>(() => losing.Sync(box.Mini.Store, "Mini"));
        Assert.That(failed!.Problem.Where, Is.EqualTo("mini star.fact_cost"));
        box.RequireEqualTo(1);
    }

    [Test]
    public async Task Of_two_syncs_at_once_the_later_is_taken_back_and_finds_the_work_done()
    {
        using var box = await SyncBox.Synced();
        box.Mini.Change("DELETE FROM star.fact_demand WHERE rowid = 0");
        var raced = false;
        var late = box.Syncs(() => new HookedServer(box.Server.Another())
        {
            BeforeTransaction = () =>
            {
                if (!raced)
                {
                    raced = true;
                    box.Sync();
                }
            },
        });
        Assert.That(late.Sync(box.Mini.Store, "Mini").IsNothing, Is.True);
        Assert.That(box.Waits, Has.Count.EqualTo(1), "the first try was taken back");
        box.RequireEqualTo(2);
        Assert.That(box.Server.Database.Scalar<long>("SELECT sync_number FROM ops.area_version"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_login_that_sees_nothing_is_told_so_and_sends_nothing()
    {
        using var box = await SyncBox.Synced();
        foreach (var table in box.Server.Database.Query("SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_schema IN ('star', 'mart') AND table_name <> 'person_number'", r => r.GetString(0)))
        {
            box.Server.Database.Execute($"DELETE FROM {table}"); // as a policy would show it
        }
        var failed = Assert.Throws<LoaderSeesTooLittle>(() => box.Sync());
        Assert.That(failed!.Problem.NextStep, Does.Contain("docs/sqlserver.md"));
        Assert.That(box.Waits, Is.Empty, "trying again does not help");
    }

    [Test]
    public async Task A_server_without_a_column_is_to_be_migrated_first()
    {
        using var box = await SyncBox.Synced();
        box.Server.Database.Execute("DROP VIEW bi.fact_payment");
        box.Server.Database.Execute("ALTER TABLE load.fact_payment DROP COLUMN amount");
        box.Mini.Change("DELETE FROM star.fact_payment WHERE rowid = 0");
        var failed = Assert.Throws<WarehouseNotMigrated>(() => box.Sync());
        Assert.That(failed!.Problem.Received, Is.EqualTo("load.fact_payment.amount"));
        Assert.That(failed.Problem.NextStep, Does.Contain("qdc warehouse migrate"));
    }

    [Test]
    public async Task A_text_that_the_column_would_cut_stops_the_sync_without_being_told()
    {
        using var box = await SyncBox.Synced();
        box.Mini.Change($"UPDATE star.dim_team SET code = '{new string('x', WarehouseColumn.TextLength + 1)}' WHERE rowid = 0");
        var failed = Assert.Throws<TextTooLong>(() => box.Sync());
        Assert.That(failed!.Message, Does.Contain("star.dim_team.code").And.Contain("401").And.Not.Contain("xxx"));
        box.RequireEqualTo(1);
    }

    [Test]
    public async Task Of_a_reason_in_three_languages_the_server_holds_the_Catalan_line_and_none_is_too_long_for_it()
    {
        using var box = await SyncBox.Synced();
        var line = new string('x', WarehouseColumn.TextLength - 2);
        box.Mini.Change($"UPDATE mart.kpi SET status = 'not_available', reason = 'ca{line}' || chr(10) || 'es{line}' || chr(10) || 'en{line}' WHERE rowid = 0");
        box.Sync();
        Assert.That(box.Server.Database.Query("SELECT reason FROM mart.kpi WHERE reason LIKE '%x'", row => row.GetString(0)), Is.EqualTo(new[] { $"ca{line}" }));
        box.RequireEqualTo(2);
    }

    [Test]
    public void A_text_has_languages_where_its_table_says_so_whatever_it_is_called()
    {
        using var db = DuckDbSession.Open(":memory:");
        db.Execute("CREATE SCHEMA star; CREATE SCHEMA mart; CREATE TABLE star.dim_x (reason VARCHAR)");
        foreach (var mart in new[] { "kpi", "metric_supply", "network", "published" })
        {
            db.Execute($"CREATE TABLE mart.{mart} (metric VARCHAR, reason VARCHAR)");
        }
        var told = WarehouseTable.Of(db).SelectMany(t => t.Columns.Where(c => c.HasLanguages).Select(c => $"{t.FullName}.{c.Name}"));
        Assert.That(told, Is.EqualTo(new[] { "mart.kpi.reason", "mart.network.reason", "mart.published.reason" }));
    }

    private static Dictionary<long, long> Numbers(SyncBox box) =>
        box.Server.Database.Query("SELECT person_key, person_number FROM star.person_number WHERE area_code = 'mini'", r => (r.GetInt64(0), r.GetInt64(1))).ToDictionary(r => r.Item1, r => r.Item2);

    private static long Waiting(SyncBox box) =>
        box.Server.Database.Query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'load'", r => r.GetString(0)).Sum(t => box.Server.Database.Scalar<long>($"SELECT count(*) FROM load.{t}"));
}
