using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Sync;

/// <summary>What a publish compares models with: the server's views, summed by the server.</summary>
public sealed class ServerFiguresTests
{
    [Test]
    public async Task The_mark_tells_each_sync_apart_and_totals_are_those_of_the_view()
    {
        using var box = await SyncBox.Synced();
        var figures = new ServerFigures(() => box.Server.Another(), RetryPolicy.Reads(box.Waits.Add, 1));
        var first = figures.Mark(Mini.Area)!;
        Assert.That((first.Version, first.SyncNumber), Is.EqualTo((1, 1L)));
        Assert.That(first.SyncedAt.Offset, Is.EqualTo(TimeSpan.Zero));

        var totals = figures.Totals(Mini.Area, "fact_payment", ["amount", "service_key"]);
        Assert.That(totals.Rows, Is.EqualTo(box.Server.Database.Scalar<long>("SELECT count(*) FROM star.fact_payment")).And.GreaterThan(0));
        Assert.That(totals.Sums[0], Is.EqualTo(box.Server.Database.Scalar<decimal>("SELECT sum(amount) FROM star.fact_payment")));
        Assert.That(totals.Sums[1], Is.EqualTo(box.Server.Database.Scalar<decimal>("SELECT sum(service_key)::DECIMAL(38, 6) FROM bi.fact_payment")), "the view's, where sensitive members are one");

        box.Mini.Change("UPDATE star.fact_payment SET amount = amount + 1");
        box.Sync();
        Assert.That(figures.Mark(Mini.Area)!.ToString(), Is.EqualTo("version 2, sync 2").And.Not.EqualTo(first.ToString()));
        Assert.That(figures.Totals(Mini.Area, "fact_payment", ["amount"]).Sums[0], Is.EqualTo(totals.Sums[0] + totals.Rows));
    }

    [Test]
    public async Task An_area_the_server_does_not_hold_has_no_mark_and_no_row()
    {
        using var box = await SyncBox.Synced();
        var figures = new ServerFigures(() => box.Server.Another(), RetryPolicy.Reads(box.Waits.Add, 1));
        var other = AreaCode.Parse("other");
        Assert.That(figures.Mark(other), Is.Null);
        var totals = figures.Totals(other, "fact_payment", ["amount"]);
        Assert.That((totals.Rows, totals.Sums[0]), Is.EqualTo((0L, 0m)));
    }

    [TestCase("fact_payment; DROP TABLE star.fact_payment", "amount")]
    [TestCase("fact_payment", "amount) FROM x--")]
    [TestCase("", "amount")]
    public void A_name_that_is_none_is_not_asked(string view, string column) =>
        Assert.That(() => new ServerFigures(() => throw new InvalidOperationException("asked"), RetryPolicy.Reads(_ => { }, 1)).Totals(Mini.Area, view, [column]), Throws.ArgumentException);
}
