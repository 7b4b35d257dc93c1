namespace QdC.Pipeline.Link;

/// <summary>How well a partition agrees with the true one, counted in pairs, closure included.</summary>
/// <param name="True">Pairs of one person.</param>
/// <param name="Found">Pairs that were joined.</param>
/// <param name="Right">Pairs of one person that were joined.</param>
public sealed record PairMeasure(long True, long Found, long Right)
{
    /// <summary>Share of the joined pairs that are one person; 1 when none was joined.</summary>
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    /// <summary>Share of the pairs of one person that were joined; 1 when there are none.</summary>
    public double Recall => True == 0 ? 1 : (double)Right / True;

    /// <summary>Harmonic mean of both.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Compares two partitions of the same records.</summary>
    public static PairMeasure Of<T>(IReadOnlyList<T> truth, IReadOnlyList<int> clusters)
        where T : notnull =>
        new(Pairs(truth), Pairs(clusters), Pairs([.. truth.Zip(clusters)]));

    private static long Pairs<T>(IReadOnlyList<T> groups)
        where T : notnull =>
        groups.GroupBy(g => g).Sum(g => g.LongCount() * (g.LongCount() - 1) / 2);
}
