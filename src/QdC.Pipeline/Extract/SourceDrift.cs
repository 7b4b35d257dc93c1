using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>How the columns of an answer differ from those of the last one.</summary>
internal static class SourceDrift
{
    /// <summary>What harms (a column that a mapping names has gone, with all its aliases, or holds something else) and what does not.</summary>
    public static (List<DriftNote> Harmful, List<DriftNote> Harmless) Between(IReadOnlyList<AnswerColumn> before, IReadOnlyList<AnswerColumn> now, ExtractDefinition extract)
    {
        var names = extract.Key.Concat(extract.Columns.Values.Select(c => c.From)).Select(aliases => aliases.Select(a => TextFold.Header(a)).ToHashSet()).ToList();
        var (was, there) = (Folded(before), Folded(now));
        bool IsNamed(string column) => names.Exists(n => n.Contains(column));
        bool IsLost(string column) => names.Exists(n => n.Contains(column) && !n.Overlaps(there.Keys));
        var notes = new List<DriftNote>();
        foreach (var (column, old) in was)
        {
            if (!there.TryGetValue(column, out var same))
            {
                notes.Add(new DriftNote { Kind = DriftKinds.ColumnMissing, Subject = Masking.ColumnName(old.Name), IsDestructive = IsLost(column), Before = $"{Masking.ColumnName(old.Name)} ({old.Kind})" });
            }
            else if (same.Kind != old.Kind)
            {
                notes.Add(new DriftNote { Kind = DriftKinds.ColumnRetyped, Subject = Masking.ColumnName(old.Name), IsDestructive = IsNamed(column), Before = old.Kind, After = same.Kind });
            }
        }
        notes.AddRange(there.Where(c => !was.ContainsKey(c.Key)).Select(c => new DriftNote { Kind = DriftKinds.ColumnNew, Subject = Masking.ColumnName(c.Value.Name), IsDestructive = false, After = Masking.ColumnName(c.Value.Name) }));
        return ([.. notes.Where(n => n.IsDestructive)], [.. notes.Where(n => !n.IsDestructive)]);
    }

    /// <summary>Columns as they are kept with a change: names, what they fill and what they hold.</summary>
    public static string ShapeOf(IReadOnlyList<AnswerColumn> columns, ExtractDefinition extract) =>
        new Shape { Columns = [.. columns.Select(c => new ShapeColumn(Masking.ColumnName(c.Name), FieldOf(c.Name, extract), c.Kind, 0, 0))] }.ToJson();

    private static string? FieldOf(string column, ExtractDefinition extract)
    {
        var name = TextFold.Header(column);
        bool Names(IEnumerable<string> names) => names.Any(n => TextFold.Header(n) == name);
        return extract.Columns.FirstOrDefault(c => Names(c.Value.From)).Key ?? (extract.Key.Any(Names) ? "key" : null);
    }

    private static Dictionary<string, AnswerColumn> Folded(IReadOnlyList<AnswerColumn> columns) => columns.DistinctBy(c => TextFold.Header(c.Name)).ToDictionary(c => TextFold.Header(c.Name));
}
