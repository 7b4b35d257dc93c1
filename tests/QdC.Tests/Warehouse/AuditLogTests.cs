using Microsoft.Data.Sqlite;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

public sealed class AuditLogTests
{
    private TestHome _test = null!;
    private AuditLog _log = null!;

    [SetUp]
    public void Start()
    {
        _test = new TestHome();
        _log = new AuditLog(_test.Home, _test.Clock);
    }

    [TearDown]
    public void Stop() => _test.Dispose();

    [Test]
    public void Events_are_told_newest_first_and_by_area()
    {
        _log.Note(new AuditEvent("sign_in", "ana"));
        _log.Note(new AuditEvent("export", "ana", "reus", "memoria 2024"));
        _log.Note(new AuditEvent("export", "berta", "mini", Outcome: AuditOutcome.Failed));

        Assert.That(_log.Events().Select(e => (e.Id, e.Event.By)), Is.EqualTo(new[] { (3L, "berta"), (2, "ana"), (1, "ana") }));
        Assert.That(_log.Events(["reus"]).Single().Event, Is.EqualTo(new AuditEvent("export", "ana", "reus", "memoria 2024")), "and what is about no area is not told to those of one");
        Assert.That(_log.Events(what: "export", before: 3, limit: 1).Single().Id, Is.EqualTo(2));
        Assert.That(_log.Events()[0].At, Is.EqualTo(_test.Clock.GetUtcNow()));
        Assert.That((_log.FirstAltered(), _log.Kinds()), Is.EqualTo(((long?)null, new[] { "export", "sign_in" })));
    }

    [TestCase("UPDATE audit_event SET by = 'x' WHERE event_id = 2")]
    [TestCase("DELETE FROM audit_event WHERE event_id = 2")]
    public void It_is_only_appended_to_and_what_was_forced_is_found(string change)
    {
        Enumerable.Range(0, 4).ToList().ForEach(i => _log.Note(new AuditEvent("export", $"{i}")));

        Assert.That(() => Sql(change), Throws.TypeOf<SqliteException>().With.Message.Contains("only appended to"));
        Sql("DROP TRIGGER audit_event_is_not_changed; DROP TRIGGER audit_event_is_not_deleted; " + change);
        Assert.That(_log.FirstAltered(), Is.EqualTo(2));
    }

    [Test]
    public void Nobody_forges_an_entry_or_fills_it()
    {
        _log.Note(new AuditEvent("refused", "eve\n2025-01-01 export by ana", "a\u2028b", new string('x', 5000)));
        var told = _log.Events().Single().Event;

        Assert.That(told.By + told.Area, Does.Not.Contain("\n").And.Not.Contain("\u2028"));
        Assert.That(told.Detail, Has.Length.LessThan(500));
    }

    [Test]
    public void Many_write_at_once_without_a_gap()
    {
        Parallel.For(0, 40, i => new AuditLog(_test.Home, _test.Clock).Note(new AuditEvent("export", $"{i}")));

        Assert.That(_log.Events().Select(e => e.Event.By), Is.EquivalentTo(Enumerable.Range(0, 40).Select(i => $"{i}")));
        Assert.That(_log.FirstAltered(), Is.Null);
    }

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_test.Home.Operations};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
