using System.Globalization;
using QdC.Samples.Extracts;

namespace QdC.Samples.Writing;

/// <summary>
/// Hèstia's lists as its support sends them on request: the columns of the exports, in alphabetical order, a workbook a list, two
/// lines above the header and no manifest.
/// </summary>
internal static class HestiaLists
{
    private static readonly ListWorkbook[] Lists =
    [
        .. HestiaForm.Files.Select(file => new ListWorkbook(
            "llistat_" + file.File,
            new SheetForm(
                file.Shape,
                "Llistat",
                [
                    .. file
                        .Columns.OrderBy(column => column.Headers[0], StringComparer.OrdinalIgnoreCase)
                        .Select(column => new SheetColumn(column.Headers, row => Cell(column.Text(row)))),
                ]
            )
        )),
    ];

    /// <summary>Writes the lists of a delivery.</summary>
    public static void Write(Handover handover)
    {
        var day = handover.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        ListWorkbook.Write(handover, handover.FolderOf("hestia-lists"), Lists, list => [$"Petició de llistat: {list.File[8..]}", $"Servit el {day}"]);
    }

    /// <summary>A spreadsheet makes numbers of short rows of digits, and dates of dates.</summary>
    private static SheetCell Cell(string text)
    {
        if (text.Length is > 0 and < 9 && text.All(char.IsAsciiDigit))
            return SheetCell.Number(text);
        return DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1900
            ? SheetCell.Date(day)
            : SheetCell.Words(text);
    }
}
