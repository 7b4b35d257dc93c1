using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>Scripts are applied once, whole or not at all, and are what they were.</summary>
[Category("TSql")]
public sealed class MigratorTests
{
    private TwinServer _server = null!;

    [SetUp]
    public void Make() => _server = TwinServer.Empty();

    [TearDown]
    public void Forget()
    {
        _server.Drop();
        _server.Dispose();
    }

    [Test]
    public void From_empty_everything_is_applied_that_the_server_takes_and_then_nothing_more()
    {
        var planned = Migrator().Plan();
        Assert.That(_server.Database.Scalar<long>("SELECT count(*) FROM information_schema.schemata WHERE schema_name IN ('star', 'ops')"), Is.Zero, "a plan changes nothing");
        var done = Migrator().Migrate();
        Assert.That(done, Is.EqualTo(planned));
        Assert.That(done.Where(s => s.State == ScriptState.Lacking).Select(s => s.Needs), Is.EquivalentTo(Enum.GetValues<ServerFeature>().Where(f => f != ServerFeature.Roles)), "the twin has none of these");
        Assert.That(done.Where(s => s.State == ScriptState.Pending).Select(s => s.Script), Is.SupersetOf(new[] { "0001-operations.sql", "0002-star.sql", "views/1-bi.sql" }));
        Assert.That(Migrator().Migrate().Select(s => s.State), Has.None.EqualTo(ScriptState.Pending));
        Assert.That(_server.Database.Scalar<long>("SELECT count(*) FROM ops.migration"), Is.EqualTo(done.Count(s => s.State == ScriptState.Pending)));
    }

    [Test]
    public void From_every_earlier_migration_it_comes_to_the_same()
    {
        var numbered = WarehouseScript.All.Where(s => s.Number is not null).ToList();
        string Columns() => _server.Database.Scalar<string>("SELECT string_agg(table_schema || '.' || table_name || '.' || column_name, ' ' ORDER BY table_schema, table_name, column_name) FROM information_schema.columns")!;
        Migrator().Migrate();
        var whole = Columns();
        foreach (var released in Enumerable.Range(1, numbered.Count - 1))
        {
            _server.Drop();
            _server.Dispose();
            _server = TwinServer.Empty();
            Migrator([.. numbered[..released]]).Migrate();
            Assert.That(Migrator().Migrate().Where(s => s.State == ScriptState.Applied).Select(s => s.Script), Is.EqualTo(numbered[..released].Select(s => s.Name)));
            Assert.That(Columns(), Is.EqualTo(whole), $"from {numbered[released - 1]}");
        }
    }

    [Test]
    public void A_numbered_script_that_differs_from_what_was_applied_is_refused()
    {
        Migrator(One, Two).Migrate();
        var drift = Assert.Throws<MigrationDrift>(() => Migrator(One, new WarehouseScript(Two.Name, "CREATE TABLE ops.three (a int NOT NULL);")).Migrate());
        Assert.That(drift!.Problem.Received, Is.EqualTo(Two.Name));
        Assert.That(_server.Database.Scalar<long>("SELECT count(*) FROM information_schema.tables WHERE table_name = 'three'"), Is.Zero);
        Assert.That(() => Migrator(One, new WarehouseScript(Two.Name, string.Join("\r\nGO\r\n", Two.Batches) + "\r\n")).Plan(), Throws.Nothing, "line ends are no difference");
    }

    [Test]
    public void A_server_that_a_newer_release_migrated_is_left_alone()
    {
        Migrator(One, Two).Migrate();
        Assert.Throws<WarehouseFromNewerRelease>(() => Migrator(One).Migrate());
    }

    [Test]
    public void From_an_earlier_release_only_what_is_new_is_applied()
    {
        Migrator(One).Migrate();
        var states = Migrator(One, Two).Migrate().Select(s => (s.Script, s.State));
        Assert.That(states, Is.EqualTo(new[] { (One.Name, ScriptState.Applied), (Two.Name, ScriptState.Pending) }));
    }

