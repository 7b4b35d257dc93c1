namespace QdC.Samples.Randomness;

/// <summary>Hashes that never change, so that a decision about a record is the same in every delivery and on every runtime.</summary>
internal static class StableHash
{
    /// <summary>Spreads the bits of a number.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    /// <summary>The hash of a seed, a word and a number.</summary>
    public static ulong Of(long seed, string text, long index = 0)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211UL;
        return Mix(Mix((ulong)seed * 0x9E3779B97F4A7C15UL) ^ Mix(hash) ^ Mix((ulong)index + 0x2545F4914F6CDD1DUL));
    }

    /// <summary>The hash as a number in [0, 1).</summary>
    public static double Share(long seed, string text, long index = 0) => (Of(seed, text, index) >> 11) * (1.0 / (1UL << 53));
}
