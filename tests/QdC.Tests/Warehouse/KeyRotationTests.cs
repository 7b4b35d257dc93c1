using Microsoft.Data.Sqlite;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

/// <summary>An area goes over to a new master key: what is landed is written anew, who is who does not change.</summary>
internal sealed class KeyRotationTests
{
    private static readonly DateOnly Day = new(2025, 1, 31);
    private TestHome _test = null!;
    private string? _variable;

    [SetUp]
    public void SetUp()
    {
        _test = new TestHome();
        _variable = null;
    }

    [TearDown]
    public void TearDown() => _test.Dispose();

    /// <summary>An environment whose key folder lies in the home.</summary>
    public static Func<string, string?> EnvironmentIn(QdcHome home) => name => name == "QDC_KEYS" ? Path.Combine(home.Root, "keys") : null;

    [Test]
    public void Landed_files_are_written_anew_and_pseudonyms_stay_what_they_were()
    {
        AreaKeys.Create(_test.Area, Environment);
        var landed = Land(3);
        var (pseudonym, finding, landingKey) = Secrets();
        var before = landed.ToDictionary(p => p, Bytes);
        var days = landed.ToDictionary(p => p, p => File.GetLastWriteTimeUtc(PathOf(p)));

        for (var times = 0; times < 2; times++)
        {
            var done = Rotate();
            Assert.That(done.LandedFiles, Is.EqualTo(3));
            File.Delete(FileOf(done.Old));
            var (samePseudonym, sameFinding, newLandingKey) = Secrets();
            Assert.That((samePseudonym, sameFinding), Is.EqualTo((pseudonym, finding)));
            Assert.That(newLandingKey, Is.Not.EqualTo(landingKey));
        }

        AssertReadable(landed);
        foreach (var path in landed)
        {
            Assert.That(Bytes(path).AsSpan(8, 16).SequenceEqual(before[path].AsSpan(8, 16)), Is.False, "another salt");
            Assert.That(Bytes(path).AsSpan(24).IndexOf(before[path].AsSpan(28, 32)), Is.Negative, "no old cipher text is left");
            Assert.That(File.GetLastWriteTimeUtc(PathOf(path)), Is.EqualTo(days[path]), "the days it is kept go on");
        }
    }

    [Test]
    public void Identities_are_sealed_anew_under_the_new_key_and_say_the_same()
    {
        AreaKeys.Create(_test.Area, Environment);
        Land(1);
        var kept = Keep(3);
        var before = File.ReadAllBytes(_test.Home.VaultOf(_test.Area));
        KillAtStep(4); // the file is written anew, the vault is not
        AssertKept(kept);
        kept = [.. kept, .. Keep(1)]; // meanwhile: under the new key, in a vault of the old one
        AssertKept(kept);

        var done = Rotate();
        Assert.That((done.Resumed, done.Identities), Is.EqualTo((true, 3)));
        File.Delete(FileOf(done.Old));
        AssertKept(kept);
        var after = File.ReadAllBytes(_test.Home.VaultOf(_test.Area));
        foreach (var old in kept.Take(3))
        {
            Assert.That(before.AsSpan().IndexOf(old.Sealed), Is.Not.Negative);
            Assert.That(after.AsSpan().IndexOf(old.Sealed), Is.Negative, "no old cipher text is left");
        }
    }

    [Test]
    public void A_damaged_identity_keeps_the_rotation_from_ending()
    {
        AreaKeys.Create(_test.Area, Environment);
        var kept = Keep(2);
        using (var vault = new SqliteConnection($"Data Source={_test.Home.VaultOf(_test.Area)};Pooling=False"))
        {
            vault.Open();
            using var command = vault.CreateCommand();
            command.CommandText = "UPDATE identity SET text = zeroblob(60) WHERE record = (SELECT max(record) FROM identity)";
            command.ExecuteNonQuery();
        }
        Assert.That(() => Rotate(), Throws.TypeOf<IdentityUnreadable>());
        Assert.That(Needed(), Has.Count.EqualTo(2));
        Assert.That(() => AssertKept(kept), Throws.Exception);
    }

