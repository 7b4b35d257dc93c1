using System.Globalization;
using QdC.Samples.Extracts;

namespace QdC.Samples.Writing;

/// <summary>A list that a system exports as a workbook of its own.</summary>
/// <param name="File">Beginning of the file's name.</param>
/// <param name="Sheet">Its only sheet.</param>
internal sealed record ListWorkbook(string File, SheetForm Sheet)
{
    private const int RowsPerBook = 400_000;

    /// <summary>Writes the lists of a delivery, each with titles above its header.</summary>
    /// <param name="handover">The delivery.</param>
    /// <param name="folder">Folder of the system.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="titles">The titles of a list.</param>
    public static void Write(Handover handover, string folder, IEnumerable<ListWorkbook> lists, Func<ListWorkbook, IEnumerable<string>> titles)
    {
        var stamp = handover.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        foreach (var list in lists)
        {
            var part = 0;
            foreach (var chunk in handover.Rows(list.Sheet.Shape).Chunk(RowsPerBook).DefaultIfEmpty([]))
            {
                using var book = new XlsxWorkbook(Path.Combine(folder, $"{list.File}_{stamp}{(part++ == 0 ? "" : $"_{part}")}.xlsx"));
                book.Sheet(list.Sheet.Name, Lines(list.Sheet, handover.Index, titles(list), chunk));
            }
        }
    }

    private static IEnumerable<IReadOnlyList<SheetCell>> Lines(SheetForm sheet, int delivery, IEnumerable<string> titles, Row[] rows)
    {
        foreach (var title in titles)
            yield return [SheetCell.Words(title)];
        yield return [.. sheet.Columns.Select(column => SheetCell.Words(column.HeaderIn(delivery)))];
        foreach (var row in rows)
            yield return [.. sheet.Columns.Select(column => column.Cell(row))];
    }
}
