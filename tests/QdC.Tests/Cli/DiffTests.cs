using System.Text.Json;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Cli;

/// <summary><c>qdc diff</c> at a terminal.</summary>
public sealed class DiffTests
{
    private static readonly string Home = Path.Combine(Path.GetTempPath(), "qdc-diff-" + Guid.NewGuid().ToString("N"));

    [OneTimeSetUp]
    public async Task TwoVersions()
    {
        await MiniHome.Published();
        Assert.That((await Run("run", "mini", "--json")).Code, Is.Zero);
        var store = new AreaStore(new QdcHome(Home), AreaCode.Parse("mini"), TimeProvider.System);
        using (var lease = store.TakeLease())
        {
            using var copy = store.BeginVersion(lease);
            copy.Publish();
        }
        store.Hold(2, "memoria", "a steward", "handed in");
        using (var lease = store.TakeLease())
        {
            using var copy = store.BeginVersion(lease);
            copy.Session.InTransaction(db => db.Execute("DELETE FROM obs.payment WHERE line = 2"));
            copy.Publish();
        }
    }

    [OneTimeTearDown]
    public void Remove() => MiniHome.Remove(Home);

    [Test]
    public async Task Two_versions_alike_end_with_0()
    {
        var same = await Run("diff", "mini", "1", "memoria");
        Assert.That(same.Code, Is.Zero, same.Error);
        Assert.That(same.Out, Does.Contain("version 1 → 2").And.Contain("Nothing differs"));
    }

    [Test]
    public async Task Versions_that_differ_end_with_2_and_name_the_record_and_the_cause()
    {
        var diff = await Run("diff", "mini");
        Assert.That(diff.Code, Is.EqualTo(2), diff.Error);
        Assert.That(diff.Out, Does.Contain("version 2 → 3").And.Contain("erased").And.Contain("pagaments_20250131.csv:2").And.Contain("record "));
    }

    [Test]
    public async Task As_json_it_is_one_document()
    {
        var json = (await Run("diff", "mini", "2", "3", "--json")).Json();
        var row = json.GetProperty("rows")[0];
        Assert.That((row.GetProperty("subject").GetString(), row.GetProperty("change").GetString(), row.GetProperty("cause").GetString()), Is.EqualTo(("payment", "gone", "erased")));
        Assert.That(json.GetProperty("figures").ValueKind, Is.EqualTo(JsonValueKind.Array));
    }

    [Test]
    public async Task A_version_that_is_none_fails_with_those_there_are()
    {
        var none = await Run("diff", "mini", "1", "9");
        Assert.That(none.Code, Is.EqualTo(1));
        Assert.That(none.Error + none.Out, Does.Contain("no version of that name").And.Contain("memoria"));
    }

    private static Task<QdcResult> Run(params string[] arguments) => Qdc.Run([.. arguments, "--home", Home, "--jobs", MiniHome.Jobs]);
}
