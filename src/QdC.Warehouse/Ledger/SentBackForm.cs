namespace QdC.Warehouse;

/// <summary>What the export of findings as a workbook and its way back agree on: a hidden sheet of keys and values that says where to read.</summary>
public static class SentBackForm
{
    /// <summary>The form's name and version; another one is refused.</summary>
    public const string Version = "qdc-rejects/1";

    /// <summary>The hidden sheet: keys in column A, values in column B.</summary>
    public const string HiddenSheet = "qdc";

    /// <summary>Files with these names are looked at when they come back.</summary>
    public const string SentBackPattern = "corrections_*.xlsx";

    /// <summary>Key: <see cref="Version"/>.</summary>
    public const string Form = "form";

    /// <summary>Key: the area's short name.</summary>
    public const string Area = "area";

    /// <summary>Key: the name of the sheet of findings.</summary>
    public const string Sheet = "sheet";

    /// <summary>Key: the row of that sheet's header, from 1.</summary>
    public const string HeaderRow = "header_row";

    /// <summary>Key: the header of the column of finding numbers.</summary>
    public const string IdHeader = "id_column";

    /// <summary>Key: the header of the column of right values.</summary>
    public const string ValueHeader = "value_column";

    /// <summary>Key: the day it was written, yyyy-MM-dd; a later workbook is applied after an earlier one.</summary>
    public const string WrittenOn = "written_on";
}
