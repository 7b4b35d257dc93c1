using NUnit.Framework;

namespace QdC.Tests.Cli;

/// <summary><c>qdc keys</c> at a terminal, on a home of its own that was restored from mini's backup.</summary>
public sealed class KeysCommandTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "qdc-keys-" + Guid.NewGuid().ToString("N"));
    private static readonly string Home = Path.Combine(Root, "home");
    private static readonly string? Before = Environment.GetEnvironmentVariable("QDC_KEYS");

    [OneTimeSetUp]
    public async Task Restore()
    {
        Assert.That((await MiniHome.Run("backup", Path.Combine(Root, "backup"))).Code, Is.Zero);
        Assert.That((await Run("restore", Path.Combine(Root, "backup"))).Code, Is.Zero);
        Environment.SetEnvironmentVariable("QDC_KEYS", Path.Combine(Root, "keys")); // every area of these tests has its key in a variable
    }

    [OneTimeTearDown]
    public void Remove()
    {
        Environment.SetEnvironmentVariable("QDC_KEYS", Before);
        MiniHome.Remove(Root);
    }

    [Test]
    public async Task After_a_rotation_a_run_finds_nothing_new_and_what_is_loaded_again_is_the_same()
    {
        var rotated = (await Run("keys", "rotate", "mini", "--json")).Json();
        Assert.That(rotated.GetProperty("landed_files").GetInt32(), Is.Positive);
        Assert.That(rotated.GetProperty("identities").GetInt32(), Is.GreaterThanOrEqualTo(12), "mini's people");
        var (old, now) = (rotated.GetProperty("old").GetString()!, rotated.GetProperty("new").GetString()!);
        Assert.That((await Run("run", "mini", "--json")).Json()[0].GetProperty("outcome").GetString(), Is.EqualTo("unchanged"));
        Assert.That((await Run("run", "mini", "--reload", "--json")).Json()[0].GetProperty("version").GetInt32(), Is.EqualTo(2));
        var diff = await Run("diff", "mini", "1", "2");
        Assert.That(diff.Out, Does.Contain("Nothing differs"), "every record has the pseudonym it had");

        Assert.That(await Doctor(), Does.Contain($"qdc keys destroy mini {old}").And.Contain("identities can be opened"));
        var needed = await Run("keys", "destroy", "mini", now);
        Assert.That(needed.Code, Is.EqualTo(1));
        Assert.That(needed.Error, Does.Contain("data need"));

        var file = Directory.GetFiles(Path.Combine(Root, "keys")).Single();
        File.Move(file, file + ".aside");
        Assert.That(await Doctor(), Does.Contain($"has lost its key {now}").And.Contain("QDC_KEY_MINI").And.Contain("mini.key").And.Contain("copy"));
        var run = await Run("run", "mini", "--json");
        Assert.That(run.Code, Is.EqualTo(1));
        Assert.That(run.Out, Does.Contain($"the key with fingerprint {now}"));
        File.Move(file + ".aside", file);
        Assert.That((await Run("run", "mini", "--json")).Code, Is.Zero);

        File.Delete(Path.Combine(Home, "vault", "mini.sqlite"));
        Assert.That(await Doctor(), Does.Contain("the vault with the identities is gone").And.Contain("--reload"));
    }

    private static async Task<string> Doctor() =>
        string.Join('\n', (await Run("doctor", "--json")).Json().GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("about").GetString() == "mini").Select(f => f.GetRawText()));

    private static Task<QdcResult> Run(params string[] arguments) => Qdc.Run([.. arguments, "--home", Home, "--jobs", MiniHome.Jobs]);
}
