using System.Globalization;
using QdC.Samples.Extracts;
using QdC.Samples.Randomness;

namespace QdC.Samples.Writing;

/// <summary>Writes a delivery as the workbooks people keep: titles above the header, sheet names that change, blank rows, a totals row.</summary>
internal static class HandKeptWriter
{
    private const int RowsPerSheet = 900_000;

    private static readonly string[] SheetSuffix = ["", " feb", " (març)"];

    /// <summary>Writes the workbooks of a delivery.</summary>
    public static void Write(Handover handover)
    {
        var (day, delivery) = (handover.Day, handover.Index);
        var folder = handover.FolderOf("spreadsheet");
        foreach (var form in HandKeptForm.WorkbooksOf(day))
        {
            var name = $"{form.File}_{day.ToString("yyyy-MM", CultureInfo.InvariantCulture)}.xlsx";
            using var book = new XlsxWorkbook(Path.Combine(folder, name));
            foreach (var sheet in form.Sheets)
            {
                var part = 0;
                foreach (var chunk in handover.Rows(sheet.Shape).Chunk(RowsPerSheet).DefaultIfEmpty([]))
                {
                    var suffix = SheetSuffix[delivery % SheetSuffix.Length] + (part == 0 ? "" : $" {part + 1}");
                    book.Sheet(sheet.Name + suffix, Lines(form.Title, sheet, day, delivery, chunk));
                    part++;
                }
            }
            book.Sheet("Instruccions", [[SheetCell.Words("No canvieu els noms de les columnes.")]]);
        }
    }

    private static IEnumerable<IReadOnlyList<SheetCell>> Lines(string title, SheetForm sheet, DateOnly day, int delivery, Row[] rows)
    {
        var written = day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        yield return [SheetCell.Words(title)];
        yield return [SheetCell.Words("Data d'extracció"), delivery == 1 ? SheetCell.Words(written) : SheetCell.Date(day)];
        yield return [SheetCell.Words("Document intern")];
        if (day >= HandKeptForm.Second.From)
        {
            yield return [SheetCell.Words("Plantilla de novembre de 2025")];
            yield return [SheetCell.Words("Ompliu totes les columnes; les dates, dia-mes-any")];
        }
        if (sheet.Shape == Shapes.Appointment)
        {
            for (var i = 0; i < delivery; i++)
                yield return [SheetCell.Words("Reviseu les dates abans d'enviar")];
        }
        yield return [.. sheet.Columns.Select(column => SheetCell.Words(column.HeaderIn(delivery)))];
        foreach (var row in rows)
        {
            yield return [.. sheet.Columns.Select(column => column.Cell(row))];
            if (StableHash.Of(13, row.Cells[0]) % 60 == 0)
                yield return [];
        }
        yield return [SheetCell.Words($"Total: {rows.Length}")];
    }
}
