namespace QdC.Samples.Randomness;

/// <summary>A seeded source of chance that gives the same draws on every machine and runtime (SplitMix64).</summary>
internal sealed class Dice
{
    private ulong _state;

    /// <summary>Starts a stream of draws that belongs to these words alone, so one part of the world never shifts another.</summary>
    public Dice(long seed, string scope, long index = 0) => _state = StableHash.Of(seed, scope, index);

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return StableHash.Mix(_state);
    }

    /// <summary>A number in [0, 1).</summary>
    public double Share() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Share() < probability;

    /// <summary>A whole number from low to high, both included.</summary>
    public int Between(int low, int high) => low + (int)(NextBits() % (ulong)(high - low + 1));

    /// <summary>One of the items, each as likely as the others.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[(int)(NextBits() % (ulong)items.Count)];

    /// <summary>The index of one of the weights, as likely as its weight.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
            total += weight;
        var mark = Share() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            mark -= weights[i];
            if (mark < 0)
                return i;
        }
        return weights.Length - 1;
    }

    /// <summary>How often something with this mean count happens.</summary>
    public int Poisson(double mean)
    {
        var count = 0;
        for (var rest = mean; rest > 0; rest -= 20)
        {
            var limit = Math.Exp(-Math.Min(rest, 20));
            for (var product = Share(); product > limit; product *= Share())
                count++;
        }
        return count;
    }

    /// <summary>A waiting time with the given mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Share());
}
