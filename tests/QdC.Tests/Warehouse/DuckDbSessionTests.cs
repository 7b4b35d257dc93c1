using DuckDB.NET.Data;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class DuckDbSessionTests
{
    private string _folder = null!;
    private DuckDbSession _session = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("qdc-test-").FullName;
        _session = DuckDbSession.Open(Path.Combine(_folder, "t.duckdb"), new DuckDbSettings { Threads = 1, MemoryLimit = "100MB", TempDirectory = Path.Combine(_folder, "spill") });
    }

    [TearDown]
    public void TearDown()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void A_token_stops_the_statement_that_runs_here_and_on_further_connections()
    {
        const string Endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3";
        foreach (var further in new[] { false, true })
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            _session.StopWhen(stop.Token);
            Assert.That(() => (further ? _session.Another() : _session).Scalar<long>(Endless), Throws.InstanceOf<OperationCanceledException>());
            _session.StopWhen(CancellationToken.None);
            Assert.That(_session.Scalar<long>("SELECT 1"), Is.EqualTo(1), "the next one is not");
        }
    }

    [Test]
    public void Values_go_in_and_come_out()
    {
        _session.Execute("CREATE TABLE t (a INTEGER, b VARCHAR)");
        Assert.That(_session.Execute("INSERT INTO t VALUES (?, ?), (2, NULL)", 1, "l'àrea"), Is.EqualTo(2));
        Assert.That(_session.Query("SELECT a, b FROM t ORDER BY a", r => (r.GetInt32(0), r.IsDBNull(1) ? null : r.GetString(1))), Is.EqualTo(new[] { (1, "l'àrea"), (2, null) }));
        Assert.That(_session.Stream("SELECT a FROM t ORDER BY a", r => r.GetInt32(0)), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(_session.Scalar<long>("SELECT sum(a) FROM t"), Is.EqualTo(3));
        Assert.That(_session.Scalar<decimal>("SELECT 1.25::DECIMAL(18,2)"), Is.EqualTo(1.25m));
        Assert.That(_session.Scalar<int?>("SELECT a FROM t WHERE a = 9"), Is.Null);
        Assert.That(_session.Scalar<string>("SELECT b FROM t WHERE a = 2"), Is.Null);
        Assert.That(_session.Scalar<DateOnly>("SELECT DATE '2025-01-31'"), Is.EqualTo(new DateOnly(2025, 1, 31)));
        Assert.That(_session.Scalar<Guid>("SELECT '00112233-4455-6677-8899-aabbccddeeff'::UUID"), Is.EqualTo(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")));
    }

    [Test]
    public void A_script_runs_every_statement_and_names_itself_when_one_fails()
    {
        _session.RunScript("CREATE TABLE a (i INTEGER); -- the first\nINSERT INTO a VALUES (1); INSERT INTO a SELECT 2;", "0001.sql");
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM a"), Is.EqualTo(2));
        Assert.That(() => _session.RunScript("INSERT INTO a VALUES (3); SELECT * FROM nowhere; INSERT INTO a VALUES (4);", "0002.sql"),
            Throws.TypeOf<SqlFailed>().With.Message.StartsWith("0002.sql").And.Message.Contains("nowhere"));
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM a"), Is.EqualTo(3));
    }

    [Test]
    public void An_exception_rolls_the_transaction_back()
    {
        _session.Execute("CREATE TABLE t (a INTEGER)");
        Assert.That(() => _session.InTransaction(s =>
        {
            s.Execute("INSERT INTO t VALUES (1)");
            throw new InvalidDataException();
        }), Throws.TypeOf<InvalidDataException>());
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM t"), Is.Zero);
        Assert.That(_session.InTransaction(s => s.Execute("INSERT INTO t VALUES (1)")), Is.EqualTo(1));
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM t"), Is.EqualTo(1));
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM meta.commit_mark"), Is.Zero);
    }

    [Test]
    public void A_commit_that_kept_nothing_is_an_exception_even_when_the_failure_was_swallowed()
    {
        _session.Execute("CREATE TABLE t (a INTEGER)");
        Assert.That(() => _session.InTransaction(s =>
        {
            s.Execute("INSERT INTO t VALUES (1)");
            try
            {
                s.Execute("INSERT INTO t SELECT 'x'::INTEGER");
            }
            catch (SqlFailed)
            {
                // the mistake this guards against
            }
        }), Throws.TypeOf<SqlFailed>());
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM t"), Is.Zero);
    }

    [Test]
    public void What_the_engine_says_about_data_is_masked()
    {
        _session.Execute("CREATE TABLE t (a INTEGER)");
        Assert.That(() => _session.Execute("INSERT INTO t SELECT x::INTEGER FROM (VALUES ('12345678Z')) v(x)"),
            Throws.TypeOf<SqlFailed>().With.Message.Contains("Could not convert").And.Message.Not.Contains("12345678"));
        Assert.That(() => _session.Execute("SELECT ?::INTEGER", "Maria Puig"), Throws.TypeOf<SqlFailed>().With.Message.Not.Contains("Maria"));
        Assert.That(() => _session.Execute("SELECT ?::DATE", "Maria Puig"), Throws.TypeOf<SqlFailed>().With.Message.Not.Contains("Maria"));
        _session.Execute("CREATE TABLE once (name VARCHAR PRIMARY KEY)");
        _session.Execute("INSERT INTO once VALUES (?)", "Maria Puig");
        Assert.That(() => _session.Execute("INSERT INTO once VALUES (?)", "Maria Puig"), Throws.TypeOf<SqlFailed>().With.Message.Not.Contains("Maria"));
        Assert.That(() => _session.Execute("SELECT other FROM once"), Throws.TypeOf<SqlFailed>().With.Message.Contains("\"other\""), "a column is named");
    }

    [Test]
    public void Work_in_parallel_takes_a_second_connection()
    {
        _session.Execute("CREATE TABLE t (a INTEGER)");
        using var other = _session.Another();
        Parallel.Invoke(
            () => _session.InTransaction(s => s.Execute("INSERT INTO t SELECT * FROM range(10000)")),
            () => other.InTransaction(s => s.Execute("INSERT INTO t SELECT * FROM range(10000)")));
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM t"), Is.EqualTo(20000));
    }

    [Test]
    public void Spill_files_go_with_the_session_and_a_second_reader_is_not_refused()
    {
        const string spilling = "SELECT count(*) FROM (SELECT DISTINCT hash(i), i || 'abcdefghijklmnop' FROM range(3000000) x(i))";
        Assert.That(_session.Scalar<long>(spilling), Is.EqualTo(3_000_000));
        using (var second = DuckDbSession.Open(_session.Path, new DuckDbSettings { Threads = 1, MemoryLimit = "100MB", TempDirectory = Path.Combine(_folder, "spill") }))
        {
            Assert.That(second.Scalar<int>("SELECT 1"), Is.EqualTo(1));
        }

        _session.Dispose();
        Assert.That(Directory.Exists(Path.Combine(_folder, "spill")), Is.False);
    }

    [Test]
    public void Many_columns_with_little_in_them_take_less_room_than_by_default_and_files_made_so_open_as_before()
    {
        var tables = string.Concat(Enumerable.Range(0, 60).Select(n => $"CREATE TABLE t{n} AS SELECT i AS a, i::VARCHAR AS b, i / 7 AS c, md5(i::VARCHAR) AS d FROM range(100) x(i);"));
        var ofDefault = Path.Combine(_folder, "default.duckdb");
        using (var plain = new DuckDBConnection($"DataSource={ofDefault}"))
        {
            plain.Open();
            using var command = plain.CreateCommand();
            command.CommandText = tables;
            command.ExecuteNonQuery();
        }

        _session.RunScript(tables, "tables");
        _session.Execute("CHECKPOINT");
        Assert.That(new FileInfo(_session.Path).Length, Is.LessThan(0.7 * new FileInfo(ofDefault).Length));
        using var before = DuckDbSession.Open(ofDefault);
        before.Execute("INSERT INTO t0 SELECT * FROM t1");
        Assert.That(before.Scalar<long>("SELECT count(*) FROM t0"), Is.EqualTo(200));
    }

    [Test]
    public void Nothing_is_fetched_from_the_network()
    {
        Assert.That(_session.Scalar<bool>("SELECT current_setting('autoinstall_known_extensions')"), Is.False);
        Assert.That(_session.Scalar<bool>("SELECT current_setting('autoload_known_extensions')"), Is.False);
    }
}
