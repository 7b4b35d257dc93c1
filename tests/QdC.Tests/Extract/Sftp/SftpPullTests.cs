using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Extract.Sftp;
using QdC.Pipeline.Jobs;
using QdC.Tests.Stage;
using QdC.Warehouse;

namespace QdC.Tests.Extract.Sftp;

/// <summary>Files are taken from OpenSSH's own server: whole ones only, of the known server only, each once.</summary>
[TestFixture]
[Platform("Linux,MacOsX")]
[global::System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class SftpPullTests
{
    private static readonly DateTimeOffset Now = new(2025, 2, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly SystemFile System = new() { Name = "hestia", Manifest = "manifest_{date:yyyyMMdd}.json", Extracts = [TestExtracts.PersonCsv, TestExtracts.CaseCsv] };
    private readonly List<TimeSpan> _waits = [];
    private SftpServer _server = null!;
    private string _there = null!;
    private string _here = null!;

    [OneTimeSetUp]
    public void Start() => _server = SftpServer.Start();

    [OneTimeTearDown]
    public void Stop() => _server?.Dispose();

    [SetUp]
    public void Make()
    {
        _waits.Clear();
        _there = Directory.CreateTempSubdirectory("qdc-there").FullName;
        _here = Directory.CreateTempSubdirectory("qdc-here").FullName;
    }

    [TearDown]
    public void Remove()
    {
        Directory.Delete(_there, recursive: true);
        Directory.Delete(_here, recursive: true);
    }

    [Test]
    public void Files_that_were_left_alone_are_taken_once_and_others_wait()
    {
        Put("persones_20250131.csv", "a", minutes: 30);
        Put("expedients_20250131.csv", "half", minutes: 2);
        Put("altres.txt", "x", minutes: 30);
        File.CreateSymbolicLink(Path.Combine(_there, "persones_20250130.csv"), "/etc/passwd");
        Put("persones_20250129\\.csv", "x", minutes: 30);
        var taken = Pull(Place());
        Assert.That(taken.Files, Is.EqualTo(new[] { ("persones_20250131.csv", 1L) }));
        Assert.That(taken.Left.Select(l => $"{l.Name}: {l.Why}"), Is.EquivalentTo(new[] { "persones_20250130.csv: it is no plain file, or its name leads elsewhere", "persones_20250129\\.csv: it is no plain file, or its name leads elsewhere", "expedients_20250131.csv: it was written to not long ago" }));
        Assert.That((Here(), File.GetUnixFileMode(Path.Combine(_here, "persones_20250131.csv"))), Is.EqualTo(("persones_20250131.csv=a", UnixFileMode.UserRead | UnixFileMode.UserWrite)));
        Put("expedients_20250131.csv", "whole", minutes: 11);
        Put("persones_20250131.csv", "corrected", minutes: 20);
        Assert.That(Pull(Place()).Files.Select(f => f.Name), Is.EqualTo(new[] { "expedients_20250131.csv", "persones_20250131.csv" }), "one is whole now, the other was sent again");
        Assert.That(Pull(Place()).Files, Is.Empty, "what is there is not fetched again");
        Assert.That(There(), Has.Count.EqualTo(5), "and all was left on the server");
    }

    [Test]
    public void A_marker_tells_that_a_file_is_whole_and_goes_with_it()
    {
        var place = Place() with { Stable = null, Done = ".done", Then = AfterTaking.Move, MoveTo = "fet/2025" };
        Directory.CreateDirectory(Path.Combine(_there, "fet"));
        Put("persones_20250131.csv", "a");
        Assert.That(Pull(place).Left.Single().Why, Does.Contain("persones_20250131.csv.done is not there yet"));
        Put("persones_20250131.csv.done", "");
        Assert.That(Pull(place).Files.Single().Name, Is.EqualTo("persones_20250131.csv"));
        Assert.That(There(), Is.EquivalentTo(new[] { "fet/2025/persones_20250131.csv", "fet/2025/persones_20250131.csv.done" }));
    }

    [Test]
    public void A_manifest_tells_which_files_are_whole_and_comes_last()
    {
        var place = Place() with { Stable = null, ByManifest = true, Then = AfterTaking.Delete };
        Put("persones_20250131.csv", "half");
        Put("expedients_20250131.csv", "b");
        Put("expedients_20250130.csv", "c");
        Put("manifest_20250131.json", $$"""{ "files": { "persones_20250131.csv": { "sha256": "{{Hash("whole")}}" }, "expedients_20250131.csv": {}, "serveis_20250131.csv": {} } }""");
        Assert.That(Pull(place).Left.Select(l => l.Why), Has.Exactly(2).Contains("serveis_20250131.csv, which is not there yet").And.Some.Contains("no manifest names it yet"));
        Put("serveis_20250131.csv", "of no extract");
        var half = Pull(place);
        Assert.That(Here(), Is.EqualTo("expedients_20250131.csv=b"));
        Assert.That(half.Left.Select(l => l.Why), Has.Some.Contains("may be half written").And.Some.Contains("not whole yet"));
        Put("persones_20250131.csv", "whole");
        Pull(place);
        Assert.That(Here(), Does.StartWith("expedients_20250131.csv=b manifest_20250131.json={").And.EndWith("persones_20250131.csv=whole"));
        Assert.That(There(), Is.EquivalentTo(new[] { "expedients_20250130.csv", "serveis_20250131.csv" }));
    }

    [Test]
    public void Another_host_key_is_refused_with_both_fingerprints_before_anything_is_sent()
    {
        Put("persones_20250131.csv", "a", minutes: 30);
        var known = "SHA256:" + new string('A', 43);
        var refused = Assert.Throws<SourceRefused>(() => Pull(Place() with { HostKeys = [known] }));
        Assert.That(refused!.Message, Does.Contain(_server.Fingerprint.TrimEnd('=')).And.Contain(known));
        Assert.That((Here(), _waits.Count), Is.EqualTo(("", 0)));
        Assert.That(Pull(Place() with { HostKeys = [known, _server.Fingerprint] }).Files, Has.Count.EqualTo(1), "two while a key is changed");
    }

    [Test]
    public void A_key_that_is_not_known_or_cannot_be_read_is_told_without_it()
    {
        var stranger = Assert.Throws<SourceRefused>(() => Pull(Place() with { Key = "file:" + _server.StrangerKey }));
        Assert.That(stranger!.Message, Does.Contain("does not accept the key").And.Contain("file:" + _server.StrangerKey));
        Assert.That(Assert.Throws<SourceRefused>(() => Pull(Place() with { Key = "env:QDC_BAD" }))!.Message, Does.Contain("cannot be read").And.Not.Contain("n0-key"));
        Assert.That(Assert.Throws<SourceRefused>(() => Pull(Place() with { Key = "file:" + _server.LockedKey }))!.Message, Does.Contain("cannot be read"));
        Assert.That(Pull(Place() with { Key = "file:" + _server.LockedKey, Passphrase = "env:QDC_PHRASE" }).Files, Is.Empty);
        Assert.That(Assert.Throws<SourceRefused>(() => Pull(Place() with { Path = _there + "/nowhere" }))!.Message, Does.Contain("not on the server"));
        Assert.That(_waits, Is.Empty, "what is refused is not tried again");
    }

    [Test]
    public void What_was_cut_goes_on_where_it_broke_off()
    {
        var bytes = new byte[3 << 20];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(_there, "persones_20250131.csv"), bytes);
        File.SetLastWriteTimeUtc(Path.Combine(_there, "persones_20250131.csv"), Now.UtcDateTime.AddHours(-1));
        using var line = new BadLine(_server.Port, number => number <= 2 ? 1_500_000 : long.MaxValue);
        var taken = Pull(Place() with { Port = line.Port });
        Assert.That(taken.Files.Single(), Is.EqualTo(("persones_20250131.csv", (long)bytes.Length)));
        Assert.That(File.ReadAllBytes(Path.Combine(_here, "persones_20250131.csv")), Is.EqualTo(bytes));
        Assert.That((_waits.Count, line.Count), Is.EqualTo((2, 3)));
        Assert.That(Directory.GetFiles(_here), Has.Length.EqualTo(1), "nothing half is left behind");
    }

    [Test]
    public void A_file_that_changed_while_the_line_was_cut_is_fetched_anew()
    {
        Put("persones_20250131.csv", new string('a', 2 << 20), minutes: 60);
        using (var line = new BadLine(_server.Port, _ => 900_000))
        {
            Assert.That(() => Pull(Place() with { Port = line.Port }, tries: 1), Throws.TypeOf<SourceUnreachable>());
        }
        Assert.That(Directory.GetFiles(_here).Select(Path.GetFileName).Single(), Does.StartWith(".persones_20250131.csv.").And.EndWith(".part"));
        Assert.That(FolderSource.Find(Source(Place()), System).Files, Is.Empty, "half a file is no delivery");
        Put("persones_20250131.csv", new string('b', 2 << 20), minutes: 50);
        Pull(Place());
        Assert.That(Here(), Is.EqualTo("persones_20250131.csv=" + new string('b', 2 << 20)));
    }

    [Test]
    public void A_server_that_falls_silent_or_is_not_there_is_tried_again_and_then_told()
    {
        Put("persones_20250131.csv", new string('a', 1 << 20), minutes: 60);
        using var line = new BadLine(_server.Port, _ => 300_000, silent: true);
        Assert.That(() => Pull(Place() with { Port = line.Port }, tries: 1, patience: TimeSpan.FromMilliseconds(700)), Throws.TypeOf<SourceUnreachable>());
        Assert.That(() => Pull(Place() with { Port = 1 }, tries: 3), Throws.TypeOf<SourceUnreachable>().With.Message.Contains("127.0.0.1:1"));
        Assert.That(_waits, Has.Count.EqualTo(2));
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(global::System.Text.Encoding.UTF8.GetBytes(text)));

    private SourceSftp Place() => new() { Host = "127.0.0.1", Port = _server.Port, User = Environment.UserName, Key = "file:" + _server.Key, HostKeys = [_server.Fingerprint], Path = _there, Stable = TimeSpan.FromMinutes(10) };

    private SourceFile Source(SourceSftp place) => new() { System = "hestia", Folder = _here, Sftp = place };

    private TakenFiles Pull(SourceSftp place, int tries = 5, TimeSpan? patience = null) =>
        new SftpPull(RetryPolicy.Reads(_waits.Add, 1) with { Tries = tries }, new FakeTimeProvider(Now), name => name == "QDC_PHRASE" ? "s3same" : "n0-key", patience ?? TimeSpan.FromSeconds(20)).Pull(Source(place), System);

    private void Put(string name, string text, int minutes = 0)
    {
        File.WriteAllText(Path.Combine(_there, name), text);
        File.SetLastWriteTimeUtc(Path.Combine(_there, name), Now.UtcDateTime.AddMinutes(-minutes));
    }

    private string Here() => string.Join(' ', Directory.GetFiles(_here).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal).Select(f => $"{Path.GetFileName(f)}={File.ReadAllText(f)}"));

    private List<string> There() => [.. Directory.EnumerateFiles(_there, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_there, f))];
}