    [Test]
    public void The_old_key_reads_nothing_after_it()
    {
        AreaKeys.Create(_test.Area, Environment);
        var landed = Land(1)[0];
        using var log = _test.Log();
        using var old = AreaKeys.Open(log, Environment);
        var done = Rotate();
        Assert.That(() => new Landing(_test.Home, old, _test.Clock).Verify(landed), Throws.TypeOf<LandedFileDamaged>());
        File.Delete(FileOf(done.New));
        Assert.That(() => AreaKeys.Open(log, Environment), Throws.TypeOf<KeyWrong>().With.Message.Contains(done.New).And.Message.Contains(done.Old));
        File.Delete(FileOf(done.Old));
        Assert.That(() => AreaKeys.Open(log, Environment), Throws.TypeOf<KeyMissing>().With.Message.Contains(done.New));
    }

    [Test]
    public void A_kill_between_any_two_files_leaves_everything_readable_and_the_rotation_goes_on()
    {
        AreaKeys.Create(_test.Area, Environment);
        var landed = Land(4);
        var kept = Keep(2);
        var (pseudonym, finding, _) = Secrets();
        var steps = int.MaxValue;
        for (var kill = 1; kill <= steps; kill++)
        {
            var told = KillAtStep(kill);
            steps = told < kill ? told : steps;
            AssertReadable(landed);
            var landedMeanwhile = Land(1, seed: 100 + kill)[0];
            AssertReadable([landedMeanwhile]);
            AssertKept(kept);
            Assert.That((Secrets().Pseudonym, Secrets().Finding), Is.EqualTo((pseudonym, finding)), $"killed at step {kill}");

            var (old, done) = (Needed()[^1], Rotate());
            Assert.That(done.Old, Is.EqualTo(old));
            Assert.That(Needed(), Is.EqualTo(new[] { done.New }));
            File.Delete(FileOf(done.Old));
            AssertReadable([.. landed, landedMeanwhile]);
            AssertKept(kept);
            File.Delete(PathOf(landedMeanwhile));
        }
        Assert.That(steps, Is.EqualTo(8), "the new key, its name in the log, four files, the vault, the end");
    }

    [Test]
    public void While_it_has_not_ended_both_keys_are_needed_and_a_lost_one_is_named()
    {
        AreaKeys.Create(_test.Area, Environment);
        Land(2);
        KillAtStep(4); // before the second file
        using var log = _test.Log();
        var needed = Needed();
        Assert.That(needed, Has.Count.EqualTo(2));
        foreach (var lost in needed)
        {
            var file = FileOf(lost);
            File.Move(file, file + ".aside");
            Assert.That(() => AreaKeys.Open(log, Environment), Throws.TypeOf<KeyWrong>().With.Message.Contains("rotation").And.Message.Contains($"Allowed: the key with fingerprint {lost}"));
            Assert.That(() => Rotate(), Throws.TypeOf<KeyWrong>());
            File.Move(file + ".aside", file);
        }
        Assert.That(Rotate().Resumed, Is.True);
    }

