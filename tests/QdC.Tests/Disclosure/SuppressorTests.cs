using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.Pipeline.Disclosure;

namespace QdC.Tests.Disclosure;

/// <summary>Suppression of small tables against every whole solution there is, by counting them all.</summary>
public sealed class SuppressorTests
{
    private const int Most = 9;

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property Every_hidden_count_of_a_drawn_table_may_be_any_small_count()
    {
        var cell = Gen.Frequency((2, Gen.Constant(0)), (4, Gen.Choose(1, 4)), (4, Gen.Choose(5, Most)));
        return Prop.ForAll(cell.ArrayOf(4).ToArbitrary(), inner =>
        {
            var (system, relations) = Table(inner);
            var hidden = Suppressor.Run(system, Primary(system), 5);
            return (Told(system, relations, hidden) is { Count: 0 }).Label($"{string.Join(' ', inner)}: {string.Join(' ', Told(system, relations, hidden))} of {string.Join(' ', hidden)}");
        });
    }

    /// <summary>People with several problems, with any, and their problems: three at least of each who has several, no more than five.</summary>
    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property Every_hidden_count_stays_open_beside_one_that_counts_it_several_times()
    {
        var drawn = Gen.Choose(0, 6).SelectMany(several => Gen.Choose(0, 12).SelectMany(few => Gen.Choose(0, few).SelectMany(two => Gen.Choose(0, 2 * several).Select(more => (Several: several, Any: several + few, All: (3 * several) + more + few + two)))));
        return Prop.ForAll(drawn.ToArbitrary(), d =>
        {
            var system = new CellSystem();
            int[] cells = [system.Add(d.Several, counts: true, 1), system.Add(d.Any, counts: true, 5), system.Add(d.All, counts: true, 10)];
            system.AtMost(cells[0], cells[1]);
            system.Relate([new Term(cells[1], 1), new Term(cells[0], 2), new Term(cells[2], -1)], long.MinValue, 0);
            system.Relate([new Term(cells[2], 1), new Term(cells[1], -2), new Term(cells[0], -3)], long.MinValue, 0);
            var hidden = Suppressor.Run(system, Primary(system), 5);

            var seen = new HashSet<(int, long)>();
            IEnumerable<long> Values(int cell) => hidden[cell] is null ? [system.Truth(cell)] : Enumerable.Range(0, 41).Select(v => (long)v);
            foreach (var (several, any, all) in Values(0).SelectMany(s => Values(1).SelectMany(a => Values(2).Select(p => (s, a, p)))).Where(v => v.s <= v.a && v.a + (2 * v.s) <= v.p && v.p <= (2 * v.a) + (3 * v.s)))
            {
                seen.UnionWith([(0, several), (1, any), (2, all)]);
            }
            return cells.Where(c => hidden[c] is not null).All(c => Enumerable.Range(1, 4).All(v => seen.Contains((c, v)))).Label($"{d}: {string.Join(' ', hidden)}");
        });
    }

    [Test]
    public void Without_the_complementary_step_the_only_hidden_part_of_a_sum_is_told()
    {
        var (system, relations) = Table([3, 6, 7, 8]);

        Assert.That(Told(system, relations, Suppressor.Run(system, Primary(system), 5, complementary: false)), Is.Not.Empty);
        Assert.That(Told(system, relations, Suppressor.Run(system, Primary(system), 5)), Is.Empty);
    }

    [Test]
    public void An_amount_that_is_hidden_alone_hides_another_and_what_nothing_ties_stays_shown()
    {
        var system = new CellSystem();
        int[] parts = [system.Add(90_000, counts: false, 1), system.Add(50_000, counts: false, 1), system.Add(70_000, counts: false, 9)];
        system.Sum(system.Add(210_000, counts: false, 90), parts);
        var apart = system.Add(40_000, counts: false, 1);

        var hidden = Suppressor.Run(system, new Dictionary<int, Withheld> { [parts[0]] = Withheld.Dominance }, 5);

        Assert.That(hidden[parts[0]], Is.EqualTo(Withheld.Dominance));
        Assert.That(hidden[parts[1]], Is.EqualTo(Withheld.Complementary));
        Assert.That(hidden[parts[2]], Is.Null);
        Assert.That(hidden[apart], Is.Null);
    }

