using NUnit.Framework;
using QdC.PowerBiFake;
using QdC.PowerBiTests.Services;
using QdC.Publish.PowerBi.Client;
using QdC.Publish.PowerBi.Deploy;
using QdC.Warehouse;

namespace QdC.PowerBiTests.Publish;

/// <summary>What is done to an area whose model holds another's rows while the service does not let it be done, and what a half answer is worth.</summary>
public sealed class HostileTests
{
    private const string Queries = "POST .*/executeQueries$";
    private const string ShutOut = "DELETE .*/roleAssignments/";

    [Test]
    public async Task Readers_who_cannot_be_shut_out_of_a_model_with_another_areas_rows_find_it_empty_and_that_is_told()
    {
        using var box = await Mixed();
        await FakeServices.Plan(new Mishap { Match = ShutOut, Of = "reus", Status = 503, Times = 1000 });
        var reus = (await box.Publish())[0];
        Assert.That(reus.Failure, Is.TypeOf<ForeignAreaFound>());
        Assert.That(reus.Failure!.Message, Does.Contain("another area").And.Contain("could not be shut out yet"));
        Assert.That((await FakeServices.State())["QdC reus"], Has.Property(nameof(WorkspaceState.Rows)).EqualTo(0).And.Property(nameof(WorkspaceState.Viewers)).EqualTo(1));
        await Mended(box);
    }

    [Test]
    public async Task Where_neither_can_be_done_somebody_is_told_to_do_it_by_hand()
    {
        using var box = await Mixed();
        await FakeServices.Plan(
            new Mishap { Match = ShutOut, Of = "reus", Status = 403, Code = "InsufficientPrivileges", Times = 1000 },
            new Mishap { Match = "POST .*/refreshes$", Of = "reus", Skip = 1, Status = 503, Times = 1000 },
            new Mishap { Match = "POST .*/updateDefinition", Of = "reus", Skip = 1, Status = 503, Times = 1000 });
        Assert.That((await box.Publish())[0].Failure!.Message, Does.Contain("another area").And.Contain("by hand, now"));
        await Mended(box);
    }

    [Test]
    public async Task The_readers_group_is_shut_out_whatever_it_may_do()
    {
        using var box = await Mixed();
        var (workspace, group) = (box.Book().Area("reus").Workspace!.Value, box.Publication("reus").Target.Viewers!.Value);
        using var client = box.Client(box.Book());
        foreach (var role in (await client.Roles(workspace, default)).Where(r => r.Principal.Id == group))
        {
            await client.RemoveRole(workspace, role.Id, default);
        }
        await client.AddRole(workspace, new Principal(group, Principal.Group), "Contributor", default);
        Assert.That((await box.Publish())[0].Failure, Is.TypeOf<ForeignAreaFound>());
        Assert.That((await client.Roles(workspace, default)).Select(r => r.Principal.Id), Has.None.EqualTo(group));
        await Mended(box);
    }

    [TestCase("null", Description = "whose the rows are is left out")]
    [TestCase("7", Description = "or no text")]
    public async Task A_model_that_does_not_say_whose_its_rows_are_is_not_verified(string areas)
    {
        using var box = await PublishBox.Of("reus", "other");
        await FakeServices.Plan(new Mishap { Match = Queries, Of = "reus", Status = 200, Times = 1000, Body = Answer(box, areas) });
        var reus = (await box.Publish())[0];
        Assert.That(reus.Failure, Is.TypeOf<AnswerIncomplete>());
        Assert.That(reus.Done, Has.None.Contains("verified").And.None.Contains("readers let in"));
        Assert.That((await FakeServices.State())["QdC reus"].Viewers, Is.Zero);
        await FakeServices.Plan();
        await box.Publish();
        Assert.That((await FakeServices.State())["QdC reus"].Viewers, Is.EqualTo(1));
    }

    [Test]
    public async Task Rows_of_no_area_are_another_areas()
    {
        using var box = await PublishBox.Of("reus", "other");
        await FakeServices.Plan(new Mishap { Match = Queries, Of = "reus", Status = 200, Times = 1000, Body = Answer(box, "\"reus,\"") });
        var reus = (await box.Publish())[0];
        Assert.That(reus.Failure, Is.TypeOf<ForeignAreaFound>());
        Assert.That(((QdcException)reus.Failure!).Problem.Received, Is.EqualTo("no area"));
    }

    [Test]
    public async Task A_broken_answer_ends_its_step_as_failed_and_the_next_publish_goes_on()
    {
        using var box = await PublishBox.Of("reus", "other");
        await FakeServices.Plan(new Mishap { Match = "GET .*/roleAssignments", Of = "reus", Status = 200, Body = """{"value":[{"id":"6f3c1a52-0d3b-4a57-9a3e-2b7d5c0e9f11","role":"Viewer"}]}""" });
        var results = await box.Publish();
        Assert.That(results.Select(r => r.End), Is.EqualTo(new[] { PublishEnd.Failed, PublishEnd.Published }));
        Assert.That(box.Book().Steps("reus").Select(s => s.State), Has.None.EqualTo("running").And.Some.EqualTo("failed"));
        await box.Publish();
        Assert.That((await FakeServices.State())["QdC reus"].Viewers, Is.EqualTo(1));
    }

    /// <summary>Reus is published, and gets a model that reads every area by a login that sees them.</summary>
    private static async Task<PublishBox> Mixed()
    {
        var box = await PublishBox.Of("reus", "other");
        await box.Publish(PublishEnd.Published);
        await FakeServices.See(new() { ["bi_reus"] = ["*"], ["bi_other"] = ["other"] });
        const string Table = "definition/tables/Actuacions.tmdl";
        box.Model = new(box.Model) { [Table] = box.Model[Table].Replace("each [area_code] = AreaCode", "each true", StringComparison.Ordinal) };
        return box;
    }

    private static async Task Mended(PublishBox box)
    {
        await FakeServices.Plan();
        await FakeServices.See(new() { ["bi_reus"] = ["reus"], ["bi_other"] = ["other"] });
        box.Model = SmallDefinition.Model();
        var next = await box.Publish();
        Assert.That(next[0].End, Is.EqualTo(PublishEnd.Published), next[0].Failure?.Message);
        Assert.That((await FakeServices.State())["QdC reus"], Has.Property(nameof(WorkspaceState.Viewers)).EqualTo(1));
        Assert.That((await FakeServices.State())["QdC reus"].Areas, Is.EqualTo(new[] { "reus" }));
    }

    /// <summary>What a model would answer that holds reus as the warehouse does, but for whose the rows are.</summary>
    private static string Answer(PublishBox box, string areas)
    {
        var cells = box.Publication("reus").Definition.Tables.SelectMany((t, i) =>
        {
            var held = box.Warehouse.Totals(AreaCode.Parse("reus"), t.View, [.. t.Sums.Select(s => s.Source)]);
            return t.Sums.Select((_, s) => FormattableString.Invariant($"\"[{i} sum {s}]\":{held.Sums[s]}")).Prepend($"\"[{i} areas]\":{areas}").Prepend($"\"[{i} rows]\":{held.Rows}");
        });
        return $$"""{"results":[{"tables":[{"rows":[{ {{string.Join(",", cells)}} }]}]}]}""";
    }
}
