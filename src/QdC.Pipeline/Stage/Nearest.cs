using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage;

/// <summary>Finds the name a misspelt one probably stands for.</summary>
internal static class Nearest
{
    /// <summary>The candidate with the fewest changed letters; null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var folded = TextFold.Header(name);
        var best = candidates.Select(c => (Name: c, Distance: Distance(folded, TextFold.Header(c)))).OrderBy(c => c.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, folded.Length / 3) ? best.Name : null;
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
