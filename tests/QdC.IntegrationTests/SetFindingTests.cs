using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Check;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>A run shows of the rows that rules over sets found what the landed files say of them, though it does not read these again.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SetFindingTests
{
    [TestCase("garrotxa")]
    [TestCase("reus")]
    public void Record_numbers_and_columns_are_those_of_the_landed_files(string name)
    {
        using var area = RefreshedArea.Committed(name);
        using var log = area.Store.OpenLog();
        using var keys = area.Keys();
        var numbers = new RecordNumbers(area.Jobs, area.Landing(keys));
        var found = log.Findings().Select(f => f.Finding).Where(f => SetChecks.Rules.Contains(f.Rule)).ToList();
        var deliveries = log.Deliveries();

        var landed = found.Select(f =>
        {
            var place = new RowPlace(f.Sheet, f.Line!.Value);
            var origin = deliveries.Where(d => d.Facts.FileName == f.File && d.Extract == f.Extract).Select(d => numbers.Lookup(d, new HashSet<RowPlace> { place })).Single();
            return (origin[place].RecordNo, origin[place].Columns.GetValueOrDefault(f.Field!));
        });

        Assert.That(found, Has.Count.GreaterThan(10));
        Assert.That(found.Select(f => (f.RecordNo, f.Column)), Is.EqualTo(landed));
        Assert.That(found, Has.All.Property("RecordNo").Not.Null);
    }

    [Test]
    public void However_many_rows_offend_each_is_told_with_its_record_number_at_once()
    {
        var world = World.Small();
        for (var i = 0; i <= SetFindingPlaces.Most; i++)
        {
            world.Activity($"X{i}", $"nobody{i}", "20/02/2025");
        }
        using var box = new Box().Deliver("2025-02-28", world);

        box.Refresh();

        var found = box.Log(l => l.Findings(new FindingFilter { Rule = "orphan" })).Select(f => f.Finding).ToList();
        Assert.That(found, Has.Count.GreaterThan(SetFindingPlaces.Most));
        Assert.That(found, Has.All.Property("RecordNo").Not.Null);
    }
}
