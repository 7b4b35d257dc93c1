using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Operations;

/// <summary>Machines that share their areas through a server: one refreshes an area at a time, and who was taken over publishes nothing.</summary>
[Category("TSql")]
public sealed class SharedLeaseTests
{
    [Test]
    public async Task A_holder_that_falls_silent_is_taken_over_within_a_minute_and_publishes_nothing()
    {
        using var books = Books.Twin();
        using var one = await Mini.Copy();
        using var two = await Mini.Copy();
        var (clock, before) = (new FakeTimeProvider(DateTimeOffset.Parse("2026-05-04T01:30:00Z")), one.Store.Current);
        var (first, second) = (Of(one, books, clock), Of(two, books, clock));
        using var silent = first.TakeLease();
        using var copy = first.BeginVersion(silent);
        var busy = Assert.Throws<AreaBusy>(() => second.TakeLease());
        Assert.That(busy!.Message, Does.Contain(Environment.MachineName));

        books.Pass(TimeSpan.FromSeconds(59)); // no sign of the first, whose clock stands still
        using var lease = second.TakeLease();

        Assert.Throws<LeaseLost>(() => copy.Publish());
        Assert.That(one.Store.Current, Is.EqualTo(before));
        Assert.That(one.Store.Versions, Is.EqualTo(new[] { before }), "nothing lies beside it either");
        using var next = second.BeginVersion(lease);
        Assert.That(next.Publish(), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task A_holder_that_lives_keeps_its_lease_and_who_gives_it_back_frees_it_at_once()
    {
        using var books = Books.Twin();
        using var one = await Mini.Copy();
        using var two = await Mini.Copy();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-05-04T01:30:00Z"));
        var (first, second) = (Of(one, books, clock), Of(two, books, clock));
        using (var lease = first.TakeLease())
        {
            foreach (var _ in Enumerable.Range(0, 3))
            {
                books.Pass(TimeSpan.FromSeconds(30));
                clock.Advance(TimeSpan.FromSeconds(30));
                Assert.Throws<AreaBusy>(() => second.TakeLease());
            }
            using var copy = first.BeginVersion(lease);
            Assert.That(copy.Publish(), Is.EqualTo(2));
        }
        Assert.That(second.TakeLease().IsHeld, Is.True);
    }

    private static AreaStore Of(Mini mini, Books books, TimeProvider clock) => new(new QdcHome(mini.Root) { Shared = books.Database }, Mini.Area, clock);
}
