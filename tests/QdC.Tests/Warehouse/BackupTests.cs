using Microsoft.Data.Sqlite;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

/// <summary>What is backed up comes back the same, or not at all.</summary>
internal sealed class BackupTests
{
    private static readonly DateOnly Day = new(2025, 1, 31);
    private TestHome _test = null!;
    private string _root = null!;
    private string _backup = null!;

    [SetUp]
    public void SetUp()
    {
        _root = Path.Combine(Path.GetTempPath(), "qdc-backup-" + Guid.NewGuid().ToString("N"));
        _test = new TestHome(Path.Combine(_root, "home"));
        _backup = Path.Combine(_root, "backup");
    }

    [TearDown]
    public void TearDown()
    {
        _test.Dispose();
        Cli.MiniHome.Remove(_root);
    }

    [Test]
    public void What_is_restored_elsewhere_is_the_same_versions_log_and_landed_files()
    {
        var landed = Fill();
        var made = new HomeBackup(_test.Home, _test.Clock).Write(_backup);
        Assert.That(made.Areas.Select(a => (a.Area, a.Version)), Is.EqualTo(new[] { ("mini", (int?)2) }));

        var other = new TestHome(Path.Combine(_root, "other"));
        new HomeRestore(other.Home, _test.Clock).Restore(_backup);
        using (var version = other.Store.OpenCurrent())
        {
            Assert.That((version.Version, TestHome.NumberIn(version)), Is.EqualTo((2, 20)));
        }
        Assert.That(other.Store.Versions, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(other.Store.Holds.Select(h => h.Name), Is.EqualTo(new[] { "handed-in" }));
        using var log = other.Log();
        using var keys = Keys(log);
        new Landing(other.Home, keys, _test.Clock).Verify(landed);
        Assert.That(made.Areas[0].Keys, Is.EqualTo(new[] { keys.Fingerprint }));
        Assert.That(other.Publish(30), Is.EqualTo(3), "the next run goes on");
    }

    [Test]
    public void Everything_but_locks_and_leftovers_is_in_it_and_no_key()
    {
        Fill();
        var keys = Directory.CreateDirectory(Path.Combine(_test.Home.Root, "keys")).FullName;
        File.WriteAllText(Path.Combine(keys, "mini.key"), new string('7', 64));
        File.WriteAllText(Path.Combine(QdcHome.Ensure(_test.Home.WorkOf(_test.Area)), "spilt.tmp"), "x");
        foreach (var file in new[] { _test.Home.VaultOf(_test.Area), _test.Home.Operations })
        {
            Sqlite(file, "CREATE TABLE t (n)");
        }

        var made = new HomeBackup(_test.Home, _test.Clock).Write(_backup).All.Select(f => f.Path).ToList();
        var there = Directory.EnumerateFiles(_test.Home.Root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_test.Home.Root, f).Replace('\\', '/'));
        Assert.That(there.Except(made), Is.EquivalentTo(new[] { "keys/mini.key", "store/mini/lock", "work/mini/spilt.tmp" }));
        Assert.That(made, Is.SubsetOf(there));
        Assert.That(made, Does.Contain("vault/mini.sqlite").And.Contain("ops.sqlite").And.Contain("store/mini/current"));
        Assert.That(Directory.EnumerateFiles(_backup, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_backup, f).Replace('\\', '/')), Is.EquivalentTo(made.Concat(["backup.json", "backup.json.sha256"])), "and nothing that is not proven");
    }

    [Test]
    public void A_landed_file_keeps_its_day_so_that_it_is_purged_when_it_would_have_been()
    {
        var landed = Fill();
        new HomeBackup(_test.Home, _test.Clock).Write(_backup);
        var other = new TestHome(Path.Combine(_root, "other"));
        new HomeRestore(other.Home, _test.Clock).Restore(_backup);
        _test.Clock.Advance(TimeSpan.FromDays(399));
        using var log = other.Log();
        using var keys = Keys(log);
        var landing = new Landing(other.Home, keys, _test.Clock);
        Assert.That(landing.Purge(400), Is.Empty);
        _test.Clock.Advance(TimeSpan.FromDays(2));
        Assert.That(landing.Purge(400), Is.EqualTo(new[] { landed }));
    }

    [Test]
    public void A_backup_while_versions_are_published_on_and_on_is_whole_each_time()
    {
        _test.Publish(1);
        using var child = ChildProcess.Start("publish-on-and-on", _test.Home.Root);
        Assert.That(child.StandardOutput.ReadLine(), Is.EqualTo("begun"));
        var seen = new HashSet<int>();
        for (var i = 0; i < 6; i++)
        {
            var backup = Path.Combine(_root, $"backup-{i}");
            new HomeBackup(_test.Home, TimeProvider.System).Write(backup);
            var other = new TestHome(Path.Combine(_root, $"other-{i}"));
            new HomeRestore(other.Home, _test.Clock).Restore(backup);
            using (var version = other.Store.OpenCurrent())
            {
                Assert.That(version.Session.Query("SELECT DISTINCT n FROM t", r => r.GetInt32(0)), Is.EqualTo(new[] { version.Version }));
                seen.Add(version.Version);
            }
            Assert.That(other.Publish(1), Is.EqualTo(other.Store.Current), "its log and its pointer are of one moment");
        }
        child.Kill();
        child.WaitForExit();
        Assert.That(seen, Has.Count.GreaterThan(1), "it published meanwhile");
    }

    [Test]
    public void A_backup_that_was_changed_cut_or_robbed_is_refused_with_the_file_named_and_nothing_is_replaced()
    {
        Fill();
        var made = new HomeBackup(_test.Home, _test.Clock).Write(_backup);
        var random = new Random(3);
        foreach (var path in made.All.Select(f => f.Path).Append(BackupManifest.FileName))
        {
            var file = Path.Combine(_backup, path);
            var whole = File.ReadAllBytes(file);
            var changed = (byte[])whole.Clone();
            changed[random.Next(changed.Length)] ^= 1;
            foreach (var damaged in new[] { changed, whole[..^1], null })
            {
                Put(file, damaged);
                var other = new QdcHome(Path.Combine(_root, "other"));
                foreach (var use in new Action[] { () => BackupCheck.Run(_backup), () => new HomeRestore(other, _test.Clock).Restore(_backup), () => new HomeRestore(_test.Home, _test.Clock).Restore(_backup, replace: true) })
                {
                    var refused = Assert.Catch<TerminalException>(use);
                    Assert.That(refused, Is.TypeOf(damaged is null && path == BackupManifest.FileName ? typeof(BackupMissing) : typeof(BackupDamaged)));
                    Assert.That(refused!.Message, Does.Contain(path));
                }
                Assert.That(other.Areas(), Is.Empty);
                using var version = _test.Store.OpenCurrent();
                Assert.That(TestHome.NumberIn(version), Is.EqualTo(20));
            }
            Put(file, whole);
        }
        Assert.That(BackupCheck.Run(_backup), Is.Not.Null);
    }

    [Test]
    public void A_manifest_cannot_name_a_place_outside()
    {
        Fill();
        var made = new HomeBackup(_test.Home, _test.Clock).Write(_backup);
        var area = made.Areas[0];
        foreach (var path in new[] { "../stolen", "store/mini/../../../stolen", "store/other/current", "/etc/passwd", "backup.json" })
        {
            (made with { Areas = [area with { Files = [area.Files[0] with { Path = path }] }] }).Write(_backup);
            Assert.That(() => BackupManifest.Read(_backup), Throws.TypeOf<BackupDamaged>().With.Message.Contains(path));
        }
    }

    [Test]
    public void A_home_with_data_is_replaced_only_when_told_and_areas_of_no_backup_stay()
    {
        Fill();
        new HomeBackup(_test.Home, _test.Clock).Write(_backup);
        _test.Publish(99);
        var elsewhere = new AreaStore(_test.Home, AreaCode.Parse("reus"), _test.Clock);
        using (var lease = elsewhere.TakeLease())
        {
            using var copy = elsewhere.BeginVersion(lease);
            copy.Publish();
        }
        Sqlite(_test.Home.VaultOf(_test.Area), "CREATE TABLE t (n)");
        Assert.That(() => new HomeRestore(_test.Home, _test.Clock).Restore(_backup), Throws.TypeOf<HomeNotEmpty>().With.Message.Contains("store/mini").And.Message.Contains("--replace"));
        Assert.That(_test.Store.Current, Is.EqualTo(3));

        new HomeRestore(_test.Home, _test.Clock).Restore(_backup, replace: true);
        Assert.That(_test.Store.Current, Is.EqualTo(2));
        Assert.That(elsewhere.Current, Is.EqualTo(1));
        Assert.That(File.Exists(_test.Home.VaultOf(_test.Area)), Is.False, "the backup was from before the first identity");
        Assert.That(Directory.Exists(Path.Combine(_test.Home.Root, "restore", "mini")), Is.False);
    }

    [Test]
    public void A_run_that_goes_on_is_not_disturbed_by_a_restore()
    {
        Fill();
        new HomeBackup(_test.Home, _test.Clock).Write(_backup);
        using var lease = _test.Store.TakeLease();
        Assert.That(() => new HomeRestore(_test.Home, _test.Clock).Restore(_backup, replace: true), Throws.TypeOf<AreaBusy>());
        Assert.That(_test.Publish(lease, 99), Is.EqualTo(3));
    }

    [Test]
    public void A_kill_between_any_two_steps_of_a_restore_leaves_the_old_or_the_new_and_it_can_be_ended()
    {
        Fill();
        Sqlite(_test.Home.VaultOf(_test.Area), "CREATE TABLE t (n)");
        new HomeBackup(_test.Home, _test.Clock).Write(_backup);
        var steps = int.MaxValue;
        for (var kill = 1; kill <= steps; kill++)
        {
            _test.Publish(99);
            using (var child = ChildProcess.Start("restore", _test.Home.Root))
            {
                var told = 0;
                for (; told < kill && child.StandardOutput.ReadLine() is not "done"; told++)
                {
                    if (told + 1 < kill)
                    {
                        child.StandardInput.WriteLine();
                    }
                }
                steps = told < kill ? told : steps;
                child.Kill();
                child.WaitForExit();
            }
            if (AreaStore.IsHalfRestored(_test.Home, _test.Area))
            {
                Assert.That(() => _test.Store.TakeLease(), Throws.TypeOf<RestoreUnfinished>());
                Assert.That(_test.Store.Current, Is.AnyOf(null, 2, 3));
                Assert.That(new HomeRestore(_test.Home, _test.Clock).Resume(), Is.EqualTo(new[] { _test.Area }));
            }
            Assert.That(_test.Store.Current, Is.EqualTo(2), $"killed at step {kill}");
            using (var version = _test.Store.OpenCurrent())
            {
                Assert.That(TestHome.NumberIn(version), Is.EqualTo(20));
            }
            Assert.That(SqliteFiles.IsSound(_test.Home.VaultOf(_test.Area)), Is.True);
        }
        Assert.That(steps, Is.EqualTo(8), "three parts aside and in place, the mark, the old files");
    }

    [Test]
    public void A_backup_is_never_written_over_something_nor_into_itself()
    {
        Fill();
        Directory.CreateDirectory(_backup);
        File.WriteAllText(Path.Combine(_backup, "x"), "x");
        Assert.That(() => new HomeBackup(_test.Home, _test.Clock).Write(_backup), Throws.TypeOf<BackupFolderTaken>());
        Assert.That(() => new HomeBackup(_test.Home, _test.Clock).Write(Path.Combine(_test.Home.Root, "store", "backup")), Throws.TypeOf<BackupFolderTaken>());
        Assert.That(() => BackupCheck.Run(_backup), Throws.TypeOf<BackupMissing>());
    }

    /// <summary>Two versions, one of them held, and a landed file; gives back its path.</summary>
    private string Fill()
    {
        _test.Publish(10);
        _test.Store.Hold(1, "handed-in", "a steward", "a test");
        _test.Publish(20);
        using var log = _test.Log();
        using var keys = Keys(log);
        return new Landing(_test.Home, keys, _test.Clock).Store("case", Day, new MemoryStream([1, 2, 3])).Path;
    }

    private static AreaKeys Keys(AreaLog log) => AreaKeys.Open(log, name => name == "QDC_KEY_MINI" ? new string('7', 64) : null);

    private static void Put(string file, byte[]? content)
    {
        if (content is null)
        {
            File.Delete(file);
        }
        else
        {
            File.WriteAllBytes(file, content);
        }
    }

    private static void Sqlite(string file, string sql)
    {
        QdcHome.Ensure(Path.GetDirectoryName(file)!);
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
