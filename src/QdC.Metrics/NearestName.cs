namespace QdC.Metrics;

/// <summary>Finds the valid name somebody most likely meant.</summary>
public static class NearestName
{
    private const int Shown = 12;

    /// <summary>
    /// The name with the smallest edit distance, or null when all are too far away to be meant.
    /// Names that share the first part up to an underscore count as nearer: <c>closed_dat</c> means <c>closed_on</c>.
    /// </summary>
    public static string? Of(string received, IEnumerable<string> names)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var name in names)
        {
            var distance = Distance(received.ToLowerInvariant(), name.ToLowerInvariant());
            var allowed = Math.Max(1, Math.Max(received.Length, name.Length) / 3);
            if (SharesFirstWord(received, name))
                allowed += 2;
            if (distance <= allowed && distance < bestDistance)
                (best, bestDistance) = (name, distance);
        }
        return best;
    }

    /// <summary>The names as one text, cut after a dozen.</summary>
    public static string? List(IReadOnlyCollection<string> names) =>
        names.Count switch
        {
            0 => null,
            <= Shown => string.Join(", ", names),
            _ => $"{string.Join(", ", names.Take(Shown))} … ({names.Count})",
        };

    private static bool SharesFirstWord(string a, string b)
    {
        var end = a.IndexOf('_');
        return end >= 3 && b.StartsWith(a[..(end + 1)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Edit distance with swaps of neighbours (optimal string alignment); only the first 64 characters are looked at.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 64)
            a = a[..64];
        if (b.Length > 64)
            b = b[..64];
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(
                    Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1),
                    cost[i - 1, j - 1] + change
                );
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        return cost[a.Length, b.Length];
    }
}
