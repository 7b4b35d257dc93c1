using NUnit.Framework;
using QdC.PowerBiTests.Contract;
using QdC.PowerBiTests.Services;
using QdC.Publish.PowerBi.Deploy;

namespace QdC.PowerBiTests.Publish;

/// <summary>Areas are published from nothing, again when nothing has changed, and after one has.</summary>
public sealed class PublishTests
{
    private static readonly string[] Eighteen = [.. Enumerable.Range(1, 18).Select(i => $"area-{i:00}")];

    [Test]
    public async Task Eighteen_areas_are_published_from_nothing_then_nothing_is_done_and_after_one_has_new_data_it_alone_is_refreshed()
    {
        using var box = await PublishBox.Of(Eighteen);
        await box.Publish(PublishEnd.Published);
        var state = await FakeServices.State();
        using (Assert.EnterMultipleScope())
        {
            foreach (var area in Eighteen)
            {
                var there = state[PublishBox.Workspace(area)];
                Assert.That((there.ModelDeploys, there.ReportDeploys, there.Refreshes, there.Binds, there.Viewers), Is.EqualTo((1, 1, 1, 1, 1)), area);
                Assert.That((there.AreaCode, there.BoundAs, there.Areas), Is.EqualTo((area, "bi_" + area, new[] { area })));
                Assert.That(there.Rows, Is.EqualTo(box.Warehouse.Data[area].Values.Sum(v => v.Rows)));
                Assert.That(there.Pbir, Does.Contain("semanticmodelid=").And.Not.Contain("byPath"));
            }
            Assert.That(state.Violations, Is.Empty);
        }
        await FakeServices.ForgetExchanges();

        await box.Publish(PublishEnd.Unchanged);
        Assert.That((await FakeServices.Exchanges()).Where(e => e.Method != "GET"), Is.Empty, "an unchanged publish writes nothing");

        await box.Sync("area-07");
        var results = await box.Publish();
        Assert.That(results.Where(r => r.End == PublishEnd.Published).Select(r => r.Area), Is.EqualTo(new[] { "area-07" }));
        Assert.That(results.Where(r => r.End == PublishEnd.Unchanged).ToList(), Has.Count.EqualTo(17));
        state = await FakeServices.State();
        Assert.That(state.Workspaces.Sum(w => w.Refreshes), Is.EqualTo(19));
        Assert.That(state.Workspaces.Sum(w => w.ModelDeploys + w.ReportDeploys), Is.EqualTo(36));
        Assert.That(state[PublishBox.Workspace("area-07")].Rows, Is.EqualTo(box.Warehouse.Data["area-07"].Values.Sum(v => v.Rows)));
    }

    [Test]
    public async Task Every_call_and_answer_of_a_publish_is_as_Microsoft_describes_it()
    {
        Contracts.Require("fabric-items.swagger.json");
        using var box = await PublishBox.Of("reus", "garrotxa");
        box.Adjust = t => t.Area.Value == "reus" ? t : t with { Capacity = null };
        await box.Publish(PublishEnd.Published);
        await FakeServices.Tamper("QdC garrotxa", new() { Owner = "somebody" });
        await box.Sync("reus");
        await box.Plan();
        await box.Publish(PublishEnd.Published);
        var exchanges = await FakeServices.Exchanges();
        Assert.That(exchanges, Has.Count.GreaterThan(40));
        using (Assert.EnterMultipleScope())
        {
            foreach (var exchange in exchanges)
            {
                Assert.That(Swagger.Of(exchange.Url).RequestFaults(exchange), Is.Empty);
                Assert.That(Swagger.Of(exchange.Url).ResponseFaults(exchange), Is.Empty);
            }
        }
    }

