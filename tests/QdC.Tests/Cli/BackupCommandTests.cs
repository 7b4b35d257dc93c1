using System.Text.Json;
using NUnit.Framework;

namespace QdC.Tests.Cli;

/// <summary><c>qdc backup</c> and <c>qdc restore</c> at a terminal.</summary>
public sealed class BackupCommandTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "qdc-backups-" + Guid.NewGuid().ToString("N"));
    private static readonly string Folder = Path.Combine(Root, "backup");
    private QdcResult _made = null!;

    [OneTimeSetUp]
    public async Task Backup() => _made = await MiniHome.Run("backup", Folder, "--json");

    [OneTimeTearDown]
    public void Remove() => MiniHome.Remove(Root);

    [Test]
    public async Task Restored_in_another_home_the_figures_are_equal_and_a_run_finds_nothing_new()
    {
        var home = Path.Combine(Root, "restored");
        var restored = await On(home, "restore", Folder, "--json");
        Assert.That(restored.Code, Is.Zero, restored.Out);
        Assert.That(restored.Json().GetProperty("areas")[0].GetProperty("key_here").GetBoolean(), Is.True);
        Assert.That(File.Exists(Path.Combine(home, "vault", "mini.sqlite")), Is.True, "the identities are back");
        foreach (var metric in new[] { "people_attended --by sex", "urgent_aid", "home_care_users" })
        {
            string[] asked = ["query", .. metric.Split(' '), "--area", "mini", "--year", "2024", "--json"];
            var before = await MiniHome.Run(asked);
            Assert.That(before.Code, Is.Zero, before.Out);
            Assert.That((await On(home, asked)).Out, Is.EqualTo(before.Out));
        }
        var run = await On(home, "run", "mini", "--json");
        Assert.That(run.Json()[0].GetProperty("outcome").GetString(), Is.EqualTo("unchanged"));
        Assert.That((await On(home, "doctor", "--json")).Json().GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("about").GetString() == "mini").Select(f => f.GetProperty("state").GetString()), Has.None.EqualTo("fail"));

        Assert.That((await On(home, "restore", Folder)).Error, Does.Contain("store/mini").And.Contain("--replace"));
        Assert.That((await On(home, "restore", Folder, "--replace")).Code, Is.Zero);
        Assert.That((await On(home, "restore", "--resume")).Out, Does.Contain("No restore was interrupted"));
    }

    [Test]
    public async Task It_says_which_key_is_needed_and_that_it_is_not_in_it()
    {
        Assert.That(_made.Code, Is.Zero, _made.Out);
        var key = _made.Json().GetProperty("areas").EnumerateArray().Single(a => a.GetProperty("area").GetString() == "mini").GetProperty("keys")[0].GetString()!;
        Assert.That(key, Has.Length.EqualTo(16));
        var verified = await Qdc.Run("backup", Folder, "--verify");
        Assert.That(verified.Code, Is.Zero);
        Assert.That(verified.Out, Does.Contain(key).And.Contain("The keys are not in it"));
    }

    [Test]
    public async Task A_damaged_backup_ends_with_1_and_names_the_file()
    {
        var folder = Path.Combine(Root, "damaged");
        Assert.That((await MiniHome.Run("backup", folder)).Code, Is.Zero);
        var current = Path.Combine(folder, "store", "mini", "current");
        File.WriteAllText(current, "v000009\n");
        foreach (var line in new[] { new[] { "backup", folder, "--verify" }, ["restore", folder] })
        {
            var refused = await On(Path.Combine(Root, "never"), [.. line, "--json"]);
            Assert.That(refused.Code, Is.EqualTo(1));
            Assert.That(refused.Json().GetProperty("error").GetProperty("received").GetString(), Does.Contain("store/mini/current"));
        }
        Assert.That(Directory.Exists(Path.Combine(Root, "never", "store")), Is.False);
    }

    private static Task<QdcResult> On(string home, params string[] arguments) => Qdc.Run([.. arguments, "--home", home, "--jobs", MiniHome.Jobs]);
}
