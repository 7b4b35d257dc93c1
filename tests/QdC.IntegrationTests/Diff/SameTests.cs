using System.Diagnostics;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Diff;
using QdC.Pipeline.Query;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Diff;

/// <summary>What does not differ is not told, values are not shown, and a comparison takes seconds.</summary>
internal sealed class SameTests
{
    private Box _box = null!;
    private int _reloaded;

    /// <summary>A version for each of three months and their corrections, and one that is the last read again.</summary>
    [OneTimeSetUp]
    public void Load()
    {
        _box = new Box();
        foreach (var delivery in new History(8, 3).Deliveries)
        {
            delivery(_box);
            _box.Refresh();
        }
        _reloaded = _box.Refresh(new RefreshOptions { Reload = true }).Version!.Value;
    }

    [OneTimeTearDown]
    public void Remove() => _box.Dispose();

    [Test]
    public void a_reload_makes_a_version_that_differs_in_nothing()
    {
        var diff = _box.Diff(_reloaded - 1, _reloaded);
        Assert.That(diff.IsSame, Is.True, string.Join('\n', diff.Words()));
        Assert.That(diff.Deliveries, Is.Empty);
        Assert.That(_box.Diff(1, 1).IsSame, Is.True);
    }

    [Test]
    public void the_same_differences_are_found_from_either_side()
    {
        var (there, back) = (_box.Diff(1, 3), _box.Diff(3, 1));
        Assert.That(there.IsSame, Is.False);
        Assert.That(back.FiguresInAll, Is.EqualTo(there.FiguresInAll));
        Assert.That(back.Star.Select(t => (t.Table, t.After, t.Before, t.OnlyAfter, t.OnlyBefore)), Is.EqualTo(there.Star.Select(t => (t.Table, t.Before, t.After, t.OnlyBefore, t.OnlyAfter))));
        Assert.That(back.Rows.Select(r => r.Cause), Has.All.EqualTo(DiffCause.Withdrawn));
    }

    [Test]
    public void every_figure_that_differs_has_a_cause_among_those_of_the_records()
    {
        var diff = _box.Diff(2, 3);
        var causes = diff.Rows.Select(r => r.Cause).Append(DiffCause.New).ToHashSet();
        Assert.That(diff.Figures.Select(f => f.Causes), Is.Not.Empty.And.All.Not.Empty);
        Assert.That(diff.Figures.SelectMany(f => f.Causes).Distinct(), Is.SubsetOf(causes));
    }

    [Test]
    public void a_name_that_is_none_is_refused()
    {
        Assert.That(() => _box.Diff(request: new DiffRequest { Metric = "people" }), Throws.TypeOf<UnknownName>());
        Assert.That(() => _box.Diff(request: new DiffRequest { By = "town" }), Throws.TypeOf<UnknownName>());
        Assert.That(() => _box.Diff(request: new DiffRequest { Period = "week" }), Throws.TypeOf<UnknownName>());
        Assert.That(() => _box.Diff(1, _reloaded + 1), Throws.TypeOf<VersionMissing>());
    }

    [Test]
    public void versions_are_compared_while_they_are_read_elsewhere()
    {
        using var reader = _box.Store.OpenCurrent();
        Assert.That(reader.Version, Is.EqualTo(_reloaded));
        Assert.That(_box.Diff(_reloaded - 1, _reloaded).IsSame, Is.True);
    }

    [Test]
    public void a_pilot_is_compared_in_seconds()
    {
        using var area = RefreshedArea.Committed("tarragona").Copy();
        area.Refresh(new RefreshOptions { Reload = true });
        var watch = Stopwatch.StartNew();
        var diff = area.Diff(1, 2);
        Assert.That(diff.IsSame, Is.True);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
        TestContext.Out.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
    }
}
