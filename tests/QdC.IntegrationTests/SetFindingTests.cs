using NUnit.Framework;
using QdC.Pipeline.Check;
using QdC.Pipeline.Stage;

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
}