    [Test]
    public void A_number_that_no_figure_shows_any_more_is_hidden_too()
    {
        var system = new CellSystem();
        var (few, many) = (system.Add(2, counts: true, 1), system.Add(50, counts: true, 1));
        system.AddRow([few, many]);

        Assert.That(Suppressor.Run(system, Primary(system), 5), Is.EqualTo(new Withheld?[] { Withheld.SmallCount, Withheld.Complementary }));
    }

    /// <summary>Two members by two months with all their sums; the sum over months of each row is no sum but a count of distinct people.</summary>
    private static (CellSystem System, List<(int[] Parts, int Whole, bool Exact)> Relations) Table(int[] inner)
    {
        var system = new CellSystem();
        int Add(int value, int cost) => system.Add(value, counts: true, cost);
        int[] cells = [.. inner.Select(v => Add(v, 1))];
        var months = new[] { Add(inner[0] + inner[1], 10), Add(inner[2] + inner[3], 10) };
        var rows = new[] { Add(Math.Max(inner[0], inner[2]), 10), Add(inner[1] + inner[3], 10) };
        var relations = new List<(int[] Parts, int Whole, bool Exact)>
        {
            ([cells[0], cells[1]], months[0], true),
            ([cells[2], cells[3]], months[1], true),
            ([cells[0], cells[2]], rows[0], false),
            ([cells[1], cells[3]], rows[1], true),
        };
        foreach (var (parts, whole, exact) in relations)
        {
            if (exact)
            {
                system.Sum(whole, parts);
                continue;
            }
            system.Cover(whole, parts);
            Array.ForEach(parts, p => system.AtMost(p, whole));
        }
        return (system, relations);
    }

    private static Dictionary<int, Withheld> Primary(CellSystem system) =>
        Enumerable.Range(0, system.Count).Where(c => system.Truth(c) is >= 1 and < 5).ToDictionary(c => c, _ => Withheld.SmallCount);

    /// <summary>Counts all solutions: the parts over every value, the wholes as they follow.</summary>
    private static List<string> Told(CellSystem system, List<(int[] Parts, int Whole, bool Exact)> relations, IReadOnlyList<Withheld?> hidden)
    {
        var seen = new HashSet<(int, long)>();
        var values = new long[system.Count];
        Count(0);
        return [.. Enumerable.Range(0, system.Count).Where(c => hidden[c] is not null).SelectMany(c => Enumerable.Range(1, 4).Where(v => !seen.Contains((c, v))).Select(v => $"{c}≠{v}"))];

        void Count(int cell)
        {
            if (cell == 4)
            {
                Follow();
                return;
            }
            foreach (var value in hidden[cell] is null ? [system.Truth(cell)] : Enumerable.Range(0, (2 * Most) + 1).Select(v => (long)v))
            {
                values[cell] = value;
                Count(cell + 1);
            }
        }

        void Follow()
        {
            var (p, whole, _) = relations[2];
            foreach (var (parts, sum, _) in relations.Where(r => r.Exact))
            {
                values[sum] = parts.Sum(x => values[x]);
                if (hidden[sum] is null && values[sum] != system.Truth(sum))
                {
                    return;
                }
            }
            var (least, most) = (p.Max(x => values[x]), p.Sum(x => values[x]));
            for (var row = least; row <= most; row++)
            {
                if (hidden[whole] is null && row != system.Truth(whole))
                {
                    continue;
                }
                values[whole] = row;
                for (var c = 0; c < values.Length; c++)
                {
                    seen.Add((c, values[c]));
                }
            }
        }
    }
}
