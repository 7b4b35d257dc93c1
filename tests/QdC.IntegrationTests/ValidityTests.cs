using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.IntegrationTests.RowsAddUp;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Star;

namespace QdC.IntegrationTests;

/// <summary>Whatever the history of deliveries: one open row per key, no overlap, no gap, and at each day what was last said by then.</summary>
internal sealed class ValidityTests
{
    private const string Absent = "(absent)";
    private static readonly DateOnly First = new(2025, 1, 31);
    private static readonly DateOnly Beginning = new(1900, 1, 1);
    private static readonly DateOnly End = new(9999, 12, 31);

    [Test]
    public void rows_of_a_key_follow_one_another_and_say_what_was_known()
    {
        using var bench = new LoadBench();
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Try(bench, seed)).QuickCheckThrowOnFailure(60);
    }

    private static void Try(LoadBench bench, int seed)
    {
        var (random, said) = (new System.Random(seed), new Dictionary<string, SortedDictionary<DateOnly, string>>());
        bench.Clear();
        var date = First;
        for (var n = random.Next(2, 8); n > 0; n--)
        {
            Deliver(bench, random, date, said);
            date = date.AddMonths(random.Next(2)); // two deliveries of one day: the later one counts
        }
        foreach (var statement in CurrentState.Statements(SandboxJobs.In("nowhere"), SandboxJobs.In("nowhere").Areas[SandboxJobs.Area]).Where(s => s.Contains("_case AS", StringComparison.Ordinal)))
        {
            bench.Db.Execute(statement);
        }
        var rows = bench
            .Db.Query(
                "SELECT opened_on, valid_from, valid_to, absent, team FROM hist_case ORDER BY opened_on, valid_from",
                r => (Key: "K" + r.GetFieldValue<DateOnly>(0).Day, From: r.GetFieldValue<DateOnly>(1), To: r.GetFieldValue<DateOnly>(2), Says: r.GetBoolean(3) ? Absent : r.GetString(4))
            )
            .ToLookup(r => r.Key);
        Assert.That(rows.Select(r => r.Key), Is.EquivalentTo(said.Keys));
        foreach (var (key, history) in said)
        {
            var own = rows[key].ToList();
            Assert.That(own[0].From, Is.EqualTo(Beginning));
            Assert.That(own.Count(r => r.To == End), Is.EqualTo(1), "one open row");
            Assert.That(own.Zip(own.Skip(1)).Select(p => p.First.To == p.Second.From), Is.All.True, "no overlap, no gap");
            Assert.That(own.Select(r => r.From < r.To), Is.All.True);
            foreach (var (day, value) in history)
            {
                Assert.That(own.Single(r => r.From <= day && day < r.To).Says, Is.EqualTo(value), $"{key} at {day}");
            }
        }
    }

    /// <summary>Delivers a few of six cases, some spoilt; notes what is known of each at that day by the definitions alone.</summary>
    private static void Deliver(LoadBench bench, System.Random random, DateOnly date, Dictionary<string, SortedDictionary<DateOnly, string>> said)
    {
        var (world, present, keyless, cut) = (new World(), new HashSet<string>(), false, random.Next(6) == 0);
        for (var k = 1; k <= 6; k++)
        {
            var (key, opened) = ($"K{k}", $"{k:00}/01/2024");
            switch (random.Next(8))
            {
                case 0 or 1:
                    break;
                case 2:
                    present.Add(key);
                    world.Row("case", key, $"{key};SSB;{opened};;;;;;;Spoilt;;"); // without a state: rejected, but there
                    break;
                case 3 when random.Next(4) == 0:
                    keyless = true;
                    world.Row("case", key, $";SSB;{opened};open;;;;;;Nord;;");
                    break;
                default:
                    present.Add(key);
                    var team = "Team " + random.Next(3).ToString(CultureInfo.InvariantCulture);
                    world.Case(key, opened, team: team);
                    Say(key, team);
                    break;
            }
        }
        world.Case("K9", "09/01/2024");
        Say("K9", "Nord");
        present.Add("K9");
        if (!keyless && !cut)
        {
            foreach (var key in said.Keys.Except(present).ToList())
            {
                Say(key, Absent);
            }
        }
        foreach (var history in said.Values)
        {
            history[date] = history.Last().Value;
        }
        var text = Box.CsvOf("case", world.Rows("case"));
        bench.Load("case", date, Encoding.UTF8.GetBytes(cut ? text[..text.IndexOf("Total", StringComparison.Ordinal)] : text));

        void Say(string key, string what)
        {
            if (!said.TryGetValue(key, out var history))
            {
                said[key] = history = [];
            }
            history[date] = what;
        }
    }
}