    [Test]
    public async Task A_plan_says_what_would_be_done_and_does_nothing()
    {
        using var box = await PublishBox.Of("reus");
        var first = (await box.Plan()).Single();
        Assert.That(first.Would, Is.EqualTo(new[]
        {
            "make the workspace 'QdC reus'", "make the model", "make the connection 'QdC reus'", "bind the model to its connection",
            "refresh it (version 1, sync 1)", "verify it", "make the report", "let the readers in",
        }));
        Assert.That((await FakeServices.Exchanges()).Select(e => e.Method), Is.All.EqualTo("GET"));

        await box.Publish(PublishEnd.Published);
        Assert.That((await box.Plan()).Single().Would, Is.Empty);

        await box.Sync("reus");
        box.Report["definition/report.json"] = """{"changed":true}""";
        Assert.That((await box.Plan()).Single().Would, Is.EqualTo(new[] { "refresh it (version 2, sync 2)", "verify it", "replace the report" }));
    }

    [Test]
    public async Task A_changed_model_is_replaced_bound_and_refreshed_and_the_report_stays()
    {
        using var box = await PublishBox.Of("reus");
        await box.Publish(PublishEnd.Published);
        box.Model["definition/tables/Actuacions.tmdl"] += "\n\tannotation Note = changed\n";
        var done = (await box.Publish(PublishEnd.Published)).Single().Done;
        Assert.That(done, Has.Count.EqualTo(4).And.Some.EqualTo("model replaced").And.Some.EqualTo("bound to its connection").And.Some.EqualTo("refreshed"));
        var there = (await FakeServices.State())["QdC reus"];
        Assert.That((there.ModelDeploys, there.ReportDeploys, there.Refreshes, there.Binds), Is.EqualTo((2, 1, 2, 2)));
    }

    [Test]
    public async Task Data_that_come_while_a_model_is_refreshed_are_refreshed_too()
    {
        using var box = await PublishBox.Of("reus");
        var asked = 0;
        box.Warehouse.WhenAsked = () =>
        {
            if (++asked == 2)
            {
                box.Warehouse.WhenAsked = null;
                box.Sync("reus").Wait(); // after the refresh, before the comparison
            }
        };
        await box.Publish(PublishEnd.Published);
        var there = (await FakeServices.State())["QdC reus"];
        Assert.That((there.Refreshes, there.Rows), Is.EqualTo((2, box.Warehouse.Data["reus"].Values.Sum(v => v.Rows))));
        await box.Publish(PublishEnd.Unchanged);
    }

    [Test]
    public async Task What_is_kept_of_a_publish_names_steps_and_calls_and_no_secret()
    {
        using var box = await PublishBox.Of("reus");
        await box.Publish(PublishEnd.Published);
        var book = box.Book();
        Assert.That(book.Steps("reus").Select(s => (s.Step, s.State)), Is.EqualTo(new[] { "workspace", "model", "owner", "connection", "refresh", "verification", "report", "readers" }.Select(s => (s, "done"))));
        var text = string.Concat(Directory.EnumerateFiles(box.Home.Root, "ops.sqlite*").Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.That(text, Does.Contain("executeQueries").And.Contain("bindConnection").And.Not.Contain("canary").And.Not.Contain("Bearer"));
    }

    [Test]
    public async Task Two_publishes_of_an_area_at_once_are_one()
    {
        using var box = await PublishBox.Of("reus");
        using var alone = new FileStream(Path.Combine(Directory.CreateDirectory(box.Home.WorkOf(Warehouse.AreaCode.Parse("reus"))).FullName, "publish.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var result = (await box.Publish(PublishEnd.Failed)).Single();
        Assert.That(result.Failure, Is.TypeOf<PublishBusy>());
        Assert.That(await FakeServices.Exchanges(), Is.Empty);
    }

    [Test]
    public async Task Areas_may_share_neither_workspace_nor_connection_nor_login()
    {
        using var box = await PublishBox.Of("reus", "tarragona");
        foreach (var adjust in new Func<PublishTarget, PublishTarget>[] { t => t with { User = "bi_all" }, t => t with { Connection = Guid.Empty }, t => t with { Workspace = "QdC" } })
        {
            box.Adjust = adjust;
            var wrong = await Assert.ThrowsAsync<QdC.Publish.PowerBi.Client.PowerBiConfigurationWrong>(() => box.Publish());
            Assert.That(wrong!.Message, Does.Contain("reus").And.Contain("tarragona").And.Contain("share"));
        }
        Assert.That(await FakeServices.Exchanges(), Is.Empty);
    }
}
