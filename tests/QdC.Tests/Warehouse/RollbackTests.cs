using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class RollbackTests
{
    private TestHome _test = null!;

    [SetUp]
    public void SetUp() => _test = new TestHome();

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public void A_rollback_publishes_the_older_version_as_the_next_and_holds_what_came_after()
    {
        var (first, second) = TwoAppliedDeliveries();
        _test.Publish(10, first);
        _test.Publish(20, second);
        using var lease = _test.Store.TakeLease();

        var rollback = _test.Store.RollBack(lease, 1, "anna", "wrong file");

        Assert.That(rollback.Version, Is.EqualTo(3));
        Assert.That(rollback.HeldDeliveries, Is.EqualTo(new[] { second }));
        Assert.That(_test.Store.Versions, Is.EqualTo(new[] { 1, 2, 3 }));
        using var version = _test.Store.OpenCurrent();
        Assert.That(TestHome.NumberIn(version), Is.EqualTo(10));
        using var log = _test.Log();
        Assert.That(log.FindDelivery(first)!.State, Is.EqualTo(DeliveryState.Applied));
        Assert.That(log.FindDelivery(second)!.State, Is.EqualTo(DeliveryState.Held));
        Assert.That(log.FindDelivery(second)!.Reason, Does.Contain("version 1"));
        var decision = log.Decisions(DecisionKind.RolledBack).Single();
        Assert.That((decision.Subject, decision.By, decision.Reason), Is.EqualTo(("1", "anna", "wrong file")));
    }

    [Test]
    public void Rolling_forward_again_applies_what_was_held()
    {
        var (first, second) = TwoAppliedDeliveries();
        _test.Publish(10, first);
        _test.Publish(20, second);
        using var lease = _test.Store.TakeLease();
        _test.Store.RollBack(lease, 1, "anna", "wrong file");

        var rollback = _test.Store.RollBack(lease, 2, "anna", "it was right");

        Assert.That(rollback, Has.Property(nameof(Rollback.Version)).EqualTo(4).And.Property(nameof(Rollback.HeldDeliveries)).Empty);
        using var log = _test.Log();
        Assert.That(log.FindDelivery(second)!.State, Is.EqualTo(DeliveryState.Applied));
    }

    [Test]
    public void A_rollback_that_cannot_be_published_changes_nothing()
    {
        var (first, second) = TwoAppliedDeliveries();
        _test.Publish(10, first);
        _test.Publish(20, second);
        using var lease = _test.Store.TakeLease();
        using var log = _test.Log();
        log.NextFence("another machine");

        Assert.That(() => _test.Store.RollBack(lease, 1, "anna", "wrong file"), Throws.TypeOf<LeaseLost>());

        Assert.That(_test.Store.Current, Is.EqualTo(2));
        Assert.That(log.FindDelivery(second)!.State, Is.EqualTo(DeliveryState.Applied));
        Assert.That(log.Decisions(DecisionKind.RolledBack), Is.Empty);
    }

    private (long First, long Second) TwoAppliedDeliveries()
    {
        using var log = _test.Log();
        var first = log.Register(_test.Delivery("aa", "2025-01-31")).DeliveryId;
        var second = log.Register(_test.Delivery("bb", "2025-02-28")).DeliveryId;
        log.SetDeliveryState(first, DeliveryState.Applied);
        log.SetDeliveryState(second, DeliveryState.Applied);
        return (first, second);
    }
}
