using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class AreaStoreTests
{
    private TestHome _test = null!;

    [SetUp]
    public void SetUp() => _test = new TestHome();

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public void An_area_without_versions_says_so()
    {
        Assert.That(_test.Store.Current, Is.Null);
        Assert.That(_test.Store.Versions, Is.Empty);
        Assert.That(() => _test.Store.OpenCurrent(), Throws.TypeOf<VersionMissing>().With.Message.Contains("qdc run mini"));
    }

    [Test]
    public void A_published_version_becomes_current_and_the_one_before_stays_readable()
    {
        Assert.That(_test.Publish(10), Is.EqualTo(1));
        using var pinned = _test.Store.OpenCurrent();
        Assert.That(_test.Publish(20), Is.EqualTo(2));

        using var now = _test.Store.OpenCurrent();
        Assert.That(TestHome.NumberIn(now), Is.EqualTo(20));
        Assert.That(TestHome.NumberIn(pinned), Is.EqualTo(10));
        Assert.That(_test.Store.Versions, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(File.ReadAllText(Path.Combine(_test.Folder, "current")), Is.EqualTo("v000002\n"));
    }

    [Test]
    public void A_published_file_is_never_changed_again()
    {
        _test.Publish(10);
        var path = _test.Store.PathOf(1);
        var bytes = File.ReadAllBytes(path);
        _test.Publish(20);
        using (var lease = _test.Store.TakeLease())
        using (var copy = _test.Store.BeginVersion(lease))
        {
            copy.Session.Execute("DROP TABLE t");
        }

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(bytes));
        Assert.That(File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly), Is.True);
        using var version = _test.Store.OpenRead(1);
        Assert.That(() => version.Session.Execute("CREATE TABLE x (i INTEGER)"), Throws.TypeOf<SqlFailed>());
    }

    [Test]
    public void A_copy_that_is_not_published_leaves_nothing()
    {
        _test.Publish(10);
        using (var lease = _test.Store.TakeLease())
        using (var copy = _test.Store.BeginVersion(lease))
        {
            copy.Session.Execute("UPDATE t SET n = 99");
            Assert.That(Directory.GetFiles(_test.Folder, "work-*"), Is.Not.Empty);
        }

        Assert.That(Directory.GetFiles(_test.Folder, "work-*"), Is.Empty);
        Assert.That(_test.Store.Current, Is.EqualTo(1));
        using var version = _test.Store.OpenCurrent();
        Assert.That(TestHome.NumberIn(version), Is.EqualTo(10));
    }

    [Test]
    public void Publishing_fails_when_the_pointer_moved_meanwhile()
    {
        _test.Publish(10);
        _test.Publish(20);
        using var lease = _test.Store.TakeLease();
        using var copy = _test.Store.BeginVersion(lease);
        File.WriteAllText(Path.Combine(_test.Folder, "current"), "v000001\n");

        Assert.That(() => copy.Publish(), Throws.TypeOf<VersionMoved>().And.InstanceOf<TransientException>().With.Message.Contains("v000001"));

        Assert.That(_test.Store.Current, Is.EqualTo(1));
        Assert.That(File.Exists(_test.Store.PathOf(3)), Is.False);
        Assert.That(Directory.GetFiles(_test.Folder, "work-*"), Is.Empty);
    }

    [Test]
    public void Publishing_fails_when_a_newer_lease_was_taken()
    {
        _test.Publish(10);
        using var lease = _test.Store.TakeLease();
        using var copy = _test.Store.BeginVersion(lease);
        using (var log = _test.Log())
        {
            log.NextFence("another machine whose lock got lost");
        }

        Assert.That(() => copy.Publish(), Throws.TypeOf<LeaseLost>());
        Assert.That(_test.Store.Current, Is.EqualTo(1));
    }

    [Test]
    public void Publishing_fails_when_the_lease_was_given_back()
    {
        using var lease = _test.Store.TakeLease();
        using var copy = _test.Store.BeginVersion(lease);
        lease.Dispose();
        Assert.That(() => copy.Publish(), Throws.TypeOf<VersionMoved>());
        Assert.That(_test.Store.Current, Is.Null);
    }

    [Test]
    public void What_a_crashed_run_left_is_removed_by_the_next()
    {
        _test.Publish(10);
        File.WriteAllText(Path.Combine(_test.Folder, "work-2.duckdb"), "half");
        File.WriteAllText(Path.Combine(_test.Folder, "work-2.duckdb.wal"), "half");
        File.WriteAllText(Path.Combine(_test.Folder, "current.new"), "v0000");
        File.Copy(_test.Store.PathOf(1), _test.Store.PathOf(2)); // renamed, but killed before the pointer moved

        Assert.That(_test.Store.Versions, Is.EqualTo(new[] { 1 }));
        Assert.That(() => _test.Store.OpenRead(2), Throws.TypeOf<VersionMissing>());
        Assert.That(_test.Publish(20), Is.EqualTo(2));

        using var version = _test.Store.OpenCurrent();
        Assert.That(TestHome.NumberIn(version), Is.EqualTo(20));
        Assert.That(Directory.GetFiles(_test.Folder).Select(Path.GetFileName).Order(), Is.SubsetOf(
            new[] { "current", "lock", "log.sqlite", "log.sqlite-shm", "log.sqlite-wal", "v000001.duckdb", "v000002.duckdb" }));
    }

    [Test]
    public void A_damaged_pointer_is_told_not_guessed()
    {
        _test.Publish(10);
        File.WriteAllText(Path.Combine(_test.Folder, "current"), "vX");
        Assert.That(() => _test.Store.Current, Throws.TypeOf<StoreDamaged>().With.Message.Contains("current"));
    }

    [Test]
    public void Readers_see_one_version_whole_while_others_are_published_and_pruned()
    {
        _test.Publish(0);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var reads = 0;
            var last = 0;
            while (!done.IsCancellationRequested)
            {
                using var version = _test.Store.OpenCurrent();
                var n = TestHome.NumberIn(version);
                Assert.That(n, Is.EqualTo(version.Version - 1).And.GreaterThanOrEqualTo(last));
                last = n;
                reads++;
            }

            return reads;
        });
        for (var i = 1; i <= 15; i++)
        {
            using var lease = _test.Store.TakeLease();
            _test.Publish(lease, i);
            _test.Store.Retain(lease, keep: 1);
        }

        done.Cancel();
        Assert.That(reader.GetAwaiter().GetResult(), Is.GreaterThan(0));
    }

    [Test]
    public void A_version_of_a_newer_release_is_refused_for_reading_and_for_copying()
    {
        _test.Publish(10);
        var newer = new AreaStore(_test.Home, _test.Area, _test.Clock, [.. StoreMigration.All, new(StoreMigration.All.Count + 1, "later", _ => { })]);
        using (var lease = newer.TakeLease())
        using (var copy = newer.BeginVersion(lease))
        {
            copy.Publish();
        }

        Assert.That(() => _test.Store.OpenCurrent(), Throws.TypeOf<StoreFromNewerRelease>());
        using var again = _test.Store.TakeLease();
        Assert.That(() => _test.Store.BeginVersion(again), Throws.TypeOf<StoreFromNewerRelease>());
        Assert.That(Directory.GetFiles(_test.Folder, "work-*"), Is.Empty);
    }

    [Test]
    public void Beginning_on_an_older_store_migrates_the_copy_and_not_the_version()
    {
        _test.Publish(10);
        var bytes = File.ReadAllBytes(_test.Store.PathOf(1));
        var newer = new AreaStore(_test.Home, _test.Area, _test.Clock,
            [.. StoreMigration.All, new(StoreMigration.All.Count + 1, "one more column", s => s.Execute("ALTER TABLE t ADD COLUMN m INTEGER"))]);

        using (var old = newer.OpenCurrent())
        {
            Assert.That(TestHome.NumberIn(old), Is.EqualTo(10));
        }

        using (var lease = newer.TakeLease())
        using (var copy = newer.BeginVersion(lease))
        {
            Assert.That(copy.Session.Scalar<long>("SELECT count(m) FROM t"), Is.Zero);
            copy.Publish();
        }

        Assert.That(File.ReadAllBytes(_test.Store.PathOf(1)), Is.EqualTo(bytes));
        using var version = newer.OpenCurrent();
        Assert.That(version.Session.Scalar<string>("SELECT value FROM meta.info WHERE key = 'schema_version'"), Is.EqualTo($"{StoreMigration.All.Count + 1}"));
    }

    [Test]
    public void A_migration_that_fails_leaves_the_store_as_it_was()
    {
        _test.Publish(10);
        var broken = new AreaStore(_test.Home, _test.Area, _test.Clock,
            [.. StoreMigration.All, new(StoreMigration.All.Count + 1, "broken", s => s.RunScript("CREATE TABLE a (i INTEGER); SELECT * FROM nowhere;", "migration"))]);
        using var lease = broken.TakeLease();

        Assert.That(() => broken.BeginVersion(lease), Throws.TypeOf<SqlFailed>());

        Assert.That(Directory.GetFiles(_test.Folder, "work-*"), Is.Empty);
        Assert.That(_test.Store.Current, Is.EqualTo(1));
    }

    [Test]
    public void Each_version_says_what_it_is()
    {
        _test.Publish(10);
        _test.Publish(20);
        using var version = _test.Store.OpenCurrent();
        var info = version.Session.Query("SELECT key, value FROM meta.info", r => (r.GetString(0), r.GetString(1))).ToDictionary(p => p.Item1, p => p.Item2);
        Assert.That(info["area"], Is.EqualTo("mini"));
        Assert.That(info["version"], Is.EqualTo("2"));
        Assert.That(info["based_on"], Is.EqualTo("1"));
        Assert.That(info["published_at"], Is.EqualTo("2025-04-01T03:30:00Z"));
    }
}
