using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Scaffold;

/// <summary>A table of an unknown system: what all files of one kind hold together.</summary>
/// <param name="Pattern">The pattern of their names.</param>
/// <param name="Files">Its part in each file, the oldest first.</param>
/// <param name="Columns">Its columns that have a name; one that was renamed between two files is one.</param>
internal sealed record SketchTable(string Pattern, IReadOnlyList<SketchFile> Files, IReadOnlyList<SketchColumn> Columns)
{
    private const int FewValues = 10;
    private const double SameValues = 0.8;

    /// <summary>The newest file, by which the table is written.</summary>
    public SketchFile Newest => Files[^1];

    /// <summary>The newest file's name.</summary>
    public string File => Newest.File;

    /// <summary>Its sheet there; null for a text.</summary>
    public string? Sheet => Newest.Sheet;

    /// <summary>The glob that its sheets follow; null for a text.</summary>
    public string? Sheets => Newest.Sheet is null ? null : FileFamily.Sheet([.. Files.Select(f => f.Sheet!)]);

    /// <summary>The line of its header where all files have it in the same; null where they do not.</summary>
    public int? Header => Files.All(f => f.Header == Newest.Header) ? Newest.Header : null;

    /// <summary>True for a column of XML of which one row holds several values: only a field of several keys can take it.</summary>
    public bool Repeats(SketchColumn column) => Newest.Form.Xml?.Fields.Any(f => f.Repeats && column.Names.Contains(f.Name)) == true;

    /// <summary>How many rows were looked at.</summary>
    public int Rows => Files.Sum(f => f.Rows.Count);

    /// <summary>What the files of one kind hold together.</summary>
    /// <param name="pattern">The pattern of their names.</param>
    /// <param name="files">The files, the oldest first.</param>
    public static SketchTable Of(string pattern, IReadOnlyList<SketchFile> files)
    {
        var names = files.SelectMany(f => f.Names).Where(n => n.Folded.Length > 0).Distinct().ToList();
        var columns = names.Select((name, i) => new SketchColumn(
            [files.Last(f => f.Names.Contains(name)).Called(name)], i,
            [.. files.Select(f => f.Values(name))])).ToList();
        for (var i = 0; i < columns.Count; i++)
        {
            while (columns.Skip(i + 1).FirstOrDefault(c => IsRenamed(columns[i], c)) is { } other)
            {
                columns[i] = columns[i].With(other);
                columns.Remove(other);
            }
        }
        return new SketchTable(pattern, files, columns);
    }

    /// <summary>How many rows differ in some columns within their file, of those in files that have all of them.</summary>
    public (int Distinct, int Rows) DistinctRows(IReadOnlyList<SketchColumn> columns)
    {
        var (distinct, rows) = (0, 0);
        for (var i = 0; i < Files.Count; i++)
        {
            if (columns.Select(c => c.Files[i]).ToList() is var values && values.TrueForAll(v => v is not null))
            {
                rows += Files[i].Rows.Count;
                distinct += Enumerable.Range(0, Files[i].Rows.Count).Select(r => string.Join('\u001F', values.Select(v => v![r]))).ToHashSet().Count;
            }
        }
        return (distinct, rows);
    }

    /// <summary>Of the keys of each file, the share that the next one holds too, the least of all; null for one file.</summary>
    public double? Kept(IReadOnlyList<SketchColumn> key)
    {
        HashSet<string>? Of(int file) => key.Select(c => c.Files[file]).ToList() is var values && values.TrueForAll(v => v is not null)
            ? [.. Enumerable.Range(0, Files[file].Rows.Count).Select(r => string.Join('\u001F', values.Select(v => v![r])))]
            : null;
        double? least = null;
        for (var i = 1; i < Files.Count; i++)
        {
            if (Of(i - 1) is { Count: > 0 } before && Of(i) is { } now)
            {
                least = Math.Min(least ?? 1, before.Count(now.Contains) / (double)before.Count);
            }
        }
        return least;
    }

    /// <summary>What is not the same in all files: columns that came, went or were renamed, another way to write.</summary>
    /// <param name="taken">Columns taken for fields; one may be several of the table's own.</param>
    public IEnumerable<TableChange> Changes(IReadOnlyList<SketchColumn> taken)
    {
        foreach (var column in taken.Distinct().Concat(Columns.Where(c => !taken.Any(t => t.Covers(c)))).OrderBy(c => c.Index))
        {
            var there = Enumerable.Range(0, Files.Count).Where(i => column.Files[i] is not null).ToList();
            var name = Masking.ColumnName(column.Name);
            if (column.Names.Count > 1)
            {
                yield return new TableChange(TableChangeKind.Renamed, name, string.Join(", ", column.Names.Skip(1).Select(Masking.ColumnName)));
            }
            if (column.DecimalsDiffer && Sheet is null && taken.Contains(column))
            {
                yield return new TableChange(TableChangeKind.Decimals, name, "");
            }
            if (there.Count < Files.Count)
            {
                yield return there[0] == Files.Count - there.Count ? new TableChange(TableChangeKind.New, name, Files[there[0]].File)
                    : there[^1] == there.Count - 1 ? new TableChange(TableChangeKind.Gone, name, Files[there.Count].File)
                    : new TableChange(TableChangeKind.InSome, name, $"{there.Count} / {Files.Count}");
            }
        }
        foreach (var file in Files.SkipLast(1))
        {
            if (file.Written != Newest.Written)
            {
                yield return new TableChange(TableChangeKind.Written, file.File, file.Written);
            }
            if (file.Header != Newest.Header && Sheet is null) // a workbook's is found by itself
            {
                yield return new TableChange(TableChangeKind.HeaderLine, file.File, $"{file.Header}");
            }
        }
    }

    /// <summary>True where one column most likely became the other: their names are near and mean nothing else, or they hold the same values.</summary>
    private static bool IsRenamed(SketchColumn a, SketchColumn b)
    {
        if (!a.IsNeverBeside(b) || (a.Kind != b.Kind && a.Kind != SketchKind.Empty && b.Kind != SketchKind.Empty) || Vocabulary.Own.Differ(a.Name, b.Name))
        {
            return false;
        }
        var fewest = Math.Min(a.Set.Count, b.Set.Count);
        return NearestName.Of(TextFold.Header(a.Name), [TextFold.Header(b.Name)]) is not null
            || (fewest >= FewValues && a.Unique == b.Unique && a.Set.Count(b.Set.Contains) >= SameValues * fewest);
    }
}