    [Test]
    public void A_script_that_fails_leaves_nothing_and_is_applied_when_it_is_put_right()
    {
        var half = new WarehouseScript("0002-two.sql", "CREATE TABLE ops.two (a int NOT NULL);\nGO\nCREATE TABLE nowhere.two (a int NOT NULL);\n");
        Assert.That(() => Migrator(One, half).Migrate(), Throws.Exception);
        Assert.That(_server.Database.Scalar<long>("SELECT count(*) FROM information_schema.tables WHERE table_name = 'two'"), Is.Zero);
        Assert.That(Migrator(One, Two).Migrate().Select(s => s.State), Is.EqualTo(new[] { ScriptState.Applied, ScriptState.Pending }));
    }

    [Test]
    public void Killed_at_any_call_the_next_migration_ends_it()
    {
        var calls = new FailurePlan(0, false);
        var plain = TwinServer.Empty();
        new WarehouseMigrator(new FailingServer(plain, calls), TimeProvider.System, "tests", [One, Two, View("1")]).Migrate();
        plain.Drop();
        foreach (var step in Enumerable.Range(1, calls.Calls.Count))
        {
            var server = TwinServer.Empty();
            var failing = new WarehouseMigrator(new FailingServer(server, new FailurePlan(step, false)), TimeProvider.System, "tests", [One, Two, View("1")]);
            Assert.That(() => failing.Migrate(), Throws.InstanceOf<ServerUnavailable>(), calls.Calls[step - 1]);
            new WarehouseMigrator(server, TimeProvider.System, "tests", [One, Two, View("1")]).Migrate();
            Assert.That(server.Database.Scalar<int>("SELECT a FROM bi.v") + server.Database.Scalar<long>("SELECT count(*) FROM ops.migration"), Is.EqualTo(4));
            server.Drop();
        }
    }

    [Test]
    public void What_is_no_migration_is_applied_anew_with_all_of_its_kind_when_one_differs()
    {
        Migrator(One, View("1"), Same).Migrate();
        var states = Migrator(One, View("2"), Same).Migrate().Select(s => s.State);
        Assert.That(states, Is.EqualTo(new[] { ScriptState.Applied, ScriptState.Pending, ScriptState.Pending }));
        Assert.That(_server.Database.Scalar<int>("SELECT a FROM bi.v"), Is.EqualTo(2));
    }

    [Test]
    public void What_a_server_lacked_is_applied_once_it_has_it()
    {
        var roles = new WarehouseScript("security/1.sql", "-- needs: columnstore\nCREATE VIEW bi.w AS SELECT 1 AS a;\n");
        Assert.That(Migrator(One, roles).Migrate()[1].State, Is.EqualTo(ScriptState.Lacking));
        var better = new WarehouseMigrator(new GenerousServer(_server), TimeProvider.System, "tests", [One, roles]);
        Assert.That(better.Migrate()[1].State, Is.EqualTo(ScriptState.Pending));
        Assert.That(better.Migrate()[1].State, Is.EqualTo(ScriptState.Applied));
    }

    [Test]
    public void Two_migrations_at_once_are_one()
    {
        var busy = new WarehouseMigrator(new GenerousServer(_server) { Locked = true }, TimeProvider.System, "tests", [One]);
        Assert.Throws<ServerBusy>(() => busy.Migrate());
    }

    private static readonly WarehouseScript One = new(
        "0001-one.sql",
        "EXEC (N'CREATE SCHEMA ops');\nGO\nEXEC (N'CREATE SCHEMA bi');\nGO\nCREATE TABLE ops.migration (script nvarchar(200) NOT NULL, content_hash char(64) NOT NULL, applied_at datetime2(0) NOT NULL, applied_by nvarchar(128) NOT NULL);\n");

    private static readonly WarehouseScript Two = new("0002-two.sql", "CREATE TABLE ops.two (a int NOT NULL);\n");

    private static readonly WarehouseScript Same = new("views/9.sql", "DROP VIEW IF EXISTS bi.same;\nGO\nCREATE VIEW bi.same AS SELECT 1 AS a;\n");

    private static WarehouseScript View(string value) => new("views/1.sql", $"DROP VIEW IF EXISTS bi.v;\nGO\nCREATE VIEW bi.v AS SELECT {value} AS a;\n");

    private WarehouseMigrator Migrator(params WarehouseScript[] scripts) => new(_server, TimeProvider.System, "tests", scripts.Length == 0 ? null : scripts);
}
