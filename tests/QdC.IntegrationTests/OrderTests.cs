using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>The order in which deliveries arrive, and how many at once, does not matter: the star is a function of what was delivered.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OrderTests
{
    /// <summary>Three orders, one that begins with each delivery; the other three are slow for what they add.</summary>
    private static readonly int[][] Orders = [[0, 2, 1], [1, 0, 2], [2, 1, 0]];
    private static readonly int[][] OtherOrders = [[0, 1, 2], [1, 2, 0], [2, 0, 1]];

    [Test]
    public void three_deliveries_give_the_same_star_in_whatever_order() => InOrders(Orders);

    [Test]
    [Category("Slow")]
    public void three_deliveries_give_the_same_star_in_the_other_orders_too() => InOrders(OtherOrders);

    private static void InOrders(int[][] orders)
    {
        var months = new Action<Box>[]
        {
            box => box.Deliver("2025-01-31", World.Small()),
            box => box.Deliver("2025-02-28", World.Small().Without("case", "C2").Without("payment", "Y2").Row("payment", "Y1", "Y1;S1;10/03/2024;bad;own"))
                .Correct("2025-02-28", "payment", "Y1;S1;10/03/2024;61,00;own"),
            box => box.Deliver("2025-03-31", World.Small().Case("C2", "15/05/2024", team: "Est").Without("person", "4")),
        };
        var expected = AllAtOnce(months);
        foreach (var order in orders)
        {
            using var box = new Box();
            foreach (var month in order)
            {
                Apply(box, month);
            }

            AssertSame(box, expected, string.Join(' ', order));
        }

        void Apply(Box box, int month)
        {
            months[month](box);
            box.Refresh();
        }
    }

    [TestCase(1)]
    [TestCase(185)] // a case that only an orphan named, until it was corrected
    public void deliveries_in_any_order_and_number_at_a_time_give_the_same_star(int seed) => Shuffled(seed);

    [Test]
    [Category("Slow")]
    public void two_hundred_shuffles_give_the_same_star()
    {
        for (var seed = 100; seed < 300; seed++)
        {
            Shuffled(seed);
        }
    }

    [Test]
    public void a_replay_into_an_empty_store_of_all_that_was_landed_gives_the_same_star()
    {
        using var box = new Box();
        new History(7, 4).DeliverAll(box);
        box.Refresh();
        var star = box.Star();
        box.Withdraw("*");
        foreach (var file in Directory.GetFiles(box.Home.StoreOf(Box.Code)).Where(f => !Path.GetFileName(f).StartsWith("log.sqlite", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }
        Assert.That(box.Store.Current, Is.Null);
        Assert.That(box.Refresh().Version, Is.EqualTo(1));
        AssertSame(box, star, "replayed");
    }

    [Test]
    public void a_delivery_older_than_what_is_kept_is_refused_and_a_reload_begins_after_it()
    {
        using var box = new Box();
        box.Deliver("2025-01-31", World.Small()).Deliver("2025-02-28", World.Small().Without("payment", "Y2")).Refresh();
        var star = box.Star();
        foreach (var landed in Directory.GetFiles(box.Home.LandingOf(Box.Code), "2025-01-31*", SearchOption.AllDirectories))
        {
            File.Delete(landed); // as the retention days do
        }
        box.Withdraw("*").Deliver("2025-01-15", World.Small().Without("case", "C1"), extracts: "case");
        var run = box.Refresh();
        Assert.That(run.Version, Is.Null);
        Assert.That(run.Plan.Extracts.Single(e => e.Extract == "case").Reasons, Has.Some.Contains("refused").And.Some.Contains("retention.landing_days"));
        var again = box.Refresh(new RefreshOptions { Reload = true });
        Assert.That(again.Plan.Extracts.Select(e => e.Deliveries.Count), Is.All.EqualTo(1), "what is kept is applied again, what is not stays");
        Assert.That(again.Problems.Where(p => p.IsFailure), Is.Empty);
        AssertSame(box, star, "reloaded");
    }

    [Test]
    public void a_delivery_held_for_its_volume_is_looked_at_again_when_its_predecessor_arrives()
    {
        var (middle, large) = (People(6), People(9));
        using var box = Box.OfSmall();
        box.Deliver("2025-03-31", large, extracts: "person").Refresh();
        Assert.That(box.Log(l => l.Deliveries(state: DeliveryState.Held)), Has.Count.EqualTo(1), "nine people after four");
        box.Deliver("2025-02-28", middle, extracts: "person").Refresh();
        Assert.That(box.Log(l => l.Deliveries(state: DeliveryState.Held)), Is.Empty, "six after four, nine after six");
        Assert.That(box.Value<long>("SELECT count(DISTINCT person_key) FROM star.dim_person"), Is.EqualTo(9));
    }

    [Test]
    public void a_delivery_held_after_a_rollback_stays_held_whatever_arrives()
    {
        using var box = Box.OfSmall();
        box.Deliver("2025-03-31", People(5), extracts: "person").Refresh();
        using (var lease = box.Store.TakeLease())
        {
            box.Store.RollBack(lease, 1, "a steward", "wrong file");
        }
        box.Deliver("2025-02-28", People(5), extracts: "person").Refresh();
        Assert.That(box.Log(l => l.Deliveries(state: DeliveryState.Held)).Single().Facts.FileName, Is.EqualTo("person_20250331.csv"));
    }

    private static World People(int number)
    {
        var world = new World();
        for (var n = 1; n <= number; n++)
        {
            world.Person($"{n}");
        }
        return world;
    }

    private static void Shuffled(int seed)
    {
        var expected = AllAtOnce([.. new History(seed, 4).Deliveries]);
        var (deliveries, random) = (new History(seed, 4).Deliveries.ToArray(), new Random(seed));
        random.Shuffle(deliveries);
        using var box = new Box();
        for (var i = 0; i < deliveries.Length; i++)
        {
            deliveries[i](box);
            if (random.Next(2) == 0 || i == deliveries.Length - 1)
            {
                box.Refresh();
            }
        }
        AssertSame(box, expected, $"seed {seed}");
    }

    private static IReadOnlyDictionary<string, string> AllAtOnce(Action<Box>[] deliveries)
    {
        using var box = new Box();
        foreach (var delivery in deliveries)
        {
            delivery(box);
        }
        Assert.That(box.Refresh().Version, Is.EqualTo(1));
        Assert.That(box.Refresh(new RefreshOptions()).Version, Is.Null);
        return box.Star();
    }

    private static void AssertSame(Box box, IReadOnlyDictionary<string, string> expected, string what)
    {
        var star = box.Star();
        var differing = expected.Keys.Union(star.Keys).Where(t => expected.GetValueOrDefault(t) != star.GetValueOrDefault(t)).ToList();
        Assert.That(differing, Is.Empty, what);
    }
}
