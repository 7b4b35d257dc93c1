using Microsoft.Data.Sqlite;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

/// <summary>A full disk is known by what the system, SQLite and DuckDB say of one.</summary>
[Platform("Linux")]
public sealed class DiskFullTests
{
    private const string Full = "/dev/full";

    [Test]
    public void Of_a_file() => Assert.That(DiskFull.Behind(Caught(() =>
    {
        using var file = new FileStream(Full, FileMode.Open, FileAccess.Write);
        file.Write(new byte[100_000]);
        file.Flush(flushToDisk: true);
    })), Is.TypeOf<DiskFull>().With.Message.Not.Contains(Full));

    [Test]
    public void Of_the_ledger()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (x); PRAGMA max_page_count = 2";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO t VALUES (randomblob(1000000))";
        Assert.That(DiskFull.Behind(Caught(() => command.ExecuteNonQuery())), Is.TypeOf<DiskFull>());
    }

    [Test]
    public void Of_a_version() => Assert.That(DiskFull.Behind(Caught(() =>
    {
        using var session = DuckDbSession.Open(":memory:", new DuckDbSettings { Threads = 1 });
        session.Execute($"COPY (SELECT range FROM range(1000000)) TO '{Full}' (FORMAT csv)");
    })), Is.TypeOf<DiskFull>());

    [Test]
    public void Of_one_task_of_several() => Assert.That(DiskFull.Behind(new AggregateException(new InvalidOperationException("x", new IOException("x", 28)))), Is.TypeOf<DiskFull>());

    [Test]
    public void Nothing_else_is_one()
    {
        var others = new Exception[] { new IOException("the line is cut", 5), new SqlFailed("SELECT 1", "Could not convert"), new InvalidOperationException() };
        Assert.That(others.Select(DiskFull.Behind), Is.EqualTo(others));
    }

    private static Exception Caught(Action act) => Assert.Catch(() => act())!;
}
