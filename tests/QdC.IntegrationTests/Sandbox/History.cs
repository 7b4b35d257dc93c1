using System.Globalization;

namespace QdC.IntegrationTests.Sandbox;

/// <summary>The deliveries of a council over several months, drawn from a seed: rows come, change, go, come back, and some are spoilt.</summary>
internal sealed class History
{
    private readonly Random _random;

    /// <param name="seed">Decides everything.</param>
    /// <param name="months">How many deliveries.</param>
    public History(int seed, int months)
    {
        _random = new Random(seed);
        var day = new DateOnly(2025, 1, 31);
        var world = World.Small();
        for (var n = 0; n < months; n++)
        {
            var (date, texts) = (Text(day.AddMonths(n)), new Dictionary<string, string>());
            world = n == 0 ? world : Next(world, n);
            foreach (var extract in world.Extracts)
            {
                texts[extract] = Box.CsvOf(extract, world.Rows(extract));
            }
            Deliveries.Add(box => box.Deliver(date, texts, from: n % 2 == 0 ? "2024-01-01" : "2024-04-01"));
            if (_random.Next(3) == 0)
            {
                var row = $"Y{_random.Next(1, 4)};S1;15/05/2024;{_random.Next(10, 99)},00;own";
                Deliveries.Add(box => box.Correct(date, "payment", row));
            }
        }
    }

    /// <summary>What puts each delivery into an inbox, in effective order.</summary>
    public List<Action<Box>> Deliveries { get; } = [];

    public void DeliverAll(Box box) => Deliveries.ForEach(d => d(box));

    private World Next(World before, int n)
    {
        var world = World.Small();
        foreach (var (subject, keys) in new[] { ("case", "C1 C2 C3"), ("person", "1 2 3 4"), ("payment", "Y1 Y2 Y3"), ("activity", "A1 A2 A3 A4") })
        {
            foreach (var key in keys.Split(' '))
            {
                switch (_random.Next(8), subject)
                {
                    case (0, _):
                        world.Without(subject, key);
                        break;
                    case (1, "case"):
                        world.Case(key, team: _random.Next(2) == 0 ? "Est" : "Oest");
                        break;
                    case (1, "person"):
                        world.Person(key, born: $"01/01/{_random.Next(1940, 2020)}");
                        break;
                    case (1, "payment"):
                        world.Payment(key, "S2", "10/07/2024", $"{_random.Next(100)},50");
                        break;
                    case (2, "case"):
                        world.Row("case", key, $"{key};SSB;spoilt;open;;;;;;Nord;P1;");
                        break;
                    case (2, "payment"):
                        world.Row("payment", key, $"{key};S1;10/03/2024;spoilt;own");
                        break;
                }
            }
        }
        world.Person($"{10 + n}").Case($"C{10 + n}", "01/09/2024").Member($"C{10 + n}", $"{10 + n}");
        return before.Extracts.Any() ? world : before;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
