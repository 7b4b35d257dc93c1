using System.Security.Cryptography;
using System.Text;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Plan;

/// <summary>
/// What a delivery is recognised by: the SHA-256 of its own file; where files are joined to it, which joins and the hash of those
/// files; where known, its effective date. <c>own~exit+project~joined@20190930</c>
/// </summary>
internal static class ContentHash
{
    private const char Joined = '~';
    private const char Day = '@';

    /// <summary>Makes it.</summary>
    /// <param name="own">The hash of the delivery's own file, hex.</param>
    /// <param name="joined">The hashes of the files joined to it, by join.</param>
    /// <param name="day">The effective date: the same bytes sent again for a later day say that nothing changed until then.</param>
    public static string Of(string own, IReadOnlyDictionary<string, string> joined, DateOnly? day)
    {
        var hash = new StringBuilder(own);
        if (joined.Count > 0)
        {
            var sorted = joined.OrderBy(j => j.Key, StringComparer.Ordinal).ToList();
            var all = string.Concat(sorted.Select(j => $"{j.Key}:{j.Value}\n"));
            hash.Append(Joined).AppendJoin('+', sorted.Select(j => j.Key)).Append(Joined).Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all))));
        }

        return day is { } date ? hash.Append(Day).Append($"{date:yyyyMMdd}").ToString() : hash.ToString();
    }

    /// <summary>True when the delivery was landed with the files joined to it.</summary>
    public static bool HoldsJoined(string hash) => hash.Contains(Joined);

    /// <summary>True when the delivery was landed with a file for each join of the extract.</summary>
    public static bool Covers(string hash, ExtractDefinition extract)
    {
        var joins = HoldsJoined(hash) ? hash.Split(Joined)[1].Split('+') : [];
        return extract.Joins.All(join => joins.Contains(join.Name));
    }

    /// <summary>True when both are of the same own file and day, whatever is joined to it.</summary>
    public static bool SameFile(string a, string b) => Own(a) == Own(b);

    private static (string, string) Own(string hash) => (hash.Split(Joined, Day)[0], hash.Contains(Day) ? hash[hash.IndexOf(Day)..] : "");
}
