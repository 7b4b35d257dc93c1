using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Tests.Star;

[TestFixture]
public sealed class BuildLanesTests
{
    private static readonly string[] Names = ["a", "b", "star.c", "star.d"];

    [Test]
    public void A_step_waits_for_what_makes_and_adds_to_what_it_reads()
    {
        var order = Order("CREATE OR REPLACE TEMP TABLE a AS SELECT 1 AS n", "CREATE TABLE star.c (n INTEGER)", "INSERT INTO star.c SELECT n FROM a", "INSERT INTO star.c SELECT 2", "CREATE TABLE star.d AS SELECT * FROM star.c");

        Assert.That(order.Followers(0), Is.EqualTo(new[] { 2 }));
        Assert.That(order.Followers(1), Is.EqualTo(new[] { 2, 3, 4 }));
        Assert.That(order.Followers(2), Is.EqualTo(new[] { 4 }), "rows are added side by side");
        Assert.That(order.WaitsFor(4), Is.EqualTo(3));
    }

    [Test]
    public void What_is_made_anew_waits_for_those_that_read_it_before()
    {
        var order = Order("CREATE OR REPLACE TEMP TABLE a AS SELECT 1 AS n", "CREATE TABLE star.c AS SELECT * FROM a", "CREATE OR REPLACE TEMP TABLE a AS SELECT n + 1 AS n FROM a", "DELETE FROM a", "INSERT INTO a SELECT max(n) FROM a");

        Assert.That(order.Followers(1), Is.EqualTo(new[] { 2 }));
        Assert.That(order.WaitsFor(2), Is.EqualTo(2));
        Assert.That(order.Followers(2), Is.EqualTo(new[] { 3 }));
        Assert.That(order.Followers(3), Is.EqualTo(new[] { 4 }), "what it adds to and reads it changes on its own");
    }

    [Test]
    public void Every_file_of_an_area_is_seen_to_make_the_table_it_makes()
    {
        foreach (var model in SqlModels.All)
        {
            var step = BuildStep.Of(model.Text);
            var creates = model.Text.Split("CREATE ").Length - 1;

            Assert.That(step.Made, model.Table is null ? Is.Empty : Does.Contain(model.Table), $"{model.Folder}/{model.Name}");
            Assert.That(step.Made.Union(step.Added).Count(), Is.EqualTo(creates), $"{model.Folder}/{model.Name}: {string.Join(", ", step.Made)}");
        }
    }

    [Test]
    public void Who_reads_a_view_or_macro_reads_what_that_reads()
    {
        var order = Order("CREATE OR REPLACE TEMP TABLE a AS SELECT 1 AS n", "CREATE OR REPLACE TEMP MACRO most() AS (SELECT max(n) FROM a)", "CREATE OR REPLACE TEMP VIEW b AS SELECT most() AS n", "INSERT INTO a SELECT 2", "CREATE TABLE star.c AS SELECT * FROM b");

        Assert.That(order.Followers(3), Does.Contain(4));
    }

    [Test]
    public void Statements_side_by_side_give_what_they_give_one_by_one() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(25),
            Prop.ForAll(
                Gen.ArrayOf(Gen.Choose(0, int.MaxValue), 14).ToArbitrary(),
                drawn =>
                {
                    var steps = Names.Select(Make).Concat(drawn.Select(Statement)).Select(sql => BuildStep.Of(sql)).ToList();
                    string[] beside, after;
                    using (var home = new TestFile())
                    {
                        using var lanes = new BuildLanes(home.Session, TimeProvider.System);
                        lanes.Run(steps, new System.Random(drawn[0]));
                        beside = Content(home.Session);
                    }
                    using (var home = new TestFile())
                    {
                        steps.ForEach(step => step.Run(home.Session));
                        after = Content(home.Session);
                    }
                    Assert.That(beside, Is.EqualTo(after), string.Join("; ", steps));
                }));

    [Test]
    public void Steps_are_told_of_in_their_order_each_after_it_is_done()
    {
        using var home = new TestFile();
        using var lanes = new BuildLanes(home.Session, TimeProvider.System);
        using var released = new ManualResetEventSlim();
        var (done, told) = (new HashSet<int>(), new List<int>());
        BuildStep Step(int i) => BuildStep.Doing(
            $"{i}",
            _ =>
            {
                if (i == 0 && Environment.ProcessorCount > 1)
                {
                    released.Wait(TimeSpan.FromSeconds(30)); // the slowest is the first
                }
                lock (done)
                {
                    done.Add(i);
                    if (done.Count == 5)
                    {
                        released.Set();
                    }
                }
            },
            [],
            [],
            _ => told.Add(done.Contains(i) ? i : -1));

        lanes.Run([.. Enumerable.Range(0, 6).Select(Step)]);

        Assert.That(told, Is.EqualTo(Enumerable.Range(0, 6)));
    }

    [Test]
    public void What_a_step_throws_ends_the_run_and_the_file_can_be_used_on()
    {
        using var home = new TestFile();
        var after = false;
        using (var lanes = new BuildLanes(home.Session, TimeProvider.System))
        {
            var failed = Assert.Throws<SqlFailed>(() => lanes.Run(
            [
                BuildStep.Of("CREATE OR REPLACE TEMP TABLE a AS SELECT * FROM nowhere", "sql/area/x.sql"),
                BuildStep.Doing("after", _ => after = true, ["a"], []),
            ]));
            Assert.That(failed!.Message, Does.Contain("sql/area/x.sql"));
        }
        Assert.That(after, Is.False);
        home.Session.Execute("CREATE TABLE star.e AS SELECT 1 AS n");
        Assert.That(home.Session.Scalar<string>("SELECT database_name FROM duckdb_tables() WHERE table_name = 'e'"), Is.EqualTo(home.Session.Scalar<string>("SELECT current_database()")));
    }

    private static BuildOrder Order(params string[] statements) => new([.. statements.Select(sql => BuildStep.Of(sql))]);

    private static string Make(string name) => $"CREATE OR REPLACE {(name.Contains('.') ? "" : "TEMP ")}TABLE {name} AS SELECT 1::HUGEINT AS n";

    /// <summary>One of the ways in which statements of a build read and make tables, with which tables drawn.</summary>
    private static string Statement(int drawn)
    {
        var random = new System.Random(drawn);
        string Any() => Names[random.Next(Names.Length)];
        var (to, from, number) = (Any(), Any(), random.Next(1, 90));
        return random.Next(4) switch
        {
            0 => $"CREATE OR REPLACE {(to.Contains('.') ? "" : "TEMP ")}TABLE {to} AS SELECT (sum(n) % 97 * {number} + count(*))::HUGEINT AS n FROM {from}",
            1 => $"INSERT INTO {to} SELECT sum(n) % 97 + {number} FROM {from}",
            2 => $"INSERT INTO {to} VALUES ({number})",
            _ => $"DELETE FROM {to} WHERE n % 7 = {number % 7}",
        };
    }

    private static string[] Content(DuckDbSession db) => [.. Names.Select(name => db.Scalar<string>($"SELECT count(*) || ' ' || coalesce(sum(n), 0) || ' ' || coalesce(bit_xor(n), 0) FROM {name}")!)];

    private sealed class TestFile : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("qdc-lanes-").FullName;

        public TestFile()
        {
            Session = DuckDbSession.Open(Path.Combine(_folder, "l.duckdb"), new DuckDbSettings { MemoryLimit = "200MB" });
            Session.Execute("CREATE SCHEMA star");
        }

        public DuckDbSession Session { get; }

        public void Dispose()
        {
            Session.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
