using System.IO.Enumeration;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>Where a delivery's effective date comes from.</summary>
internal enum DateOrigin
{
    /// <summary>The manifest's snapshot date.</summary>
    Manifest,

    /// <summary>The date in the file's name.</summary>
    FileName,

    /// <summary>The declared cell, of the workbook or of a file beside it.</summary>
    Cell,

    /// <summary>The date given on the command line.</summary>
    AsOf,
}

/// <summary>The day whose state a delivery shows, or why it is not known. A file's own time stamp is never used.</summary>
/// <param name="Date">The day; null when nothing tells it.</param>
/// <param name="Origin">What told it.</param>
/// <param name="Waiting">Why the delivery has to wait.</param>
internal sealed record EffectiveDate(DateOnly? Date, DateOrigin? Origin, Problem? Waiting)
{
    /// <summary>Finds the date: manifest, file name, declared cell, then <paramref name="asOf"/>; the first that applies.</summary>
    /// <param name="file">The file.</param>
    /// <param name="asOf">The date given on the command line, if any.</param>
    /// <param name="limits">Limits on workbooks.</param>
    /// <exception cref="ExtractUnreadable">The workbook cannot be opened.</exception>
    public static EffectiveDate Resolve(FoundFile file, DateOnly? asOf = null, WorkbookLimits? limits = null)
    {
        if (file.Manifest is { SnapshotDate: { } snapshot } && (file.Promised is not null || file.IsCorrection))
        {
            return new EffectiveDate(snapshot, DateOrigin.Manifest, null);
        }

        if (file.DateFromName is { } named)
        {
            return new EffectiveDate(named, DateOrigin.FileName, null);
        }

        if (file.Extract.Xlsx is { EffectiveDateCell: { } cell } layout && FromCell(file, layout, cell, limits ?? new WorkbookLimits()) is { } inCell)
        {
            return new EffectiveDate(inCell, DateOrigin.Cell, null);
        }

        if (file.DateColumn is { } column && file.DateFiles is [var beside] && FromColumn(beside, column) is { } inColumn)
        {
            return new EffectiveDate(inColumn, DateOrigin.Cell, null);
        }

        return asOf is null
            ? new EffectiveDate(null, null, new Problem("Nothing tells the effective date of the file; it waits", Masking.FileName(file.Name), Allowed: Allowed(file), NextStep: "Name it after the pattern, or run with --as-of DATE."))
            : new EffectiveDate(asOf, DateOrigin.AsOf, null);
    }

    private static string Allowed(FoundFile file) =>
        file switch
        {
            { Extract.Xlsx: { EffectiveDateCell: { } cell } layout } => $"a date in cell {cell} of sheet {layout.EffectiveDateSheet ?? layout.Sheets[0]}",
            { DateColumn: { } column } => $"one file {column.File} beside it (there are {file.DateFiles.Count}), with a date in its column {string.Join(" or ", column.Column)}",
            _ => $"a manifest with snapshot_date, or a date in its name: {file.Extract.File}",
        };

    /// <summary>The date in the first record of a file beside the delivery.</summary>
    private static DateOnly? FromColumn(string path, DateColumn column)
    {
        using var reader = new CsvRowReader(SourceBytes.Open(path), column.Csv, Masking.FileName(Path.GetFileName(path)));
        return reader.NextTable()
            && new HeaderMap(reader, "").Find(column.Column) is >= 0 and var at
            && reader.Read()
            && reader.Fault == RowFault.None
            && new DateForms([.. column.Csv.Dates, "yyyy-MM-dd"]).TryFind(reader.Field(at), out var date)
            ? date
            : null;
    }

    private static DateOnly? FromCell(FoundFile file, XlsxLayout layout, string cell, WorkbookLimits limits)
    {
        var name = Masking.FileName(file.Name);
        using var bytes = Workbook.Load(SourceBytes.Open(file.Path), name, limits);
        using var book = Workbook.Guard(name, () => new WorkbookParts(bytes));
        var (row, column) = CellPlace.Of(cell);
        var wanted = layout.EffectiveDateSheet is { } named ? [named] : layout.Sheets;
        foreach (var sheet in book.Sheets.Where(s => wanted.Any(w => FileSystemName.MatchesSimpleExpression(w, s.Name))))
        {
            using var rows = Workbook.Guard(name, () => new SheetReader(book, sheet.Part));
            var cells = new CellBuffer();
            while (rows.Row < row && Workbook.Guard(name, () => rows.Read(cells)))
            {
                if (rows.Row == row && DateIn(cells.Text(column), cells.Kind(column), layout) is { } date)
                {
                    return date;
                }
            }
        }

        return null;
    }

    private static DateOnly? DateIn(ReadOnlySpan<byte> text, CellKind kind, XlsxLayout layout) =>
        kind is CellKind.Text or CellKind.Date && (kind == CellKind.Date ? DateForms.Iso : new DateForms([.. layout.Dates, "yyyy-MM-dd"])).TryFind(text, out var date) ? date : null;
}
