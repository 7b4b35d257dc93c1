using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class AreaKeysTests
{
    private static readonly string Hex = new('7', 64);
    private TestHome _test = null!;
    private Dictionary<string, string> _environment = null!;

    [SetUp]
    public void SetUp()
    {
        _test = new TestHome();
        _environment = new Dictionary<string, string> { ["QDC_KEYS"] = Path.Combine(_test.Home.Root, "keys") };
    }

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public void A_missing_key_says_where_it_belongs_and_how_to_make_one()
    {
        Assert.That(AreaKeys.Exist(_test.Area, Environment), Is.False);
        Assert.That(Open, Throws.TypeOf<KeyMissing>().With.Message.Contains("QDC_KEY_MINI").And.Message.Contains("mini.key").And.Message.Contains("qdc keys create mini"));
    }

    [Test]
    public void A_created_key_file_is_its_owners_alone_and_opens_again_the_same()
    {
        var file = AreaKeys.Create(_test.Area, Environment);
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        using var once = Open();
        using var twice = Open();
        Assert.That(twice.Pseudonym.Reveal().ToArray(), Is.EqualTo(once.Pseudonym.Reveal().ToArray()));
        Assert.That(once.Origin, Is.EqualTo(file));
        Assert.That(() => AreaKeys.Create(_test.Area, Environment), Throws.TypeOf<KeyUnusable>());
    }

    [Test]
    public void A_key_file_open_to_others_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Unix modes");
            return;
        }

        var file = AreaKeys.Create(_test.Area, Environment);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.That(Open, Throws.TypeOf<KeyUnusable>().With.Message.Contains("chmod 600"));
    }

    [Test]
    public void The_environment_comes_first_in_hex_or_base64()
    {
        AreaKeys.Create(_test.Area, Environment);
        _environment["QDC_KEY_MINI"] = Hex;
        using var hex = Open();
        _environment["QDC_KEY_MINI"] = Convert.ToBase64String(Convert.FromHexString(Hex));
        using var base64 = Open();
        Assert.That((hex.Origin, base64.Fingerprint), Is.EqualTo(("QDC_KEY_MINI", hex.Fingerprint)));
    }

    [TestCase("abc")]
    [TestCase("7777")]
    [TestCase("not a key at all, but long enough to be one, one would think....")]
    public void A_key_of_the_wrong_shape_is_refused_without_being_shown(string text)
    {
        _environment["QDC_KEY_MINI"] = text;
        Assert.That(Open, Throws.TypeOf<KeyUnusable>().With.Message.Not.Contains(text).And.Message.Contains("QDC_KEY_MINI"));
    }

    [Test]
    public void Another_key_than_the_first_is_found_before_a_run()
    {
        _environment["QDC_KEY_MINI"] = Hex;
        Open().Dispose();
        _environment["QDC_KEY_MINI"] = new string('8', 64);
        Assert.That(Open, Throws.TypeOf<KeyWrong>());
        _environment.Remove("QDC_KEY_MINI");
        Assert.That(Open, Throws.TypeOf<KeyMissing>().With.Message.Contains("Put the key back"));
    }

    [Test]
    public void Subkeys_differ_by_use_and_by_area()
    {
        _environment["QDC_KEY_MINI"] = _environment["QDC_KEY_LA_NOGUERA"] = Hex;
        using var mini = Open();
        using var log = AreaLog.Open(_test.Home, AreaCode.Parse("la-noguera"), _test.Clock);
        using var noguera = AreaKeys.Open(log, Environment);
        var all = new[] { mini, noguera }.SelectMany(k => new[] { k.Pseudonym, k.Vault, k.Landing, k.FindingHash }).Select(s => Convert.ToHexString(s.Reveal())).ToList();
        Assert.That(all, Is.Unique);
        Assert.That(all, Has.None.EqualTo(Hex));
        Assert.That(noguera.Fingerprint, Is.Not.EqualTo(mini.Fingerprint));
    }

    [Test]
    public void A_secret_prints_as_stars()
    {
        using var secret = new Secret([1, 2, 3]);
        Assert.That($"{secret}", Is.EqualTo("***"));
        Assert.That(() => System.Text.Json.JsonSerializer.Serialize(secret), Throws.InvalidOperationException);
        Assert.That(typeof(Secret).GetProperties(), Is.Empty);
    }

    private string? Environment(string name) => _environment.GetValueOrDefault(name);

    private AreaKeys Open()
    {
        using var log = _test.Log();
        return AreaKeys.Open(log, Environment);
    }
}
