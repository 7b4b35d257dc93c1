using QdC.Pipeline.Stage.Looking;

namespace QdC.Pipeline.Scaffold;

/// <summary>Sorts files into kinds: those whose names follow one pattern and whose sheets are called alike are months of one table.</summary>
internal static class FileKinds
{
    private const int MostRows = 50_000;
    private const int MostRowsOfAll = 300_000;
    private const double SameTable = 0.5;

    /// <summary>The tables of all files together.</summary>
    /// <param name="files">The files' paths.</param>
    /// <param name="said">What is known of how they are written.</param>
    public static List<SketchTable> Tables(IEnumerable<string> files, SaidForms said) =>
        [.. files
            .GroupBy(f => FileFamily.Pattern(Path.GetFileName(f)))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .SelectMany(g => Tables(g.Key, [.. g.OrderBy(f => FileFamily.Date(Path.GetFileName(f)) ?? DateOnly.MinValue).ThenBy(f => f, StringComparer.Ordinal)], said))];

    private static IEnumerable<SketchTable> Tables(string pattern, List<string> files, SaidForms said)
    {
        var most = Math.Min(MostRows, MostRowsOfAll / files.Count);
        foreach (var months in files.SelectMany(f => SketchFile.Read(f, most, said)).GroupBy(f => f.Sheet is { } sheet ? FileFamily.SheetWord(sheet) : null))
        {
            // A number in a name may be a month, or tell one table from another: then the columns are others.
            var left = months.ToList();
            while (left.Count > 0)
            {
                var alike = pattern.Contains("{date:", StringComparison.Ordinal) ? left : [.. left.Where(f => IsAlike(f, left[^1]))];
                yield return SketchTable.Of(alike.Count < months.Count() && alike.Count == 1 ? alike[0].File : pattern, alike);
                left = [.. left.Except(alike)];
            }
        }
    }

    private static bool IsAlike(SketchFile a, SketchFile b) =>
        a.Names.Intersect(b.Names).Count() >= SameTable * Math.Min(a.Names.Distinct().Count(), b.Names.Distinct().Count());
}
