using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class RetentionTests
{
    private TestHome _test = null!;

    [SetUp]
    public void SetUp() => _test = new TestHome();

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public void The_newest_versions_and_those_held_by_name_stay()
    {
        for (var i = 1; i <= 5; i++)
        {
            _test.Publish(i);
        }

        _test.Store.Hold(2, "rudel-2024", "anna", "handed in");
        using var lease = _test.Store.TakeLease();

        Assert.That(_test.Store.Retain(lease, keep: 2), Is.EqualTo(new[] { 1, 3 }));
        Assert.That(_test.Store.Versions, Is.EqualTo(new[] { 2, 4, 5 }));
        using var named = _test.Store.OpenNamed("rudel-2024");
        Assert.That(TestHome.NumberIn(named), Is.EqualTo(2));
    }

    [Test]
    public void A_hold_is_recorded_once_with_its_reason()
    {
        _test.Publish(1);
        _test.Store.Hold(1, "memoria", "anna", "sent");
        _test.Store.Hold(1, "memoria", "anna", "sent");

        Assert.That(_test.Store.Holds.Single(), Is.EqualTo(new Hold("memoria", 1, "anna", "sent", _test.Clock.GetUtcNow())));
        using var log = _test.Log();
        Assert.That(log.Decisions(DecisionKind.Hold), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_name_once_given_does_not_move()
    {
        _test.Publish(1);
        _test.Publish(2);
        _test.Store.Hold(1, "memoria", "anna", "sent");
        Assert.That(() => _test.Store.Hold(2, "memoria", "anna", "again"), Throws.TypeOf<HoldNameTaken>());
    }

    [Test]
    public void Holding_or_opening_what_is_not_there_names_what_is()
    {
        _test.Publish(1);
        Assert.That(() => _test.Store.Hold(7, "x", "anna", "y"), Throws.TypeOf<VersionMissing>().With.Message.Contains("Allowed: 1"));
        Assert.That(() => _test.Store.OpenNamed("x"), Throws.TypeOf<VersionMissing>().With.Message.Contains("no version is held"));
    }
}
