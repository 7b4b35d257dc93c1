using System.Text;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage.Delimited;
using QdC.Pipeline.Stage.Looking;
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
    /// <param name="path">The file.</param>
    /// <param name="limits">What a workbook may be.</param>
    /// <param name="said">What is known of how it is written.</param>
    /// <exception cref="ExtractUnreadable">It is neither text nor a workbook that may be opened.</exception>
    public static PeekResult Look(string path, WorkbookLimits? limits = null, SaidForms? said = null)
    {
        var tables = Tables(path, Sample + HeaderSearched, limits, said).ToList();
        var form = tables[0].Form;
        return new PeekResult(Path.GetFileName(path), form.Name, form.Dialect, [.. tables.Select(Table)]) { Fixed = form.Fixed, Xml = form.Xml };
    }

    /// <summary>The first rows of a file's tables: one of a text, one a sheet of a workbook. Blank rows are left out.</summary>
    /// <exception cref="ExtractUnreadable">It is neither text nor a workbook that may be opened.</exception>
    internal static IEnumerable<RawTable> Tables(string path, int most, WorkbookLimits? limits = null, SaidForms? said = null)
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

        DemandText(head, name);

        said ??= SaidForms.None;
        if (said.RowsOf(name) is { } rows || XmlOutline.Looks(head))
        {
            using var xml = XmlTable.Open(path, said.RowsOf(name));
            return [xml.First(most)];
        }

        if (FixedTable.Of(path, said.LayoutOf(name)) is { } lines)
        {
            using (lines)
            {
                return [lines.First(most)];
            }
        }

        using var file = DelimitedFile.Open(path, new DelimitedForm());
        var form = file.Form;
        var dialect = new PeekDialect(form.Encoding!, file.ByteOrderMark, form.Delimiter!, file.Quotes ? form.Quote : null, file.LineEnd);
        return [new RawTable(null, new RawForm(dialect), [.. file.First(most).Where(r => !r.Blank).Select(r => (r.Line, r.Cells.Select(c => c.Trim()).ToArray()))])];
    }

    /// <summary>Refuses what is no text. A few zeros in it are what programs leave that broke off, or blocks that a disk filled up.</summary>
    /// <exception cref="ExtractUnreadable">The first bytes are no text of any encoding that is known.</exception>
    internal static void DemandText(ReadOnlySpan<byte> head, string file)
    {
        if (FormFinder.Encoding(head).Name is "utf-16" or "utf-16BE" or "utf-32")
        {
            return;
        }

        var (zeros, others) = (0, 0);
        foreach (var b in head)
        {
            zeros += b == 0 ? 1 : 0;
            others += b is > 1 and < 9 or 11 or (> 13 and < 26) or 27 ? 1 : 0;
        }

        if (others > 0 || (zeros > 0 && zeros * 2 > head.Length))
        {
            throw new ExtractUnreadable("The file is neither text nor an .xlsx workbook", file);
        }
    }

    internal static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[SniffedBytes];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static IEnumerable<RawTable> Sheets(string path, string name, int most, WorkbookLimits limits)
    {
        using var bytes = Workbook.Load(File.OpenRead(path), name, limits);
        using var excel = Workbook.Open(bytes, name);
        do
        {
            var rows = new List<(int, string[])>();
            var isoTexts = false;
            while (rows.Count < most && Workbook.Guard(name, excel.Read))
            {
                isoTexts = isoTexts || Enumerable.Range(0, excel.FieldCount).Any(i => excel.GetValue(i) is string text && IsIsoDay(text));
                string[] cells = [.. Enumerable.Range(0, excel.FieldCount).Select(i => Text(excel.GetValue(i)))];
                if (cells.Any(c => c.Length > 0))
                {
                    rows.Add((excel.Depth + 1, cells));
                }
            }

            var groups = (excel.MergeCells ?? []).Where(m => m.ToColumn > m.FromColumn).Select(m => m.FromRow + 1).ToHashSet();
            yield return new RawTable(Masking.ColumnName(excel.Name), new RawForm(), rows, Groups: groups) { HasIsoTexts = isoTexts };
        }
        while (Workbook.Guard(name, excel.NextResult));
    }

    private static bool IsIsoDay(string text) => text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm"),
            var other => (Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) ?? "").Trim(),
        };

    private static PeekTable Table(RawTable table)
    {
        var (rows, header) = (table.Rows, table.Header);
        var data = rows.Skip(header + 1).Select(r => r.Cells).Where(c => c.Any(v => v.Length > 0)).Take(Sample).ToList();
        var width = Math.Max(header < 0 ? 0 : rows[header].Cells.Length, data.Count == 0 ? 0 : data.Max(c => c.Length));
        var columns = new List<PeekColumn>();
        for (var i = 0; i < width; i++)
        {
            var name = header >= 0 && i < rows[header].Cells.Length ? rows[header].Cells[i] : "";
            var values = data.Select(c => i < c.Length ? c[i] : "").ToList();
            var column = ColumnGuess.Of(name, i, values);
            columns.Add(name.Length == 0 && table.Form.Fixed is { } f && i < f.Layout.Columns.Count ? column with { Name = f.Layout.Columns[i].Name } : column);
        }

        return new PeekTable(table.Sheet is { } sheet ? Masking.SheetName(sheet) : null, header < 0 || rows[header].Line == 0 ? null : rows[header].Line, columns, [.. data.Take(Shown).Select(c => Mask(c, columns))], data.Count);
    }

    private static List<string> Mask(string[] cells, List<PeekColumn> columns) =>
        [.. columns.Select((column, i) => i >= cells.Length ? "" : column.Masked || IdentifierShapes.LooksLikeIdentifier(cells[i]) ? Masking.Shape(cells[i]) : column.Type == "text" ? Masking.Words(cells[i]) : cells[i])];

    /// <summary>
    /// The first row that is as wide as the widest, all of distinct texts without dates, numbers or identifiers; -1 when there is none.
    /// Of two such rows the lower one, where cells of the upper are merged over several of its columns.
    /// </summary>
    internal static int FindHeader(List<(int Line, string[] Cells)> rows, IReadOnlySet<int>? groups = null)
    {
        var searched = rows.Take(HeaderSearched).ToList();
        var widest = searched.Count == 0 ? 0 : searched.Max(r => r.Cells.Count(c => c.Length > 0));
        var first = searched.FindIndex(r => MayBeHeader(r.Cells, widest));
        if (first < 0 || (searched[first].Cells.Count(c => c.Length > 0) == 1 && widest > 1))
        {
            return -1;
        }

        return groups?.Contains(searched[first].Line) == true && first + 1 < searched.Count && MayBeHeader(searched[first + 1].Cells, widest) ? first + 1 : first;
    }

    private static bool MayBeHeader(string[] cells, int widest)
    {
        var filled = cells.Where(c => c.Length > 0).ToList();
        return filled.Count > 0 && filled.Count * 2 >= widest && filled.Distinct().Count() == filled.Count && filled.TrueForAll(ColumnGuess.MayBeHeader);
    }
}
