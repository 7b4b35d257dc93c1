using System.Text;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class LandingTests
{
    private static readonly DateOnly Day = new(2025, 1, 31);
    private TestHome _test = null!;
    private AreaKeys _keys = null!;
    private QdC.Warehouse.Landing _landing = null!;

    [SetUp]
    public void SetUp()
    {
        _test = new TestHome();
        using var log = _test.Log();
        _keys = AreaKeys.Open(log, name => name == "QDC_KEY_MINI" ? new string('7', 64) : null);
        _landing = new QdC.Warehouse.Landing(_test.Home, _keys, _test.Clock);
    }

    [TearDown]
    public void TearDown()
    {
        _keys.Dispose();
        _test.Dispose();
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(100_000)]
    [TestCase(3_000_000)]
    public void What_is_landed_reads_back_the_same(int length)
    {
        var clear = Noise(length);
        var landed = _landing.Store("case", Day, new MemoryStream(clear));
        Assert.That(landed.Bytes, Is.EqualTo(length));
        Assert.That(landed.Path, Is.EqualTo($"case/2025-01-31_{landed.ContentHash}.br.enc"));
        Assert.That(landed.ContentHash, Is.EqualTo(QdC.Warehouse.Landing.HashOf(new MemoryStream(clear))));
        Assert.That(ReadBack(landed.Path), Is.EqualTo(clear));
    }

    [Test]
    public void A_source_that_cannot_be_rewound_lands_as_well()
    {
        var clear = Noise(300_000);
        var landed = _landing.Store("case", Day, new OneWay(clear));
        Assert.That(ReadBack(landed.Path), Is.EqualTo(clear));
        Assert.That(_landing.Store("case", Day, new OneWay(clear)).AlreadyThere, Is.True);
    }

    [Test]
    public void Landing_the_same_bytes_again_writes_nothing()
    {
        var first = _landing.Store("case", Day, new MemoryStream(Noise(5000)));
        var path = FullPath(first.Path);
        var before = File.ReadAllBytes(path);
        var again = _landing.Store("case", Day, new MemoryStream(Noise(5000)));
        Assert.That(again, Is.EqualTo(first with { AlreadyThere = true }));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(path)!), Has.Length.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_file_that_is_no_longer_what_was_found_is_not_landed(bool oneWay)
    {
        Stream Open(int size) => oneWay ? new OneWay(Noise(size)) : new MemoryStream(Noise(size));
        var (found, folder) = (Landing.HashOf(new MemoryStream(Noise(5000))), _test.Home.LandingOf(_test.Area));

        Assert.That(() => _landing.Store("case", Day, Open(5001), found), Throws.InstanceOf<SourceChanged>());
        Assert.That(Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [], Is.Empty);

        var landed = _landing.Store("case", Day, Open(5000), found);
        Assert.That(landed.ContentHash, Is.EqualTo(found));
        Assert.That(_landing.Store("case", Day, Open(5000), found), Is.EqualTo(landed with { AlreadyThere = true }));
    }

    [Test]
    public void No_clear_text_is_on_the_disk()
    {
        var clear = Encoding.UTF8.GetBytes("12345678Z;Maria Puig;" + Convert.ToHexString(Noise(200)));
        var landed = _landing.Store("person", Day, new MemoryStream(clear));
        foreach (var file in Directory.EnumerateFiles(_test.Home.LandingOf(_test.Area), "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.That(text, Does.Not.Contain("12345678Z").And.Not.Contain("Maria"));
        }

        Assert.That(ReadBack(landed.Path), Is.EqualTo(clear));
    }

    [Test]
    public void A_changed_byte_anywhere_is_found()
    {
        var landed = _landing.Store("case", Day, new MemoryStream(Noise(700_000)));
        var path = FullPath(landed.Path);
        var whole = File.ReadAllBytes(path);
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i < 32 ? i : random.Next(whole.Length)] ^= 1;
            File.WriteAllBytes(path, damaged);
            Assert.That(() => ReadBack(landed.Path), Throws.TypeOf<LandedFileDamaged>().And.InstanceOf<TerminalException>().With.Message.Contains(landed.ContentHash));
        }
    }

    [Test]
    public void A_file_cut_anywhere_is_found()
    {
        var landed = _landing.Store("case", Day, new MemoryStream(Noise(700_000)));
        var path = FullPath(landed.Path);
        var whole = File.ReadAllBytes(path);
        const int firstFrame = 24 + 4 + (256 * 1024) + 16;
        foreach (var length in new[] { 0, 10, 24, 27, 28, 1000, firstFrame, firstFrame + 3, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.That(() => ReadBack(landed.Path), Throws.TypeOf<LandedFileDamaged>(), $"cut at {length}");
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.That(() => ReadBack(landed.Path), Throws.TypeOf<LandedFileDamaged>());
    }

    [Test]
    public void Frames_that_changed_places_are_found()
    {
        var landed = _landing.Store("case", Day, new MemoryStream(Noise(900_000)));
        var path = FullPath(landed.Path);
        var whole = File.ReadAllBytes(path);
        const int frame = 4 + (256 * 1024) + 16;
        byte[] swapped = [.. whole[..24], .. whole[(24 + frame)..(24 + (2 * frame))], .. whole[24..(24 + frame)], .. whole[(24 + (2 * frame))..]];
        File.WriteAllBytes(path, swapped);
        Assert.That(() => ReadBack(landed.Path), Throws.TypeOf<LandedFileDamaged>().With.Message.Contains("frame 0"));
    }

    [Test]
    public void A_file_under_another_files_name_is_found()
    {
        var one = _landing.Store("case", Day, new MemoryStream(Noise(500)));
        var two = _landing.Store("case", Day, new MemoryStream(Noise(600)));
        File.Copy(FullPath(one.Path), FullPath(two.Path), overwrite: true);
        Assert.That(() => _landing.Verify(two.Path), Throws.TypeOf<LandedFileDamaged>().With.Message.Contains("its name says"));
        Assert.That(() => _landing.Verify(one.Path), Throws.Nothing);
    }

    [Test]
    public void Another_key_reads_nothing()
    {
        var landed = _landing.Store("case", Day, new MemoryStream(Noise(500)));
        using var log = AreaLog.Open(new QdcHome(Path.Combine(_test.Home.Root, "other")), _test.Area, _test.Clock);
        using var others = AreaKeys.Open(log, name => name == "QDC_KEY_MINI" ? new string('8', 64) : null);
        Assert.That(() => new QdC.Warehouse.Landing(_test.Home, others, _test.Clock).Verify(landed.Path), Throws.TypeOf<LandedFileDamaged>());
    }

    [Test]
    public void Files_go_after_the_retention_days_with_what_interrupted_landings_left()
    {
        var old = _landing.Store("case", Day, new MemoryStream(Noise(500)));
        _test.Clock.Advance(TimeSpan.FromDays(300));
        var young = _landing.Store("case", Day, new MemoryStream(Noise(600)));
        File.WriteAllText(FullPath("case/.new-abc"), "half");
        _test.Clock.Advance(TimeSpan.FromDays(101));

        Assert.That(_landing.Purge(400), Is.EqualTo(new[] { old.Path }));
        Assert.That(_landing.Has(old.Path), Is.False);
        Assert.That(_landing.Has(young.Path), Is.True);
        Assert.That(File.Exists(FullPath("case/.new-abc")), Is.False);
        Assert.That(() => _landing.Open(old.Path), Throws.TypeOf<LandedFileDamaged>().With.Message.Contains("not there"));
    }

    [TestCase("../../x")]
    [TestCase("a/b")]
    [TestCase("")]
    public void An_extract_name_cannot_leave_the_folder(string extract) =>
        Assert.That(() => _landing.Store(extract, Day, new MemoryStream([1])), Throws.ArgumentException);

    [Test]
    public void A_landed_path_cannot_leave_the_folder() =>
        Assert.That(() => _landing.Open("../../store/mini/log.sqlite"), Throws.ArgumentException);

    private byte[] ReadBack(string path)
    {
        using var clear = _landing.Open(path);
        using var all = new MemoryStream();
        clear.CopyTo(all);
        return all.ToArray();
    }

    private string FullPath(string landedPath) => Path.Combine(_test.Home.LandingOf(_test.Area), landedPath);

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
