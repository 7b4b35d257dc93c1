using System.Globalization;
using QdC.Metrics;

namespace QdC.Portal.Pages.Reports;

/// <summary>Cells of a report as a spreadsheet of the reader's language shows them.</summary>
internal static class CellText
{
    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", PercentDecimalSeparator = ",", PercentGroupSeparator = "." };

    /// <summary>What stands in a cell.</summary>
    public static string Of(ReportCell cell, string language) =>
        cell.Text ?? (cell.Day is { } day ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
            : cell.Number is { } number ? ((decimal)number).ToString(cell.Format ?? "#,##0", language == "en" ? NumberFormatInfo.InvariantInfo : Comma)
            : "");
}
