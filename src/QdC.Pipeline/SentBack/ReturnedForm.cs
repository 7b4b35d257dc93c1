namespace QdC.Pipeline.SentBack;

/// <summary>How a workbook of findings says what it is: a hidden sheet with keys in column A and values in column B, as the export writes it.</summary>
internal static class ReturnedForm
{
    /// <summary>The hidden sheet.</summary>
    public const string HiddenSheet = "qdc";

    /// <summary>Files with these names are looked at when they come back.</summary>
    public const string FileNames = "corrections_*.xlsx";

    /// <summary>What <c>form</c> and <c>version</c> must say.</summary>
    public const string Known = "rejects 1";

    /// <summary>Key: the form's name.</summary>
    public const string Form = "form";

    /// <summary>Key: the form's version.</summary>
    public const string Version = "version";

    /// <summary>Key: the area's short name.</summary>
    public const string Area = "area";

    /// <summary>Key: the day it was made, yyyy-MM-dd; a later workbook is applied after an earlier one.</summary>
    public const string Date = "date";

    /// <summary>Key: the name of the sheet of findings.</summary>
    public const string Sheet = "sheet";

    /// <summary>Key: the header of the column of finding numbers.</summary>
    public const string NumberColumn = "number_column";

    /// <summary>Key: the header of the column of right values.</summary>
    public const string ValueColumn = "value_column";
}
