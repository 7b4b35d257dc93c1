using System.Globalization;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage.Looking;

/// <summary>How lines of fixed width are divided.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="SkipLines">Lines before the first record.</param>
/// <param name="HasHeader">True where the last of those holds the names.</param>
/// <param name="IsGuess">True where nobody said it.</param>
public sealed record FixedForm(IReadOnlyList<FixedColumn> Columns, int SkipLines, bool HasHeader, bool IsGuess)
{
    /// <summary>The characters of a record.</summary>
    public int Length => Columns.Max(c => c.End);

    /// <summary>A layout as somebody types it: <c>NumPagament:10,Expedient:8,Data:21-28</c>.</summary>
    /// <param name="text">Names with widths, or with first and last place from 1.</param>
    /// <returns>Null where it is no layout.</returns>
    public static FixedForm? Parse(string text)
    {
        var columns = new List<FixedColumn>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (colon, next) = (part.LastIndexOf(':'), columns.Count == 0 ? 1 : columns[^1].End + 1);
            var places = part[(colon + 1)..].Split('-');
            if (colon <= 0 || !places.All(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0) || places.Length > 2)
            {
                return null;
            }
            var numbers = places.Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToList();
            var (start, width) = numbers.Count == 1 ? (next, numbers[0]) : (numbers[0], numbers[1] - numbers[0] + 1);
            if (start < next || width < 1)
            {
                return null;
            }
            columns.Add(new FixedColumn(part[..colon].Trim(), start, width));
        }
        return new FixedForm(columns, 0, false, false);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var (parts, next) = (new List<string>(), 1);
        foreach (var column in Columns)
        {
            parts.Add(column.Start == next ? $"{column.Name}:{column.Width}" : $"{column.Name}:{column.Start}-{column.End}");
            next = column.End + 1;
        }
        return string.Join(',', parts);
    }

    /// <summary>The cells of a line, blanks around them cut; what stands behind the last column is one more.</summary>
    internal List<string> Cells(string line)
    {
        List<string> cells = [.. Columns.Select(c => c.Start > line.Length ? "" : line.Substring(c.Start - 1, Math.Min(c.Width, line.Length - c.Start + 1)).Trim(' '))];
        if (line.Length > Length && line[Length..].Trim() is { Length: > 0 } rest)
        {
            cells.Add(rest);
        }
        return cells;
    }
}
