using System.Text.Json;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Sync;

/// <summary>After a run what is published is sent; what becomes of that never harms what is served.</summary>
public sealed class AfterRunTests
{
    [Test]
    public async Task A_warehouse_that_cannot_be_reached_is_told_and_the_version_is_served()
    {
        using var mini = await Mini.Copy();
        File.WriteAllText(Path.Combine(mini.Root, "qdc.yaml"), "warehouse: { connection: env:QDC_NO_SUCH_VARIABLE }\n");
        using var output = new StringWriter();
        var code = await QdcCommandLine.Invoke(["run", "mini", "--reload", "--json", "--home", mini.Root, "--jobs", Path.Combine(Repository.Root, "etl-jobs")], output, output);

        var report = JsonDocument.Parse(output.ToString()).RootElement.EnumerateArray().Single(r => r.GetProperty("area").GetString() == "mini");
        Assert.That((report.GetProperty("outcome").GetString(), report.GetProperty("version").GetInt32(), mini.Store.Current), Is.EqualTo(("published", 2, 2)));
        var told = report.GetProperty("problems").EnumerateArray().Single(p => p.GetProperty("kind").GetString() == "warehouse");
        Assert.That(told.ToString(), Does.Contain("served here").And.Contain("QDC_NO_SUCH_VARIABLE"));
        Assert.That(code, Is.EqualTo(3));
    }

    [Test]
    public async Task A_server_is_behind_until_it_was_sent_what_is_published()
    {
        using var box = await SyncBox.Synced();
        var sync = box.Syncs(box.Server.Another);
        Assert.That(sync.IsBehind(box.Mini.Store), Is.False);
        box.Mini.Change("DELETE FROM star.fact_payment WHERE rowid = 0");
        Assert.That(sync.IsBehind(box.Mini.Store), Is.True);
        box.Sync();
        Assert.That(sync.IsBehind(box.Mini.Store), Is.False);
        using var never = await SyncBox.New();
        Assert.That(never.Syncs(never.Server.Another).IsBehind(never.Mini.Store), Is.True);
    }

    [Test]
    public async Task An_area_that_is_not_to_be_sent_is_not()
    {
        using var mini = await Mini.Copy();
        var jobs = Path.Combine(mini.Root, "jobs", "etl-jobs");
        foreach (var file in new[] { "etl-jobs", "powerbi" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Repository.Root, f), "*.*", SearchOption.AllDirectories)).Where(f => !f.Contains("QdC.")))
        {
            var to = Path.Combine(mini.Root, "jobs", Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        File.AppendAllText(Path.Combine(jobs, "areas", "mini.yaml"), "\nwarehouse: { send: false, readers: [bi_mini, { entra: QdC mini }] }\n");
        Assert.That(Workspace.Load(jobs).Jobs.Areas["mini"].Warehouse.Readers, Is.EqualTo(new WarehousePrincipal[] { new("bi_mini", false), new("QdC mini", true) }));
        using var output = new StringWriter();
        Assert.That(await QdcCommandLine.Invoke(["warehouse", "sync", "mini", "--connection", "env:QDC_NO_SUCH_VARIABLE", "--home", mini.Root, "--jobs", jobs], output, output), Is.Not.Zero);
        Assert.That(output.ToString(), Does.Contain("is not sent to the warehouse").And.Not.Contain("QDC_NO_SUCH_VARIABLE"));
    }
}
