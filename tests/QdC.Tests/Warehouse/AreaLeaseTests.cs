using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class AreaLeaseTests
{
    private TestHome _test = null!;

    [SetUp]
    public void SetUp() => _test = new TestHome();

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public void Two_cannot_hold_it_at_once_and_each_token_is_higher()
    {
        long first;
        using (var lease = _test.Store.TakeLease())
        {
            first = lease.Token;
            Assert.That(() => _test.Store.TakeLease(TimeSpan.FromMilliseconds(120)),
                Throws.TypeOf<AreaBusy>().And.InstanceOf<TransientException>().With.Message.Contains($"process {Environment.ProcessId}"));
        }

        using var next = _test.Store.TakeLease();
        Assert.That(next.Token, Is.GreaterThan(first));
    }

    [Test]
    public void One_who_waits_gets_it_when_it_is_given_back()
    {
        var lease = _test.Store.TakeLease();
        var waiting = Task.Run(() => _test.Store.TakeLease(TimeSpan.FromSeconds(20)));
        Thread.Sleep(150);
        Assert.That(waiting.IsCompleted, Is.False);
        lease.Dispose();
        using var got = waiting.GetAwaiter().GetResult();
        Assert.That(got.IsHeld, Is.True);
    }

    [Test]
    public void Waiting_can_be_cancelled()
    {
        using var lease = _test.Store.TakeLease();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.That(() => _test.Store.TakeLease(TimeSpan.FromSeconds(20), cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Another_area_is_not_held_up()
    {
        using var lease = _test.Store.TakeLease();
        var other = new AreaStore(_test.Home, AreaCode.Parse("reus"), _test.Clock);
        using var theirs = other.TakeLease();
        Assert.That(theirs.Area.Value, Is.EqualTo("reus"));
        Assert.That(() => _test.Store.BeginVersion(theirs), Throws.ArgumentException);
    }

    [Test]
    public void A_lease_of_another_process_holds_us_up_and_ends_with_its_death()
    {
        _test.Publish(10);
        using var child = ChildProcess.Start("hold-lease", _test.Home.Root);
        Assert.That(child.StandardOutput.ReadLine(), Is.EqualTo("held"));
        Assert.That(() => _test.Store.TakeLease(), Throws.TypeOf<AreaBusy>().With.Message.Contains($"process {child.Id}"));
        using (var version = _test.Store.OpenCurrent())
        {
            Assert.That(TestHome.NumberIn(version), Is.EqualTo(10), "a reader is never refused");
        }

        child.Kill();
        child.WaitForExit();
        Assert.That(Directory.GetFiles(_test.Folder, "work-*"), Is.Not.Empty);
        Assert.That(Directory.GetFileSystemEntries(_test.Home.WorkOf(_test.Area)), Is.Not.Empty);

        using var lease = _test.Store.TakeLease(TimeSpan.FromSeconds(10));
        Assert.That(Directory.GetFileSystemEntries(_test.Home.WorkOf(_test.Area)), Is.Empty);
        Assert.That(_test.Publish(lease, 20), Is.EqualTo(2));
        Assert.That(Directory.GetFiles(_test.Folder, "work-*"), Is.Empty);
        using var published = _test.Store.OpenCurrent();
        Assert.That(published.Session.Scalar<long>("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'"), Is.Zero);
    }

    [Test]
    public void A_reader_in_another_process_neither_refuses_nor_is_refused()
    {
        _test.Publish(10);
        using var child = ChildProcess.Start("read", _test.Home.Root);
        Assert.That(child.StandardOutput.ReadLine(), Is.EqualTo("10"));
        Assert.That(_test.Publish(20), Is.EqualTo(2));
        child.StandardInput.WriteLine();
        child.WaitForExit();
        Assert.That(child.ExitCode, Is.Zero);
    }

    [Test]
    public void The_work_folder_goes_with_the_lease()
    {
        string folder;
        using (var lease = _test.Store.TakeLease())
        {
            folder = lease.WorkFolder;
            File.WriteAllText(Path.Combine(folder, "staging.duckdb"), "x");
        }

        Assert.That(Directory.Exists(folder), Is.False);
    }
}
