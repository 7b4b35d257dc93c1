using System.Text.RegularExpressions;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.PowerBiFake;
using QdC.PowerBiTests.Services;
using QdC.Publish.PowerBi;
using QdC.Publish.PowerBi.Deploy;
using QdC.Warehouse;
using Workspace = QdC.Cli.App.Workspace;

namespace QdC.PowerBiTests.Publish;

/// <summary>The model, the network's model and the report that `qdc powerbi build` writes are what is published.</summary>
public sealed class RealDefinitionTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Files = new(() =>
    {
        var workspace = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs"));
        return PowerBiDefinition.Build(workspace.Metrics, workspace.Dashboards);
    });

    private static IReadOnlyDictionary<string, string> Item(string name) => PowerBiDefinition.Item(Files.Value, name);

    [Test]
    public void Every_table_of_the_model_that_reads_a_view_is_compared_by_rows_areas_and_sums()
    {
        var target = PublishBox.Target("reus", Guid.Empty);
        var definition = AreaDefinition.For(Item(PowerBiDefinition.Model), Item(PowerBiDefinition.Report), target);
        var reading = Item(PowerBiDefinition.Model).Values.Count(t => Regex.IsMatch(t, "Schema = \"bi\""));
        Assert.That(definition.Tables, Has.Count.EqualTo(reading).And.Count.GreaterThan(20));
        Assert.That(definition.Tables.Select(t => t.AreaColumn), Is.All.EqualTo("area_code"));
        Assert.That(definition.Tables.SelectMany(t => t.Sums).Select(s => s.Source), Does.Contain("amount").And.Contain("staff_minutes").And.None.EndsWith("_key").And.None.EqualTo("person_number"));
        Assert.That(definition.Model.Text("definition/expressions.tmdl"), Does.Contain("expression AreaCode = \"reus\" meta").And.Contain("expression Server = \"db.example\" meta").And.Not.Contain("tarragona").And.Not.Contain("localhost"));
        Assert.That(ControlTable.Queries(definition.Tables).Select(q => q.Dax.Length), Is.All.LessThan(20_000));
    }

    [Test]
    public void Each_sum_is_of_a_column_that_the_view_has()
    {
        var views = WarehouseView.All.ToDictionary(v => v.Name, v => v.Columns.Select(c => c.Name).ToHashSet());
        foreach (var table in AreaDefinition.For(Item(PowerBiDefinition.Model), null, PublishBox.Target("reus", Guid.Empty)).Tables)
        {
            Assert.That(table.Sums.Select(s => s.Source), Is.SubsetOf(views[table.View]), table.Name);
        }
    }

    [Test]
    public async Task It_is_published_and_verified_whole()
    {
        using var box = await PublishBox.Of("reus");
        (box.Model, box.Report) = (new(Item(PowerBiDefinition.Model)), new(Item(PowerBiDefinition.Report)));
        var tables = box.Publication("reus").Definition.Tables;
        box.Warehouse.Set("reus", tables.GroupBy(t => t.View).ToDictionary(v => v.Key, v => new ViewData(v.Key.Length, v.SelectMany(t => t.Sums).Select(s => s.Source).Distinct().ToDictionary(s => s, s => s.Length * 1.5m))));
        await box.Fill();
        var done = (await box.Publish(PublishEnd.Published)).Single().Done;
        Assert.That(done, Has.Some.Contains($"in {tables.Count} tables, totals equal"));
        Assert.That((await FakeServices.State())["QdC reus"].Pbir, Does.Contain("semanticmodelid="));
        await box.Publish(PublishEnd.Unchanged);
    }

    [Test]
    public async Task The_networks_model_has_roles_and_is_verified_by_its_refresh()
    {
        using var box = await PublishBox.Of("reus");
        var network = box.Publication("reus").Target with { Area = AreaCode.Parse(NetworkKey.Name), Workspace = "QdC Xarxa" };
        await FakeServices.See(new() { ["bi_reus"] = ["*"] });
        box.Warehouse.Sync(NetworkKey.Name);
        await box.Fill();
        var publication = new Publication(network, AreaDefinition.For(Item(PowerBiDefinition.Network), null, network, mayHaveRoles: true));
        var result = (await box.Publish([publication])).Single();
        Assert.That(result.Failure, Is.Null);
        Assert.That(result.Done, Has.Some.EqualTo("verified by its refresh only, as it has roles").And.None.Contains("report"));
        Assert.That((await FakeServices.Exchanges()).Where(e => e.Url.AbsolutePath.EndsWith("/executeQueries", StringComparison.Ordinal)), Is.Empty);
        Assert.That((await FakeServices.State())["QdC Xarxa"], Has.Property(nameof(WorkspaceState.Refreshes)).EqualTo(1).And.Property(nameof(WorkspaceState.Viewers)).EqualTo(1));
        Assert.That((await box.Publish([publication])).Single().End, Is.EqualTo(PublishEnd.Unchanged));

        // What was reached is lost with the home: the items are found by the names that their definitions give them.
        Directory.Delete(box.Home.Root, recursive: true);
        Assert.That((await box.Publish([publication])).Single().Done, Has.Some.EqualTo("model replaced").And.None.EqualTo("model made"));
    }
}
