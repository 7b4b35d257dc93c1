using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Extract;

/// <summary>How the columns of an answer differ from those of the last one.</summary>
internal static class SourceDrift
{
    /// <summary>What harms (a column that a mapping names has gone, with all its aliases, or holds something else) and what does not, in words.</summary>
    public static (List<string> Harmful, List<string> Harmless) Between(IReadOnlyList<AnswerColumn> before, IReadOnlyList<AnswerColumn> now, ExtractDefinition extract)
    {
        var names = extract.Key.Concat(extract.Columns.Values.Select(c => c.From)).Select(aliases => aliases.Select(a => TextFold.Header(a)).ToHashSet()).ToList();
        var (was, there) = (Folded(before), Folded(now));
        bool IsNamed(string column) => names.Exists(n => n.Contains(column));
        bool IsLost(string column) => names.Exists(n => n.Contains(column) && !n.Overlaps(there.Keys));
        var (harmful, harmless) = (new List<string>(), new List<string>());
        foreach (var (column, old) in was)
        {
            if (!there.TryGetValue(column, out var same))
            {
                (IsLost(column) ? harmful : harmless).Add($"{old.Name} is gone");
            }
            else if (same.Kind != old.Kind)
            {
                (IsNamed(column) ? harmful : harmless).Add($"{old.Name} was {old.Kind} and is {same.Kind}");
            }
        }
        harmless.AddRange(there.Where(c => !was.ContainsKey(c.Key)).Select(c => $"{c.Value.Name} is new"));
        return (harmful, harmless);
    }

    private static Dictionary<string, AnswerColumn> Folded(IReadOnlyList<AnswerColumn> columns) => columns.DistinctBy(c => TextFold.Header(c.Name)).ToDictionary(c => TextFold.Header(c.Name));
}