    [Test]
    public void A_home_made_before_keys_could_be_rotated_goes_on_and_can_rotate()
    {
        AreaKeys.Create(_test.Area, Environment);
        var landed = Land(1);
        var (pseudonym, _, _) = Secrets();
        var print = Needed()[0];
        foreach (var file in SqliteFiles.Companions(_test.Home.LogOf(_test.Area)).Append(_test.Home.LogOf(_test.Area)))
        {
            File.Delete(file);
        }
        using (var old = new SqliteConnection($"Data Source={_test.Home.LogOf(_test.Area)};Pooling=False"))
        {
            old.Open();
            using var command = old.CreateCommand();
            command.CommandText = $"{LogSchema.Migrations[0]}; INSERT INTO key_print VALUES ('{print}', '2025-01-01'); PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }

        Assert.That(Secrets().Pseudonym, Is.EqualTo(pseudonym));
        Rotate();
        Assert.That(Secrets().Pseudonym, Is.EqualTo(pseudonym));
        AssertReadable(landed);
    }

    [Test]
    public void A_key_in_a_variable_goes_over_to_the_one_beside_it()
    {
        var (first, second) = (new string('7', 64), new string('8', 64));
        _variable = first;
        var landed = Land(2);
        var pseudonym = Secrets().Pseudonym;
        _variable = $"{first} {second}";
        var done = Rotate();
        Assert.That(done.Origin, Is.EqualTo("QDC_KEY_MINI"));
        _variable = second;
        Assert.That(Secrets().Pseudonym, Is.EqualTo(pseudonym));
        AssertReadable(landed);
        using var log = _test.Log();
        Assert.That(() => AreaKeys.Destroy(log, done.New, Environment), Throws.TypeOf<KeyUnusable>());
    }

    [Test]
    public void A_damaged_file_keeps_the_rotation_from_ending_and_is_named()
    {
        AreaKeys.Create(_test.Area, Environment);
        var landed = Land(3);
        var whole = Bytes(landed[1]);
        File.WriteAllBytes(PathOf(landed[1]), [.. whole[..^1], (byte)(whole[^1] ^ 1)]);
        Assert.That(() => Rotate(), Throws.TypeOf<LandedFileDamaged>().With.Message.Contains(landed[1]));
        Assert.That(Needed(), Has.Count.EqualTo(2), "the old key is needed still");
        File.WriteAllBytes(PathOf(landed[1]), whole);
        Assert.That(Rotate().Resumed, Is.True);
        AssertReadable(landed);
    }

    [Test]
    public void Only_a_key_that_the_data_do_not_need_is_destroyed()
    {
        AreaKeys.Create(_test.Area, Environment);
        Land(1);
        var done = Rotate();
        using var log = _test.Log();
        Assert.That(() => AreaKeys.Destroy(log, done.New, Environment), Throws.TypeOf<KeyUnusable>().With.Message.Contains("need"));
        Assert.That(() => AreaKeys.Destroy(log, "0000000000000000", Environment), Throws.TypeOf<KeyUnusable>().With.Message.Contains(done.Old));
        Assert.That(AreaKeys.Destroy(log, done.Old, Environment), Is.EqualTo(Path.Combine(_test.Home.Root, "keys", "mini.key")));
        Assert.That(AreaKeys.Fingerprints(_test.Area, Environment), Is.EqualTo(new[] { done.New }));
        AreaKeys.Open(log, Environment).Dispose();
    }

    [Test]
    public void A_backup_made_before_is_read_with_the_old_key()
    {
        AreaKeys.Create(_test.Area, Environment);
        var landed = Land(1);
        var backup = Path.Combine(_test.Home.Root, "backup");
        var made = new HomeBackup(_test.Home, _test.Clock).Write(backup);
        var done = Rotate();
        Assert.That(made.Areas[0].Keys, Is.EqualTo(new[] { done.Old }));
        new HomeRestore(_test.Home, _test.Clock).Restore(backup, replace: true);
        AssertReadable(landed);
        Assert.That(Needed(), Is.EqualTo(new[] { done.Old }));
    }

    [Test]
    public void A_backup_in_the_middle_names_both_keys()
    {
        AreaKeys.Create(_test.Area, Environment);
        Land(2);
        KillAtStep(4);
        Assert.That(new HomeBackup(_test.Home, _test.Clock).Write(Path.Combine(_test.Home.Root, "backup")).Areas[0].Keys, Is.EqualTo(Needed()).And.Count.EqualTo(2));
    }

    [Test]
    public void A_backup_during_which_a_rotation_begins_is_none()
    {
        AreaKeys.Create(_test.Area, Environment);
        Land(2);
        var backup = Path.Combine(_test.Home.Root, "backup");
        var copying = new HomeBackup(_test.Home, _test.Clock, file => _ = file.StartsWith("landing", StringComparison.Ordinal) ? Rotate() : null);
        Assert.That(() => copying.Write(backup), Throws.TypeOf<BackupOvertaken>());
        Assert.That(() => BackupCheck.Run(backup), Throws.TypeOf<BackupMissing>());
    }

    private string? Environment(string name) => name == "QDC_KEY_MINI" ? _variable : EnvironmentIn(_test.Home)(name);

    private RotatedKey Rotate() => new KeyRotation(_test.Home, _test.Area, _test.Clock) { Environment = Environment }.Run();

    /// <summary>Gives back how many steps were told before the kill.</summary>
    private int KillAtStep(int kill)
    {
        using var child = ChildProcess.Start("rotate", _test.Home.Root);
        var told = 0;
        for (; told < kill && child.StandardOutput.ReadLine() is not "done"; told++)
        {
            if (told + 1 < kill)
            {
                child.StandardInput.WriteLine();
            }
        }
        child.Kill();
        child.WaitForExit();
        return told;
    }

    private List<string> Land(int files, int seed = 0)
    {
        using var log = _test.Log();
        using var keys = AreaKeys.Open(log, Environment);
        var landing = new Landing(_test.Home, keys, _test.Clock);
        return [.. Enumerable.Range(seed, files).Select(i => landing.Store("case", Day, new MemoryStream(Noise(i))).Path).Order(StringComparer.Ordinal)];
    }

    private static byte[] Noise(int seed)
    {
        var bytes = new byte[seed == 0 ? 600_000 : 5000];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private void AssertReadable(IEnumerable<string> landed)
    {
        using var log = _test.Log();
        using var keys = AreaKeys.Open(log, Environment);
        var landing = new Landing(_test.Home, keys, _test.Clock);
        foreach (var path in landed)
        {
            Assert.That(() => landing.Verify(path), Throws.Nothing);
        }
    }

    /// <summary>Keeps identities in the vault, sealed as a run would now.</summary>
    private List<SealedIdentity> Keep(int identities)
    {
        using var log = _test.Log();
        using var keys = AreaKeys.Open(log, Environment);
        using var cipher = new VaultCipher(_test.Area, keys.Vault);
        using var vault = IdentityVault.Open(_test.Home, keys);
        var kept = Enumerable.Range(0, identities).Select(_ => Guid.NewGuid()).Select(id => new SealedIdentity(id, id, cipher.Seal(id, id.ToByteArray()))).ToList();
        vault.Keep(kept);
        return kept;
    }

    private void AssertKept(List<SealedIdentity> kept)
    {
        using var log = _test.Log();
        using var keys = AreaKeys.Open(log, Environment);
        using var vault = IdentityVault.Open(_test.Home, keys);
        Assert.That(vault.Verify(), Is.GreaterThanOrEqualTo(kept.Count));
        var identities = kept.ToDictionary(k => k.Record, k => (Guid?)k.Identity);
        Assert.That(vault.Read(record => identities.GetValueOrDefault(record)).Select(r => (r.Record, new Guid(r.Text))), Is.EquivalentTo(kept.Select(k => (k.Record, k.Record))));
    }

    private (string Pseudonym, string Finding, string Landing) Secrets()
    {
        using var log = _test.Log();
        using var keys = AreaKeys.Open(log, Environment);
        return (Convert.ToHexString(keys.Pseudonym.Reveal()), Convert.ToHexString(keys.FindingHash.Reveal()), Convert.ToHexString(keys.Landing.Reveal()));
    }

    private IReadOnlyList<string> Needed()
    {
        using var log = _test.Log();
        return log.KeysNeeded();
    }

    private string FileOf(string fingerprint)
    {
        var named = Path.Combine(_test.Home.Root, "keys", $"mini.{fingerprint}.key");
        return File.Exists(named) ? named : Path.Combine(_test.Home.Root, "keys", "mini.key");
    }

    private string PathOf(string landed) => Path.Combine(_test.Home.LandingOf(_test.Area), landed);

    private byte[] Bytes(string landed) => File.ReadAllBytes(PathOf(landed));
}
