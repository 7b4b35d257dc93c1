using System.Text;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage.Delimited;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>Looks at a file nobody has described yet: dialect, header and first rows. Nothing personal is shown.</summary>
public static class Peek
{
    /// <summary>Rows looked at to tell what a column holds.</summary>
    public const int Sample = 500;

    private const int Shown = 5;
    private const int SniffedBytes = 1 << 18;
    private const int HeaderSearched = 20;

    /// <summary>Looks at a file.</summary>
    /// <exception cref="ExtractUnreadable">It is neither text nor a workbook that may be opened.</exception>
    public static PeekResult Look(string path, WorkbookLimits? limits = null)
    {
        var tables = Tables(path, Sample + HeaderSearched, limits).ToList();
        return new PeekResult(Path.GetFileName(path), tables[0].Dialect is null ? "xlsx" : "csv", tables[0].Dialect, [.. tables.Select(t => Table(t.Sheet, t.Rows))]);
    }

    /// <summary>The first rows of a file's tables: one of a text, one a sheet of a workbook. Blank rows are left out.</summary>
    /// <exception cref="ExtractUnreadable">It is neither text nor a workbook that may be opened.</exception>
    internal static IEnumerable<(string? Sheet, PeekDialect? Dialect, List<(int Line, string[] Cells)> Rows)> Tables(string path, int most, WorkbookLimits? limits = null)
    {
        var name = Path.GetFileName(path);
        var head = Head(path);
        if (head.Length == 0)
        {
            throw new ExtractUnreadable("The file is empty", name);
        }

        if (head.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            return Sheets(path, name, most, limits ?? new WorkbookLimits());
        }

        if (head.AsSpan().IndexOf((byte)0) >= 0 && FormFinder.Encoding(head).Name is not ("utf-16" or "utf-16BE"))
        {
            throw new ExtractUnreadable("The file is neither text nor an .xlsx workbook", name);
        }

        using var file = DelimitedFile.Open(path, new DelimitedForm());
        var form = file.Form;
        var dialect = new PeekDialect(form.Encoding!, file.ByteOrderMark, form.Delimiter!, file.Quotes ? form.Quote : null, file.LineEnd);
        return [(null, dialect, [.. file.First(most).Where(r => !r.Blank).Select(r => (r.Line, r.Cells.Select(c => c.Trim()).ToArray()))])];
    }

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[SniffedBytes];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static IEnumerable<(string? Sheet, PeekDialect? Dialect, List<(int Line, string[] Cells)> Rows)> Sheets(string path, string name, int most, WorkbookLimits limits)
    {
        using var bytes = Workbook.Load(File.OpenRead(path), name, limits);
        using var excel = Workbook.Open(bytes, name);
        do
        {
            var rows = new List<(int, string[])>();
            while (rows.Count < most && Workbook.Guard(name, excel.Read))
            {
                string[] cells = [.. Enumerable.Range(0, excel.FieldCount).Select(i => Text(excel.GetValue(i)))];
                if (cells.Any(c => c.Length > 0))
                {
                    rows.Add((excel.Depth + 1, cells));
                }
            }

            yield return (Masking.ColumnName(excel.Name), null, rows);
        }
        while (Workbook.Guard(name, excel.NextResult));
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm"),
            var other => (Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) ?? "").Trim(),
        };

    private static PeekTable Table(string? sheet, List<(int Line, string[] Cells)> rows)
    {
        var header = FindHeader(rows);
        var data = rows.Skip(header + 1).Select(r => r.Cells).Where(c => c.Any(v => v.Length > 0)).Take(Sample).ToList();
        var width = Math.Max(header < 0 ? 0 : rows[header].Cells.Length, data.Count == 0 ? 0 : data.Max(c => c.Length));
        var columns = new List<PeekColumn>();
        for (var i = 0; i < width; i++)
        {
            var name = header >= 0 && i < rows[header].Cells.Length ? rows[header].Cells[i] : "";
            var values = data.Select(c => i < c.Length ? c[i] : "").ToList();
            columns.Add(ColumnGuess.Of(name, i, values));
        }

        return new PeekTable(sheet, header < 0 ? null : rows[header].Line, columns, [.. data.Take(Shown).Select(c => Mask(c, columns))], data.Count);
    }

    private static List<string> Mask(string[] cells, List<PeekColumn> columns) =>
        [.. columns.Select((column, i) => i >= cells.Length ? "" : column.Masked || IdentifierShapes.LooksLikeIdentifier(cells[i]) ? Masking.Shape(cells[i]) : cells[i])];

    /// <summary>The first row that is as wide as the widest, all of distinct texts without dates, numbers or identifiers; -1 when there is none.</summary>
    internal static int FindHeader(List<(int Line, string[] Cells)> rows)
    {
        var searched = rows.Take(HeaderSearched).ToList();
        var widest = searched.Count == 0 ? 0 : searched.Max(r => r.Cells.Count(c => c.Length > 0));
        for (var i = 0; i < searched.Count; i++)
        {
            var filled = searched[i].Cells.Where(c => c.Length > 0).ToList();
            if (filled.Count > 0 && filled.Count * 2 >= widest && filled.Distinct().Count() == filled.Count && filled.All(ColumnGuess.MayBeHeader))
            {
                return searched[i].Cells.Count(c => c.Length > 0) == 1 && widest > 1 ? -1 : i;
            }
        }

        return -1;
    }
}
